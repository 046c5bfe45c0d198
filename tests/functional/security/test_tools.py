"""Sheets of tools: whatever is sent, and whatever is sent at the same moment, nothing breaks."""

import re
import threading
from collections.abc import Iterable
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from lms.core.db import db
from lms.tools.models import ToolSheet
from lms.tools.rules.limits import MOST_SHEETS
from tests.conftest import SignIn
from tests.factories.tools import SLUG
from tests.functional.security.crawling import Parts
from tests.functional.security.database import count
from tests.functional.security.test_at_the_same_moment import copy_of
from tests.support.pages import post, token_of

TOOL = f"/modules/{SLUG}/tool"
TIMES = 6


@pytest.fixture(autouse=True)
def _without_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.web.limits.limiter.enabled", False)


@pytest.fixture
def learner(sign_in: SignIn) -> FlaskClient:
    client = sign_in("ilze@example.org")
    post(client, f"/modules/{SLUG}/join", page="/modules")
    return client


@pytest.fixture
def sheet(learner: FlaskClient) -> str:
    """The address of a sheet."""
    answer = post(learner, f"{TOOL}/examples/norrvik", page="/modules")
    return str(answer.location).rpartition("/")[0]


def save(client: FlaskClient, sheet: str, section: str, form: dict[str, object]) -> TestResponse:
    return post(client, f"{sheet}/{section}", {"revision": "99", **form}, page="/modules")


def content(app: Flask) -> dict[str, dict[str, object]]:
    with app.app_context():
        found: dict[str, dict[str, object]] = db.session.scalars(db.select(ToolSheet.content)).one()
        db.session.rollback()
        return found


NUMBERS = (
    "-0", "1e5", "1e400", "NaN", "Infinity", "-Infinity", "1/0", "1/3", "９９", "٣", "0x10", "1_000", "²",
    "999999999999999", "9999999999999999", "0." + "0" * 57 + "1", "9" * 60, "9" * 61, "9" * 9000, "--5", "%",
    "0,000001", "1'000", "5.", ".5",
)  # fmt: skip
DAYS = (
    "0000-00-00", "0001-01-01", "1899-12-31", "1900-01-01", "2200-12-31", "2201-01-01", "9999-12-31",
    "2026-02-29", "29.2.2024", "1.1.0000", "20260610", "2026-W01-1", "２０２６-01-01", "0.0.0",
)  # fmt: skip


@pytest.mark.usefixtures("outside")
def test_whatever_stands_in_a_field_of_numbers_gets_a_plain_answer(
    app: Flask, learner: FlaskClient, sheet: str
) -> None:
    for number in NUMBERS:
        answer = save(learner, sheet, "totals", {"f-region_jobs": number, "f-target": number})
        assert answer.status_code in {303, 422}, number
        assert all(learner.get(f"{sheet}/{page}").status_code == 200 for page in ("totals", "years"))
        assert learner.get(sheet).status_code == learner.get(f"{sheet}/spreadsheet").status_code == 200
        kept = content(app)["fields"]
        assert all(
            re.fullmatch(r"[0-9.]{1,59}", str(kept.get(one, "0"))) for one in ("region_jobs", "target")
        )


@pytest.mark.usefixtures("outside")
def test_whatever_stands_in_a_field_of_dates_gets_a_plain_answer(
    app: Flask, learner: FlaskClient, sheet: str
) -> None:
    for day in DAYS:
        assert save(learner, sheet, "totals", {"f-counted_on": day}).status_code in {303, 422}, day
        assert learner.get(f"{sheet}/spreadsheet").status_code == 200
        assert re.fullmatch(
            r"(19|20|21|22)\d\d-\d\d-\d\d|", str(content(app)["fields"].get("counted_on", ""))
        )


