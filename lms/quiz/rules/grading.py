"""What an attempt comes to: points of each item, points of each learning outcome, passed or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lms.content.items import Item
from lms.content.outline import Blueprint, Module
from lms.quiz.rules import scoring
from lms.quiz.rules.hints import after_hint
from lms.quiz.rules.kinds import FINAL_TEST, plan_of
from lms.quiz.rules.responses import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredItem:
    """An item of an attempt with what was saved for it."""

    position: int
    item_id: str
    variant: int
    response: Response | None
    took_hint: bool = False
    """A hint that costs points was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGrade:
    """Points of one item."""

    position: int
    learning_outcome: str
    share: Fraction
    score: Decimal
    max_score: Decimal

    @property
    def exact_score(self) -> Fraction:
        """The points before rounding."""
        return self.share * Fraction(self.max_score)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGrade:
    """Points of one learning outcome."""

    learning_outcome: str
    score: Decimal
    max_score: Decimal
    is_critical: bool
    is_reached: bool
    """The share is reached that the blueprint asks for: the critical outcome's own, else the pass mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """What an attempt comes to."""

    items: tuple[ItemGrade, ...]
    outcomes: tuple[OutcomeGrade, ...]
    score: Decimal
    max_score: Decimal
    has_enough_points: bool
    has_critical_outcome: bool

    @property
    def is_passed(self) -> bool:
        """Enough points in all, and enough of the outcome that matters most."""
        return self.has_enough_points and self.has_critical_outcome


def grade_attempt(module: Module, items: Sequence[AnsweredItem], quiz: str = FINAL_TEST) -> Grade:
    """Judge an attempt at a quiz by the edition of the module that it was drawn from."""
    return summed_up(module, grade_items(module, items), quiz)


def grade_items(module: Module, items: Sequence[AnsweredItem]) -> tuple[ItemGrade, ...]:
    """Points of each item by the keys of a module."""
    return tuple(_grade_item(versions_of(module, item.item_id), item) for item in items)


def summed_up(module: Module, graded: Sequence[ItemGrade], quiz: str = FINAL_TEST) -> Grade:
    """What graded items come to by the rules of a module."""
    blueprint = plan_of(module, quiz)
    if blueprint is None:
        raise ValueError(f"{module.slug} has no {quiz}")
    outcomes = tuple(_grade_outcome(blueprint, outcome, graded) for outcome in _outcomes(module, graded))
    earned, possible = _sums(graded)
    return Grade(
        items=tuple(graded),
        outcomes=outcomes,
        score=_kept(earned, possible),
        max_score=possible,
        has_enough_points=reaches(earned, possible, blueprint.pass_percent),
        has_critical_outcome=all(outcome.is_reached for outcome in outcomes if outcome.is_critical),
    )


def versions_of(module: Module, item_id: str) -> tuple[Item, ...]:
    """An item of the bank in every language, source language first."""
    texts = [module.text(language) for language in dict.fromkeys((module.source_language, *module.texts))]
    return tuple(text.test_items[item_id] for text in texts if item_id in text.test_items)


def reaches(earned: Fraction, possible: Decimal, percent: int) -> bool:
    """The points are at least this share of what was possible."""
    return earned * 100 >= Fraction(possible) * percent


def points_needed(possible: Decimal, percent: int) -> Decimal:
    """The points that make up a share."""
    return possible * percent / 100


def _grade_item(versions: Sequence[Item], item: AnsweredItem) -> ItemGrade:
    earned = scoring.share(versions, item.response, variant=item.variant)
    share = after_hint(earned, versions[0], took_hint=item.took_hint)
    most = scoring.most_points(versions[0])
    return ItemGrade(
        position=item.position,
        learning_outcome=versions[0].learning_outcome or "",
        share=share,
        score=scoring.points(share, most),
        max_score=most,
    )


def _outcomes(module: Module, items: Iterable[ItemGrade]) -> list[str]:
    asked = {item.learning_outcome for item in items}
    return [outcome for outcome in module.learning_outcomes if outcome in asked]


def _grade_outcome(blueprint: Blueprint, outcome: str, items: Iterable[ItemGrade]) -> OutcomeGrade:
    earned, possible = _sums([item for item in items if item.learning_outcome == outcome])
    is_critical = outcome == blueprint.critical_outcome
    percent = blueprint.critical_percent if is_critical else blueprint.pass_percent
    return OutcomeGrade(
        learning_outcome=outcome,
        score=_kept(earned, possible),
        max_score=possible,
        is_critical=is_critical,
        is_reached=reaches(earned, possible, percent),
    )


def _sums(items: Sequence[ItemGrade]) -> tuple[Fraction, Decimal]:
    earned = sum((item.exact_score for item in items), Fraction(0))
    return earned, sum((item.max_score for item in items), Decimal(0))


def _kept(earned: Fraction, possible: Decimal) -> Decimal:
    return scoring.points(earned / Fraction(possible), possible) if possible else Decimal(0)


def as_json(outcomes: Iterable[OutcomeGrade]) -> dict[str, dict[str, str]]:
    """Points per learning outcome as they are stored; decimals as text, so that nothing drifts."""
    return {
        one.learning_outcome: {"score": str(one.score), "max_score": str(one.max_score)} for one in outcomes
    }
