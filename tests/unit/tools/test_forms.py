"""What people type becomes values in one form, or a problem at its field."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import Babel, force_locale
from werkzeug.datastructures import MultiDict

from lms.content.tools.model import Section
from lms.content.tools.values import ValueProblem
from lms.tools.forms import PostedSection, read_section
from lms.tools.writing import LocalWriter, as_typed, read_number
from tests.factories.tools import FIELDS, JOBS, ROWS, SHARE, TIES


@pytest.fixture(autouse=True)
def _speaking() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context(), force_locale("en_GB"):
        yield


def read(section: Section, /, most_row: int = 0, **form: str | list[str]) -> PostedSection:
    named = {name.replace("__", "-"): value for name, value in form.items()}
    return read_section(section, MultiDict(named), most_row=most_row)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1250", "1250"),
        ("1 250", "1250"),
        ("1,250", "1250"),
        ("1.250", "1.25"),
        ("1 250 jobs", "1250"),
        ("−3,5", "-3.5"),
        ("1,250.50", "1250.5"),
        ("1.250,5", "1250.5"),
        ("0", "0"),
        ("-0", "0"),
        ("1e5", None),
        ("1/3", None),
        ("33 %", None),
        ("12 people", None),
        ("", None),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, kept: str | None) -> None:
    assert read_number(typed, JOBS) == kept


def test_one_notation_means_what_it_means_in_the_readers_language() -> None:
    with force_locale("sv"):
        assert read_number("1,250", JOBS) == "1.25"
        assert read_number("1.250", JOBS) == "1250"
        assert read_number("1\u00a0250,5", JOBS) == "1250.5"


@pytest.mark.parametrize("locale", ["en_GB", "sv"])
@pytest.mark.parametrize("kept", ["0", "0.125", "999", "1250", "1250.5", "-81818", "123456789012345"])
def test_what_is_shown_to_be_edited_reads_as_the_same_number(locale: str, kept: str) -> None:
    with force_locale(locale):
        assert read_number(as_typed(JOBS, kept), JOBS) == kept
        assert read_number(as_typed(SHARE, kept), SHARE) == kept


def test_numbers_and_years_are_written_in_the_language() -> None:
    with force_locale("sv"):
        assert LocalWriter().number(Decimal(-1234), 1) == "−1\u00a0234,0"


@pytest.mark.parametrize(
    ("number", "text"),
    [("1e30", "1.00 · 10^30"), ("-1e999", "−1.00 · 10^999"), ("1e20", "100,000,000,000,000,000,000")],
)
def test_a_number_of_any_size_is_written(number: str, text: str) -> None:
    assert LocalWriter().number(Decimal(number), 0) == text


def test_a_section_becomes_values() -> None:
    posted = read(
        FIELDS, f__jobs="1 250", f__share="40 %", f__day="10.6.2026", f__note=" a\r\nb\0 ", f__area="city",
        revision="7",
    )  # fmt: skip
    assert posted.problems == {}
    assert posted.revision == 7
    assert posted.values.fields == {
        "jobs": "1250", "share": "40", "day": "2026-06-10", "note": "a\nb", "area": "city",
    }  # fmt: skip


def test_each_problem_stands_at_its_field_and_nothing_typed_is_lost() -> None:
    posted = read(
        FIELDS, f__jobs="-1", f__share="140", f__day="31.2.2026", f__area="village", f__note="x" * 5000
    )
    assert posted.problems == {
        "f-jobs": ValueProblem.TOO_SMALL,
        "f-share": ValueProblem.TOO_LARGE,
        "f-day": ValueProblem.NOT_A_DATE,
        "f-area": ValueProblem.NOT_AN_OPTION,
        "f-note": ValueProblem.TOO_LONG,
    }
    assert posted.typed.fields["day"] == "31.2.2026"
    assert len(posted.typed.fields["note"]) == 5000


def test_rows_are_counted_by_the_form_up_to_what_the_tool_has() -> None:
    assert len(read(ROWS, rows="2", r__2__jobs="1").values.rows) == 2
    assert len(read(ROWS, rows="99", r__4__jobs="1").values.rows) == 4
    assert read(ROWS, rows="nine").values.rows == ()


def test_blank_rows_at_the_end_are_not_kept() -> None:
    posted = read(ROWS, rows="3", r__2__jobs="1")
    assert posted.values.rows == ({}, {"jobs": "1"})
    assert len(posted.typed.rows) == 3


def test_a_row_is_added_until_the_table_is_full() -> None:
    assert len(read(ROWS, rows="2", do="add").values.rows) == 3
    assert len(read(ROWS, rows="4", do="add").values.rows) == 4


def test_a_row_with_a_mistake_in_it_can_be_removed() -> None:
    posted = read(ROWS, rows="2", r__1__jobs="many", r__2__jobs="2", do="remove-1")
    assert posted.removes == 0
    assert posted.problems == {}
    assert read(ROWS, rows="2", r__2__jobs="many", do="remove-1").problems


def test_only_ticks_between_rows_that_are_there_count() -> None:
    ticks = ["1-2", "2-1", "1-1", "2-9", "x", "0-1", "1-2"]
    assert read(TIES, tick=ticks, most_row=3).values.pairs == ((1, 2),)


def test_long_texts_lose_the_signs_that_no_text_needs_and_keep_their_lines() -> None:
    def kept(typed: str) -> str:
        return read_section(FIELDS, MultiDict({"f-note": typed}), most_row=0).values.fields["note"]

    assert kept("a\r\nb\rc\n\td\x00\x0b\x1f\x7f\x85\x9f\ud800e ") == "a\nb\nc\n de"
    assert {kept(f"a{chr(sign)}b") for sign in (*range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0))} == {"ab"}
    for start in range(0xA0, 0xD800, 4000):
        letters = "a" + "".join(map(chr, range(start, min(start + 3000, 0xD800)))) + "\U0001f986"
        assert kept(letters) == letters