FORMS: dict[str, tuple[str, dict[str, object], set[int]]] = {
    "rows without end": ("industries", {"rows": "9" * 8, "r-1-industry": "a"}, {303}),
    "no rows": ("industries", {"rows": "-1", "r-1-industry": "a"}, {303}),
    "other digits": ("industries", {"rows": "٣", "r-1-industry": "a"}, {303}),
    "ten thousand rows": (
        "industries",
        {"rows": "10000", **{f"r-{n}-industry": "a" for n in range(1, 10_001)}},
        {303, 413},
    ),
    "five million letters": ("totals", {"f-source": "x" * 5_000_000}, {413}),
    "a million letters": ("totals", {"f-source": "x" * 1_000_000}, {422, 413}),
    "names in names": ("totals", {"f[region][]": "a", "f-region.x": "a", "fields": "{}", "f-": "a"}, {303}),
    "a name twice": ("totals", {"f-region": ["a", "b"], "revision": ["1", "x"]}, {303, 409}),
    "another section": ("ties", {"f-region": "a", "r-1-industry": "a"}, {303}),
    "pairs out of range": (
        "ties",
        {"tick": ["1-2", "2-1", "1-1", "0-1", "1-99", "1-2-3", "x", "-1-2"]},
        {303},
    ),
    "a row of numbers only": ("years", {"r-1-grown": "7", "rows": "6"}, {303}),
    "a computed cell": ("industries", {"rows": "1", "r-1-industry": "a", "r-1-focus": "7"}, {303}),
    "a hidden row": ("questions", {"r-nothing-answer": "good", "r-1-answer": "good"}, {303}),
    "an unknown answer": ("questions", {"r-mass-answer": "Yes"}, {422}),
    "an unknown scale": ("totals", {"f-trust": "9"}, {422}),
    "removing nothing": ("industries", {"rows": "1", "do": "remove-99"}, {303}),
    "removing letters": ("industries", {"rows": "1", "do": "remove-x"}, {303}),
    "removing from fields": ("totals", {"do": "remove-1"}, {303}),
    "putting nothing back": ("industries", {"rows": "1", "do": "restore"}, {303}),
    "adding to fields": ("totals", {"do": "add"}, {303}),
    "a revision of nonsense": ("totals", {"revision": "9" * 40, "f-region": "a"}, {303, 409}),
}


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("name", FORMS)
def test_forms_that_no_page_sends_get_a_plain_answer(
    app: Flask, learner: FlaskClient, sheet: str, name: str
) -> None:
    section, form, statuses = FORMS[name]
    assert save(learner, sheet, section, form).status_code in statuses
    kept = content(app)
    assert set(kept) <= {"fields", "rows", "fixed", "ticks", "changed", "removed"}
    assert set(kept["fields"]) <= {"region", "region_jobs", "target", "counted_on", "source", "area", "trust"}
    assert len(kept["rows"]["industries"]) <= 5  # type: ignore[arg-type]
    assert all(set(row) <= {"industry", "jobs"} for row in kept["rows"]["industries"])  # type: ignore[attr-defined]
    assert set(kept["fixed"]["questions"]) == {"mass", "links", "reason"}  # type: ignore[call-overload]
    assert kept["ticks"]["ties"] in ([], [[1, 2]])
    assert [learner.get(f"{sheet}{end}").status_code for end in ("", "/ties", "/spreadsheet")] == [200] * 3


def test_the_largest_sheet_stays_small(app: Flask, learner: FlaskClient, sheet: str) -> None:
    letters = "\U0001f986" * 4000
    save(learner, sheet, "totals", {"f-region": letters[:300], "f-source": letters})
    cells = {f"r-{n}-industry": letters[:300] for n in range(1, 6)}
    for _again in range(3):
        save(learner, sheet, "industries", {"rows": "5", **cells, "do": "remove-1"})
        save(learner, sheet, "questions", {f"r-{row}-evidence": letters for row in ("mass", "links", "x")})
    assert len(str(content(app))) < 20_000


# Texts that could be more than text

STRANGE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)", 
    "</textarea><script>a", "</svg><script>a", "javascript:alert(1)", "{{7*7}}", "{region}", "%(name)s",
    "a\u202egnp.exe", "]]>", "&lt;b&gt;",
)  # fmt: skip


