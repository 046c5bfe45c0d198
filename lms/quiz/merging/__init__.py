"""Tests, practice and extra time of two accounts of one person become one."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Select, delete, select, update

from lms.content.catalogue import Catalogue
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.learning.merging import joinings_of
from lms.learning.rules.merging import Joining
from lms.people.merging import Merging
from lms.people.rules.merging import Pair
from lms.quiz.merging import granted, submissions
from lms.quiz.models import Attempt, CardSource, LearningGain, ReviewCard, SelfCheckAnswer
from lms.quiz.queries.attempts import locked_attempt_with_items, open_attempt_of
from lms.quiz.rules.kinds import FINAL_TEST, PREPARATION
from lms.quiz.services.attempts import submit_attempt
from lms.quiz.services.gains import note_gains

APART = 100_000
"""Above any number of a try: they are given anew in two steps, so that none is there twice meanwhile."""


def merge(pair: Pair, catalogue: Catalogue) -> None:
    """Move everything; of two tests under way in a module the one begun first is handed in as it stands."""
    _hand_in_first(joinings_of(pair), catalogue)
    joinings = joinings_of(pair)
    for one in joinings:
        if not one.is_followers_whole:
            _join(one)
    submissions.merge(pair, joinings)
    _renumber(pair)
    _move(pair, Attempt)
    _join_cards(pair)
    gained = _join_gains(pair)
    granted.merge(pair)
    for slug in gained:
        note_gains(pair.kept_id, slug)
    db.session.expire_all()


def _hand_in_first(joinings: Sequence[Joining], catalogue: Catalogue) -> None:
    for one in joinings:
        for quiz in (PREPARATION, FINAL_TEST):
            found = [open_attempt_of(enrolment, quiz) for enrolment in (one.leader_id, one.follower_id)]
            under_way = [attempt for attempt in found if attempt is not None]
            if len(under_way) == 2 and not one.is_followers_whole:
                _hand_in(min(under_way, key=lambda attempt: (attempt.started_at, attempt.id)), catalogue)


def _hand_in(attempt: Attempt, catalogue: Catalogue) -> None:
    opened = locked_attempt_with_items(attempt.user_id, attempt.id)
    with suppress(NotFoundError):  # of an edition that is not there any more: it stays where it is
        if opened is not None:
            submit_attempt(opened, edition_of(catalogue, attempt))
    db.session.flush()


def _join(one: Joining) -> None:
    """What was done in the enrolment that ends belongs to the one that goes on."""
    numbers = select(Attempt).where(Attempt.enrolment_id.in_((one.leader_id, one.follower_id)))
    _number_anew(numbers)
    under_way = select(Attempt.quiz).where(
        Attempt.enrolment_id == one.leader_id, Attempt.submitted_at.is_(None)
    )
    stays = Attempt.submitted_at.is_(None) & Attempt.quiz.in_(set(db.session.scalars(under_way)))
    move = update(Attempt).where(Attempt.enrolment_id == one.follower_id, ~stays)
    db.session.execute(move.values(enrolment_id=one.leader_id))
    _join_answers(one)


def _join_answers(one: Joining) -> None:
    """Of two answers to the same question the better one counts; the other stays where it was given."""
    kept = {answer.item_id: answer for answer in _answers(one.leader_id)}
    for answer in _answers(one.follower_id):
        first = kept.get(answer.item_id)
        if first is None:
            answer.enrolment_id = one.leader_id
        elif answer.score > first.score:
            _swap(first, answer)
    db.session.flush()


_ANSWERED = ("variant", "response", "score", "max_score", "answered_at", "edition_digest")


def _swap(first: SelfCheckAnswer, second: SelfCheckAnswer) -> None:
    values = {name: (getattr(first, name), getattr(second, name)) for name in _ANSWERED}
    for name, (one, other) in values.items():
        setattr(first, name, other)
        setattr(second, name, one)


def _answers(enrolment_id: str) -> Sequence[SelfCheckAnswer]:
    return db.session.scalars(
        select(SelfCheckAnswer).where(SelfCheckAnswer.enrolment_id == enrolment_id)
    ).all()


def _renumber(pair: Pair) -> None:
    """Tries are counted through all enrolments of a person in a module, in the order they were begun."""
    _number_anew(select(Attempt).where(Attempt.user_id.in_((pair.kept_id, pair.other_id))))


def _number_anew(query: Select[Attempt]) -> None:
    found: dict[tuple[str, str], list[Attempt]] = defaultdict(list)
    for attempt in db.session.scalars(query.order_by(Attempt.started_at, Attempt.id)).all():
        found[(attempt.module_slug, attempt.quiz)].append(attempt)
    for attempts in found.values():
        for step in (APART, 0):
            for number, attempt in enumerate(attempts, 1):
                attempt.number = step + number
            db.session.flush()


def _move(pair: Pair, model: Any) -> None:
    move = update(model).where(model.user_id == pair.other_id)
    db.session.execute(move.values(user_id=pair.kept_id))


def _join_cards(pair: Pair) -> None:
    """Of two cards for one question the one that was answered later goes on."""
    kept = {_key(one): one for one in _cards(pair.kept_id)}
    for card in _cards(pair.other_id):
        first = kept.get(_key(card))
        if first is not None:
            is_later = (card.answered_on is not None) and (
                first.answered_on is None or card.answered_on > first.answered_on
            )
            db.session.delete(first if is_later else card)
    db.session.flush()
    _move(pair, ReviewCard)


def _key(card: ReviewCard) -> tuple[str, CardSource, str]:
    return (card.module_slug, card.source, card.item_id)


def _cards(user_id: str) -> Sequence[ReviewCard]:
    return db.session.scalars(select(ReviewCard).where(ReviewCard.user_id == user_id)).all()


def _join_gains(pair: Pair) -> set[str]:
    """What both have a gain for is worked out anew from their tests; gives those modules."""
    of_kept = select(LearningGain.module_slug).where(LearningGain.user_id == pair.kept_id)
    shared = LearningGain.module_slug.in_(of_kept) & (LearningGain.user_id == pair.other_id)
    slugs = set(db.session.scalars(select(LearningGain.module_slug).where(shared)))
    theirs = LearningGain.user_id == pair.other_id
    db.session.execute(delete(LearningGain).where(theirs, LearningGain.module_slug.in_(slugs)))
    _move(pair, LearningGain)
    return slugs


MERGING = Merging(
    package="quiz",
    columns=frozenset(
        {
            "attempt.user_id",
            "review_card.user_id",
            "learning_gain.user_id",
            "submission.user_id",
            "marking.marker_id",
            "accommodation.user_id",
            "extra_try.user_id",
        }
    ),
    merge=merge,
)
