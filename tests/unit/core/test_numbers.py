"""Which number somebody typed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.numbers import readings

NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.87", "1.87"),
        ("1,87", "1.87"),
        (" 1,87 ", "1.87"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("12.", "12"),
        ("007", "7"),
        ("1234", "1234"),
        ("1 234", "1234"),
        (f"1{NBSP}234,5", "1234.5"),
        (f"1{NARROW}234{NARROW}567", "1234567"),
        ("1 234,567", "1234.567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.567", "1234.567"),
        ("1'234.5", "1234.5"),
        ("1’234", "1234"),
        ("1,234,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1234,567", "1234.567"),
        ("-3", "-3"),
        (f"{MINUS}3,5", "-3.5"),
        (f"{MINUS} 1 234", "-1234"),
        ("–2", "-2"),
        ("+4", "4"),
        ("1/4", "0.25"),
        ("≈ 120", "120"),
        ("ca 120", "120"),
        ("ca. 120", "120"),
        ("= 1,5", "1.5"),
        ("１２，５", "12.5"),
        ("1\u200b2", "12"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: str) -> None:
    assert readings(text) == (Fraction(number),)


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,345", "123.456"])
def test_a_group_or_a_decimal_sign_counts_both_ways(text: str) -> None:
    decimal = Fraction(text.replace(",", "."))
    assert readings(text) == (decimal, decimal * 1000)


NO_NUMBERS = ["", " ", "-", ".", ",", "one", "12 or 13", "12-13", "1.2.3", "1,2,3", "1 23", "12 34", "1e5"]
NO_NUMBERS += ["1/0", "1/2/3", "--1", "٣", "5²", "NaN", "Infinity", "0x10", "1_000", "1,234 567", "1" * 61]
NO_NUMBERS += ["\x00", "1..5", "12 %%", "₁"]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert readings(text) == ()


@pytest.mark.parametrize("text", ["120", "120 jobs", "120jobs", "120 JOBS", f"120{NBSP}jobs", "jobs 120"])
def test_a_unit_may_be_written_or_left_out(text: str) -> None:
    assert readings(text, frozenset({"jobs", "jobb"})) == (120,)


def test_the_unit_of_another_language_counts_too() -> None:
    assert readings("120 jobb", frozenset({"jobs", "jobb"})) == (120,)


@pytest.mark.parametrize("text", ["120 firms", "120 %", "120 jobless", "120 m"])
def test_another_unit_makes_a_number_unreadable(text: str) -> None:
    assert readings(text, frozenset({"jobs"})) == ()


@pytest.mark.parametrize("text", ["33 %", "33%", "33 percent", "33 Prozent", "33"])
def test_per_cent_is_written_in_many_ways(text: str) -> None:
    assert readings(text, frozenset({"%"})) == (33,)


def test_per_cent_without_a_declared_unit_counts_both_ways() -> None:
    assert readings("33 %") == (33, Fraction(33, 100))


@pytest.mark.parametrize("text", ["EUR 1 200", "€1200", "1.200,00 €", "1200 euro", "1,200.00 EUR"])
def test_euros_are_written_in_many_ways(text: str) -> None:
    assert Fraction(1200) in readings(text, frozenset({"EUR"}))


def test_a_unit_may_hold_a_digit_or_a_power() -> None:
    assert readings("35 m²", frozenset({"m²"})) == (35,)
    assert readings("7 CO2", frozenset({"CO2"})) == (7,)


@given(st.text(max_size=80), st.frozensets(st.sampled_from(["%", "EUR", "jobs", "m²"])))
def test_no_text_breaks_the_reader(text: str, units: frozenset[str]) -> None:
    assert len(readings(text, units)) <= 4


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False),
    st.sampled_from([".", ","]),
    st.sampled_from(["", " ", "'", NBSP]),
)
def test_a_written_number_is_among_its_readings(number, decimal_sign: str, group_sign: str) -> None:
    text = f"{number:,}".replace(",", "g").replace(".", decimal_sign).replace("g", group_sign)
    assert Fraction(number) in readings(text)