@pytest.mark.parametrize("text", STRANGE)
def test_a_text_is_a_text_on_every_page(learner: FlaskClient, sheet: str, text: str) -> None:
    post(learner, f"{sheet}/rename-sheet", {"name": text}, page="/modules")
    save(learner, sheet, "totals", {"f-region": text, "f-region_jobs": "9", "f-source": text})
    save(
        learner,
        sheet,
        "industries",
        {"rows": "2", "r-1-industry": text, "r-1-jobs": "3", "r-2-industry": "b"},
    )
    save(learner, sheet, "questions", {"r-mass-evidence": text})
    save(learner, sheet, "ties", {"tick": "1-2"})
    wrong = save(learner, sheet, "totals", {"f-region": text, "f-region_jobs": text, "f-trust": text})
    elsewhere = save(learner, sheet, "totals", {"f-region": f"{text}!", "revision": "1"})
    removed = save(learner, sheet, "industries", {"rows": "2", "r-1-industry": text, "do": "remove-1"})
    deleted = [str(removed.location), f"{sheet}/delete-sheet", sheet, TOOL]
    pages = [wrong, elsewhere, *(learner.get(f"{sheet}/{one}") for one in ("totals", "industries", "ties"))]
    pages += [learner.get(path) for path in deleted]
    assert [page.status_code for page in pages] == [422, 409] + [200] * 7
    for page in pages:
        assert [one for one in Parts(page.text).inline if not one.startswith("value=")] == []
        assert unescape(page.text).count(text) >= 1, "it is shown as it was typed"


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        'a"; filename="b.exe',
        "a\r\nSet-Cookie: x=1",
        "\u202excod",
        "CON",
        "…",
        "x" * 100,
        "🦆",
    ],
)
def test_the_file_of_a_sheet_has_a_plain_name(learner: FlaskClient, sheet: str, name: str) -> None:
    post(learner, f"{sheet}/rename-sheet", {"name": name}, page="/modules")
    answer = learner.get(f"{sheet}/spreadsheet")
    assert re.fullmatch(
        r"attachment; filename=[A-Za-z0-9-]{1,60}\.xlsx", answer.headers["Content-Disposition"]
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert load_workbook(BytesIO(answer.data)).sheetnames


# At the same moment


def together(*requests: tuple[FlaskClient, str, dict[str, str]]) -> list[TestResponse]:
    """The answers to requests that are sent at once, in their order."""
    start = threading.Barrier(len(requests))
    answers: dict[int, TestResponse] = {}

    def send(number: int, client: FlaskClient, path: str, form: dict[str, str]) -> None:
        start.wait()
        answers[number] = client.post(path, data=form)

    threads = [threading.Thread(target=send, args=(n, *one)) for n, one in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(requests), "a request ended in an exception"
    return [answers[number] for number in range(len(requests))]


def devices(app: Flask, client: FlaskClient, number: int = TIMES) -> Iterable[FlaskClient]:
    return [copy_of(app, client) for _ in range(number)]


def test_of_many_saves_of_one_revision_one_is_kept(app: Flask, learner: FlaskClient, sheet: str) -> None:
    token = token_of(learner, "/modules")
    forms = [{"csrf_token": token, "revision": "1", "f-region": f"Region {n}"} for n in range(TIMES)]
    pairs = zip(devices(app, learner), forms, strict=True)
    answers = together(*((device, f"{sheet}/totals", form) for device, form in pairs))
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * (TIMES - 1)
    kept = content(app)["fields"]["region"]
    for number, answer in enumerate(answers):
        assert answer.status_code == 409 or kept == f"Region {number}"
        assert answer.status_code == 303 or f'value="Region {number}"' in answer.text


def test_saves_of_different_sections_are_all_kept(app: Flask, learner: FlaskClient, sheet: str) -> None:
    token = token_of(learner, "/modules")
    forms: dict[str, dict[str, str]] = {
        "totals": {"f-region": "Sund"},
        "industries": {"rows": "2", "r-1-industry": "Food", "r-2-industry": "Wood"},
        "questions": {"r-mass-answer": "weak"},
        "ties": {},
    }
    answers = together(
        *(
            (device, f"{sheet}/{section}", {"csrf_token": token, "revision": "1", **form})
            for device, (section, form) in zip(devices(app, learner, 4), forms.items(), strict=True)
        )
    )
    assert {answer.status_code for answer in answers} == {303}
    kept = content(app)
    assert kept["fields"]["region"] == "Sund"
    assert kept["rows"]["industries"][1]["industry"] == "Wood"  # type: ignore[index]
    assert kept["fixed"]["questions"]["mass"] == {"answer": "weak"}  # type: ignore[index]
    assert kept["ticks"]["ties"] == []


def test_no_more_sheets_come_into_being_than_are_kept(app: Flask, learner: FlaskClient, sheet: str) -> None:
    token = token_of(learner, "/modules")
    for _ in range(MOST_SHEETS - 3):
        learner.post(f"{sheet}/copy-sheet", data={"csrf_token": token})
    paths = [f"{sheet}/copy-sheet", f"{TOOL}/sheets", f"{TOOL}/examples/norrvik"] * 2
    form = {"csrf_token": token}
    answers = together(*((one, path, form) for one, path in zip(devices(app, learner), paths, strict=True)))
    assert sum(answer.status_code == 303 for answer in answers) == 2
    assert all(answer.status_code < 500 for answer in answers)
    assert count(app, ToolSheet) == MOST_SHEETS


def test_a_sheet_that_is_deleted_while_it_is_saved_is_gone(
    app: Flask, learner: FlaskClient, sheet: str
) -> None:
    token = {"csrf_token": token_of(learner, "/modules")}
    ways = ("delete-sheet", "totals", "rename-sheet", "industries", "copy-sheet", "delete-sheet")
    form = {**token, "revision": "1", "f-region": "a", "name": "a", "rows": "1", "r-1-industry": "a"}
    answers = together(
        *((one, f"{sheet}/{way}", form) for one, way in zip(devices(app, learner), ways, strict=True))
    )
    assert {answer.status_code for answer in answers} <= {303, 404}
    assert learner.get(sheet).status_code == 404
    assert count(app, ToolSheet) <= 1
