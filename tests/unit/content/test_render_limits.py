"""No text, however hostile, keeps the renderer busy: it is rendered at once or refused.

The shapes are those of cmark's pathological tests and those that are known to hang Python-Markdown.
"""

import gc
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.content.rendering import RENDERERS, assert_clean, blocks, codes

SECONDS = 2.0


@pytest.fixture(autouse=True)
def _unwatched() -> Iterator[None]:
    """Measure the renderer: not the measuring of coverage, nor looking through what other tests have left."""
    tracer = sys.gettrace()
    sys.settrace(None)
    gc.freeze()
    yield
    gc.unfreeze()
    sys.settrace(tracer)


REFUSED = {"too-large", "too-complex"}
N = 20_000

PATHOLOGICAL = {
    "open brackets": "[" * N,
    "closed brackets": "]" * N,
    "nested brackets": "[" * 5_000 + "a" + "]" * 5_000,
    "open links": "[a](" * 5_000,
    "links without end": "[a](b" * 5_000,
    "links with open titles": '[a](b "' * 600,
    "links with two quotes": "[a](b 'c\" " * 140,
    "link with open parentheses": "[a](" + "(" * 4_900,
    "empty links": "[](" * 140,
    "many links": "\n\n".join("[x](#y) " * 140 for _ in range(4)),
    "parentheses": "(" * N,
    "tags": "<a " * 6_700,
    "long tag": "<" + "a" * N,
    "attributes": "<a x='" * 3_000,
    "comments": "<!-- " * 4_000,
    "cdata": "<![CDATA[" * 2_000,
    "instructions": "<?" * 8_000,
    "autolinks": "<a:///" * 3_000,
    "mail addresses": "<" + "a@" * 9_000,
    "entities": "&" * N,
    "number entities": "&#" * 9_000,
    "tabs": "\t" * N,
    "tabs and letters": "\tx" * N,
    "spaces": " " * N,
    "spaces in a line": "a" + " " * 4_900 + "b",
    "line breaks": "\n" * N,
    "carriage returns": "\r" * N,
    "form feeds": "\x0c" * N,
    "nul": "\x00" * N,
    "emphasis opened": "*a " * 7_000,
    "emphasis closed": "a** " * 5_000,
    "two kinds of emphasis": "*a _b " * 3_000,
    "emphasis in emphasis": "*a **b " * 3_000,
    "nested strong": "**a " * 300 + "b** " * 300,
    "stars": "*" * N,
    "underscores": "_" * N,
    "alternating": "*_" * 6_000,
    "rule of three": "a**b" + "c* " * 7_000,
    "long emphasis": "*" * 2_000 + "a" + "*" * 2_000,
    "backticks": "`" * N,
    "rising backticks": "".join("e" + "`" * n for n in range(1, 190)),
    "lone backticks": "` " * 9_000,
    "escaped backticks": "\\`" * 9_000,
    "quotations": ">" * 5_000 + "a",
    "quotations with spaces": "> " * 5_000 + "a",
    "many quotations": "> a\n\n" * 1_900,
    "deepening quotations": "\n".join(">" * n + " a" for n in range(1, 60)),
    "lists in lists": "\n".join("    " * n + "- a" for n in range(200)),
    "markers in a line": "- " * 5_000,
    "numbers in a line": "1. " * 3_000,
    "long list": "* a\n" * 3_900,
    "loose list": "- a\n\n" * 1_900,
    "creeping list": "\n".join(" " * n + "* a" for n in range(400)),
    "wide table": "|" * 5_000 + "\n" + "|-" * 2_400 + "\n" + ("|" * 100 + "\n") * 200,
    "long table": "a|b\n-|-\n" * 1_900,
    "large table": "a|" * 28 + "\n" + "-|" * 28 + "\n" + ("a|" * 28 + "\n") * 390,
    "definitions": "a\n: b\n" * 1_900,
    "terms": "a\n" * 1_900 + ": b",
    "footnotes": "".join(f"[^{n}]: [^{n + 1}]\n\n" for n in range(1_500)),
    "footnote in itself": "[^a]: [^a]\n\n" + "[^a] " * 140,
    "references to a footnote": "[^a] " * 290 + "\n\n[^a]: x",
    "open footnotes": "[^" * 9_000,
    "rulers": "- " * 2_000 + "x",
    "hashes": "#" * N,
    "headings": "# a\n" * 3_900,
    "equal headings": "## a\n\n" * 1_900,
    "headings with hashes": "# a #" * 900,
    "fences": "```\n" * 3_999,
    "quoted fences": "> ```\n" * 3_000,
    "fences in quotations": "~~~ a\n> " * 1_500,
    "dollars": "$" * N,
    "open formulas": "$a" * 9_000,
    "many formulas": "\n\n".join("$x_i$ " * 100 for _ in range(2)),
    "escapes in a formula": "$" + "\\a" * 2_400,
    "braces": "$" + "{" * 300 + "}" * 300 + "$",
    "fractions": "$" + r"\frac" * 100 + "$",
    "roots": "\n\n".join("$$" + r"\sqrt" * 80 + "$$" for _ in range(100)),
    "indices": "$x" + "^a_b" * 140 + "$",
    "parentheses of formulas": "$" + r"\left(" * 90 + "$",
    "macros": r"$\def\a{\b\b}\def\b{\c\c}\a$",
    "backslashes": "\\" * N,
    "escapes": "\\*" * 9_000,
    "pictures": "![" * 9_000,
    "pictures without end": "![a](" * 4_000,
    "reference definitions": "[a]: b\n" * 1_900 + "[a]" * 290,
    "call-outs in a paragraph": "> [!note] a\n" * 390,
    "call-outs": "> [!note] a\n> b\n\n" * 1_300,
    "deepening call-outs": "\n".join("> " * n + "[!note] t" for n in range(1, 100)),
    "stashes": "\x02klzzwxh:0001\x03" * 500,
    "gaps": "\ue000" * N,
    "combining": "a" + "\u0301" * 4_900,
    "no-break spaces": "\u00a0" * 4_900,
    "long word": "a" * 4_999,
    "mixture": "<a[*_`$>|" * 140,
    "deep mixture": "> - > 1. > * [*_`" * 60,
}


