"""How is a list of people to invite read, and where is what is wrong with it?"""

from typing import Any

import pytest

from lms.people.rules import Occupation
from lms.people.rules.invitations import (
    MOST_LINES,
    Guest,
    GuestList,
    Known,
    ProblemKind,
    limits_named,
    read_guests,
)


def kept(typed: str) -> str:
    if any(sign.isdigit() for sign in typed):
        raise ValueError("no digits")
    return typed


KNOWN = Known(
    countries={"lv": "LV", "latvia": "LV"},
    occupations={"trainer": Occupation.TRAINER},
    languages={"sv": "sv", "swedish": "sv"},
    modules={"b1": "clusters", "b2": "policies"},
    usual_language="en",
    check_name=kept,
)


def read(text: str) -> GuestList:
    return read_guests(text, KNOWN)


def problems_in(text: str) -> list[tuple[Any, ...]]:
    return [(one.kind, one.line, one.column) for one in read(text).problems]


def test_an_address_is_enough_and_empty_lines_do_not_count() -> None:
    assert read("\nAnna@Example.org\n\n  ").guests == (
        Guest(line=2, email="anna@example.org", language="en"),
    )


@pytest.mark.parametrize("apart", [";", ",", "\t"])
def test_columns_are_parted_by_whatever_parts_the_first_line(apart: str) -> None:
    line = apart.join(["a@example.org", "Anna Lind", "Latvia", "Harbour", "trainer", "SV", "B1 b2"])
    found = read(f"{line}\r\n")
    assert found.problems == ()
    assert found.guests == (
        Guest(
            line=1,
            email="a@example.org",
            name="Anna Lind",
            country="LV",
            organisation="Harbour",
            occupation=Occupation.TRAINER,
            language="sv",
            modules=("clusters", "policies"),
        ),
    )


def test_a_head_says_which_column_is_which() -> None:
    found = read('Land;"E-post"\nlv;a@example.org')
    assert found.guests == (Guest(line=2, email="a@example.org", country="LV", language="en"),)
    assert problems_in("email;shoe size\na@example.org;42") == [(ProblemKind.UNKNOWN_HEAD, 1, 2)]
    assert problems_in("name;country\nAnna;LV") == [(ProblemKind.NO_ADDRESS_COLUMN, 1, 0)]


def test_every_mistake_is_told_at_once_with_its_place() -> None:
    text = "a@example.org;Anna\nnobody;4nna;Atlantis;;pilot;xx;B9\nA@example.org\nb@example.org;;;;;;;;more"
    assert problems_in(text) == [
        (ProblemKind.NO_ADDRESS, 2, 1),
        (ProblemKind.NAME, 2, 2),
        (ProblemKind.COUNTRY, 2, 3),
        (ProblemKind.OCCUPATION, 2, 5),
        (ProblemKind.LANGUAGE, 2, 6),
        (ProblemKind.MODULE, 2, 7),
        (ProblemKind.TWICE, 3, 1),
        (ProblemKind.TOO_MANY_COLUMNS, 4, 9),
    ]


def test_nothing_and_too_much_are_refused() -> None:
    assert problems_in(" \n") == [(ProblemKind.NOTHING, 0, 0)]
    assert problems_in("email\n") == [(ProblemKind.NOTHING, 0, 0)]
    assert problems_in("nobody") == [(ProblemKind.NO_ADDRESS, 1, 1)]
    many = "\n".join(f"p{number}@example.org" for number in range(MOST_LINES + 1))
    assert problems_in(many) == [(ProblemKind.TOO_MANY_LINES, MOST_LINES + 1, 0)]
    assert problems_in("a@example.org;" + "x" * 200_000) == [(ProblemKind.UNREADABLE, 0, 0)]


def test_what_roles_may_be_over_is_named_before_the_list_is_read() -> None:
    text = (
        "email;roles\na@example.org;trainer: B1 + official : Norrvik Harbour\nb@example.org;administrator\n"
    )
    assert limits_named(text) == {"B1", "Norrvik Harbour"}
    assert limits_named("") == frozenset()
    many = "\n".join(f"a@example.org;official: {number}+official: x{number}" for number in range(MOST_LINES))
    assert len(limits_named(many)) <= MOST_LINES
