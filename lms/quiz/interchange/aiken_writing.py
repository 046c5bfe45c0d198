"""Items as Aiken: single choice, in plain words."""

from collections.abc import Sequence
from html import unescape
from re import IGNORECASE, match, sub
from string import ascii_uppercase

from lms.content.item_sources import ChoiceSource, ItemSource, Passage
from lms.content.render import render_inline
from lms.quiz.interchange.checking import blank_context


def write_aiken(items: Sequence[ChoiceSource]) -> bytes:
    """An Aiken file."""
    return ("\n\n".join(map(_question, items)) + "\n").encode()


def _question(item: ChoiceSource) -> str:
    lines = [plain(item.prompt)]
    right = "A"
    for letter, option in zip(ascii_uppercase, item.options, strict=False):
        lines.append(f"{letter}. {plain(option.text)}")
        right = letter if option.is_correct else right
    return "\n".join([*lines, f"ANSWER: {right}"])


def plain(passage: Passage) -> str:
    """The words of a passage on one line; a formula as it is written."""
    html = render_inline(passage.text, blank_context("en")).html
    html = sub(r'<math\b[^>]*?alttext="([^"]*)".*?</math>', r"\1", html)
    return " ".join(unescape(sub(r"<[^>]*>", "", html)).split())


def misread(item: ItemSource) -> bool:
    """Its words would be read as something else: as an answer, as the line with the key, or as nothing."""
    if not isinstance(item, ChoiceSource):
        return True
    texts = [plain(option.text) for option in item.options]
    question = plain(item.prompt)
    return (
        match(r"[A-Za-z][.)]\s|answer\s*:", question, IGNORECASE) is not None
        or not all((question, *texts))
        or len({text.casefold() for text in texts}) < len(texts)
    )
