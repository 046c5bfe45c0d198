"""Learning of two accounts of one person becomes one: nothing that was done or passed is lost."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from sqlalchemy import delete, func, or_, select, update

from lms.content.catalogue import Catalogue
from lms.core import clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.learning.models import (
    Completion,
    Enrolment,
    LessonCompletion,
    Place,
    Recognition,
    Renewal,
    Result,
    TrainerNote,
)
from lms.learning.queries import facts_of_enrolments
from lms.learning.rules import FINAL_TEST, Facts
from lms.learning.rules.merging import EnrolmentStanding, Joining, joining
from lms.learning.services import complete_if_due
from lms.learning.services.closing import take_up_enrolments
from lms.people.merging import Merging
from lms.people.models import User
from lms.people.rules.merging import Pair


def joinings_of(pair: Pair) -> list[Joining]:
    """The modules that both accounts are in, and which enrolment goes on; four round trips."""
    kept, other = _present(pair.kept_id), _present(pair.other_id)
    shared = sorted(kept.keys() & other.keys())
    ids = [found[slug] for found in (kept, other) for slug in shared]
    standings = _standings(ids)
    return [joining(slug, standings[kept[slug]], standings[other[slug]]) for slug in shared]


def _present(user_id: str) -> Mapping[str, str]:
    """What they are in, or left only because the account was closed."""
    is_present = or_(Enrolment.withdrawn_at.is_(None), Enrolment.withdrawn_at == User.disabled_at)
    query = (
        select(Enrolment.module_slug, Enrolment.id)
        .join(User, User.id == Enrolment.user_id)
        .where(Enrolment.user_id == user_id, is_present)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _standings(ids: Sequence[str]) -> Mapping[str, EnrolmentStanding]:
    renewing = select(Renewal.enrolment_id).where(
        Renewal.enrolment_id.in_(ids), Renewal.finished_at.is_(None)
    )
    renewals = set(db.session.scalars(renewing))
    return {one: _standing(facts, one in renewals) for one, facts in facts_of_enrolments(ids).items()}


def _standing(facts: Facts, is_renewing: bool) -> EnrolmentStanding:
    best = facts.best_result(FINAL_TEST)
    passed = {result.activity for result in facts.results if result.is_passed}
    return EnrolmentStanding(
        id=facts.enrolment_id,
        is_completed=facts.completed_at is not None,
        is_renewing=is_renewing,
        best_share=best.score / best.max_score if best and best.max_score else None,
        done_count=len(facts.lessons) + len(passed),
    )


def merge(pair: Pair, _catalogue: Catalogue) -> None:
    """Join enrolments in the same module; all others, and decisions that something counts, move."""
    closed_at = db.session.get_one(User, pair.other_id).disabled_at
    if closed_at is not None:
        take_up_enrolments(pair.other_id, closed_at)
    for one in joinings_of(pair):
        _join(one)
    db.session.flush()
    for model in (Enrolment, Completion):
        db.session.execute(update(model).where(model.user_id == pair.other_id).values(user_id=pair.kept_id))
    _move_recognitions(pair)
    _sign_as_kept(pair)
    db.session.expire_all()


def _join(one: Joining) -> None:
    leader = db.session.get_one(Enrolment, one.leader_id)
    follower = db.session.get_one(Enrolment, one.follower_id)
    if not one.is_followers_whole:
        _move_lessons(leader, follower)
        _move_results(leader, follower)
        _keep_later_place(leader, follower)
        if leader.idle_since is not None and follower.idle_since is not None:
            leader.idle_since = max(leader.idle_since, follower.idle_since)
            leader.last_step_at = max(leader.last_step_at, follower.last_step_at)
    notes = update(TrainerNote).where(TrainerNote.enrolment_id == follower.id)
    db.session.execute(notes.values(enrolment_id=leader.id))
    leader.declarations = sorted({*leader.declarations, *follower.declarations})
    leader.enrolled_at = min(leader.enrolled_at, follower.enrolled_at)
    follower.withdrawn_at = clock.now()


def _move_lessons(leader: Enrolment, follower: Enrolment) -> None:
    done = {one.lesson_slug: one for one in _lessons(leader.id)}
    for lesson in _lessons(follower.id):
        kept = done.get(lesson.lesson_slug)
        if kept is None:
            lesson.enrolment_id = leader.id
        elif lesson.completed_at < kept.completed_at:
            kept.completed_at, kept.edition_digest = lesson.completed_at, lesson.edition_digest
    db.session.flush()


def _lessons(enrolment_id: str) -> Sequence[LessonCompletion]:
    return db.session.scalars(
        select(LessonCompletion).where(LessonCompletion.enrolment_id == enrolment_id)
    ).all()


def _move_results(leader: Enrolment, follower: Enrolment) -> None:
    query = select(Result.activity, Result.source_id).where(Result.enrolment_id == leader.id)
    known = {(row[0], row[1]) for row in db.session.execute(query)}
    for result in db.session.scalars(select(Result).where(Result.enrolment_id == follower.id)).all():
        if (result.activity, result.source_id) in known:
            result.source_id = follower.id  # of the same name, but another one
        result.enrolment_id = leader.id
    db.session.flush()


def _keep_later_place(leader: Enrolment, follower: Enrolment) -> None:
    kept, other = db.session.get(Place, leader.id), db.session.get(Place, follower.id)
    if other is None or (kept is not None and kept.saved_at >= other.saved_at):
        return
    if kept is not None:
        db.session.execute(delete(Place).where(Place.enrolment_id == leader.id))
        db.session.expunge(kept)
    other.enrolment_id = leader.id
    db.session.flush()


def _move_recognitions(pair: Pair) -> None:
    """Of two decisions about the same part the first one stays in force; the other stays as a fact."""
    query = select(Recognition).where(Recognition.user_id.in_((pair.kept_id, pair.other_id)))
    in_force: set[tuple[str, str]] = set()
    for one in db.session.scalars(query.order_by(Recognition.decided_at, Recognition.id)).all():
        if one.withdrawn_at is None and (one.module_slug, one.part) in in_force:
            one.withdrawn_at = clock.now()
        elif one.withdrawn_at is None:
            in_force.add((one.module_slug, one.part))
    db.session.flush()
    move = update(Recognition).where(Recognition.user_id == pair.other_id)
    db.session.execute(move.values(user_id=pair.kept_id))


def _sign_as_kept(pair: Pair) -> None:
    for column in (Recognition.decided_by, Recognition.withdrawn_by):
        signed = update(Recognition).where(column == pair.other_id)
        db.session.execute(signed.values({column.key: pair.kept_id}))
    written = update(TrainerNote).where(TrainerNote.written_by == pair.other_id)
    db.session.execute(written.values(written_by=pair.kept_id))


def settle(pair: Pair, catalogue: Catalogue) -> None:
    """What both have done together may complete a module."""
    is_completed = select(Completion.id).where(Completion.enrolment_id == Enrolment.id).exists()
    query = select(Enrolment).where(
        Enrolment.user_id == pair.kept_id, Enrolment.withdrawn_at.is_(None), ~is_completed
    )
    for enrolment in db.session.scalars(query).all():
        with suppress(NotFoundError):  # of an edition that is not there any more
            complete_if_due(enrolment, edition_of(catalogue, enrolment))


def completion_count(user_id: str) -> int:
    """How many modules somebody has completed, each time counted."""
    query = select(func.count()).select_from(Completion)
    return db.session.scalar(query.where(Completion.user_id == user_id)) or 0


MERGING = Merging(
    package="learning",
    columns=frozenset({"enrolment.user_id", "completion.user_id", "recognition.user_id"}),
    merge=merge,
    settle=settle,
)
