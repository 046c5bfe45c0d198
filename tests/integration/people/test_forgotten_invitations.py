"""Does nothing stay of people who were invited and never came, once their invitation is over?"""

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from lms.core import clock
from lms.core.db import db
from lms.core.mail import OutboxMail, queue
from lms.core.scopes import EVERYWHERE, Reach
from lms.people.models import Invitation
from lms.people.rules.invitations import INVITATION_LIFETIME, INVITATIONS_KEPT, Guest
from lms.people.services.inviting import (
    forget_invitation,
    invite,
    plan_invitations,
    send_again,
    withdraw_invitation,
)
from lms.people.services.sweep import Sweep
from tests.factories.people import make_user


def test_an_invitation_that_nobody_accepted_takes_its_mails_along(context: Flask) -> None:
    for email in ("stranger@example.org", "here@example.org", "late@example.org"):
        invite_by_mail(email)
    make_user(email="here@example.org")
    queue(to="stranger@example.org", subject="x", text="x", kind="other", language="en").sent_at = clock.now()
    db.session.commit()
    over = INVITATION_LIFETIME + INVITATIONS_KEPT
    with time_machine.travel(clock.now() + over - timedelta(days=1), tick=False):
        assert Sweep()() == 0
        late = db.session.scalars(select(Invitation).where(Invitation.email == "late@example.org")).one()
        send_again(late, by="somebody")
        db.session.commit()
    with time_machine.travel(clock.now() + over + timedelta(hours=1), tick=False):
        assert Sweep()() == 2
        assert db.session.scalars(select(Invitation.email)).all() == ["late@example.org"]
        mails = db.session.execute(select(OutboxMail.recipient, OutboxMail.kind)).all()
        assert sorted(map(tuple, mails)) == [
            ("here@example.org", "invitation"),
            ("late@example.org", "invitation"),
            ("late@example.org", "invitation"),
            ("stranger@example.org", "other"),
        ]
        withdraw_invitation(late, by="somebody")
        assert "late@example.org" not in db.session.scalars(select(OutboxMail.recipient)).all()
        db.session.rollback()


def test_an_invitation_that_was_sent_again_meanwhile_stays(context: Flask) -> None:
    invite_by_mail("late@example.org")
    row = db.session.scalars(select(Invitation)).one()
    assert not forget_invitation(row.id)
    assert db.session.scalars(select(Invitation.id)).all() == [row.id]
    assert db.session.scalars(select(OutboxMail.recipient)).all() == ["late@example.org"]


def invite_by_mail(email: str) -> None:
    """Invite somebody; the mail goes at once."""
    guest = Guest(line=1, email=email, language="en")
    plan = plan_invitations([guest], Reach(frozenset({EVERYWHERE})))
    assert invite(plan, by="somebody") == 1
    for mail in db.session.scalars(select(OutboxMail).where(OutboxMail.recipient == email)):
        mail.sent_at, mail.due_at, mail.text = clock.now(), None, ""
    db.session.commit()
