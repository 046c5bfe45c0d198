"""Whose address it is before and after two accounts become one, and who is written to."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core import clock, mail
from lms.core.db import db
from lms.core.extension import campus
from lms.core.mail import OutboxMail
from lms.learning.models import Enrolment
from lms.people import services
from lms.people.privacy import export
from lms.people.rules.merging import Pair
from lms.people.services.merging import merge_people
from lms.web.catalogue import current_catalogue
from tests.factories.people import make_user

OLD = "a.berzina@example.net"


def two(*, is_confirmed: bool = True) -> Pair:
    kept = make_user(email="anna@example.org", certificate_name="Anna Bērziņa")
    other = make_user(email=OLD, certificate_name="Anna Berzina", is_confirmed=is_confirmed)
    return Pair(kept_id=kept.id, other_id=other.id)


def merge(pair: Pair) -> None:
    merge_people(pair, current_catalogue(), by=None)
    db.session.expire_all()


def mailed_to(address: str) -> list[str]:
    return list(db.session.scalars(select(OutboxMail.kind).where(OutboxMail.recipient == address)))


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_an_address_that_was_never_confirmed_gets_no_mail_about_the_account_that_stays(
    context: Flask, is_confirmed: bool
) -> None:
    merge(two(is_confirmed=is_confirmed))
    services.send_reset_link(OLD)
    about = ["accounts-joined", "accounts-joined-reminder"]
    assert sorted(mailed_to(OLD)) == (about if is_confirmed else [])
    assert mailed_to("anna@example.org") == ["accounts-joined"]


def test_whoever_has_the_old_address_now_is_neither_exported_nor_erased(context: Flask) -> None:
    pair = two()
    merge(pair)
    newcomer = make_user(email=OLD, certificate_name="Somebody Else")
    mail.queue(to=OLD, subject="For the newcomer", text="t", kind="test", language="en")
    db.session.flush()
    assert "For the newcomer" not in str(export(pair.kept_id))
    for package in campus().personal_data:
        package.erase(pair.kept_id)
    db.session.flush()
    assert mailed_to(newcomer.email) == ["test"]


def test_the_later_step_counts_where_both_were_in_a_module(context: Flask) -> None:
    pair, now = two(), clock.now()
    for user_id, days in ((pair.kept_id, 9), (pair.other_id, 2)):
        moment = now - timedelta(days=days)
        enrolment = Enrolment(user_id=user_id, module_slug="m", edition_digest="e" * 64, enrolled_at=moment)
        enrolment.declarations = []
        db.session.add(enrolment)
    db.session.flush()
    merge(pair)
    query = select(Enrolment).where(Enrolment.user_id == pair.kept_id, Enrolment.withdrawn_at.is_(None))
    enrolment = db.session.scalars(query).one()
    assert enrolment.idle_since == enrolment.last_step_at == now - timedelta(days=2)
