"""What figures say about an item: which of them deserve a look, and how urgently."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from math import hypot

from lms.content.items import Item
from lms.quiz.rules.statistics import Group, ItemFigures
from lms.quiz.rules.statistics_report import ItemReport, PartCount

WEAK = 0.2
"""A discrimination below it is weak."""
GOOD = 0.3
"""A discrimination from it on is good."""
HARD, EASY = 0.3, 0.95
NO_BETTER = 0.05
"""A facility so little above the random-guess score is no better than guessing."""
APART = 0.15
"""A difference of facilities that matters, where chance does not explain it."""
SURE = 2.5
"""So many standard errors are not taken for chance."""
CLEARLY_MORE = 3
"""By so many people of the best third a wrong answer must beat the key."""
ENOUGH_FOR_UNUSED = 30


class Urgency(IntEnum):
    """How soon somebody should look."""

    FINE = 0
    LATER = 1
    NOW = 2


class Note(StrEnum):
    """Something that figures say about an item."""

    BACKWARDS = "backwards"
    """The better people are, the less often they answer it rightly."""
    BEATEN_KEY = "beaten-key"
    """The best choose a wrong answer more often than the right one."""
    GUESSED = "guessed"
    WEAK = "weak"
    HARD = "hard"
    EASY = "easy"
    LANGUAGES = "languages"
    """It is harder in one language than in another."""
    VARIANTS = "variants"
    """It is harder with one set of numbers than with another."""
    UNUSED = "unused"
    """A wrong answer that nobody chooses."""


URGENT = frozenset({Note.BACKWARDS, Note.BEATEN_KEY, Note.GUESSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """An item's report with what is to be said of it."""

    report: ItemReport
    notes: tuple[Note, ...]

    @property
    def item(self) -> Item:
        """The item."""
        return self.report.item

    @property
    def figures(self) -> ItemFigures | None:
        """Its figures; None below ten attempts."""
        return self.report.figures

    @property
    def urgency(self) -> Urgency:
        """That of its most urgent note."""
        if URGENT.intersection(self.notes):
            return Urgency.NOW
        return Urgency.LATER if self.notes else Urgency.FINE


def noted(report: ItemReport) -> Noted:
    """What is to be said of an item; nothing below ten attempts."""
    if report.figures is None:
        return Noted(report=report, notes=())
    found = {**_of_figures(report.figures), **_of_answers(report, report.figures.n)}
    found[Note.LANGUAGES] = differ(report.languages)
    found[Note.VARIANTS] = differ(report.variants)
    return Noted(report=report, notes=tuple(note for note in Note if found.get(note)))


def _of_figures(figures: ItemFigures) -> dict[Note, bool]:
    is_easy = figures.facility > EASY
    guess = figures.guess
    is_guessed = bool(guess) and figures.facility <= (guess or 0) + NO_BETTER
    # What nearly everybody knows can't tell people apart; with few tries, neither can anything else.
    index = 1.0 if figures.discrimination is None or is_easy else figures.discrimination
    at_best = index + (figures.uncertainty or 0.0)
    return {
        Note.BACKWARDS: at_best < 0,
        Note.WEAK: 0 <= at_best < GOOD and index < WEAK,
        Note.GUESSED: is_guessed,
        Note.HARD: figures.facility < HARD and not is_guessed,
        Note.EASY: is_easy,
    }


def _of_answers(report: ItemReport, n: int) -> dict[Note, bool]:
    parts = [one for one in report.parts if not one.part.is_multiple and not one.part.id]
    return {
        Note.BEATEN_KEY: report.thirds is not None and any(_is_key_beaten(part) for part in parts),
        Note.UNUSED: n >= ENOUGH_FOR_UNUSED and any(map(_has_unused_option, report.parts)),
    }


def _is_key_beaten(counted: PartCount) -> bool:
    known = [one for one in counted.answers if one.answer.html is not None]
    right = [one.by_third[2] for one in known if one.answer.is_right]
    wrong = [one.by_third[2] for one in known if one.answer.is_right is False]
    return bool(right and wrong) and max(wrong) >= max(right) + CLEARLY_MORE


def _has_unused_option(counted: PartCount) -> bool:
    known = [one for one in counted.answers if one.answer.html is not None]
    return not counted.part.id and any(not one.n for one in known if one.answer.is_right is False)


def differ(groups: Sequence[Group]) -> bool:
    """Two groups are so far apart that chance is no explanation."""
    return any(
        abs(one.facility - two.facility) > max(APART, SURE * hypot(one.error, two.error))
        for place, one in enumerate(groups)
        for two in groups[place + 1 :]
    )
