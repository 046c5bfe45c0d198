"""Somebody who was invited to an organisation is asked to be its member once, whatever was before."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core.access import Grant, Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.scopes import UNLIMITED, Scope, ScopeKind
from lms.people import queries
from lms.people.errors import OrganisationClosedError
from lms.people.models import Affiliation, User
from lms.people.rules import OrganisationKind
from lms.people.rules.invitations import Guest, ProblemKind
from lms.people.rules.offers import OfferedRole
from lms.people.services.affiliations import end_membership, join_organisation, propose_member
from lms.people.services.inviting import invite, plan_invitations
from lms.people.services.organisations import OrganisationDetails, close_organisation, make_organisation
from tests.factories.people import make_user
from tests.support.accepting import accept

EMAIL = "new@example.org"
COUNTRY = Scope(ScopeKind.COUNTRY, "LV")
DETAILS = OrganisationDetails(
    name="Ostas klasteris", kind=OrganisationKind.CLUSTER, country="LV", region=None, sector=None, stage=None
)


@pytest.fixture
def owner(context: Flask) -> User:
    """Somebody who looks after Latvia."""
    return make_user(email="ruta@example.org", grants=[Grant(Role.PROGRAMME_OWNER, COUNTRY)])


@pytest.fixture
def harbour(owner: User) -> str:
    """Id of an organisation."""
    return make_organisation(DETAILS, by=owner.id)


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


def test_nobody_is_asked_by_what_closed_after_the_invitation_went(
    owner: User, harbour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Grant(Role.OFFICIAL, Scope(ScopeKind.ORGANISATION, harbour))
    elsewhere = Grant(Role.OFFICIAL, COUNTRY)
    roles = (OfferedRole(over, (COUNTRY,)), OfferedRole(elsewhere))
    token = send(owner, monkeypatch, guest(*roles))
    close_organisation(harbour, by=owner.id, is_closed=True)
    user = accept(token)
    assert rows() == []
    assert queries.grants_of(user.id) == {elsewhere}


def test_a_closed_organisation_takes_no_new_members_but_keeps_its_word(
    owner: User, harbour: str, unconfirmed: User
) -> None:
    asked = make_user(email="asked@example.org")
    propose_member(harbour, asked.email, by=owner.id)
    close_organisation(harbour, by=owner.id, is_closed=True)
    with pytest.raises(OrganisationClosedError):
        propose_member(harbour, EMAIL, by=owner.id)
    with pytest.raises(OrganisationClosedError):
        join_organisation(unconfirmed.id, harbour)
    join_organisation(asked.id, harbour)
    assert [one.user_id for one in rows() if one.agreed_at] == [asked.id], "who was asked before may agree"
    close_organisation(harbour, by=owner.id, is_closed=False)
    propose_member(harbour, EMAIL, by=owner.id)
    assert len(rows()) == 2


@pytest.mark.parametrize(
    ("country", "is_closed_there"), [("LV", True), ("SE", False), (None, False)], ids=str
)
def test_of_a_name_in_two_countries_the_closed_one_is_meant_where_the_guest_is(
    owner: User, harbour: str, country: str | None, is_closed_there: bool
) -> None:
    close_organisation(harbour, by=owner.id, is_closed=True)
    abroad = make_organisation(replace(DETAILS, country="SE"), by=owner.id)
    plan = plan_invitations([replace(guest(), country=country)], UNLIMITED)
    meant = plan.lines[0].organisation
    assert meant is not None
    assert meant.id == (harbour if is_closed_there else abroad)
    kinds = [one.kind for one in plan.problems]
    assert kinds == ([ProblemKind.CLOSED] if is_closed_there else [])
    assert invite(plan, by=owner.id) == (not is_closed_there)


def test_being_asked_by_an_invitation_is_in_the_log(
    owner: User, harbour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = accept(send(owner, monkeypatch))
    query = select(AuditEntry.actor_id).where(
        AuditEntry.action == "membership.proposed", AuditEntry.subject == f"person:{user.id}"
    )
    assert db.session.scalars(query).all() == [owner.id]
