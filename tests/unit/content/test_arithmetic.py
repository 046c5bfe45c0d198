"""What formulas come to."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.arithmetic import FormulaError, evaluate

VALUES = {"e0": Decimal(2000), "e1": Decimal(2300), "g": Decimal(9), "zero": Decimal(0)}


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("e1 - e0 * (1 + g/100)", "120"),
        ("2 + 3 * 4", "14"),
        ("2 - 3 - 4", "-5"),
        ("12 / 3 / 2", "2"),
        ("-2 ** 2", "-4"),
        ("2 ** 3 ** 2", "512"),
        ("2 ** -1", "0.5"),
        ("--2", "2"),
        ("+2", "2"),
        ("round(2.5, 0)", "3"),
        ("round(1234, -2)", "1200"),
        ("round(e1 / e0, 2)", "1.15"),
        ("0.1 + 0.2", "0.3"),
        ("(e1 / e0) ** (1/2) * (e1 / e0) ** (1/2)", "1.15"),
    ],
)
def test_formulas_follow_the_usual_order(formula: str, result: str) -> None:
    assert round(evaluate(formula, VALUES), 20) == Decimal(result)


@pytest.mark.parametrize(
    ("formula", "words", "column"),
    [
        ("", "a number or a name is expected before its end", 1),
        ("1 +", "a number or a name is expected before its end", 4),
        ("1 2", "an operator is missing before “2”", 3),
        ("(1", "“)” is expected before its end", 3),
        ("e2 + 1", "the name “e2” is not in the table", 1),
        ("1 / zero", "it divides by zero", 5),
        ("0 ** -1", "no result", 1),
        ("(0-8) ** (1/3)", "no result", 1),
        ("9 ** 9 ** 9 ** 9", "no result", 1),
        ("__import__('os')", "“'” is not part of a formula", 12),
        ("e0.real", "“.” is not part of a formula", 3),
        ("round(1)", "“,” is expected before “)”", 8),
        ("round(1, 0.5)", "whole number of places", 10),
        ("round(1, 99)", "whole number of places", 10),
        ("(" * 100 + "1" + ")" * 100, "too many brackets", 32),
        ("-" * 100 + "1", "too many signs", 32),
        ("1" * 400, "longer than", 1),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place(formula: str, words: str, column: int) -> None:
    with pytest.raises(FormulaError, match=r".") as caught:
        evaluate(formula, VALUES)
    assert words in caught.value.message
    assert caught.value.column == column


@given(st.text(alphabet="0123456789.+-*/() eg,round", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_number_or_a_formula_error(text: str) -> None:
    try:
        result = evaluate(text, VALUES)
    except FormulaError:
        return
    assert result.is_finite()


@given(st.decimals(-1000, 1000, places=3), st.decimals(-1000, 1000, places=3), st.sampled_from("+-*"))
@settings(max_examples=100, deadline=None)
def test_decimals_are_exact(left: Decimal, right: Decimal, sign: str) -> None:
    exact = {"+": left + right, "-": left - right, "*": left * right}[sign]
    assert evaluate(f"a {sign} b", {"a": left, "b": right}) == exact
