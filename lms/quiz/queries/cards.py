"""Questions that come back: what is due for a person today."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from lms.core.db import db
from lms.learning.models import Enrolment
from lms.people.models import User
from lms.quiz.models import Attempt, CardSource, ReviewCard

LOOK_AHEAD = 50
"""Due cards that are read: more than a day's set, because a question may have vanished meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCards:
    """What is due, longest due first, and how many questions of today's set were answered."""

    cards: tuple[ReviewCard, ...]
    answered_today: int


def due_cards(user_id: str, today: date) -> DueCards:
    """What comes back to a person today; nothing for who has switched it off; one round trip on indexes."""
    done = aliased(ReviewCard)
    answered = (
        select(func.count())
        .select_from(done)
        .where(done.user_id == user_id, done.answered_on == today)
        .scalar_subquery()
    )
    query = (
        select(ReviewCard, answered)
        .where(ReviewCard.due_on <= today, _is_open_to(user_id))
        .order_by(ReviewCard.due_on, ReviewCard.id)
        .limit(LOOK_AHEAD)
    )
    rows = db.session.execute(query).all()
    return DueCards(cards=tuple(row[0] for row in rows), answered_today=rows[0][1] if rows else 0)


def own_card(user_id: str, card_id: str, *, lock: bool = False) -> ReviewCard | None:
    """A person's own card, if its question may be shown now; one round trip."""
    query = select(ReviewCard).where(ReviewCard.id == card_id, _is_open_to(user_id))
    return db.session.scalar(query.with_for_update(of=ReviewCard) if lock else query)


def has_card(user_id: str, card_id: str) -> bool:
    """The card is this person's, whether its question may be shown now or not."""
    query = select(exists().where(ReviewCard.id == card_id, ReviewCard.user_id == user_id))
    return bool(db.session.scalar(query))


def _is_open_to(user_id: str) -> ColumnElement[bool]:
    """The person's own, in a module that they are in, and not asked in a test that is under way."""
    is_wanted = exists().where(User.id == ReviewCard.user_id, User.wants_review)
    is_in_module = exists().where(
        Enrolment.user_id == ReviewCard.user_id,
        Enrolment.module_slug == ReviewCard.module_slug,
        Enrolment.withdrawn_at.is_(None),
    )
    test_under_way = exists().where(
        Attempt.user_id == ReviewCard.user_id,
        Attempt.module_slug == ReviewCard.module_slug,
        Attempt.submitted_at.is_(None),
    )
    return and_(
        ReviewCard.user_id == user_id,
        is_wanted,
        is_in_module,
        or_(ReviewCard.source != CardSource.FINAL_TEST, ~test_under_way),
    )


def cards_for(
    user_id: str, module_slug: str, source: CardSource, item_ids: Collection[str]
) -> Mapping[str, ReviewCard]:
    """Item id → the person's card for it, where there is one; one round trip."""
    query = select(ReviewCard).where(
        ReviewCard.user_id == user_id,
        ReviewCard.module_slug == module_slug,
        ReviewCard.source == source,
        ReviewCard.item_id.in_(item_ids),
    )
    return {card.item_id: card for card in db.session.scalars(query)}


def all_cards(user_id: str) -> Sequence[ReviewCard]:
    """All cards of a person, for them to take away."""
    query = select(ReviewCard).where(ReviewCard.user_id == user_id).order_by(ReviewCard.id)
    return db.session.scalars(query).all()
