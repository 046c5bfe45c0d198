"""What is kept of a module's final test in figures; never a scan of its attempts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import func, select

from lms.content.outline import Module
from lms.core.db import db
from lms.quiz.models import FINAL_TEST, Attempt, AttemptItem, StatisticCount, StatisticSum
from lms.quiz.rules.grading import versions_of
from lms.quiz.rules.regrading import Announced
from lms.quiz.rules.statistics_kept import KeptOfModule
from lms.quiz.rules.statistics_sums import Sums
from lms.quiz.rules.statistics_tally import (
    WHOLE_TEST,
    Count,
    CountKey,
    Facet,
    JudgedAttempt,
    JudgedItem,
    SumKey,
    Tally,
    plan_digest,
)

BATCH = 500
"""Attempts that are read at a time."""


def kept_of_module(module_slug: str, item_id: str | None = None) -> KeptOfModule:
    """All that is kept of a module, or of the test and one item, with the sums of all; two round trips."""
    return KeptOfModule(kept_tally(module_slug, item_id))


def kept_tally(module_slug: str, item_id: str | None = None) -> Tally:
    """The same as it lies in the tables."""
    sums = select(StatisticSum.__table__).where(StatisticSum.module_slug == module_slug)
    counts = select(StatisticCount.__table__).where(StatisticCount.module_slug == module_slug)
    if item_id is not None:
        counts = counts.where(StatisticCount.item_id.in_([item_id, WHOLE_TEST]))
    return Tally(
        sums={
            SumKey(item_id=row[1], digest=row[2], facet=Facet(row[3]), value=row[4]): Sums(
                n=row[5], x=row[6], xx=row[7], rest=row[8], rest_rest=row[9], x_rest=row[10]
            )
            for row in db.session.execute(sums)
        },
        counts={
            CountKey(
                item_id=row[1], digest=row[2], facet=Facet(row[3]), part=row[4], value=row[5], band=row[6]
            ): Count(n=row[7], rest=row[8])
            for row in db.session.execute(counts)
        },
    )


Mark = tuple[str, Decimal | None]
"""An attempt and the points that count, which a regrade changes: then it must be counted anew."""


def graded_attempts(module_slug: str) -> set[Mark]:
    """All graded final tests of a module, by their ids and points."""
    query = select(Attempt.id, func.coalesce(Attempt.regraded_score, Attempt.score)).where(
        Attempt.module_slug == module_slug, Attempt.quiz == FINAL_TEST, Attempt.submitted_at.is_not(None)
    )
    return {(row[0], row[1]) for row in db.session.execute(query)}


def attempts_with_items(ids: Sequence[str]) -> Iterator[tuple[Attempt, Sequence[AttemptItem]]]:
    """Attempts with their items, some hundred at a time; two round trips for each batch."""
    for start in range(0, len(ids), BATCH):
        wanted = ids[start : start + BATCH]
        rows = db.session.scalars(
            select(AttemptItem).where(AttemptItem.attempt_id.in_(wanted)).order_by(AttemptItem.position)
        )
        items: dict[str, list[AttemptItem]] = {}
        for row in rows:
            items.setdefault(row.attempt_id, []).append(row)
        for attempt in db.session.scalars(select(Attempt).where(Attempt.id.in_(wanted))):
            yield attempt, items.get(attempt.id, [])
        db.session.expunge_all()


def judged_attempt(
    attempt: Attempt, items: Sequence[AttemptItem], module: Module, announced: Announced | None = None
) -> JudgedAttempt:
    """A graded attempt as statistics look at it, by the edition of the module that judged it.

    `announced` is what it comes to where it was judged anew.
    """
    if attempt.submitted_at is None or module.blueprint is None:
        raise ValueError(f"attempt {attempt.id} has not been graded")
    return JudgedAttempt(
        plan_digest=plan_digest(module.blueprint),
        number=attempt.number,
        language=attempt.language,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        is_passed=announced.is_passed if announced else bool(attempt.is_passed),
        items=tuple(
            _judged_item(item, module, announced.items[item.position] if announced else item.score)
            for item in items
        ),
    )


def _judged_item(item: AttemptItem, module: Module, score: Decimal | None) -> JudgedItem:
    if score is None:
        raise ValueError(f"item {item.item_id} of attempt {item.attempt_id} has not been graded")
    return JudgedItem(
        versions=versions_of(module, item.item_id),
        variant=item.variant,
        response=item.response,
        saved_at=item.saved_at,
        score=score,
    )
