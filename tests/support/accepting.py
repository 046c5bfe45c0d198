"""Somebody accepts an invitation."""

from lms.core.db import db
from lms.people import queries
from lms.people.models import User
from lms.people.rules import Device
from lms.people.services.inviting import Answer, accept_invitation
from tests.factories.people import PASSWORD


def accept(token: str, email: str = "new@example.org") -> User:
    """The account of whoever was invited by this link, under this address."""
    answer = Answer(
        name="Nele New",
        password=PASSWORD,
        country="LV",
        organisation=None,
        occupation=None,
        joins_modules=False,
    )
    db.session.commit()
    accept_invitation(token, answer, Device())
    db.session.commit()
    user = queries.user_with_email(email)
    assert user is not None
    return user
