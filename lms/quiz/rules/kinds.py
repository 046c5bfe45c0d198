"""What sets the kinds of quiz of a module apart: a step of an attempt asks this, not the quiz's name."""

from dataclasses import dataclass

from lms.content.outline import Blueprint, Module, Preparation

FINAL_TEST = "final-test"
"""The quiz that decides about completion."""
PREPARATION = "preparation"
"""The short test before the module; it decides about nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizKind:
    """One kind of quiz."""

    is_reported: bool
    """Its result counts: learning hears of it."""
    shows_items: bool
    """Once handed in, its items are shown with points, key and feedback; else they stay secret."""


_KINDS = {
    FINAL_TEST: QuizKind(is_reported=True, shows_items=True),
    PREPARATION: QuizKind(is_reported=False, shows_items=False),
}


def kind_of(quiz: str) -> QuizKind:
    """The kind of a quiz by the name that its attempts carry."""
    return _KINDS[quiz]


def plan_of(module: Module, quiz: str) -> Blueprint | None:
    """How a quiz of a module is drawn, timed and judged; None where the module has none."""
    if quiz == FINAL_TEST:
        return module.blueprint
    return _without_limits(module.preparation) if module.preparation is not None else None


def _without_limits(preparation: Preparation) -> Blueprint:
    """Taken once, as long as one likes, and never failed."""
    return Blueprint(
        draw=preparation.draw,
        pass_percent=0,
        critical_outcome=None,
        critical_percent=0,
        attempts=1,
        waits_days={},
        minutes=None,
        grace_seconds=0,
    )
