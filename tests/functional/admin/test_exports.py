"""Lists that are taken along: whatever people call themselves, no program works a formula out of it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from lms.core.access import Role
from lms.core.db import db
from lms.credentials import services
from tests.factories.credentials import complete, confirm_name, programme
from tests.factories.people import make_user
from tests.functional.admin.conftest import MODULE, module
from tests.support.office import opened_lists
from tests.support.pages import post

SignIn = Callable[..., FlaskClient]
NAMES = (
    '=HYPERLINK("https://example.org","Open me")',
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "Anna;=1+1",
    'Bo";=1+1;"',
    "Two\n=1+1",
    "Å" * 60,
)
LISTS = {
    "people": "/desk/people",
    "enrolments": "/desk/enrolments",
    "credentials": "/desk/credentials",
    "participants": f"/teaching/modules/{MODULE}/participants",
}


@pytest.fixture
def files(app: Flask, sign_in: SignIn) -> dict[tuple[str, str], bytes]:
    """List and kind of file → its bytes, where everybody has a name and an organisation like that."""
    client = sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Rasa Kalns")
    with app.app_context():
        for number, name in enumerate(NAMES):
            email = f"{'=' if number == 1 else ''}p{number}@example.org"
            user = make_user(email=email, certificate_name=name, organisation=name, country="LV")
            confirm_name(user)
            completion, enrolment = complete(user, module())
            services.issue(completion, enrolment, module(), programme())
        db.session.commit()
    kinds = ("csv", "excel-csv", "xlsx")
    return {
        (name, kind): post(client, f"{path}/export", {"as": kind}).data
        for name, path in LISTS.items()
        for kind in kinds
    }


def test_no_file_holds_a_formula_and_none_loses_a_name(
    files: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    for name in LISTS:
        rows = list(csv.reader(io.StringIO(files[name, "csv"].decode(), newline="")))
        assert set(NAMES) <= {row[0] for row in rows}, name  # for programs: as it is
        assert_harmless(load_workbook(io.BytesIO(files[name, "xlsx"])), name)
        sheet = load_workbook(io.BytesIO(files[name, "xlsx"])).worksheets[0]
        assert {"+1", "@SUM(1)", NAMES[0], "Å" * 60} <= {row[0].value for row in sheet.iter_rows()}, name
    for_excel = {name: files[name, "excel-csv"] for name in LISTS}
    assert all(data.startswith(b"\xef\xbb\xbf") for data in for_excel.values())
    books = opened_lists({**for_excel, "control": b"a;b\r\n=1+1;x\r\n"}, tmp_path)
    assert books["control"].worksheets[0]["A2"].data_type == "f"  # it would have worked one out
    for name in LISTS:
        assert_harmless(books[name], name)
        assert books[name].worksheets[0].max_row >= len(NAMES) + 1


def assert_harmless(book: Workbook, name: str) -> None:
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == [], name
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == [], name
