"""Questions that come back: put aside when missed, moved on when answered, dropped when they vanish."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import ColumnElement, delete, exists
from sqlalchemy.orm import aliased

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core import clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.people import queries as people
from lms.quiz.cards import Question, next_variant
from lms.quiz.models import Attempt, AttemptItem, CardSource, ReviewCard
from lms.quiz.queries.cards import cards_for
from lms.quiz.rules import scoring, spacing
from lms.quiz.rules.responses import Response
from lms.quiz.rules.reviewed import Standing
from lms.quiz.rules.spacing import Schedule
from lms.quiz.self_checks import ids_of


def put_aside(user_id: str, module: Module, source: CardSource, missed: Mapping[str, int]) -> None:
    """Let questions come back that were not answered rightly: item id → the set of numbers it was asked with.

    Nothing for somebody who has switched this off. A question that was learned before begins again.
    """
    person = people.user(user_id) if missed else None
    if person is None or not person.wants_review:
        return
    kept = cards_for(user_id, module.slug, source, missed.keys())
    schedule = spacing.begin(spacing.local_day(clock.now(), person.time_zone))
    for item_id, variant in missed.items():
        card = kept.get(item_id) or _new_card(user_id, module.slug, source, item_id)
        card.variant = variant
        _set(card, schedule)
        db.session.add(card)
    db.session.flush()


def drop_mended(attempt: Attempt, item_ids: Collection[str]) -> None:
    """Forget questions that a regrade found answered rightly, unless a later test asked them again."""
    if not item_ids:
        return
    later = aliased(Attempt)
    asked_again = (
        exists()
        .where(AttemptItem.attempt_id == later.id, AttemptItem.item_id == ReviewCard.item_id)
        .where(later.user_id == attempt.user_id, later.module_slug == attempt.module_slug)
        .where(later.quiz == attempt.quiz, later.number > attempt.number, later.submitted_at.is_not(None))
    )
    own = (
        ReviewCard.user_id == attempt.user_id,
        ReviewCard.module_slug == attempt.module_slug,
        ReviewCard.source == CardSource.FINAL_TEST,
        ReviewCard.item_id.in_(item_ids),
    )
    db.session.execute(delete(ReviewCard).where(*own, ~asked_again))


def _new_card(user_id: str, module_slug: str, source: CardSource, item_id: str) -> ReviewCard:
    return ReviewCard(
        id=new_id(),
        user_id=user_id,
        module_slug=module_slug,
        source=source,
        item_id=item_id,
        times_answered=0,
    )


def answer_card(card: ReviewCard, question: Question, response: Response, today: date) -> None:
    """Judge an answer by the current edition and say when the question comes back; it has no other effect.

    `card` must be due and locked.
    """
    item = question.versions[0]
    card.variant = next_variant(item, card.variant)
    share = scoring.share(question.versions, response, variant=card.variant)
    schedule = Schedule(step=card.step, right_in_row=card.right_in_row, due_on=card.due_on)
    _set(card, spacing.after(schedule, _standing(share), today))
    card.response = dict(response)
    card.times_answered += 1
    card.answered_on = today
    db.session.flush()


def _standing(share: object) -> Standing:
    if share == scoring.EVERYTHING:
        return Standing.RIGHT
    return Standing.PARTLY if share else Standing.WRONG


def _set(card: ReviewCard, schedule: Schedule) -> None:
    card.step, card.right_in_row, card.due_on = schedule.step, schedule.right_in_row, schedule.due_on


def drop_vanished(catalogue: Catalogue) -> None:
    """Forget cards whose question the programme has no more."""
    gone: list[ColumnElement[bool]] = [ReviewCard.module_slug.not_in(list(catalogue.modules))]
    for module in catalogue.modules.values():
        checks = [item_id for lesson in module.lessons for item_id in ids_of(module, lesson)]
        bank = list(module.text(module.source_language).test_items)
        gone.append(_gone_from(module, CardSource.SELF_CHECK, checks))
        gone.append(_gone_from(module, CardSource.FINAL_TEST, bank))
    for condition in gone:
        db.session.execute(delete(ReviewCard).where(condition))
    db.session.flush()


def _gone_from(module: Module, source: CardSource, ids: list[str]) -> ColumnElement[bool]:
    is_of_it = (ReviewCard.module_slug == module.slug) & (ReviewCard.source == source)
    return is_of_it & ReviewCard.item_id.not_in(ids)
