"""A text with its gaps filled or its words marked, beside what belongs there."""

from collections.abc import Mapping, Sequence

from lms.content.items import ClozeItem, Gap, Item, MarkWordsItem
from lms.quiz.rules import responses, scoring
from lms.quiz.rules.responses import Response
from lms.quiz.rules.reviewed import (
    PartStanding,
    ReviewedCloze,
    ReviewedGap,
    ReviewedMarkWords,
    ReviewedWord,
)
from lms.quiz.rules.reviewing.picking import part_standing

_AS_IT_SHOULD_BE = {PartStanding.RIGHT, PartStanding.LEFT}


def reviewed(
    versions: Sequence[Item], item: ClozeItem | MarkWordsItem, given: Response
) -> ReviewedCloze | ReviewedMarkWords:
    """The text with every gap or word; its feedback is said where all of them are right."""
    if isinstance(item, ClozeItem):
        segments = _segments(versions, item, responses.gaps(given))
        return ReviewedCloze(segments=segments, feedback_html=_cloze_feedback(item, segments))
    words = _words(item, responses.marked(given))
    standings = {word.standing for word in words if isinstance(word, ReviewedWord)}
    return ReviewedMarkWords(
        segments=words, feedback_html=item.feedback_html if standings <= _AS_IT_SHOULD_BE else None
    )


def _segments(
    versions: Sequence[Item], item: ClozeItem, given: Mapping[str, str]
) -> tuple[str | ReviewedGap, ...]:
    return tuple(
        segment if isinstance(segment, str) else _gap(versions, segment, given.get(segment.id, ""))
        for segment in item.segments
    )


def _gap(versions: Sequence[Item], gap: Gap, given: str) -> ReviewedGap:
    options = {option.id: option.text for option in gap.options}
    return ReviewedGap(
        given=options.get(given, "") if options else given,
        right=tuple(option.text for option in gap.options if option.is_correct) or gap.answers,
        is_right=scoring.is_right_gap(versions, gap.id, given),
    )


def _cloze_feedback(item: ClozeItem, segments: Sequence[str | ReviewedGap]) -> str | None:
    gaps = [segment for segment in segments if not isinstance(segment, str)]
    return item.feedback_html if all(gap.is_right for gap in gaps) else None


def _words(item: MarkWordsItem, marked: frozenset[str]) -> tuple[str | ReviewedWord, ...]:
    return tuple(
        segment
        if isinstance(segment, str)
        else ReviewedWord(
            text=segment.text,
            standing=part_standing(was_chosen=segment.id in marked, is_correct=segment.is_correct),
        )
        for segment in item.segments
    )
