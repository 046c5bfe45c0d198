"""No text that anyone writes makes a page do anything: everywhere it can stand, for every text tried.

The judge is an HTML parser as browsers have it: after it, the tree holds nothing but our elements,
attributes and addresses.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.outline import Term
from tests.unit.content.hostile import ADDRESSES, PAYLOADS
from tests.unit.content.rendering import CONTEXT, RENDERERS, assert_clean, blocks

SINKS = {
    "paragraph": "…",
    "middle of a line": "before … after",
    "heading": "## …",
    "title of a link": '[a](https://example.org "…")',
    "text of a link": "[…](https://example.org)",
    "target of a link": "[a](…)",
    "target in angles": "[a](<…>)",
    "autolink": "<…>",
    "term": "[a](term:…)",
    "lesson": "[a](04-mapping.md#…)",
    "download": "[a](../assets/…)",
    "text alternative": '![…](../assets/photo.png "Caption")',
    "text alternative of a drawing": '![…](../assets/layers.svg "Caption")',
    "path of a picture": '![a](… "Caption")',
    "caption": '![a](../assets/photo.png "…")',
    "cell": "| a | b |\n|---|---|\n| … | c |",
    "head of a table": "| … | b |\n|---|---|\n| a | c |",
    "rule of a table": "| a | b |\n|---|…|\n| a | c |",
    "title of a call-out": "> [!note] …\n> Text",
    "text of a call-out": "> [!note] Title\n> …",
    "kind of a call-out": "> [!…] Title\n> Text",
    "fold-out": "> [!fold] …\n> Text",
    "quotation": "> …",
    "entry": "- …\n- b",
    "entry of an entry": "- a\n    - …",
    "numbered entry": "1. …",
    "info of a fence": "``` …\ncode\n```",
    "code": "```\n…\n```",
    "code in a line": "`…`",
    "footnote": "a[^1]\n\n[^1]: …",
    "label of a footnote": "a[^…]\n\n[^…]: b",
    "term of a definition": "…\n: meaning",
    "definition": "term\n: …",
    "bold": "**…**",
    "formula": "$…$",
    "text of a formula": "$\\text{…}$",
    "formula alone": "$$\n…\n$$",
}


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_hostile_text_is_harmless_at_five_places(number: int) -> None:
    places = list(SINKS.values())
    for step in range(5):
        assert_harmless(places[(number * 5 + step) % len(places)], PAYLOADS[number])


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_is_harmless_wherever_it_stands(payload: str) -> None:
    for sink in SINKS.values():
        assert_harmless(sink, payload)


@pytest.mark.parametrize("name", RENDERERS)
def test_every_hostile_text_is_harmless_on_its_own(name: str) -> None:
    for payload in PAYLOADS:
        assert_clean(RENDERERS[name](payload).html)


def assert_harmless(sink: str, payload: str) -> None:
    """The text stands where the sink has its braces."""
    assert_clean(blocks(sink.replace("…", payload)).html)


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(set(PAYLOADS)) >= 300
    assert len(SINKS) >= 13


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_not_ours_is_a_problem_and_no_link(address: str) -> None:
    rendered = blocks(f"[text](<{address}>)")
    assert_clean(rendered.html)
    assert "href" not in rendered.html or 'href="https://javascript' in rendered.html or address == "#main"
    if "href" not in rendered.html and "\n" not in address and "<" not in address:
        assert rendered.problems


def test_what_others_hand_in_as_context_cannot_break_out_either() -> None:
    hostile = '"><script>alert(1)</script>'
    rendered = blocks(
        f"[a](term:{hostile}) [b](04-mapping.md) ![c](../assets/x.svg 'd')",
        '![c](../assets/layers.svg "d")',
        terms={hostile: Term(slug=hostile, name=hostile, definition=hostile)},
        figure_labels={"layers.svg": {"title": hostile, "desc": hostile, "labels": {"firms": hostile}}},
        language=hostile,
    )
    assert "<script" not in rendered.html


def test_two_prompts_and_a_lesson_on_one_page_share_no_ids() -> None:
    one, two = (RENDERERS["prompt"]("| A |\n|---|\n| $x$ |").html for _ in range(2))
    assert_clean(blocks("## A\n\nText").html + one + two)


_ALPHABET = st.characters(codec="utf-8", exclude_categories=["Cs"])
_PIECES = [
    *("<", ">", "</", "script", "img", " src=x", " onerror=alert(1)", "svg", "math", "<!--", "-->", "&lt;"),
    *("[", "](", ")", "javascript:", "https://a.org", "![", "../assets/photo.png", "../assets/layers.svg"),
    *(
        ' "',
        '"',
        "'",
        "`",
        "```",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "> [!note] ",
        "- ",
        "1. ",
        "## ",
        "| ",
        "|-|\n",
    ),
    *("[^1]", "[^1]: ", "$", "$$", "\\", "*", "**", "_", "term:cluster", "#x", "\ue000", "&#", "x3c;", "a"),
    *("\x02", "\x03", "\u202e", "\x00", ": ", "{: onclick=x }", "=", "---", "~~~"),
]
_MARKUP = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(source=st.text(_ALPHABET, max_size=200) | _MARKUP)
def test_any_text_is_rendered_without_fault_and_clean(source: str) -> None:
    for render in RENDERERS.values():
        assert_clean(render(source).html)


@settings(max_examples=150, deadline=None)
@given(sources=st.lists(_MARKUP, max_size=5), stale=st.frozensets(st.integers(0, 5)))
def test_any_page_with_outdated_blocks_is_clean(sources: list[str], stale: frozenset[int]) -> None:
    rendered = blocks(*sources, stale_blocks=stale)
    assert_clean(rendered.html)
    assert "qold" not in rendered.html
    assert CONTEXT.stale_blocks == frozenset()
