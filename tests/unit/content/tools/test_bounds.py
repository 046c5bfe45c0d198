"""A tool asks for no more of the machine than a save can wait for, and nothing in it can stop a page."""

from collections.abc import Callable

import pytest

from lms.content.tools import calculation, values
from lms.content.tools.calculation import calculate
from lms.content.tools.model import Input, SheetValues, Tool
from lms.content.tools.reading import read_tool
from lms.content.tools.templates import LONGEST_TEXT
from lms.content.tools.values import Value

HEAD = "format: 1\ntitle: Tool\nsummary: Tool.\nspreadsheet: tool.xlsx\nsections:\n"
FIELDS = """\
  - id: totals
    title: Totals
    fields: [{id: n, label: N, kind: number}, {id: day, label: Day, kind: date}]
    results:
"""
TABLE = """\
  - id: t
    title: Table
    table:
      rows: 60
      row_label: Row
      columns:
        - {id: c, label: C, kind: number}
"""
SIXTY = SheetValues(tables={"t": tuple({"c": str(number % 7)} for number in range(60))})


def result(identifier: str, formula: str, show: str = "number") -> str:
    return f'      - {{id: {identifier}, label: R, show: {show}, formula: "{formula}"}}\n'


def column(identifier: str, formula: str, more: str = "") -> str:
    return f'        - {{id: {identifier}, label: X, show: number, formula: "{formula}"{more}}}\n'


def chain(length: int) -> str:
    steps = "".join(result(f"r{number}", f"r{number + 1} + 1") for number in range(length))
    return FIELDS + steps + result(f"r{length}", "n")


def tool(sections: str) -> Tool:
    found, notes = read_tool(HEAD + sections, "tool.yaml")
    assert found is not None, [problem.message for problem in notes.problems]
    return found


def deep_down(times: int, work: Callable[[], object]) -> object:
    """What work comes to when it is called from far inside other work, as it is in a page."""
    return work() if times == 0 else deep_down(times - 1, work)


MANY_CASES = "".join(f"{{when: n > {number}, say: a}}, " for number in range(41))
MANY_ROWS = "".join(f"{{id: r{number}, label: R}}, " for number in range(61))


@pytest.mark.parametrize(
    ("sections", "code"),
    [
        (chain(60), "tool-size"),
        (FIELDS + result("x", "+".join(["n"] * 290)), "tool-size"),
        (
            TABLE + "".join(column(f"x{number}", "+".join(["rank(c)"] * 60)) for number in range(20)),
            "tool-size",
        ),
        (
            "  - id: t\n    title: T\n    table:\n      row_label: R\n"
            f"      rows: [{MANY_ROWS}]\n      columns: [{{id: c, label: C, kind: number}}]\n",
            "tool-rows",
        ),
        (FIELDS + f"      - {{id: x, label: X, cases: [{MANY_CASES}]}}\n", "tool-size"),
        (FIELDS + result("x", "n.__class__.__base__"), "tool-formula"),
        (FIELDS + result("__class__", "n"), "wrong-name"),
        (FIELDS + result("x", "(" * 40 + "n" + ")" * 40), "tool-formula"),
    ],
    ids=[
        "chain",
        "long formula",
        "many formulas",
        "many rows",
        "many cases",
        "attributes",
        "dunder",
        "brackets",
    ],
)
def test_what_would_take_too_much_is_refused(sections: str, code: str) -> None:
    found, notes = read_tool(HEAD + sections, "tool.yaml")
    assert found is None
    assert code in {problem.code for problem in notes.problems}


def test_what_is_accepted_can_be_worked_out_far_inside_a_page() -> None:
    for sections in (chain(26), FIELDS + result("x", "+".join(["n"] * 160))):
        calculate_deep = lambda sections=sections: calculate(tool(sections), SheetValues(fields={"n": "1"}))  # noqa: E731
        assert deep_down(350, calculate_deep)


def test_a_warning_may_look_at_its_whole_column() -> None:
    much = column("w", "c", ', warn: {when: "w > mean(t.w)", say: "{w} is much"}')
    found = deep_down(500, lambda: calculate(tool(TABLE + much), SIXTY).tables["t"])
    assert isinstance(found, tuple)
    assert [row["w"].warning for row in found[:7]] == [""] * 3 + [
        f"{number}.00 is much" for number in range(3, 7)
    ]


def test_what_was_typed_is_read_once_however_many_rows_ask_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str | None] = []

    def noted(field: Input, kept: str | None) -> Value | None:
        read.append(kept)
        return values.value_of(field, kept)

    monkeypatch.setattr(calculation, "value_of", noted)
    asking = "".join(column(f"x{number}", "running(c) + rank(c) + sum(t.c)") for number in range(20))
    calculate(tool(TABLE + asking), SIXTY)
    assert len(read) == 60


@pytest.mark.parametrize(
    "formula",
    [
        "months_later(" * 20 + "day" + ", -1200)" * 20,
        "months_later(day + 2950000, 1200)",
        "day - 999999",
        "day + 9 ** 90",
    ],
)
def test_a_day_outside_the_calendar_is_blank(formula: str) -> None:
    found = calculate(tool(FIELDS + result("x", formula, "date")), SheetValues(fields={"day": "1900-01-01"}))
    assert found.results["x"].value is None


def test_texts_in_texts_stay_within_bounds() -> None:
    texts = "".join(
        f'      - {{id: z{number}, label: Z, show: letter, cases: [{{say: "{said * 600}"}}]}}\n'
        for number, said in enumerate(("{n} ", "{z0}", "{z1}", "{z2}"))
    )
    found = calculate(tool(FIELDS + texts), SheetValues(fields={"n": "1"})).results["z3"]
    assert found.text.startswith("1 1 1 ")
    assert len(found.text) == LONGEST_TEXT + 1
