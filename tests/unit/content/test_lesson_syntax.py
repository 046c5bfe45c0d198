"""How bodies are cut into blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.lesson_syntax import digest_of, read_body
from lms.content.problems import Notes
from lms.content.serialise import write_body
from lms.content.sources import ProseBlock, QuizBlock


def blocks_of(text: str) -> list[tuple[int, str]]:
    return [
        (block.line, block.text if isinstance(block, ProseBlock) else "quiz")
        for block in read_body(text, 1, Notes("x.md"))
    ]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One\nline\n\nTwo", [(1, "One\nline"), (4, "Two")]),
        ("## A\nText\n## B", [(1, "## A"), (2, "Text"), (3, "## B")]),
        ("- a\n- b\n\n- c\n\nText", [(1, "- a\n- b\n\n- c"), (6, "Text")]),
        ("- a\n\n    more\n\n* b", [(1, "- a\n\n    more"), (5, "* b")]),
        ("1. a\n\n2. b", [(1, "1. a\n\n2. b")]),
        ("Term\n: one\n\nTerm\n\n: two", [(1, "Term\n: one"), (4, "Term\n\n: two")]),
        ("[^1]: Note\n\n    more\n\nText", [(1, "[^1]: Note\n\n    more"), (5, "Text")]),
        ("> a\n> b\n\n> c", [(1, "> a\n> b"), (4, "> c")]),
        ("```\n# no heading\n\ntext\n```\nText", [(1, "```\n# no heading\n\ntext\n```"), (6, "Text")]),
        ("Text\n```\ncode\n```", [(1, "Text"), (2, "```\ncode\n```")]),
        ("$$ a = b $$\n\nText", [(1, "$$ a = b $$"), (3, "Text")]),
        ("| a |\n|---|\n| b |\n\nText", [(1, "| a |\n|---|\n| b |"), (5, "Text")]),
    ],
)
def test_blocks_are_what_one_would_translate_at_once(text: str, blocks: list[tuple[int, str]]) -> None:
    assert blocks_of(text) == blocks


def test_a_quiz_is_taken_out_of_the_prose_with_its_items() -> None:
    text = "Text\n\n````quiz\n### a\nWhat?\n\n( ) one\n(x) two\n\n### b\nWhat?\n\n= 2\n````\n\nMore"
    before, quiz, after = read_body(text, 5, Notes("x.md"))
    assert isinstance(quiz, QuizBlock)
    assert [(item.id, item.line) for item in quiz.items] == [("a", 8), ("b", 14)]
    assert (before.line, quiz.line, after.line) == (5, 7, 20)


def test_space_at_the_ends_of_lines_does_not_change_a_digest() -> None:
    assert digest_of("a  \nb\n") == digest_of("a\nb")
    assert digest_of("a\nb") != digest_of("a b")
    assert len(digest_of("")) == 12


PIECES = st.sampled_from(
    [
        "## A", "### B", "Text", "- a", "- b", "1. x", "    more", "> quote", "```", "~~~", "````",
        "$$", ": def",
        "$$ a $$", "| a |", "|---|", "", "", "[^1]: note", "* * *", "---", "#x", "    ```",
        "```quiz", "### id",
        "( ) a", "(x) b", "    > f",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25))
@settings(max_examples=400, deadline=None)
def test_blocks_written_out_are_read_as_the_same_blocks(lines: list[str]) -> None:
    notes = Notes("x.md")
    blocks = read_body("\n".join(lines), 1, notes)
    is_closed = not any(problem.code == "fence-not-closed" for problem in notes.problems)
    if is_closed and all(isinstance(block, ProseBlock) or block.items for block in blocks):
        assert read_body(write_body(blocks), 1, Notes("x.md")) == blocks


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_is_cut_without_losing_a_line(text: str) -> None:
    blocks = read_body(text, 1, Notes("x.md"))
    if not any(isinstance(block, QuizBlock) for block in blocks):
        kept = "".join(block.text for block in blocks if isinstance(block, ProseBlock))
        assert "".join(kept.split()) == "".join("".join(part.rstrip() for part in text.split("\n")).split())
