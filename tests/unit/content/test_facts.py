"""Ageing facts: what the file may say, and when somebody must look again."""

from datetime import date
from pathlib import Path

import pytest

from lms.content.facts import FACT_EXAMPLE, FACTS_FILE, due_reviews, read_facts
from lms.content.loader import check_courses, due_facts, load_catalogue, read_files
from lms.content.quoted_facts import CheckedAgainst
from tests.courses.trees import COURSES
from tests.unit.content.fact_files import FACTS, with_lesson


@pytest.mark.parametrize(
    "text",
    [
        "a|b",
        "*a*",
        "a_b",
        "[a](b)",
        "<b>",
        "`a`",
        "a: b",
        "#a",
        "{a}",
        "$a$",
        "a\\b",
        "3. a",
        "- a",
        "> a",
        "'a'",
    ],
)
def test_a_value_that_could_mean_something_where_it_is_put_is_refused(text: str) -> None:
    for key in ("unit", "source", "value"):
        value = f"{{en: {text!r}}}" if key == "value" else repr(text)
        whole = "\n".join(
            f"    {key}: {value}" if line.strip().startswith(f"{key}:") else line
            for line in FACT_EXAMPLE.splitlines()
        )
        facts, notes = read_facts(f"format: 1\n{whole}", FACTS_FILE, ("en", "sv"))
        assert {problem.code for problem in notes.problems} == {"fact-signs"}
        assert not facts


def test_the_example_of_the_messages_is_right() -> None:
    facts, notes = read_facts(f"format: 1\n{FACT_EXAMPLE}", FACTS_FILE, ("en", "sv"))
    assert not notes.problems
    assert facts["de-minimis-ceiling"].checked_against is CheckedAgainst.ACT


def test_what_is_wrong_with_a_fact_is_said_where_it_stands() -> None:
    written = """format: 1
facts:
  Bad_Name:
    value: some words
    unit: {sv: år}
    says: ""
    source: A
    address: http://example.org
    checked: 21 November
    checked_against: hearsay
    review_by: 2025-01-01
    extra: 1
  plain: 5
  early: {value: 1, says: A, source: A, checked: 2026-11-21, checked_against: act, review_by: 2026-11-20}
"""
    facts, notes = read_facts(written, FACTS_FILE, ("en", "sv"))
    assert not facts
    assert [(one.line, one.code) for one in sorted(notes.problems, key=lambda one: (one.line, one.code))] == [
        (3, "wrong-name"),
        (4, "wrong-value"),
        (5, "missing-key"),
        (6, "empty-value"),
        (8, "wrong-value"),
        (9, "wrong-value"),
        (10, "wrong-value"),
        (12, "unknown-key"),
        (13, "wrong-value"),
        (14, "wrong-value"),
    ]


def test_a_fact_is_due_the_day_after_its_day_of_review() -> None:
    facts, _ = read_facts(FACTS, FACTS_FILE, ("en", "sv"))
    assert not list(due_reviews(facts, FACTS_FILE, date(2026, 12, 31)))
    (due,) = due_reviews(facts, FACTS_FILE, date(2027, 1, 1))
    assert (due.path, due.line, due.code, due.is_error) == (FACTS_FILE, 12, "fact-review-due", False)


def test_the_day_decides_only_what_the_check_adds(tmp_path: Path) -> None:
    for path, data in with_lesson("[[fact:ceiling]]").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert FACTS_FILE in read_files(tmp_path)[0]
    due = check_courses(tmp_path, today=date(2030, 1, 1))
    assert len([one for one in due if one.code == "fact-review-due"]) == 5
    assert not [one for one in check_courses(tmp_path) if one.code == "fact-review-due"]
    before = load_catalogue(tmp_path).digest
    (tmp_path / FACTS_FILE).write_text(FACTS.replace("2026-11-21", "2026-11-22"))
    assert load_catalogue(tmp_path).digest != before
    (tmp_path / FACTS_FILE).unlink()
    assert not due_facts(tmp_path, date(2030, 1, 1))


def test_no_fact_of_the_programme_was_due_when_it_was_last_looked_up() -> None:
    facts, notes = read_facts((COURSES / FACTS_FILE).read_text(), FACTS_FILE, ("en", "sv"))
    assert not notes.problems
    newest = max(fact.checked for fact in facts.values())
    assert not list(due_reviews(facts, FACTS_FILE, newest))
