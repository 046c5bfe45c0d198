"""What one graded attempt adds to the statistics of its test and of its items: counts, no person.

Only the first attempt of each person counts for the figures, as in Moodle's quiz statistics: who has seen the
right answers is no longer somebody new to the items. Later attempts are counted apart.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from lms.content.items import Item
from lms.content.outline import Blueprint
from lms.quiz.rules.answer_parts import given
from lms.quiz.rules.responses import Response
from lms.quiz.rules.scoring import most_points
from lms.quiz.rules.scoring_digests import scoring_digest
from lms.quiz.rules.statistics_bands import band_of, seconds_bin
from lms.quiz.rules.statistics_sums import Sums, sums_of_one, ten_thousandths

WHOLE_TEST = ""
"""In place of an item's id: the figures of the test as a whole."""
NO_BAND = -1


class Facet(StrEnum):
    """What a sum or a count is kept for."""

    ATTEMPTS = "attempts"
    """All attempts of a module ever counted, by whatever plan and in whatever try."""
    ALL = "all"
    LATER = "later"
    """Attempts that were not the person's first."""
    LANGUAGE = "language"
    VARIANT = "variant"
    SCORE = "score"
    ANSWER = "answer"
    SECONDS = "seconds"
    """Time since the save before, for an item."""
    MINUTES = "minutes"
    """From start to handing in, for the test."""
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SumKey:
    """What sums are kept for."""

    item_id: str
    digest: str
    facet: Facet
    value: str = ""


