"""Sign-ins as rows: begun, ended one by one, ended all at once."""

from datetime import datetime

from sqlalchemy import delete, select, update

from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.ids import digest_of, new_id, new_token
from lms.people.models import ErasureRequest, OneTimeToken, SignIn, User
from lms.people.rules import Device
from lms.people.rules.erasures import ErasureCause


def begin_sign_in(user_id: str, device: Device) -> str:
    """A new sign-in; gives the token for the cookie."""
    token, moment = new_token(), clock.now()
    row = SignIn(
        id=new_id(),
        token_digest=digest_of(token),
        user_id=user_id,
        created_at=moment,
        seen_at=moment,
        network=device.network,
        agent=device.agent,
    )
    db.session.add(row)
    _note_that_somebody_is_there(user_id, moment)
    audit.record("sign-in.begun", actor_id=user_id, subject=f"sign-in:{row.id}")
    db.session.flush()
    return token


def _note_that_somebody_is_there(user_id: str, moment: datetime) -> None:
    """An account that was to go because nobody used it stays."""
    db.session.execute(update(User).where(User.id == user_id).values(last_sign_in_at=moment))
    is_inactive = ErasureRequest.cause == ErasureCause.INACTIVE
    db.session.execute(delete(ErasureRequest).where(ErasureRequest.user_id == user_id, is_inactive))


def end_sign_in(user_id: str, sign_in_id: str) -> None:
    """End one of one's own sign-ins; raises NotFoundError for somebody else's."""
    row = db.session.get(SignIn, sign_in_id, with_for_update={"key_share": True}, populate_existing=True)
    if row is None or row.user_id != user_id:
        raise NotFoundError
    if row.ended_at is None:
        row.ended_at = clock.now()
        audit.record("sign-in.ended", actor_id=user_id, subject=f"sign-in:{row.id}")
        db.session.flush()


def hold_sign_ins(*user_ids: str) -> None:
    """Wait for what these people are doing just now, and let none of their sign-ins do more for the moment.

    To be called before accounts or roles are locked: whoever writes holds a sign-in first, then wants those.
    """
    query = select(SignIn.id).where(SignIn.user_id.in_(user_ids), SignIn.ended_at.is_(None))
    db.session.scalars(query.order_by(SignIn.id).with_for_update(key_share=True)).all()


def end_sign_ins(user_id: str, *, but: str | None = None) -> int:
    """End all sign-ins of a person, but for one; gives how many."""
    statement = (
        update(SignIn)
        .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.id != (but or ""))
        .values(ended_at=clock.now())
    )
    count: int = db.session.execute(statement).rowcount  # type: ignore[attr-defined]
    return count


def end_everything_open() -> tuple[int, int]:
    """End all sign-ins and all links that wait, as after a restored backup; gives how many of each.

    Since it was made some of them were ended or used, and nobody knows which.
    """
    moment = clock.now()
    sign_ins = update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=moment)
    links = (
        update(OneTimeToken)
        .where(OneTimeToken.used_at.is_(None), OneTimeToken.expires_at > moment)
        .values(used_at=moment)
    )
    ended = tuple(int(db.session.execute(one).rowcount) for one in (sign_ins, links))  # type: ignore[attr-defined]
    return ended[0], ended[1]


def end_other_sign_ins(user_id: str, sign_in_id: str) -> int:
    """End one's sign-ins on all other devices; gives how many."""
    hold_sign_ins(user_id)
    count = end_sign_ins(user_id, but=sign_in_id)
    audit.record(
        "sign-in.others-ended", actor_id=user_id, subject=f"person:{user_id}", detail={"count": count}
    )
    return count


def sign_out_everywhere(user_id: str, *, by: str) -> int:
    """End all sign-ins of somebody who needs that done for them; gives how many."""
    hold_sign_ins(user_id)
    count = end_sign_ins(user_id)
    audit.record("sign-in.all-ended", actor_id=by, subject=f"person:{user_id}", detail={"count": count})
    return count
