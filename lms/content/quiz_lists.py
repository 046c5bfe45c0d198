"""What pairs and numbered entries mean: matching, categories and ordering."""

import re

from lms.content.item_sources import (
    OPTION_IDS,
    CategoriseSource,
    EntrySource,
    MatchingSource,
    OrderingSource,
    PairSource,
    Passage,
)
from lms.content.items import ItemType
from lms.content.problems import Notes
from lms.content.quiz_answers import Common, base_of, check_texts, want_feedback, want_words
from lms.content.quiz_kinds import EXAMPLES, AnswerKind
from lms.content.quiz_lines import Answer, RawItem

MOST_CATEGORIES = 8
"""More do not fit beside each other, nor into a mind."""

_ARROW = re.compile(r"(?:^|\s)->(?:\s|$)")
_THICK_ARROW = re.compile(r"(?:^|\s)=>(?:\s|$)")


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
    left, right = _sides(answer, _ARROW)
    return PairSource(left=left, right=right, feedback=answer.feedback)


def _sides(answer: Answer, pattern: re.Pattern[str]) -> tuple[Passage | None, Passage]:
    """What stands before and behind the arrow."""
    text = answer.passage.text
    arrow = pattern.search(text)
    left, right = (text[: arrow.start()], text[arrow.end() :]) if arrow else ("", text)
    column = answer.column + (arrow.end() if arrow else 0)
    return (
        Passage(left.strip(), answer.line, answer.column) if left.strip() else None,
        Passage(right.strip(), answer.line, column),
    )


def _check_pair(pair: PairSource, used: set[str], notes: Notes) -> None:
    if not pair.right.text:
        notes.error(pair.right.line, pair.right.column, "quiz-empty-text", "this right side has no text")
    if pair.left is None and pair.right.text.casefold() in used:
        message = "this distractor is also the right side of a pair"
        notes.error(pair.right.line, pair.right.column, "quiz-same-text", message)
    if pair.left is not None:
        want_feedback(pair.feedback, pair.left, "pair", notes)


def read_categories(common: Common, raw: RawItem, notes: Notes) -> CategoriseSource:
    """Entries, each with its category, and categories that stay empty."""
    entries = tuple(
        EntrySource(entry=entry, category=category, feedback=answer.feedback)
        for answer in raw.answers
        for entry, category in [_sides(answer, _THICK_ARROW)]
    )
    item = CategoriseSource(**base_of(ItemType.CATEGORISE, common, raw), entries=entries)
    check_texts([entry.entry for entry in entries if entry.entry], "entry", notes)
    check_texts(item.categories, "category", notes)
    used = {entry.category.text for entry in entries if entry.entry}
    for entry in entries:
        _check_entry(entry, used, notes)
    count = sum(entry.entry is not None for entry in entries)
    if not 2 <= count <= len(OPTION_IDS) or not 2 <= len(item.categories) <= MOST_CATEGORIES:
        message = (
            f"there are 2 to {len(OPTION_IDS)} entries in 2 to {MOST_CATEGORIES} different categories,"
            f" not {count} in {len(item.categories)}"
        )
        notes.error(common.line, 1, "quiz-option-count", message, EXAMPLES[AnswerKind.SORTED])
    return item


def _check_entry(entry: EntrySource, used: set[str], notes: Notes) -> None:
    place = entry.category
    if entry.entry is not None:
        want_feedback(entry.feedback, entry.entry, "entry", notes)
    elif place.text in used:
        message = "this category has entries; without one it is written only where it stays empty"
        notes.error(place.line, place.column, "quiz-same-text", message)
    elif entry.feedback is not None:
        message = "nothing belongs to this category, so nobody could read this feedback"
        notes.error(entry.feedback.line, 1, "quiz-feedback-not-here", message)


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