@pytest.mark.parametrize("name", sorted(PATHOLOGICAL))
def test_a_hostile_text_is_rendered_at_once_or_refused(name: str) -> None:
    for render in RENDERERS.values():
        began = time.process_time()
        rendered = render(PATHOLOGICAL[name])
        assert time.process_time() - began < SECONDS
        assert_clean(rendered.html)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("a\n\n" * 50_000, "too-large"),
        ("\n" * 5_000, "too-large"),
        ("a" * 6_000, "too-large"),
        ("[" * 7, "too-complex"),
        ("- " * 8 + "a", "too-complex"),
        (">" * 7 + " a", "too-complex"),
        (" " * 32 + "a", "too-complex"),
        ("a\n" * 500, "too-complex"),
        ("|a" * 31 + "|\n" + "|-" * 31 + "|\n", "too-complex"),
    ],
)
def test_what_is_too_large_is_refused_with_its_place_and_shows_nothing(source: str, code: str) -> None:
    rendered = blocks("Fine.", source)
    assert codes(rendered)[0] == code
    assert rendered.html == ""
    assert rendered.problems[0].line >= 1


def test_a_page_as_people_write_them_is_far_below_the_limits() -> None:
    paragraph = "Firms **learn** from [clusters](term:cluster), $x_i$ says, *and* `so` on.[^1] " * 12
    table = "| a | b | c |\n|---|---|---|\n" + "| **1** | [x](#s-a) | $y$ |\n" * 60
    items = "- one *two* [three](#s-a)\n    - four\n" * 40
    sources = [text for n in range(12) for text in (f"## Part {n}", paragraph, table, items)]
    rendered = blocks(*sources, "[^1]: Note.")
    assert set(codes(rendered)) == set()


PIECES = [
    *(
        "[",
        "]",
        "](",
        "(",
        ")",
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "<",
        "<a",
        "@",
        ">",
        "> ",
        "\n",
        "\n\n",
        "- ",
    ),
    *(
        "1. ",
        "    ",
        "|",
        "|-|-|\n",
        "[^a]",
        "[^a]: ",
        "$",
        "$a$",
        "$$",
        "\\",
        "&amp;",
        "# ",
        "a",
        "b c ",
        "![",
    ),
    *('"', "'", ": ", "\n: ", "```", "~~~\n", "\n> [!note] ", "[a](b)", '[a](b "c")', "---\n", "\ue000", "å"),
]


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=12),
    st.sampled_from([20, 50, 140, 290]),
    st.integers(1, 5),
)
def test_no_repetition_of_signs_takes_long(pieces: list[str], times: int, paragraphs: int) -> None:
    source = "\n\n".join(["".join(pieces) * times] * paragraphs)[:110_000]
    began = time.process_time()
    rendered = blocks(source)
    assert time.process_time() - began < SECONDS
    assert_clean(rendered.html)
