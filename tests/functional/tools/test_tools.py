"""A tool as people use it: started, filled in, corrected, printed, taken away."""

import io
import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from lms.core.db import db
from lms.tools.models import ToolSheet
from tests.conftest import SignIn
from tests.factories.tools import SLUG
from tests.support.pages import counted_queries, post

MODULE = f"/modules/{SLUG}"
TOOL = f"{MODULE}/tool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet in somebody's browser."""

    client: FlaskClient
    path: str

    def see(self, section: str = "") -> str:
        answer = self.client.get(f"{self.path}/{section}" if section else self.path)
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def save(self, section: str, *, revision: int | None = None, **form: object) -> TestResponse:
        found = re.search(r'name="revision" value="(\d+)"', self.see(section))
        assert found
        named = {name.replace("__", "-"): value for name, value in form.items()}
        return post(
            self.client,
            f"{self.path}/{section}",
            {"revision": found[1] if revision is None else revision, **named},
            page="/modules",
        )


@pytest.fixture
def learner(sign_in: SignIn) -> FlaskClient:
    client = sign_in("ilze@example.org")
    post(client, f"{MODULE}/join", page="/modules")
    return client


@pytest.fixture
def blank(learner: FlaskClient) -> Sheet:
    answer = post(learner, f"{TOOL}/sheets", {"name": "Norrvik"}, page="/modules")
    return Sheet(client=learner, path=str(answer.location).rpartition("/")[0])


@pytest.fixture
def example(learner: FlaskClient) -> Sheet:
    answer = post(learner, f"{TOOL}/examples/norrvik", page="/modules")
    return Sheet(client=learner, path=str(answer.location).rpartition("/")[0])


def test_the_tool_is_found_from_the_module_and_its_lessons(learner: FlaskClient) -> None:
    for path in (MODULE, f"{MODULE}/measuring"):
        page = learner.get(path).text
        assert f'href="{TOOL}"' in page
        assert "Tool: Small mapping sheet" in page


def test_somebody_who_has_not_joined_is_asked_to(sign_in: SignIn) -> None:
    client = sign_in("janis@example.org")
    answer = client.get(TOOL)
    assert (answer.status_code, answer.location) == (303, MODULE)
    assert "Join the module to use its tool" in client.get(MODULE).text
    assert post(client, f"{TOOL}/sheets", page="/modules").status_code == 404


def test_a_module_without_a_tool_has_no_such_page(learner: FlaskClient) -> None:
    assert learner.get("/modules/larger-clusters/tool").status_code == 404


def test_sheets_are_listed_with_their_names(learner: FlaskClient) -> None:
    assert "You have no sheet yet" in learner.get(TOOL).text
    for name in ("", "Sund", "<b>bold</b>"):
        post(learner, f"{TOOL}/sheets", {"name": name}, page="/modules")
    page = learner.get(TOOL).text
    assert "Sheet 1" in page
    assert "Sund" in page
    assert "<b>bold" not in page


def test_what_is_filled_in_is_kept_and_worked_out(blank: Sheet) -> None:
    answer = blank.save("totals", f__region="Norrvik", f__region_jobs="60 000 jobs", f__target="7 %")
    assert answer.status_code == 303
    page = blank.see("totals")
    assert 'value="60,000"' in page
    assert "4,200 jobs" in page
    assert "Norrvik has 60,000 jobs." in page


def test_saving_can_go_on_to_the_next_section(blank: Sheet) -> None:
    assert str(blank.save("totals", do="next").location).endswith("/industries")
    assert blank.save("ties", do="next").location.endswith("/years")


def test_a_mistake_keeps_everything_that_was_typed_and_saves_nothing(blank: Sheet) -> None:
    answer = blank.save("totals", f__region="Norrvik", f__region_jobs="many", f__target="700")
    assert answer.status_code == 422
    assert 'value="many"' in answer.text
    assert 'value="Norrvik"' in answer.text
    assert '<a href="#f-region_jobs">All jobs in the region: Write a number' in answer.text
    assert "Write 100 % or less." in answer.text
    assert re.search(r'id="f-region_jobs"[^>]*aria-invalid="true"', answer.text)
    assert 'value="Norrvik"' not in blank.see("totals")


def test_a_script_gets_only_what_follows(blank: Sheet) -> None:
    answer = blank.save("totals", live="yes", f__region_jobs="60 000", f__target="7")
    assert answer.status_code == 200
    assert 'data-outcome="saved"' in answer.text
    assert "4,200 jobs" in answer.text
    assert "<form" not in answer.text
    wrong = blank.save("totals", live="yes", f__region_jobs="many")
    assert (wrong.status_code, 'data-outcome="refused"' in wrong.text) == (422, True)
    assert 'id="f-region_jobs-error"' in wrong.text


def test_a_change_made_elsewhere_is_shown_beside_ones_own(blank: Sheet) -> None:
    blank.save("totals", f__region="Norrvik", revision=1)
    answer = blank.save("totals", f__region="Sund", revision=1)
    assert answer.status_code == 409
    assert "This section was changed elsewhere at" in answer.text
    assert "<td>Norrvik</td><td>Sund</td>" in answer.text
    assert 'value="Sund"' in answer.text
    assert blank.save("totals", f__region="Sund", revision=2).status_code == 303


