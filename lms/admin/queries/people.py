"""People by name or address, as a part of queries."""

from sqlalchemy import ColumnElement, or_

from lms.people.models import User


def is_called(typed: str) -> ColumnElement[bool]:
    """The name or the address has this in it."""
    return or_(
        User.certificate_name.icontains(typed, autoescape=True), User.email.icontains(typed, autoescape=True)
    )
