"""What a lesson says of the figures in it that change."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.functional.study.test_editions import (
    LESSON,
    MODULE,
    apps,
    courses,
    join,
    replace,
    restarted,
)

__all__ = ["apps", "courses"]

FACTS = """format: 1
facts:
  ceiling:
    value: 300000
    unit: EUR
    says: {en: What one firm may get, sv: Vad ett företag får}
    source: Regulation (EU) 2023/2831, Art. 3(2)
    address: https://eur-lex.europa.eu/eli/reg/2023/2831/oj
    checked: 2020-11-21
    checked_against: act
    review_by: 2021-05-31
"""


def quote_the_ceiling(courses: Path) -> None:
    (courses / "facts.yaml").write_text(FACTS, "utf-8")
    with (courses / LESSON).open("a", encoding="utf-8") as file:
        file.write("\n\nAt most [[fact:ceiling]].\n")


def test_a_lesson_lists_the_facts_it_quotes_and_says_what_they_were_compared_with(
    apps: Callable[[], Flask], courses: Path
) -> None:
    quote_the_ceiling(courses)
    client = join(apps())
    page = client.get(f"{MODULE}/measuring?lang=en").text
    assert "Figures in this lesson that change" in page
    assert "EUR\N{NO-BREAK SPACE}300,000" in page
    assert "What one firm may get" in page
    assert '<a href="https://eur-lex.europa.eu/eli/reg/2023/2831/oj" rel="noopener noreferrer">' in page
    assert "Compared with the wording of the act on 21 November 2020." in page
    assert "Figures in this lesson" not in client.get(f"{MODULE}/what-it-is?lang=en").text


def test_an_edition_keeps_the_value_it_was_published_with(apps: Callable[[], Flask], courses: Path) -> None:
    quote_the_ceiling(courses)
    client = join(apps())
    replace(courses / "facts.yaml", "300000", "400000")
    client = restarted(apps(), client)
    page = client.get(f"{MODULE}/measuring?lang=en").text
    assert "EUR\N{NO-BREAK SPACE}300,000" in page
    assert "has been updated since you joined" in page


def test_the_log_names_the_facts_to_look_up_again(
    apps: Callable[[], Flask], courses: Path, caplog: pytest.LogCaptureFixture
) -> None:
    quote_the_ceiling(courses)
    with caplog.at_level(logging.WARNING):
        apps()
    assert "facts.yaml:3 “ceiling” was to be looked up again by 2021-05-31" in caplog.text
