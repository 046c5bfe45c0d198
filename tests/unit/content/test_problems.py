"""How problems are written out."""

import json

import pytest

from lms.content.problems import ContentErrors, Notes, as_github, as_json, as_text, in_order


@pytest.fixture
def notes() -> Notes:
    notes = Notes("basic/a/en/02-why.md")
    notes.warning(20, 1, "later", "This comes later.")
    notes.error(14, 3, "quiz-no-right-answer", "no option, none, is right", "(x) The right one\n    > Yes.")
    return notes


def test_text_gives_place_code_message_and_the_example_below(notes: Notes) -> None:
    assert as_text(in_order(notes.problems)) == (
        "basic/a/en/02-why.md:14:3 error quiz-no-right-answer: no option, none, is right\n"
        "    (x) The right one\n"
        "        > Yes.\n"
        "basic/a/en/02-why.md:20:1 warning later: This comes later."
    )


def test_json_holds_every_field(notes: Notes) -> None:
    first = json.loads(as_json(in_order(notes.problems)))[0]
    assert first["path"] == "basic/a/en/02-why.md"
    assert (first["line"], first["column"], first["severity"]) == (14, 3, "error")
    assert first["example"].startswith("(x)")


def test_workflow_commands_escape_what_would_end_them(notes: Notes) -> None:
    line = as_github(in_order(notes.problems)).splitlines()[0]
    assert line.startswith("::error file=basic/a/en/02-why.md,line=14,col=3,title=quiz-no-right-answer::")
    assert "%0A" in line
    notes.error(1, 1, "a:b,c", "100 %")
    assert "title=a%3Ab%2Cc::100 %25" in as_github(notes.problems)


def test_the_same_problem_is_noted_once(notes: Notes) -> None:
    notes.warning(20, 1, "later", "This comes later.")
    assert len(notes.problems) == 2
    assert notes.has_errors


def test_errors_carry_their_problems_in_order(notes: Notes) -> None:
    error = ContentErrors(notes.problems)
    assert [problem.line for problem in error.problems] == [14, 20]
    assert "02-why.md:14:3" in str(error)


def test_a_path_can_be_put_below_a_folder(notes: Notes) -> None:
    assert notes.problems[0].under("courses/").path == "courses/basic/a/en/02-why.md"
