from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials.rules import (
    FAILURES_BEFORE_GIVING_UP,
    HIDDEN,
    Element,
    NameStep,
    Standing,
    masked,
    missing_elements,
    pause_after,
    same_name,
    standing,
)
from tests.factories.credentials import ENGLISH, ISSUER, make_record

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
AT = datetime(2026, 11, 1, tzinfo=UTC)
FACTS: dict[str, Any] = {"revoked_at": None, "superseded_by": None, "expires_on": None, "now": NOW}


def test_nothing_happened_so_it_is_valid() -> None:
    assert standing(**FACTS) is Standing.VALID


def test_it_still_holds_on_the_day_it_expires() -> None:
    assert standing(**{**FACTS, "expires_on": date(2026, 11, 21)}) is Standing.VALID
    assert standing(**{**FACTS, "expires_on": date(2026, 11, 20)}) is Standing.EXPIRED


def test_replaced_weighs_more_than_expired_and_revoked_most() -> None:
    facts = {**FACTS, "expires_on": date(2020, 1, 1), "superseded_by": "x"}
    assert standing(**facts) is Standing.SUPERSEDED
    assert standing(**{**facts, "revoked_at": AT}) is Standing.REVOKED


def test_a_whole_record_lacks_nothing() -> None:
    assert missing_elements(make_record()) == ()


@pytest.mark.parametrize(
    ("changes", "element"),
    [
        ({"holder_name": " "}, Element.LEARNER),
        ({"wordings": (replace(ENGLISH, title=""),)}, Element.TITLE),
        ({"issuer": replace(ISSUER, country="")}, Element.COUNTRY),
        ({"issuer": replace(ISSUER, name="")}, Element.AWARDING_BODY),
        ({"issued_on": ""}, Element.DATE_OF_ISSUE),
        ({"wordings": (replace(ENGLISH, learning_outcomes=()),)}, Element.LEARNING_OUTCOMES),
        ({"wordings": (replace(ENGLISH, learning_outcomes=("a", "")),)}, Element.LEARNING_OUTCOMES),
        ({"hours": "0"}, Element.WORKLOAD),
        ({"workload": ()}, Element.WORKLOAD),
        ({"level": ""}, Element.LEVEL),
        ({"assessments": ()}, Element.ASSESSMENT),
        ({"participation": ""}, Element.PARTICIPATION),
        ({"wordings": (replace(ENGLISH, quality_assurance=""),)}, Element.QUALITY_ASSURANCE),
    ],
)
def test_each_mandatory_element_is_asked_for(changes: dict[str, Any], element: Element) -> None:
    assert missing_elements(make_record(**changes)) == (element,)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anna Bērziņa", "A••• B••••••"),
        ("Åsa Öberg-Löfqvist", "Å•• Ö••••-L•••••••"),
        ("J. Ø", "J• Ø•"),
    ],
)
def test_a_masked_name_shows_first_letters_and_lengths(name: str, shown: str) -> None:
    assert masked(name) == shown


@given(st.text(alphabet="Abcdē -’", min_size=1, max_size=60))
def test_a_masked_name_gives_at_most_the_first_letter_of_each_part(name: str) -> None:
    for whole, part in zip(
        name.replace("-", " ").split(), masked(name).replace("-", " ").split(), strict=True
    ):
        assert part[0] == whole[0]
        assert set(part[1:]) == {HIDDEN}


@pytest.mark.parametrize(
    "typed",
    ["anna bērziņa", "  Anna   BĒRZIŅA ", "Anna Be\u0304rzin\u0327a"],
)
def test_case_spaces_and_the_way_accents_are_written_do_not_matter(typed: str) -> None:
    assert same_name("Anna Bērziņa", typed)


@pytest.mark.parametrize("typed", ["Anna Berzina", "Anna", "Anna Bērziņ", "Bērziņa Anna", ""])
def test_another_name_or_one_without_its_accents_does_not_match(typed: str) -> None:
    assert not same_name("Anna Bērziņa", typed)


def test_the_kind_of_apostrophe_or_hyphen_does_not_matter() -> None:
    assert same_name("Sean O’Neil-Berg", "sean o'neil‑berg")


def test_a_name_is_settled_only_while_it_is_the_one_confirmed() -> None:
    assert NameStep(confirmed="Anna", present="Anna").is_settled
    assert not NameStep(confirmed="Anna", present="Anne").is_settled
    assert not NameStep(confirmed=None, present="Anna").is_settled


def test_pauses_grow_and_end() -> None:
    pauses = [pause_after(count) for count in range(1, FAILURES_BEFORE_GIVING_UP)]
    assert None not in pauses
    assert pauses == sorted(pauses, key=lambda pause: pause or 0)
    assert pause_after(FAILURES_BEFORE_GIVING_UP) is None
