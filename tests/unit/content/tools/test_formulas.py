"""Formulas of tools: what they come to, what is blank, and what is refused."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.arithmetic import FormulaError
from lms.content.tools.calculation import calculate
from lms.content.tools.expressions import required_names
from lms.content.tools.formulas import read_formula
from lms.content.tools.model import (
    Computed,
    FixedRow,
    Input,
    InputKind,
    Matrix,
    Option,
    Section,
    SheetValues,
    Show,
    Table,
    Tool,
)

A, B, DAY = "a", "b", "day"


def tool(formula: str, show: Show = Show.NUMBER, *, columns: tuple[Computed, ...] = ()) -> Tool:
    fields = (
        Input(id="a", label="A", kind=InputKind.NUMBER),
        Input(id="b", label="B", kind=InputKind.NUMBER),
        Input(id="share", label="Share", kind=InputKind.PERCENT),
        Input(id="day", label="Day", kind=InputKind.DATE),
        Input(
            id="answer",
            label="Answer",
            kind=InputKind.CHOICE,
            options=(Option(id="yes", label="Yes"), Option(id="no", label="No")),
        ),
    )
    number = Input(id="n", label="N", kind=InputKind.NUMBER)
    name = Input(id="who", label="Who", kind=InputKind.TEXT)
    fixed = tuple(
        FixedRow(id=name, label=name, values={"weight": Decimal(w)}) for name, w in (("x", 3), ("y", 5))
    )
    return Tool(
        title="T",
        summary="S",
        spreadsheet="t.xlsx",
        sections=(
            Section(
                id="s",
                title="S",
                fields=fields,
                results=(Computed(id="r", label="R", formula=formula, show=show),),
            ),
            Section(
                id="t", title="T", table=Table(row_label="Row", most_rows=9, columns=(name, number, *columns))
            ),
            Section(id="f", title="F", table=Table(row_label="Row", fixed=fixed, columns=(number, *columns))),
            Section(id="m", title="M", matrix=Matrix(of="t", label="Met")),
        ),
    )


def result(formula: str, show: Show = Show.NUMBER, **fields: str) -> object:
    values = SheetValues(
        fields=fields,
        tables={"t": ({"n": "2"}, {"n": "5"}, {}, {"who": "x"}), "f": ({"n": "7"}, {})},
        matrices={"m": ((1, 2), (1, 4))},
    )
    return calculate(tool(formula, show), values).results["r"].value


def column(formula: str, rows: tuple[Mapping[str, str], ...], section: str = "t") -> list[object]:
    computed = Computed(id="c", label="C", formula=formula, show=Show.NUMBER)
    values = SheetValues(tables={section: rows}, matrices={"m": ((1, 2), (1, 3))})
    cells = calculate(tool("1", columns=(computed,)), values).tables[section]
    return [cell["c"].value for cell in cells]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("-2 ** 2", -4),
        ("(a - b) / b", 1),
        ("a if a > b else b", 6),
        ("1 if answer == 'yes' else 0", 1),
        ("1 if not (a < b or a == b) and answer != 'no' else 0", 1),
        ("share * 100", 40),
        ("sum(t.n)", 7),
        ("mean(t.n)", Decimal("3.5")),
        ("count(t.n) + count(t.who)", 3),
        ("min(t.n) + max(t.n)", 7),
        ("sumproduct(t.n, t.n)", 29),
        ("f.x.n", 7),
        ("min(a, b, 4)", 3),
        ("round(a / 4, 1)", Decimal("1.5")),
        ("floor(a / 4) + ceil(a / 4)", 3),
        ("abs(b - a) + sqrt(16)", 7),
        ("months_later(day, 36) - day", 1096),
        ("ties(m)", 2),
        ("0 if blank(day) else 1", 1),
    ],
)
def test_a_formula_comes_to_its_value(formula: str, expected: object) -> None:
    fields = {"a": "6", "b": "3", "share": "40", "day": "2023-06-10", "answer": "yes"}
    assert result(formula, **fields) == expected


def test_dates_move_by_months_and_days_and_keep_within_a_month() -> None:
    assert result("months_later(day, -36)", Show.DATE, day="2026-06-10") == date(2023, 6, 10)
    assert result("months_later(day, 1)", Show.DATE, day="2024-01-31") == date(2024, 2, 29)
    assert result("day + 21", Show.DATE, day="2026-12-20") == date(2027, 1, 10)


@pytest.mark.parametrize(
    "formula",
    [
        "a + 1",
        "1 / a",
        "a if a > 0 else 0",
        "1 / (b - b)",
        "none",
        "mean(t.n) / 0",
        "sqrt(b - 9)",
        "f.y.n",
        "b ** 400",
    ],
)
def test_what_needs_a_blank_or_has_no_result_is_blank(formula: str) -> None:
    assert result(formula, b="3") is None


def test_a_name_that_is_asked_about_is_not_required() -> None:
    assert result("0 if blank(a) else a") == 0
    assert [
        name.id for name in required_names(read_formula("b if blank(a) else a")) if hasattr(name, "id")
    ] == ["b"]


def test_empty_columns_sum_to_zero_and_have_no_mean() -> None:
    values = SheetValues()
    assert calculate(tool("sum(t.n)"), values).results["r"].value == 0
    assert calculate(tool("mean(t.n)"), values).results["r"].value is None


def test_rows_run_and_rank_and_free_rows_without_inputs_stay_blank() -> None:
    rows: tuple[Mapping[str, str], ...] = ({"n": "2"}, {}, {"n": "5"}, {"n": "5"})
    assert column("running(n)", rows) == [2, None, 7, 12]
    assert column("rank(n)", rows) == [3, None, 1, 1]
    assert column("row", rows) == [1, None, 3, 4]
    assert column("degree(m)", rows) == [2, None, 1, 0]


def test_fixed_rows_know_their_own_numbers() -> None:
    assert column("weight * 2", ({}, {}), "f") == [6, 10]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("1 +", "a number or a name is expected before its end"),
        ("1 2", "an operator is missing before “2”"),
        ("a.b.c.d", "too many points"),
        ("median(t.n)", "there is no function “median”"),
        ("round(a)", "round() takes 2 values"),
        ("sum(t.n, t.n)", "sum() takes 1 column"),
        ("sumproduct(t.n, f.n)", "columns of one table"),
        ("blank(1)", "blank() takes one name"),
        ("a $ b", "“$” is not part of a formula"),
        ("__import__('os')", "there is no function"),
        ("(" * 40 + "1" + ")" * 40, "too many brackets"),
        ("not " * 40 + "a", "too many signs"),
        ("1+" * 400 + "1", "longer than"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place(formula: str, said: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        read_formula(formula)
    assert said in refusal.value.message
    assert refusal.value.column >= 1


@settings(deadline=None)
@given(st.text(alphabet="abtn.,()+-*/<>='0123456789 ifelsnorda", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(FormulaError):
        read_formula(text)


@settings(deadline=None)
@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=9))
def test_the_last_running_sum_is_the_sum_and_ranks_begin_at_one(numbers: list[int]) -> None:
    rows = tuple({"n": str(number)} for number in numbers)
    assert column("running(n)", rows)[-1] == sum(numbers)
    assert min(rank for rank in column("rank(n)", rows) if isinstance(rank, Decimal)) == 1
