"""Mail: an outbox of rows that the worker sends, at least once, with a stable Message-ID."""

import logging
import re
import smtplib
import ssl
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid

from sqlalchemy import Index, String, Text, select, text
from sqlalchemy.orm import Mapped, mapped_column

from config import Settings
from lms.core import clock, runtime_settings
from lms.core.db import Base, db, plain_text, reading
from lms.core.ids import new_id
from lms.core.runtime_settings import KnownSetting, SettingKind
from lms.core.settings import settings

log = logging.getLogger(__name__)

RETRY_MINUTES = (1, 5, 15, 60, 240, 720, 1440)
"""Pause after each failure; after the last one the mail counts as failed."""
LEASE = timedelta(minutes=5)
TIMEOUT_SECONDS = 20
BATCH = 20
LONGEST_LINE = 998
"""In a mail (RFC 5322)."""
PAUSED = "mail.paused"
runtime_settings.declare(
    KnownSetting(key=PAUSED, group="mail", kind=SettingKind.SWITCH, default=False),
)


_FAILED = text("failed_at IS NOT NULL")
_HELD = text("held_at IS NOT NULL")


class OutboxMail(Base):
    """A mail to be sent. Its text is blanked once it went out, because it may hold a secret link."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        Index("ix_outbox_mail_created", "created_at", "id"),
        Index("ix_outbox_mail_recipient", "recipient"),
        Index("ix_outbox_mail_person_id", "person_id"),
        Index("ix_outbox_mail_kind", "kind", "created_at", "id"),
        Index("ix_outbox_mail_failed", "failed_at", sqlite_where=_FAILED, postgresql_where=_FAILED),
        Index("ix_outbox_mail_held", "held_at", sqlite_where=_HELD, postgresql_where=_HELD),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(plain_text(254), info={"personal": "delivery of mail"})
    person_id: Mapped[str | None] = mapped_column(String(22))
    """Whose account it is about, because an address may be another one later."""
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, info={"personal": "delivery of mail"})
    language: Mapped[str] = mapped_column(String(10))
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    created_at: Mapped[datetime]
    unsubscribe_url: Mapped[str | None] = mapped_column(String(400))
    """Where one click says that no more mail of this kind is wanted."""
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When to try next; None once it was sent or given up, and while it is held."""
    attempt_count: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    """Somebody keeps it from being sent, since then."""
    last_error: Mapped[str | None] = mapped_column(String(300))


def queue(
    *,
    to: str,
    subject: str,
    text: str,
    kind: str,
    language: str,
    person_id: str | None = None,
    unsubscribe_url: str | None = None,
) -> OutboxMail:
    """Put a mail into the outbox, in the current transaction. Refuses what could add a header."""
    if any(sign in to + subject for sign in "\r\n"):
        raise ValueError("an address or a subject has one line")
    moment = clock.now()
    mail = OutboxMail(
        id=new_id(),
        kind=kind,
        recipient=to,
        person_id=person_id,
        subject=subject,
        text=text,
        language=language,
        unsubscribe_url=unsubscribe_url,
        message_id=make_msgid(domain="cluster-campus.invalid"),
        created_at=moment,
        due_at=moment,
    )
    db.session.add(mail)
    _show_on_console(mail)
    return mail


def _show_on_console(mail: OutboxMail) -> None:
    """In a trial without a mail server, whoever runs it sees the links; never in a real installation."""
    if settings().is_trial and settings().mail_server is None:
        links = " ".join(re.findall(r"https?://\S+", mail.text))
        log.info("not mailed, because no mail server is set: %s: %s", mail.subject, links)


def waiting_mail() -> Sequence[OutboxMail]:
    """What has not been sent yet, oldest first."""
    query = select(OutboxMail).where(OutboxMail.sent_at.is_(None)).order_by(OutboxMail.created_at)
    return db.session.scalars(query).all()


def is_paused() -> bool:
    """Somebody has stopped all mail."""
    return runtime_settings.stored_value(PAUSED) is True


def send_due_mail() -> int:
    """Send what is due, each mail outside any transaction; gives how many were tried."""
    if settings().mail_server is None:
        return 0
    due = _lease_due_mail()
    for mail_id, message in due:
        _record_outcome(mail_id, _try_to_send(message))
    return len(due)


def _lease_due_mail() -> list[tuple[str, EmailMessage | str]]:
    moment = clock.now()
    due = select(OutboxMail.id).where(OutboxMail.due_at <= moment).limit(1)
    with reading():
        is_due = db.session.scalar(due) is not None and not is_paused()
    if not is_due:
        return []
    query = (
        select(OutboxMail)
        .where(OutboxMail.due_at <= moment)
        .order_by(OutboxMail.due_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    mails = db.session.scalars(query).all()
    for mail in mails:
        mail.due_at = moment + LEASE
    leased = [(mail.id, _message_or_problem(mail)) for mail in mails]
    db.session.commit()
    return leased


def _message_or_problem(mail: OutboxMail) -> EmailMessage | str:
    """The message, or what keeps it from being written: one such mail must not hold up the others."""
    try:
        return _message_of(mail)
    except (ValueError, MessageError) as problem:
        return type(problem).__name__


def _message_of(mail: OutboxMail) -> EmailMessage:
    message = EmailMessage()
    message["Message-ID"] = mail.message_id
    message["From"] = Address(display_name="Cluster Campus", addr_spec=settings().mail_from)
    message["To"] = Address(addr_spec=mail.recipient)
    message["Subject"] = mail.subject
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url is not None:  # one click, without a page in between (RFC 8058)
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    message["Content-Language"] = mail.language
    # A long address in a header would be put into words that no mail program undoes there.
    message.policy = message.policy.clone(max_line_length=LONGEST_LINE)
    return message


def _try_to_send(message: EmailMessage | str) -> str | None:
    """Send one mail; gives what went wrong, or None."""
    if isinstance(message, str):
        return message
    try:
        with connect(settings()) as server:
            server.send_message(message)
    except (OSError, ValueError, smtplib.SMTPException) as problem:
        return f"{type(problem).__name__}: {problem}"[:300]
    return None


def connect(given: Settings) -> smtplib.SMTP:
    """An open connection to the mail server, encrypted and signed in as the settings say."""
    host, _, port = (given.mail_server or "").partition(":")
    context = ssl.create_default_context()
    if given.mail_tls == "implicit":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, int(port or 465), timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(host, int(port or 587), timeout=TIMEOUT_SECONDS)
    if given.mail_tls == "starttls":
        server.starttls(context=context)
    if given.mail_user:
        server.login(given.mail_user, given.mail_password or "")
    return server


def _record_outcome(mail_id: str, problem: str | None) -> None:
    mail = db.session.get_one(OutboxMail, mail_id)
    moment = clock.now()
    mail.attempt_count += 1
    mail.last_error = problem
    if problem is None:
        mail.sent_at, mail.due_at, mail.held_at, mail.text = moment, None, None, ""
    elif mail.held_at is not None:
        pass  # held while it was tried: it stays so
    elif mail.attempt_count > len(RETRY_MINUTES):
        mail.failed_at, mail.due_at = moment, None
        log.error("mail %s was given up after %d attempts", mail.id, mail.attempt_count)
    else:
        mail.due_at = moment + timedelta(minutes=RETRY_MINUTES[mail.attempt_count - 1])
    db.session.commit()
