"""How work is marked: who may take it, what points come to, when a decision is reached, what a review does.

The rules of fairness. Nobody marks their own work, and nobody marks the same work twice. A second marker
sees nothing of the first. Where two agree on every criterion, that is the decision; where they differ, a
third person decides the criteria on which they differ and leaves the others. A review is the judgement of one
more person; the better of the two results counts, so asking for one can cost nothing.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lms.content.assignments import AssignmentRule, Rubric

Points = Mapping[str, int]
"""Criterion → points."""

EMPTY_CLAIM = timedelta(hours=1)
"""How long work is kept for a marker who has not entered anything."""
KEPT_DRAFT = timedelta(days=3)
"""How long it is kept after the last mark or comment."""

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not mistaken for each other."""


class MarkerRole(StrEnum):
    """As what somebody marks."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    REVIEW = "review"


class GradeKind(StrEnum):
    """What a decision comes from."""

    MARKING = "marking"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingFact:
    """One person's marking of a submission."""

    role: MarkerRole
    marker_id: str | None
    points: Points
    is_finished: bool
    lapses_at: datetime | None

    def is_live(self, now: datetime) -> bool:
        """It counts: finished, or somebody is at it."""
        return self.is_finished or self.lapses_at is None or self.lapses_at > now


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What points come to."""

    points: Points
    score: int
    max_score: int
    is_passed: bool


def judge(rubric: Rubric, rule: AssignmentRule, points: Points) -> Judgement:
    """The sum, and whether it passes. Points must be there for every criterion."""
    given = {criterion.id: points[criterion.id] for criterion in rubric.criteria}
    score = sum(given.values())
    is_enough = score >= rule.pass_points
    has_zero = rule.none_at_zero and 0 in given.values()
    return Judgement(
        points=given, score=score, max_score=rubric.max_points, is_passed=is_enough and not has_zero
    )


def unmarked(rubric: Rubric, points: Points) -> tuple[str, ...]:
    """The criteria that have no points yet."""
    return tuple(criterion.id for criterion in rubric.criteria if criterion.id not in points)


def known_points(rubric: Rubric, given: Mapping[str, str]) -> dict[str, int]:
    """What was chosen, criterion by criterion, as far as the rubric has such levels."""
    return {
        criterion.id: level.points
        for criterion in rubric.criteria
        for level in criterion.levels
        if given.get(criterion.id) == str(level.points)
    }


def differing(first: Points, second: Points) -> frozenset[str]:
    """The criteria on which two markers differ."""
    return frozenset(key for key in {*first, *second} if first.get(key) != second.get(key))


def open_role(
    markings: Sequence[MarkingFact], *, needed: int, in_review: bool, now: datetime
) -> MarkerRole | None:
    """As what the next person would mark; None where all who are needed are at it or done."""
    live = {one.role: one for one in markings if one.is_live(now)}
    if in_review:
        return None if MarkerRole.REVIEW in live else MarkerRole.REVIEW
    if MarkerRole.FIRST not in live:
        return MarkerRole.FIRST
    if needed > 1 and MarkerRole.SECOND not in live:
        return MarkerRole.SECOND
    if needed > 1 and MarkerRole.THIRD not in live and _disagree(live):
        return MarkerRole.THIRD
    return None


def agreed(markings: Sequence[MarkingFact]) -> dict[str, int]:
    """The points on which the first two agree: a third person leaves them as they are."""
    done = {one.role: one.points for one in markings if one.is_finished}
    first, second = done.get(MarkerRole.FIRST, {}), done.get(MarkerRole.SECOND, {})
    return {key: points for key, points in first.items() if second.get(key) == points}


def _disagree(markings: Mapping[MarkerRole, MarkingFact]) -> bool:
    first, second = markings[MarkerRole.FIRST], markings[MarkerRole.SECOND]
    return first.is_finished and second.is_finished and bool(differing(first.points, second.points))


def may_take(
    markings: Sequence[MarkingFact],
    *,
    person_id: str,
    author_id: str,
    needed: int,
    in_review: bool,
    now: datetime,
) -> MarkerRole | None:
    """As what this person may mark; None where not at all."""
    mine = any(one.marker_id == person_id and one.is_live(now) for one in markings)
    if mine or person_id == author_id:
        return None
    return open_role(markings, needed=needed, in_review=in_review, now=now)


def settled(markings: Sequence[MarkingFact], *, needed: int, in_review: bool) -> Points | None:
    """The points that are decided; None while somebody still has to mark."""
    done = {one.role: one.points for one in markings if one.is_finished}
    if in_review:
        return done.get(MarkerRole.REVIEW)
    first, second = done.get(MarkerRole.FIRST), done.get(MarkerRole.SECOND)
    if needed == 1 or first is None or second is None:
        return first if needed == 1 else None
    disputed = differing(first, second)
    third = done.get(MarkerRole.THIRD)
    if disputed and third is None:
        return None
    return {key: third[key] if third and key in disputed else first[key] for key in first}


def markers_needed(submission_id: str, percent: int) -> int:
    """One or two, by a draw that anybody can repeat and nobody can influence."""
    drawn = int(hashlib.sha256(submission_id.encode()).hexdigest()[:8], 16) % 100
    return 2 if drawn < percent else 1


def code_of(submission_id: str) -> str:
    """What a person is called where names are not shown: four signs that say nothing about them."""
    number = int.from_bytes(hashlib.sha256(f"code:{submission_id}".encode()).digest()[:8])
    signs = ""
    for _ in range(4):
        number, rest = divmod(number, len(_SIGNS))
        signs += _SIGNS[rest]
    return signs


def lapse_of(now: datetime, *, has_entries: bool) -> datetime:
    """Until when work is kept for the person who took it."""
    return now + (KEPT_DRAFT if has_entries else EMPTY_CLAIM)
