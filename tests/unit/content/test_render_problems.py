"""What is wrong in the Markdown is said with line, column and what would be right."""

import pytest

from lms.content.render import render_inline, render_prompt
from tests.unit.content.rendering import CONTEXT, RENDERERS, blocks, codes

FIRST = "One line.\n\nSecond paragraph\n"


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ("Text <b>bold</b>", "raw-html", 1, 6),
        ("a\n<!-- comment -->", "raw-html", 2, 1),
        ("<?php x ?>", "raw-html", 1, 1),
        ("<!DOCTYPE html>", "raw-html", 1, 1),
        ("| a |\n|---|\n| <br> |", "raw-html", 3, 3),
        ("[a](javascript:alert(1))", "link-address", 1, 5),
        ("[a](http://example.org)", "link-address", 1, 5),
        ("[a](data:text/html,x)", "link-address", 1, 5),
        ("[a](//example.org)", "link-address", 1, 5),
        ("[a](/modules/x)", "link-address", 1, 5),
        ("[a](other/page.html)", "link-address", 1, 5),
        ("[a](https://user@example.org)", "link-address", 1, 5),
        ("[a](https://localhost)", "link-address", 1, 5),
        ("[a](https://example.org:x)", "link-address", 1, 5),
        ("[a]()", "link-address", 1, 5),
        ("<http://example.org>", "link-address", 1, 1),
        ("x `[a](term:no)` [a](term:no)", "term-unknown", 1, 22),
        ("[a](term:clustr)", "term-unknown", 1, 5),
        ("[a](module:no)", "module-unknown", 1, 5),
        ("[a](05-no.md)", "lesson-unknown", 1, 5),
        ("[a](04-mapping.md#no)", "anchor-unknown", 1, 5),
        ("[a](#what is this)", "anchor-unknown", 1, 5),
        ("[a](../assets/no.xlsx)", "file-missing", 1, 5),
        ("[a](../assets/../../secret)", "file-missing", 1, 5),
        ("[a](../assets/layers.svg)", "picture-link", 1, 5),
        ("Text ![a](../assets/layers.svg)", "picture-not-alone", 1, 6),
        ("![](../assets/layers.svg 'Caption')", "figure-without-text", 1, 1),
        ("> ![a](../assets/layers.svg)", "figure-without-text", 1, 3),
        ("![a](layers.svg 'Caption')", "picture-path", 1, 1),
        ("![a](https://example.org/a.png 'Caption')", "picture-path", 1, 1),
        ("![a](../assets/no.svg 'Caption')", "picture-missing", 1, 1),
        ("![a](../assets/sheet.xlsx 'Caption')", "picture-unreadable", 1, 1),
        ("It costs $5.", "formula-not-closed", 1, 10),
        ("From $5 to $10.", "formula-not-closed", 1, 6),
        ("See $$x$$ here", "formula-not-alone", 1, 5),
        (r"See $\foo$.", "formula-unreadable", 1, 5),
        ("$$\n\\frac{a}\n$$", "formula-unreadable", 1, 1),
        ("> [!nota] A\n> Text", "callout-kind", 1, 3),
        ("> [!fold]\n> Text", "fold-without-title", 1, 3),
        ("> [!note] A", "callout-empty", 1, 3),
        ("Text\n> [!note] A\n> Text", "callout-needs-blank-line", 2, 1),
        ("Text\n- a\n- b", "list-needs-blank-line", 2, 1),
        ("Text\n1. a\n2. b", "list-needs-blank-line", 2, 1),
        ("- a\n  - b", "list-indent", 2, 1),
        ("1. a\n\n   more", "indent", 3, 1),
        ("- ```\n  code", "fence-in-list", 1, 1),
        ("```\ncode", "fence-not-closed", 1, 1),
        ("> ```\n> code\n\nText", "fence-not-closed", 1, 3),
        ("```quiz\n### a\n```", "quiz-not-here", 1, 1),
        ("[a][b]", "reference-link", 1, 1),
        ("[b]: https://example.org", "reference-link", 1, 1),
        ("Text[^1]", "footnote-missing", 1, 5),
        ("[^1]: Note", "footnote-unused", 1, 1),
        ("A[^1]\n\n[^1]: a\n\n[^1]: b", "footnote-twice", 5, 1),
        ("A[^1]\n\n[^1]:", "footnote-empty", 3, 1),
        ("bidi \u202e here", "invisible-character", 1, 6),
        ("nul \x00", "invisible-character", 1, 5),
        ("##", "heading-empty", 1, 1),
    ],
)
def test_a_problem_says_where_it_is(source: str, code: str, line: int, column: int) -> None:
    found = [(p.code, p.line, p.column) for p in blocks(source).problems]
    assert (code, line, column) in found
    assert all(problem.message for problem in blocks(source).problems)


