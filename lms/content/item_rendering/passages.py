"""What becomes of a text with gaps, or with words to mark."""

import re

from lms.content.item_rendering.base import PassageRenderer, base_of, inline_of
from lms.content.item_sources import OPTION_IDS, ClozeSource, GapSource, MarkWordsSource, Passage
from lms.content.items import ClozeItem, Gap, GapOption, MarkWordsItem, Word
from lms.content.quiz_kinds import GAP, WORD

GAP_MARK = "\ue000"
"""Stands in a prompt where a gap or a word was, while the prompt is rendered; no file may contain it."""


def render_cloze(item: ClozeSource, render: PassageRenderer) -> ClozeItem:
    """HTML and gaps in turn."""
    pieces = _pieces(GAP, item.prompt, render)
    segments: list[str | Gap] = [pieces[0]]
    for number, (gap, html) in enumerate(zip(item.gaps, pieces[1:], strict=False), 1):
        segments += [_gap(f"g{number}", gap), html]
    return ClozeItem(
        **base_of(item, render),
        segments=tuple(segments),
        fold_diacritics=item.fold_diacritics,
        feedback_html=inline_of(item.feedback, render),
    )


def _pieces(pattern: re.Pattern[str], prompt: Passage, render: PassageRenderer) -> list[str]:
    """The HTML before, between and behind what the pattern finds."""
    marked = pattern.sub(lambda match: match["skip"] or GAP_MARK, prompt.text)
    return render.block(Passage(marked, prompt.line, prompt.column)).split(GAP_MARK)


def _gap(identifier: str, gap: GapSource) -> Gap:
    if not gap.is_choice:
        return Gap(id=identifier, answers=gap.answers)
    options = (
        GapOption(id=letter, text=text, is_correct=letter == OPTION_IDS[0])
        for letter, text in zip(OPTION_IDS, gap.answers, strict=False)
    )
    return Gap(id=identifier, options=tuple(options))


def render_mark_words(item: MarkWordsSource, render: PassageRenderer) -> MarkWordsItem:
    """HTML and words in turn."""
    pieces = _pieces(WORD, item.prompt, render)
    segments: list[str | Word] = [pieces[0]]
    for number, (word, html) in enumerate(zip(item.words, pieces[1:], strict=False), 1):
        segments += [Word(id=f"w{number}", text=word.text, is_correct=word.is_correct), html]
    return MarkWordsItem(
        **base_of(item, render),
        segments=tuple(segments),
        feedback_html=inline_of(item.feedback, render),
    )
