"""What becomes of enrolments while an account is closed, and when it is open again."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import aliased

from lms.content.catalogue import Catalogue
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.learning.models import Enrolment
from lms.learning.services.completing import complete_if_due


def leave_with_account(user_id: str, closed_at: datetime) -> None:
    """Somebody's account was closed: they are not under way any more. What is completed stays as it is.

    Written down as leaving at that moment, so that no list has to ask whose account is open.
    """
    under_way = update(Enrolment).where(
        Enrolment.user_id == user_id, Enrolment.withdrawn_at.is_(None), Enrolment.idle_since.is_not(None)
    )
    db.session.execute(under_way.values(withdrawn_at=closed_at))


def return_with_account(user_id: str, closed_at: datetime, catalogue: Catalogue) -> None:
    """The account that was closed at that moment is open again: they are where they were.

    Work that was graded meanwhile may have been the last thing missing.
    """
    for enrolment in take_up_enrolments(user_id, closed_at):
        with suppress(NotFoundError):  # of an edition that is not there any more
            complete_if_due(enrolment, edition_of(catalogue, enrolment))


def take_up_enrolments(user_id: str, closed_at: datetime) -> Sequence[Enrolment]:
    """What somebody left only because the account was closed at that moment goes on; gives it."""
    present = aliased(Enrolment)
    has_joined_anew = exists().where(
        present.user_id == Enrolment.user_id,
        present.module_slug == Enrolment.module_slug,
        present.withdrawn_at.is_(None),
    )
    query = select(Enrolment).where(
        Enrolment.user_id == user_id, Enrolment.withdrawn_at == closed_at, ~has_joined_anew
    )
    enrolments = db.session.scalars(query).all()
    for enrolment in enrolments:
        enrolment.withdrawn_at = None
    db.session.flush()
    return enrolments
