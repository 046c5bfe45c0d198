"""What stands inside a text: gaps to type into or to choose for, and words to mark."""

import re
from collections.abc import Sequence

from lms.content.item_sources import ClozeSource, GapSource, MarkWordsSource, WordSource
from lms.content.items import ItemType
from lms.content.problems import Notes
from lms.content.quiz_answers import Common, base_of, split_texts, want_words
from lms.content.quiz_kinds import EXAMPLES, GAP, WORD, AnswerKind
from lms.content.quiz_lines import RawItem

MOST_WORDS = 60
"""Each of them is a tick box for those who use a keyboard."""

_LIKE_A_WORD = re.compile(r"\[(?:[xX]|\s*):[^\[\]]*\]?")


def read_cloze(common: Common, raw: RawItem, notes: Notes) -> ClozeSource:
    """A text with gaps."""
    gaps = []
    for match in GAP.finditer(raw.prompt.text):
        if match["skip"] is None:
            line = raw.prompt.line + raw.prompt.text.count("\n", 0, match.start())
            gaps.append(_gap(match["inner"], line, notes))
    rest = GAP.sub("", raw.prompt.text)
    if "{{" in rest or "}}" in rest or not gaps:
        message = "a gap is written on one line, between {{ and }}"
        notes.error(raw.prompt.line, 1, "quiz-gap-form", message, EXAMPLES[AnswerKind.GAPS])
    want_words(common, raw, raw.feedback, notes)
    return ClozeSource(
        **base_of(ItemType.CLOZE, common, raw),
        gaps=tuple(gaps),
        fold_diacritics=common.fold_diacritics,
        feedback=raw.feedback,
    )


def _gap(inner: str, line: int, notes: Notes) -> GapSource:
    is_choice = inner.strip().startswith("=")
    texts = split_texts(inner.strip().removeprefix("="))
    if not texts:
        notes.error(line, 1, "quiz-gap-form", "this gap has no answer", EXAMPLES[AnswerKind.GAPS])
    if is_choice and len(texts) < 2:
        message = "a drop-down has the right answer first and at least one wrong one"
        notes.error(line, 1, "quiz-gap-form", message, "{{=caution|neglect|zeal}}")
    folded = [text.casefold() for text in texts]
    if len(set(folded)) < len(folded):
        notes.error(line, 1, "quiz-same-text", "the same answer stands in this gap twice")
    return GapSource(answers=tuple(texts), is_choice=is_choice)


def read_mark_words(common: Common, raw: RawItem, notes: Notes) -> MarkWordsSource:
    """A text with words to mark."""
    words = []
    for match in WORD.finditer(raw.prompt.text):
        if match["skip"] is None:
            line = raw.prompt.line + raw.prompt.text.count("\n", 0, match.start())
            words.append(_word(match["mark"], match["inner"], line, notes))
    _check_words(words, raw, notes)
    want_words(common, raw, raw.feedback, notes)
    return MarkWordsSource(
        **base_of(ItemType.MARK_WORDS, common, raw), words=tuple(words), feedback=raw.feedback
    )


def _word(mark: str, inner: str, line: int, notes: Notes) -> WordSource:
    text = " ".join(inner.split())
    if not text:
        example = EXAMPLES[AnswerKind.WORDS]
        notes.error(line, 1, "quiz-word-form", "there is nothing to mark in these brackets", example)
    return WordSource(text=text, is_correct=mark != " ")


def _check_words(words: Sequence[WordSource], raw: RawItem, notes: Notes) -> None:
    line, example = raw.prompt.line, EXAMPLES[AnswerKind.WORDS]
    left = _LIKE_A_WORD.search(WORD.sub("", raw.prompt.text))
    if left:
        message = f"“{left[0][:40]}” is not read; words to mark stand on one line, in [x: ] or [ : ]"
        notes.error(line, 1, "quiz-word-form", message, example)
    if "{{" in WORD.sub("", raw.prompt.text):
        message = "a text has gaps to fill or words to mark, not both"
        notes.error(line, 1, "quiz-mixed-answers", message, example)
    right = sum(word.is_correct for word in words)
    if right == 0:
        message = "no words are marked as right with [x: ]"
        notes.error(line, 1, "quiz-no-right-answer", message, example)
    if right == len(words) or len(words) > MOST_WORDS:
        message = f"a text has right words and wrong ones, up to {MOST_WORDS} together"
        notes.error(line, 1, "quiz-option-count", message, example)