EVERYTHING = SumKey(item_id=WHOLE_TEST, digest="", facet=Facet.ATTEMPTS)
"""The first of all sums in order: whoever changes figures of a module changes this one first."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CountKey:
    """What is counted: how often something occurred together with a score on the rest of the test."""

    item_id: str
    digest: str
    facet: Facet
    part: str = ""
    value: str = ""
    band: int = NO_BAND


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What figures are about: an item by what decides on its points, or the test by its plan."""

    item_id: str
    digest: str

    def sum(self, facet: Facet, value: str = "") -> SumKey:
        """The name of a sum."""
        return SumKey(item_id=self.item_id, digest=self.digest, facet=facet, value=value)

    def count(self, facet: Facet, value: str = "", *, part: str = "", band: int = NO_BAND) -> CountKey:
        """The name of a count."""
        return CountKey(
            item_id=self.item_id, digest=self.digest, facet=facet, part=part, value=value, band=band
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How often, and the sum of the scores on the rest of the test."""

    n: int = 0
    rest: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Both together."""
        return Count(n=self.n + other.n, rest=self.rest + other.rest)

    def __neg__(self) -> "Count":
        """What takes this out again."""
        return Count(n=-self.n, rest=-self.rest)


@dataclass(slots=True)
class Tally:
    """Sums and counts of some attempts of a module."""

    sums: dict[SumKey, Sums] = field(default_factory=dict)
    counts: dict[CountKey, Count] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Add another tally."""
        for key, sums in other.sums.items():
            self.sums[key] = self.sums.get(key, Sums()) + sums
        for place, count in other.counts.items():
            self.counts[place] = self.counts.get(place, Count()) + count

    def take_out(self, other: "Tally") -> None:
        """Take another tally out."""
        sums = {key: -one for key, one in other.sums.items()}
        self.add(Tally(sums=sums, counts={key: -one for key, one in other.counts.items()}))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedItem:
    """An item of an attempt with its answer and its points."""

    versions: Sequence[Item]
    """The item in each language, source language first, of the edition that judged it."""
    variant: int
    response: Response | None
    saved_at: datetime | None
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAttempt:
    """A graded attempt, as far as statistics look at it."""

    plan_digest: str
    number: int
    language: str
    started_at: datetime
    submitted_at: datetime
    is_passed: bool
    items: Sequence[JudgedItem]


def plan_digest(blueprint: Blueprint) -> str:
    """SHA-256 of how a test is drawn; tests of the same plan are compared with each other."""
    plan = [sorted(blueprint.draw.items()), sorted((kind.value, n) for kind, n in blueprint.types.items())]
    return hashlib.sha256(json.dumps(["plan-1", *plan]).encode()).hexdigest()


def subject_of(item: Item) -> Subject:
    """What an item's figures are kept for."""
    return Subject(item_id=item.id, digest=scoring_digest(item))


def subject_of_test(digest: str) -> Subject:
    """What the figures of the test are kept for."""
    return Subject(item_id=WHOLE_TEST, digest=digest)


def tally_of(attempt: JudgedAttempt) -> Tally:
    """What an attempt adds."""
    tally = Tally()
    tally.sums[EVERYTHING] = Sums(n=1)
    _add_test(tally, attempt)
    subjects = {item.versions[0].id: subject_of(item.versions[0]) for item in attempt.items}
    for item, rest in _with_rest(attempt):
        _add_item(tally, attempt, subjects[item.versions[0].id], item, rest)
    if attempt.number == 1:
        _add_times(tally, attempt, subjects)
    return tally


def _add_test(tally: Tally, attempt: JudgedAttempt) -> None:
    test = subject_of_test(attempt.plan_digest)
    total = ten_thousandths(*_points(attempt.items))
    if attempt.number > 1:
        tally.sums[test.sum(Facet.LATER)] = sums_of_one(total)
        return
    tally.sums[test.sum(Facet.ALL)] = sums_of_one(total)
    tally.sums[test.sum(Facet.LANGUAGE, attempt.language)] = sums_of_one(total)
    minutes = int((attempt.submitted_at - attempt.started_at).total_seconds() // 60)
    tally.counts[test.count(Facet.SCORE, str(total))] = Count(n=1)
    tally.counts[test.count(Facet.MINUTES, str(minutes))] = Count(n=1)
    if attempt.is_passed:
        tally.counts[test.count(Facet.PASSED)] = Count(n=1)


def _points(items: Sequence[JudgedItem]) -> tuple[Decimal, Decimal]:
    earned = sum((item.score for item in items), Decimal(0))
    return earned, sum((most_points(item.versions[0]) for item in items), Decimal(0))


def _with_rest(attempt: JudgedAttempt) -> Iterator[tuple[JudgedItem, int]]:
    """The items, each with the score on all others."""
    earned, possible = _points(attempt.items)
    for item in attempt.items:
        yield item, ten_thousandths(earned - item.score, possible - most_points(item.versions[0]))


def _add_item(tally: Tally, attempt: JudgedAttempt, subject: Subject, item: JudgedItem, rest: int) -> None:
    score = sums_of_one(ten_thousandths(item.score, most_points(item.versions[0])), rest)
    if attempt.number > 1:
        tally.sums[subject.sum(Facet.LATER)] = score
        return
    tally.sums[subject.sum(Facet.ALL)] = score
    tally.sums[subject.sum(Facet.LANGUAGE, attempt.language)] = score
    tally.sums[subject.sum(Facet.VARIANT, str(item.variant))] = score
    band = band_of(rest)
    tally.counts[subject.count(Facet.SCORE, str(score.x), band=band)] = Count(n=1, rest=rest)
    for one in given(item.versions, item.response, variant=item.variant):
        tally.counts[subject.count(Facet.ANSWER, one.answer, part=one.part, band=band)] = Count(n=1)


def _add_times(tally: Tally, attempt: JudgedAttempt, subjects: Mapping[str, Subject]) -> None:
    """From the save before, of whatever item, to the last save of each; saves sent together tell nothing."""
    saved = sorted(
        ((item.saved_at, item.versions[0].id) for item in attempt.items if item.saved_at is not None),
        key=lambda pair: pair,
    )
    before = attempt.started_at
    for moment, item_id in saved:
        value = seconds_bin((moment - before).total_seconds())
        if value is not None:
            tally.counts[subjects[item_id].count(Facet.SECONDS, str(value))] = Count(n=1)
        before = moment
