"""Reading the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from lms.core.db import begins_with, db
from lms.core.errors import NotFoundError
from lms.core.mail import OutboxMail
from lms.core.mail_control import CONDITIONS, MailState
from lms.core.paging import Cursor, Key, Order, Page, page_of
from lms.core.planning import row_by_row

ORDER = Order("newest", (Key(OutboxMail.created_at, True), Key(OutboxMail.id, True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which mails; what is empty limits nothing."""

    recipient: str = ""
    """How an address begins."""
    state: MailState | None = None
    kind: str = ""


def mails(wanted: Wanted, cursor: Cursor) -> Page[OutboxMail]:
    """One page of the outbox, the newest first."""
    return page_of(wanted_mails(wanted), ORDER, cursor).of(lambda row: row[0])


def wanted_mails(wanted: Wanted) -> Any:
    """The mails that are asked for."""
    query: Any = select(OutboxMail)
    if wanted.recipient:
        query = query.where(begins_with(OutboxMail.recipient, wanted.recipient.lower()))
    if wanted.state is not None:
        query = query.where(CONDITIONS[wanted.state])
    if wanted.kind:
        is_of_kind = OutboxMail.kind == wanted.kind
        # Mails that wait or failed are fewer than those of a kind: a database begins with them.
        is_rare = wanted.state not in {None, MailState.SENT}
        query = query.where(row_by_row([is_of_kind]) if is_rare else is_of_kind)
    return query


def mail_called(mail_id: str) -> OutboxMail:
    """A mail; raises NotFoundError."""
    mail = db.session.get(OutboxMail, mail_id)
    if mail is None:
        raise NotFoundError
    return mail


def counts(states: Sequence[MailState]) -> dict[MailState, int]:
    """How many mails there are in each of these states."""
    queries = [
        select(func.count()).select_from(OutboxMail).where(CONDITIONS[state]).scalar_subquery()
        for state in states
    ]
    row = db.session.execute(select(*queries)).one()
    return dict(zip(states, row, strict=True))
