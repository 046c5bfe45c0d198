"""Which texts are e-mail addresses, and which spellings are the same one?"""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.emails import MAX_LENGTH, normalised_email


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("anna@example.org", "anna@example.org"),
        ("  Anna.Ozola@Example.ORG ", "anna.ozola@example.org"),
        ("jürgen+kurs@example.org", None),
        ("o'neill@example.org", "o'neill@example.org"),
        ("anna+kurs@example.org", "anna+kurs@example.org"),
        ("anna@malmö.example", "anna@xn--malm-8qa.example"),
        ("anna@sub.domain.example.museum", "anna@sub.domain.example.museum"),
    ],
)
def test_an_address_is_kept_in_one_spelling(typed: str, kept: str | None) -> None:
    assert normalised_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "anna@",
        "@example.org",
        "anna@example",
        "anna@exa mple.org",
        "an na@example.org",
        "anna@@example.org",
        ".anna@example.org",
        "anna.@example.org",
        "an..na@example.org",
        "anna@-example.org",
        "anna@example..org",
        "anna@example.org\r\nBcc: all@example.org",
        "anna@example.org,berta@example.org",
        "=?utf-8?q?anna?=@example.org",
        "Anna <anna@example.org>",
        '"anna b"@example.org',
        "anna@[192.0.2.1]",
        "anna@192.0.2.1",
        "anna@example.org\x00",
        f"{'a' * 65}@example.org",
        f"anna@{'a' * 64}.org",
        f"anna@{'.'.join(['abcdefgh'] * 30)}.org",
        "anna\u202e@example.org",
    ],
)
def test_what_mail_cannot_reach_is_no_address(typed: str) -> None:
    assert normalised_email(typed) is None


@given(st.text(max_size=300) | st.emails())
def test_normalising_twice_changes_nothing_and_nothing_breaks_it(typed: str) -> None:
    once = normalised_email(typed)
    if once is not None:
        assert normalised_email(once) == once
        assert once.isascii()
        assert once == once.lower()
        assert len(once) <= MAX_LENGTH
        assert not set(once) & set(" \r\n\t<>,;")


def test_a_text_made_to_be_slow_is_answered_at_once(cpu_seconds: Callable[[], float]) -> None:
    for letter in ("a", "ä", "\u0378", "ß", "."):
        assert normalised_email(f"anna@{letter * 200_000}.org") is None
    assert cpu_seconds() < 0.2
