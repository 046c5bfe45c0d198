"""What is known of enquiries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms.core.db import db
from lms.credentials.models import Enquiry, EnquiryLine
from lms.credentials.rules.enquiries import LineAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an enquiry has come."""

    enquiry: Enquiry
    counts: dict[LineAnswer, int]
    """Answers so far, those that need attention first."""

    @property
    def done(self) -> int:
        """Lines that are answered."""
        return sum(self.counts.values())

    @property
    def was_given_up(self) -> bool:
        """No report can be made of it."""
        return self.enquiry.due_at is None and self.enquiry.finished_at is None


def progress_of(enquiry_id: str) -> Progress | None:
    """An enquiry and its answers so far; two round trips."""
    enquiry = db.session.get(Enquiry, enquiry_id)
    if enquiry is None:
        return None
    query = select(EnquiryLine.answer, func.count()).where(
        EnquiryLine.enquiry_id == enquiry_id, EnquiryLine.answer.is_not(None)
    )
    rows = db.session.execute(query.group_by(EnquiryLine.answer))
    found = {row[0]: int(row[1]) for row in rows}
    return Progress(enquiry=enquiry, counts={one: found[one] for one in LineAnswer if one in found})


def open_enquiry_count() -> int:
    """Enquiries that wait or are being checked."""
    query = select(func.count()).select_from(Enquiry).where(Enquiry.due_at.is_not(None))
    return db.session.scalar(query) or 0


def has_due_enquiry(now: datetime) -> bool:
    """Something waits for the worker."""
    return db.session.scalar(select(Enquiry.id).where(Enquiry.due_at <= now).limit(1)) is not None


def next_due_enquiry(now: datetime) -> Enquiry | None:
    """The enquiry that waited longest, locked until the transaction ends."""
    query = select(Enquiry).where(Enquiry.due_at <= now).order_by(Enquiry.due_at, Enquiry.id).limit(1)
    return db.session.scalar(query.with_for_update(skip_locked=True))


def enquiry_to_change(enquiry_id: str) -> Enquiry | None:
    """An enquiry, locked until the transaction ends."""
    query = select(Enquiry).where(Enquiry.id == enquiry_id)
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def open_lines(enquiry_id: str, limit: int) -> Sequence[EnquiryLine]:
    """Lines without an answer, in order."""
    query = select(EnquiryLine).where(EnquiryLine.enquiry_id == enquiry_id, EnquiryLine.answer.is_(None))
    return db.session.scalars(query.order_by(EnquiryLine.position).limit(limit)).all()


def lines_of(enquiry_id: str) -> Sequence[EnquiryLine]:
    """All lines, in order."""
    query = select(EnquiryLine).where(EnquiryLine.enquiry_id == enquiry_id)
    return db.session.scalars(query.order_by(EnquiryLine.position)).all()


def lines_to_look_at(enquiry_id: str, limit: int) -> Sequence[EnquiryLine]:
    """Lines that are answered otherwise than “valid”, in order."""
    query = select(EnquiryLine).where(
        EnquiryLine.enquiry_id == enquiry_id, EnquiryLine.answer != LineAnswer.VALID
    )
    return db.session.scalars(query.order_by(EnquiryLine.position).limit(limit)).all()


def enquiries_to_remove(now: datetime, limit: int) -> Sequence[str]:
    """Ids of enquiries whose time is over."""
    return db.session.scalars(select(Enquiry.id).where(Enquiry.removed_after <= now).limit(limit)).all()
