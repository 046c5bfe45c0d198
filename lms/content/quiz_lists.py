"""What pairs and numbered entries mean: matching and ordering."""

import re

from lms.content.item_sources import OPTION_IDS, MatchingSource, OrderingSource, PairSource, Passage
from lms.content.items import ItemType
from lms.content.problems import Notes
from lms.content.quiz_answers import Common, base_of, check_texts, want_feedback, want_words
from lms.content.quiz_lines import EXAMPLES, Answer, AnswerKind, RawItem

_ARROW = re.compile(r"(?:^|\s)->(?:\s|$)")


def read_matching(common: Common, raw: RawItem, notes: Notes) -> MatchingSource:
    """Pairs and distractors."""
    pairs = tuple(_pair(answer) for answer in raw.answers)
    lefts = [pair.left for pair in pairs if pair.left]
    check_texts(lefts, "left side", notes)
    used = {pair.right.text.casefold() for pair in pairs if pair.left}
    for pair in pairs:
        _check_pair(pair, used, notes)
    item = MatchingSource(
        **base_of(ItemType.MATCHING, common, raw),
        pairs=pairs,
    )
    if len(lefts) < 2 or len(item.rights) < 2:
        message = "a matching item has at least two left sides and two different right sides"
        notes.error(common.line, 1, "quiz-option-count", message, EXAMPLES[AnswerKind.PAIR])
    return item


def _pair(answer: Answer) -> PairSource:
    text = answer.passage.text
    arrow = _ARROW.search(text)
    left, right = (text[: arrow.start()], text[arrow.end() :]) if arrow else ("", text)
    column = answer.column + (arrow.end() if arrow else 0)
    return PairSource(
        left=Passage(left.strip(), answer.line, answer.column) if left.strip() else None,
        right=Passage(right.strip(), answer.line, column),
        feedback=answer.feedback,
    )


def _check_pair(pair: PairSource, used: set[str], notes: Notes) -> None:
    if not pair.right.text:
        notes.error(pair.right.line, pair.right.column, "quiz-empty-text", "this right side has no text")
    if pair.left is None and pair.right.text.casefold() in used:
        message = "this distractor is also the right side of a pair"
        notes.error(pair.right.line, pair.right.column, "quiz-same-text", message)
    if pair.left is not None:
        want_feedback(pair.feedback, pair.left, "pair", notes)


def read_ordering(common: Common, raw: RawItem, notes: Notes) -> OrderingSource:
    """A sequence in the right order."""
    entries = tuple(answer.passage for answer in raw.answers)
    if not 2 <= len(entries) <= len(OPTION_IDS):
        message = f"an ordering has 2 to {len(OPTION_IDS)} entries, not {len(entries)}"
        notes.error(common.line, 1, "quiz-option-count", message, EXAMPLES[AnswerKind.ENTRY])
    check_texts(entries, "entry", notes)
    for place, answer in enumerate(raw.answers, 1):
        if answer.mark != f"{place}.":
            message = f"entries are numbered in the right order; this is number {place}"
            notes.error(answer.line, 1, "quiz-entry-number", message, f"{place}. {answer.passage.text}")
        if answer.feedback is not None:
            message = "an ordering is explained as a whole: write > at the start of a line after the entries"
            notes.error(answer.feedback.line, 1, "quiz-feedback-not-here", message)
    want_words(common, raw, None, notes)
    return OrderingSource(
        **base_of(ItemType.ORDERING, common, raw),
        entries=entries,
    )
