"""Somebody who was invited to an organisation is asked to be its member once, whatever was before."""

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core.access import Grant, Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.scopes import UNLIMITED, Scope, ScopeKind
from lms.people import queries
from lms.people.models import Affiliation, User
from lms.people.rules import Device, OrganisationKind
from lms.people.rules.invitations import Guest
from lms.people.rules.offers import OfferedRole
from lms.people.services.affiliations import end_membership, join_organisation, propose_member
from lms.people.services.inviting import Answer, accept_invitation, invite, plan_invitations
from lms.people.services.organisations import OrganisationDetails, make_organisation
from tests.factories.people import PASSWORD, make_user

EMAIL = "new@example.org"
COUNTRY = Scope(ScopeKind.COUNTRY, "LV")


@pytest.fixture
def owner(context: Flask) -> User:
    """Somebody who looks after Latvia."""
    return make_user(email="ruta@example.org", grants=[Grant(Role.PROGRAMME_OWNER, COUNTRY)])


@pytest.fixture
def harbour(owner: User) -> str:
    """Id of an organisation."""
    details = OrganisationDetails(
        name="Ostas klasteris",
        kind=OrganisationKind.CLUSTER,
        country="LV",
        region=None,
        sector=None,
        stage=None,
    )
    return make_organisation(details, by=owner.id)


@pytest.fixture
def unconfirmed(owner: User) -> User:
    """Somebody who registered and never confirmed the address."""
    return make_user(email=EMAIL, is_confirmed=False)


def guest(*roles: OfferedRole, line: int = 1) -> Guest:
    return Guest(
        line=line, email=EMAIL, country="LV", organisation="Ostas klasteris", language="en", roles=roles
    )


def send(owner: User, monkeypatch: pytest.MonkeyPatch, *guests: Guest) -> str:
    """Invite somebody to the organisation; gives the secret of the link."""
    monkeypatch.setattr("lms.people.services.inviting.new_token", lambda: "secret")
    plan = plan_invitations(guests or [guest()], UNLIMITED)
    assert not plan.problems
    invite(plan, by=owner.id)
    return "secret"


def accept(token: str) -> User:
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
    user = queries.user_with_email(EMAIL)
    assert user is not None
    return user


def rows() -> list[Affiliation]:
    return list(db.session.scalars(select(Affiliation).order_by(Affiliation.proposed_at)))


def test_whoever_was_asked_already_is_not_asked_twice(
    owner: User, harbour: str, unconfirmed: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose_member(harbour, EMAIL, by="somebody")
    user = accept(send(owner, monkeypatch))
    (row,) = rows()
    assert (row.user_id, row.organisation_id, row.agreed_at) == (user.id, harbour, None)
    assert row.proposed_by == "somebody", "it is left as it was"


def test_a_member_stays_one(
    owner: User, harbour: str, unconfirmed: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    join_organisation(unconfirmed.id, harbour)
    agreed_at = rows()[0].agreed_at
    accept(send(owner, monkeypatch))
    (row,) = rows()
    assert row.agreed_at == agreed_at is not None


def test_whoever_declined_is_asked_anew_and_the_answer_before_is_kept(
    owner: User, harbour: str, unconfirmed: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose_member(harbour, EMAIL, by=owner.id)
    end_membership(unconfirmed.id, rows()[0].id)
    accept(send(owner, monkeypatch))
    first, second = rows()
    assert first.ended_at is not None
    assert (second.ended_at, second.agreed_at) == (None, None)


def test_two_rows_with_the_same_person_make_one_invitation_and_one_proposal(
    owner: User, harbour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(send(owner, monkeypatch, guest(), guest(line=2)))
    assert len(rows()) == 1


def test_asking_twice_is_asking_once(owner: User, harbour: str, unconfirmed: User) -> None:
    for _ in range(2):
        propose_member(harbour, EMAIL, by=owner.id)
    assert len(rows()) == 1


def test_being_asked_by_an_invitation_is_in_the_log(
    owner: User, harbour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = accept(send(owner, monkeypatch))
    query = select(AuditEntry.actor_id).where(
        AuditEntry.action == "membership.proposed", AuditEntry.subject == f"person:{user.id}"
    )
    assert db.session.scalars(query).all() == [owner.id]
