"""Work that was handed in, and how it was judged, of two accounts of one person."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from lms.core.db import db
from lms.learning.rules.merging import Joining
from lms.people.rules.merging import Pair
from lms.quiz.models import Marking, Submission
from lms.quiz.rules.submissions import SubmissionState

APART = 100_000
"""Above any number of a try; see `lms.quiz.merging`."""


def merge(pair: Pair, joinings: Sequence[Joining]) -> None:
    """Everything moves. Of two drafts in a module the later one goes on; the other stays to be read."""
    for one in joinings:
        if not one.is_followers_whole:
            _join(one)
    _renumber(pair)
    _move_markings(pair)


def _join(one: Joining) -> None:
    drafts = {side: _draft(side) for side in (one.leader_id, one.follower_id)}
    leader, follower = drafts[one.leader_id], drafts[one.follower_id]
    staying = follower
    if leader is not None and follower is not None and _touched(follower) > _touched(leader):
        _change_places(leader, follower)
        staying = leader
    elif leader is None:
        staying = None
    move = update(Submission).where(Submission.enrolment_id == one.follower_id)
    if staying is not None:
        move = move.where(Submission.id != staying.id)
    db.session.execute(move.values(enrolment_id=one.leader_id))
    db.session.expire_all()


def _change_places(leader: Submission, follower: Submission) -> None:
    ids = leader.enrolment_id, follower.enrolment_id
    # By way of another state, because no enrolment has two drafts, not even for a moment.
    leader.state, leader.submitted_at = SubmissionState.GRADED, _touched(leader)
    db.session.flush()
    follower.enrolment_id = ids[0]
    db.session.flush()
    leader.enrolment_id, leader.state, leader.submitted_at = ids[1], SubmissionState.DRAFT, None
    db.session.flush()


def _draft(enrolment_id: str) -> Submission | None:
    return db.session.scalar(
        select(Submission).where(
            Submission.enrolment_id == enrolment_id, Submission.state == SubmissionState.DRAFT
        )
    )


def _touched(draft: Submission) -> datetime:
    return draft.saved_at or draft.started_at


def _renumber(pair: Pair) -> None:
    query = select(Submission).where(Submission.user_id.in_((pair.kept_id, pair.other_id)))
    found: dict[str, list[Submission]] = defaultdict(list)
    for one in db.session.scalars(query.order_by(Submission.started_at, Submission.id)).all():
        found[one.module_slug].append(one)
    for step in (APART, 0):
        for works in found.values():
            for number, work in enumerate(works, 1):
                work.number = step + number
                work.user_id = pair.kept_id if step == 0 else work.user_id
        db.session.flush()


def _move_markings(pair: Pair) -> None:
    """Where both accounts judged the same work, the second judgement stays without a name."""
    both = select(Marking.submission_id).where(Marking.marker_id == pair.kept_id)
    theirs = Marking.marker_id == pair.other_id
    db.session.execute(update(Marking).where(theirs, Marking.submission_id.in_(both)).values(marker_id=None))
    db.session.execute(update(Marking).where(theirs).values(marker_id=pair.kept_id))
