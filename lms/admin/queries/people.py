"""People by name or address and moments by day, as parts of queries."""

from datetime import date, datetime, time, tzinfo

from sqlalchemy import ColumnElement, or_

from lms.people.models import User


def is_called(typed: str) -> ColumnElement[bool]:
    """The name or the address has this in it."""
    return or_(
        User.certificate_name.icontains(typed, autoescape=True), User.email.icontains(typed, autoescape=True)
    )


def beginning_of(day: date, zone: tzinfo) -> datetime:
    """The first moment of a day in a time zone."""
    return datetime.combine(day, time(), zone)
