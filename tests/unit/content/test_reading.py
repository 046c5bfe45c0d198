"""What counts as read on a page."""

import pytest

from lms.content.pages import read_lesson_page
from lms.content.reading import Kind, figures_of, passages_of, words_of
from lms.content.sources import PageSource


def lesson(body: str) -> PageSource:
    page = read_lesson_page(
        f"---\ntitle: T\nminutes: 1\noutcomes: [A]\n---\n\n{body}\n", "x.md", "01-x.md"
    ).page
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("One two – three *four*, 5 %.", 5),
        ("See [the lesson before](01-x.md#s-a) and <https://example.org/>.", 5),
        ("## Two words", 2),
        ("- one\n- two words\n    that go on", 6),
        ("| a | b c |\n|---|---:|\n| 1 | – |", 4),
        ('![Heard only by those who cannot see it.](../assets/a.svg "A *short* caption")', 3),
        ("> [!monday] Do this\n> 1. Ring one firm.\n> 2. Write it down.", 8),
        ("With $e_{ir} = 2100$ jobs:\n\n$$ LQ = 2 $$", 3),
        ("Text.[^1]\n\n[^1]: A note.", 3),
        ("Read me.\n\n```quiz\n### a\nNot me?\n\n= 1\n    > Yes.\n```", 2),
        ("Read me.\n\n## Sources\n\n- Not me\n\n### Nor me\n\n## Me again", 4),
    ],
)
def test_words_that_are_read(body: str, words: int) -> None:
    assert words_of(lesson(body)) == words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? “Four.” Five", 5),
        ("See Art. 27 and e.g. Porter, M. E. Porter.", 1),
        ("It cost EUR 3.5 million. 200 firms came.", 2),
        ("Two lines\nof one sentence.", 1),
    ],
)
def test_sentences_of_a_paragraph(text: str, count: int) -> None:
    (passage,) = passages_of(lesson(text))
    assert len(passage.sentences) == count


def test_a_passage_knows_what_it_is_and_where_it_stands() -> None:
    body = '> [!legal] Not advice\n> Ask a lawyer.\n>\n> - In time.\n\n![A.](../assets/a.svg "B")'
    found = [(one.kind, one.text, one.line, one.callout) for one in passages_of(lesson(body))]
    assert found == [
        (Kind.HEADING, "Not advice", 7, "legal"),
        (Kind.PARAGRAPH, "Ask a lawyer.", 8, "legal"),
        (Kind.ENTRY, "In time.", 10, "legal"),
        (Kind.CAPTION, "B", 12, ""),
    ]
    assert figures_of(lesson(body)) == 1
