from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials.codes import (
    ALPHABET,
    LENGTH,
    RANDOM_BYTES,
    CodeProblem,
    MalformedCodeError,
    grouped,
    new_code,
    normalise_code,
)

codes = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES).map(new_code)
places = st.integers(min_value=0, max_value=LENGTH - 1)


def is_refused(text: str, problem: CodeProblem = CodeProblem.CHECK) -> bool:
    with pytest.raises(MalformedCodeError) as refusal:
        normalise_code(text)
    return refusal.value.problem is problem


@given(codes)
def test_a_code_is_read_as_it_was_made(code: str) -> None:
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert normalise_code(code) == code


@given(codes)
def test_the_printed_form_is_read_whatever_stands_between_the_groups(code: str) -> None:
    printed = grouped(code)
    assert printed.count("-") == 4
    for between in (" ", "–", " - ", "\u2011", "_", "\n"):
        assert normalise_code(printed.replace("-", between).lower()) == code


@given(codes)
def test_look_alikes_are_forgiven(code: str) -> None:
    typed = code.replace("0", "O").replace("1", "l")
    assert normalise_code(typed) == code
    assert normalise_code(code.replace("1", "I")) == code


@given(codes)
def test_a_pasted_address_is_understood(code: str) -> None:
    assert normalise_code(f"https://campus.example.org/verify/{code}") == code
    assert normalise_code(f"campus.example.org/verify/{grouped(code)}?lang=sv") == code


@given(codes, places, st.sampled_from(ALPHABET))
def test_every_single_wrong_symbol_is_caught(code: str, place: int, wrong: str) -> None:
    if code[place] != wrong:
        assert is_refused(code[:place] + wrong + code[place + 1 :])


@given(codes, places, places)
def test_every_swap_of_two_symbols_is_caught(code: str, one: int, other: int) -> None:
    symbols = list(code)
    symbols[one], symbols[other] = symbols[other], symbols[one]
    if "".join(symbols) != code:
        assert is_refused("".join(symbols))


def test_all_single_errors_and_all_neighbour_swaps_of_a_code_are_caught() -> None:
    code = new_code(bytes(range(RANDOM_BYTES)))
    wrong = {
        code[:place] + symbol + code[place + 1 :]
        for place in range(LENGTH)
        for symbol in ALPHABET
        if symbol != code[place]
    }
    wrong |= {
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(LENGTH - 1)
        if code[place] != code[place + 1]
    }
    assert len(wrong) > LENGTH * (len(ALPHABET) - 1)
    assert all(is_refused(text) for text in wrong)


@given(codes, places)
def test_a_symbol_too_few_or_too_many_is_caught(code: str, place: int) -> None:
    assert is_refused(code[:place] + code[place + 1 :], CodeProblem.LENGTH)
    assert is_refused(code + "0", CodeProblem.LENGTH)


@pytest.mark.parametrize("text", ["ABCD-EFGU-HJKM-NPQR-STVW", "ÅBCD", "'; DROP TABLE", "%00", "💡"])
def test_what_cannot_be_part_of_a_code_is_said(text: str) -> None:
    assert is_refused(text, CodeProblem.SYMBOL)


def test_nothing_is_not_a_code() -> None:
    assert is_refused("", CodeProblem.LENGTH)


@given(st.text(max_size=200))
def test_any_text_gives_a_code_or_a_named_problem(text: str) -> None:
    with suppress(MalformedCodeError):
        assert len(normalise_code(text)) == LENGTH


def test_a_code_uses_all_of_its_95_random_bits() -> None:
    flipped = {new_code((1 << bit).to_bytes(RANDOM_BYTES, "big")) for bit in range(95)}
    assert len(flipped) == 95


def test_a_code_is_made_of_twelve_bytes() -> None:
    with pytest.raises(ValueError, match="12 bytes"):
        new_code(b"short")