def test_lines_are_those_of_the_file() -> None:
    from_blocks = blocks(FIRST.strip(), "Third with <i>html</i>")
    assert [(p.line, p.column) for p in from_blocks.problems] == [(5, 12)]


def test_the_same_fault_twice_is_found_at_both_places() -> None:
    problems = blocks("[a](term:no) and\n[b](term:no).").problems
    assert [(p.line, p.column) for p in problems] == [(1, 5), (2, 5)]


@pytest.mark.parametrize(
    ("source", "example"),
    [
        ("<b>a</b>", "**bold**"),
        ("<EM>a</EM>", "*italic*"),
        ("<h2>a</h2>", "## Heading"),
        ("<ul>", "- first"),
        ("<table>", "|---|"),
        ("<img src=x>", "../assets/"),
        ("<details>", "> [!fold]"),
        ("<sub>", "$x_i^2$"),
        ("<blink>", "\\<blink>"),
        ("costs $5", "\\$500"),
    ],
)
def test_a_problem_shows_what_to_write_instead(source: str, example: str) -> None:
    problem = blocks(source).problems[0]
    assert problem.example is not None
    assert example in problem.example


@pytest.mark.parametrize(
    ("source", "guess"),
    [
        ("[a](term:triplehelix)", "triple-helix"),
        ("[a](module:facilitatoin)", "facilitation"),
        ("[a](04-maping.md)", "04-mapping.md"),
        ("[a](../assets/sheets.xlsx)", "sheet.xlsx"),
        ("![a](../assets/layer.svg 'b')", "layers.svg"),
        ("> [!warn] A\n> Text", "warning"),
    ],
)
def test_a_mistyped_name_gets_the_nearest_one(source: str, guess: str) -> None:
    assert f"Did you mean “{guess}”?" in blocks(source).problems[0].message


@pytest.mark.parametrize(
    "source",
    [
        "A price of \\$5 or EUR 5, 3 < 4, x<y, a > b, AT&T, 50 %, `<b>` and `$x`.",
        "```html\n<b>$5</b> [a](javascript:x) ![a](b)\n```",
        "> ```\n> <b>\n> ```",
        "- a\n- b\n\n    more\n\n    - c",
        "2004. was a good year\n\n1994 too",
        "Text with a - dash and\nanother line",
        "Term\n: definition\n: - not a list",
        "> [!note] A\n> - b\n> - c",
        "| a | b |\n|---|---|\n| - x | 1. y |",
        "Text[^1] \\[^2].\n\n[^1]: Note\n    that goes on.",
        "[x] done, [ ] open, array[0][1] and f(x)",
        "\\![not a picture](https://example.org)",
        "Ende.\u00a0So. Weiche\u00adTrennung, Zero\u200bwidth, e\u0301, 👩‍🔬",
    ],
)
def test_what_is_right_is_no_problem(source: str) -> None:
    problems = [p for p in blocks(source).problems if p.code != "reference-link"]
    assert not problems


def test_a_text_alternative_that_only_repeats_space_is_none() -> None:
    assert "figure-without-text" in codes(blocks("![ ](../assets/layers.svg 'Caption')"))


def test_labels_that_are_missing_are_a_warning_with_the_name_of_the_file() -> None:
    labels = {"layers.svg": {"title": "A", "desc": "B", "labels": {}}}
    (problem,) = blocks('![A](../assets/layers.svg "B")', figure_labels=labels).problems
    assert problem.severity == "warning"
    assert problem.message.startswith("layers.svg: ")


@pytest.mark.parametrize("name", ["blocks", "prompt", "inline"])
def test_html_is_shown_as_it_was_typed(name: str) -> None:
    assert "&lt;b&gt;x&lt;/b&gt;" in RENDERERS[name]("<b>x</b>").html


def test_problems_of_prompts_and_lines_count_from_their_own_first_line() -> None:
    assert [(p.line, p.column) for p in render_prompt("a\n\nb <i>", CONTEXT).problems] == [(3, 3)]
    assert [(p.line, p.column) for p in render_inline("b <i>", CONTEXT).problems] == [(1, 3)]
