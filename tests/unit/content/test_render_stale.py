"""A paragraph older than its source is marked, its neighbours are not."""

import pytest

from tests.unit.content.rendering import assert_clean, blocks


@pytest.mark.parametrize(
    ("source", "marked"),
    [
        ("Text.", '<p class="is-stale">Text.</p>'),
        ("**Bold** text.", '<p class="is-stale"><strong>Bold</strong>'),
        ("_It_ alone.", '<p class="is-stale"><em>It</em>'),
        ("## Heading", '<h2 class="is-stale" id="s-heading">Heading</h2>'),
        ("- a\n- b", '<li class="is-stale">a</li>\n<li class="is-stale">b</li>'),
        ("1. a\n2. b", '<li class="is-stale">b</li>'),
        ("| A | B |\n|---|---|\n| 1 | 2 |", '<table class="is-stale">'),
        ("A | B\n---|---\n1 | 2", '<table class="is-stale">'),
        ("> [!note] Title\n> Text.", '<aside class="callout callout-note is-stale">'),
        ("> [!note]\n> Text.", '<p class="callout-title">Note</p>'),
        ("> [!fold] Title\n> Text.", '<details class="fold is-stale">'),
        ("> quoted", '<p class="is-stale">quoted</p>'),
        ("$$ x $$", 'class="formula is-stale"'),
        ("```\ncode\n```", '<pre class="is-stale">'),
        ('![A](../assets/photo.png "B")', '<figure class="figure is-stale">'),
        ("term\n: meaning", '<dt class="is-stale">term</dt>\n<dd class="is-stale">meaning</dd>'),
    ],
)
def test_an_outdated_block_is_marked(source: str, marked: str) -> None:
    rendered = blocks("Before.", source, "After.", stale_blocks=frozenset({1}))
    assert marked in rendered.html
    assert "<p>Before.</p>" in rendered.html
    assert "<p>After.</p>" in rendered.html
    assert "qold" not in rendered.html
    assert_clean(rendered.html)


def test_marks_change_nothing_but_the_class() -> None:
    sources = ("## A", "Text $x$ and [a](#a).", "- a\n- b\n\n    more", "1. x", "Note.[^1]", "[^1]: Text.")
    plain = blocks(*sources)
    marked = blocks(*sources, stale_blocks=frozenset(range(len(sources))))
    without = marked.html.replace(' class="is-stale"', "")
    assert without == plain.html
    assert marked.sections == plain.sections
    assert marked.links == plain.links
    assert marked.problems == plain.problems