def test_rows_are_added_removed_and_put_back(example: Sheet) -> None:
    rows = {"rows": "3", "r__1__industry": "Food", "r__1__jobs": "4200", "r__2__industry": "Boats"}
    assert example.see("industries").count('<fieldset class="tool-row"') == 3
    example.save("industries", **rows, do="add")
    assert example.see("industries").count('<fieldset class="tool-row"') == 4
    answer = example.save("industries", **rows, do="remove-1")
    page = example.client.get(str(answer.location)).text
    assert "“Food” was removed." in page
    assert 'name="r-1-industry" value="Boats"' in page
    example.save("industries", rows="2", r__1__industry="Boats", do="restore")
    assert 'name="r-1-industry" value="Food"' in example.see("industries")


def test_ticks_join_rows_by_their_names(example: Sheet) -> None:
    page = example.see("ties")
    assert re.search(r'value="1-2" checked><label for="tick-1-2">Boats', page)
    example.save("ties")
    assert 'value="1-2" checked' not in example.see("ties")


def test_a_warning_is_said_in_words(example: Sheet) -> None:
    assert re.search(r"tool-warning.*unstable", example.see("industries"))


def test_the_whole_sheet_says_what_it_is(example: Sheet) -> None:
    page = example.see()
    for text in (
        "Invented example", "Training material, not legal advice.", "Food – Boats", "7.00 %",
        "Norrvik has 60,000 jobs.", "Critical mass", "10 June 2026",
    ):  # fmt: skip
        assert text in page, text
    assert page.count('<svg class="fig chart-drawing"') == 3


def test_a_sheet_is_taken_along_as_a_spreadsheet(example: Sheet) -> None:
    answer = example.client.get(f"{example.path}/spreadsheet")
    assert answer.status_code == 200
    assert "Norrvik-invented-example.xlsx" in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.data))
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"Food", 4200} <= cells


def test_a_sheet_is_renamed_copied_and_deleted(blank: Sheet, app: Flask) -> None:
    assert post(blank.client, f"{blank.path}/rename-sheet", {"name": " "}, page="/modules").status_code == 422
    post(blank.client, f"{blank.path}/rename-sheet", {"name": "Sund"}, page="/modules")
    assert "<h1>Sund</h1>" in blank.see()
    copy = str(post(blank.client, f"{blank.path}/copy-sheet", page="/modules").location)
    assert "Copy of Sund" in blank.client.get(copy).text
    assert "Delete this sheet?" in blank.client.get(f"{copy}/delete-sheet").text
    post(blank.client, f"{copy}/delete-sheet", page="/modules")
    assert blank.client.get(copy).status_code == 404
    with app.app_context():
        assert db.session.scalars(db.select(ToolSheet.name)).all() == ["Sund"]


def test_somebody_who_left_the_module_keeps_the_sheets(blank: Sheet) -> None:
    post(blank.client, f"{MODULE}/leave", page="/modules")
    assert "Norrvik" in blank.see()
    assert blank.save("totals", f__region="Sund").status_code == 303
    assert post(blank.client, f"{blank.path}/copy-sheet", page="/modules").status_code == 404


def test_a_sheet_of_another_edition_is_shown_as_far_as_it_fits(blank: Sheet, app: Flask) -> None:
    with app.app_context():
        sheet = db.session.scalars(db.select(ToolSheet)).one()
        sheet.content = {"fields": {"gone": "1", "region": "Norrvik", "target": "many"}, "rows": {"gone": []}}
        db.session.commit()
    assert 'value="Norrvik"' in blank.see("totals")
    for section in ("industries", "questions", "ties", "years", ""):
        blank.see(section)
    blank.save("totals", f__region="Sund")
    with app.app_context():
        assert db.session.scalars(db.select(ToolSheet)).one().content["fields"]["gone"] == "1"


def test_pages_speak_the_readers_language(example: Sheet) -> None:
    post(example.client, "/language", {"language": "sv", "next": "/"}, page="/modules")
    page = example.see("totals")
    assert "Spara och gå vidare" in page
    assert 'value="60\u00a0000"' in page
    assert "4\u00a0200" in page


@pytest.mark.parametrize(
    ("path", "most"),
    [("totals", 2), ("industries", 2), ("ties", 2), ("years", 2), ("", 2), ("spreadsheet", 2)],
)
def test_pages_ask_the_database_little(example: Sheet, app: Flask, path: str, most: int) -> None:
    with counted_queries(app) as statements:
        example.client.get(f"{example.path}/{path}".rstrip("/"))
    assert len(statements) <= most, statements


def test_the_page_of_the_tool_asks_the_database_little(example: Sheet, app: Flask) -> None:
    with counted_queries(app) as statements:
        example.client.get(TOOL)
    assert len(statements) <= 3, statements
