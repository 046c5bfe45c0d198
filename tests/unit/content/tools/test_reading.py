"""What is wrong with a tool.yaml is said with its line; what is right can be used and translated."""

import pytest

from lms.content.problems import Problem
from lms.content.tools.calculation import calculate
from lms.content.tools.model import Tone, Tool
from lms.content.tools.reading import read_tool
from lms.content.tools.word_reading import read_words
from lms.content.tools.words import translated, words_of

GOOD = """\
format: 1
title: Sheet
summary: What it does.
spreadsheet: sheet.xlsx
sections:
  - id: totals
    title: Totals
    fields:
      - {id: jobs, label: Jobs, kind: number, decimals: 0}
      - {id: start, label: Start, kind: date}
    results:
      - {id: half, label: Half, formula: jobs / 2, show: number, decimals: 1, warn: {when: half > 9, say: "{half} is much"}}
      - {id: word, label: Word, cases: [{when: jobs > 10, say: "many, {jobs}", tone: good}, {say: few}]}
  - id: rows
    title: Rows
    table:
      row_label: Row
      rows: [{id: one, label: One, values: {w: 2}}, {id: two, label: Two, values: {w: 3}}]
      columns:
        - {id: n, label: N, kind: number}
        - {id: times, label: Times, formula: n * w, show: number}
    charts: [{id: picture, kind: bar, title: Picture, rows: rows, series: [times], lines: [{at: half, label: Half}]}]
examples:
  - id: first
    name: First (invented)
    fields: {jobs: 21}
    tables: {rows: {two: {n: 4}}}
    expect: {half: 10.5, word: "many, 21", rows.two.times: 12}
"""  # noqa: E501


def good() -> Tool:
    tool, notes = read_tool(GOOD, "tool.yaml")
    assert not notes.problems
    assert tool is not None
    return tool


def problems(old: str, new: str) -> list[Problem]:
    assert old in GOOD
    tool, notes = read_tool(GOOD.replace(old, new), "tool.yaml")
    assert tool is None, "a tool with errors cannot be used"
    return notes.problems


def test_a_good_tool_works_out_its_example() -> None:
    tool = good()
    calculation = calculate(tool, tool.examples[0].values)
    assert calculation.results["half"].warning == "10.5 is much"
    assert calculation.results["word"].tone is Tone.GOOD


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "said"),
    [
        ("jobs / 2", "job / 2", 12, "tool-formula", "Did you mean “jobs”?"),
        ("jobs / 2", "start / 2", 12, "tool-formula", "joins numbers, not a date"),
        ("jobs / 2", "jobs > 2", 12, "tool-formula", "comes to a condition, but a number is wanted"),
        ("jobs / 2", "half + 1", 12, "tool-circle", "needed, by way of others, to work itself out"),
        ("n * w", "times + n", 21, "tool-circle", "“times” is needed"),
        ("n * w", "n * v", 21, "tool-formula", "there is nothing called “v”"),
        ("n * w", "rows.n", 21, "tool-formula", "is a whole column"),
        ("{when: jobs > 10", "{when: jobs", 13, "tool-formula", "a condition is wanted here"),
        ("many, {jobs}", "many, {job}", 13, "tool-text", "nothing called “job”"),
        ("series: [times]", "series: [sums]", 22, "tool-chart", "no number called “sums”"),
        ("at: half", "at: start", 22, "tool-chart", "no number called “start”"),
        ("half: 10.5", "half: 10.6", 28, "tool-example", "comes to 10.5, but 10.6 is expected"),
        ("rows.two.times: 12", "rows.three.times: 12", 28, "tool-example", "neither a result nor"),
        ("{jobs: 21}", "{jobs: many}", 26, "tool-example", "cannot be a value of “jobs”"),
        ("{jobs: 21}", "{job: 21}", 26, "tool-example", "Did you mean “jobs”?"),
        ("id: start", "id: jobs", 10, "duplicate-id", "used twice"),
        ("id: half", "id: jobs", 12, "duplicate-id", "used twice"),
        ("id: start", "id: Start", 10, "wrong-name", "is no id"),
        ("id: start", "id: row", 10, "wrong-name", "is no id"),
        ("kind: date", "kind: day", 10, "wrong-value", "it is text, long, number"),
        ("sheet.xlsx", "Sheet.xls", 4, "wrong-name", "ends in .xlsx"),
        ("values: {w: 3}", "values: {v: 3}", 21, "tool-formula", "not every row has a value “w”"),
        (
            "{say: few}",
            "{say: few, when: jobs > 1}, {say: a}, {say: b}",
            13,
            "tool-case",
            "only the last case",
        ),
        ("id: totals", "id: spreadsheet", 6, "wrong-name", "the address of another page"),
        ("format: 1", "format: 9", 1, "unknown-format", "is none it knows"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(old: str, new: str, line: int, code: str, said: str) -> None:
    found = problems(old, new)
    assert any((p.line, p.code) == (line, code) and said in p.message for p in found), found


def test_words_of_another_language_take_the_place_of_the_source() -> None:
    tool = good()
    words, notes = read_words('title: Blad\ntotals.word.cases.1: "många, {jobs}"\n', "tool.sv.yaml", tool)
    assert [problem.code for problem in notes.problems] == ["tool-words-missing"]
    swedish = translated(tool, words)
    assert swedish is not None
    assert swedish.title == "Blad"
    assert calculate(swedish, tool.examples[0].values).results["word"].text == "många, 21"


def test_every_text_of_a_tool_can_be_translated_and_none_is_lost() -> None:
    tool = good()
    words = {path: f"{text} (sv)" for path, text in words_of(tool).items()}
    swedish = translated(tool, words)
    assert swedish is not None
    assert words_of(swedish) == words
    assert translated(tool, {}) is tool


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titel: Blad", "Did you mean “title”?"),
        ("title:", "a text is expected"),
        ('totals.word.cases.1: "många"', "the source has {jobs} here"),
    ],
)
def test_wrong_words_are_refused(text: str, said: str) -> None:
    _, notes = read_words(text, "tool.sv.yaml", good())
    assert any(said in problem.message and problem.is_error for problem in notes.problems)
