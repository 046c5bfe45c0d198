"""Two rows of one organisation become one: does nothing go on pointing at the one that went?"""

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core.access import Grant, Role
from lms.core.db import Base, db
from lms.core.scopes import Scope, ScopeKind
from lms.people import queries
from lms.people.models import Affiliation, Invitation, Organisation, User
from lms.people.rules import OrganisationKind
from lms.people.rules.invitations import Guest, OfferedRole
from lms.people.services.inviting import Outcome as Will
from lms.people.services.inviting import Plan, Planned, invite
from lms.people.services.organisation_merging import merge_organisations
from lms.people.services.organisations import OrganisationDetails, make_organisation
from tests.factories.people import make_user
from tests.support.accepting import accept

LATVIA = Scope(ScopeKind.COUNTRY, "LV")


def made(name: str, region: str | None = "LV00C") -> str:
    details = OrganisationDetails(
        name=name, kind=OrganisationKind.CLUSTER, country="LV", region=region, sector=None, stage=None
    )
    return make_organisation(details, by="somebody")


def over(organisation_id: str, role: Role = Role.OFFICIAL) -> Grant:
    return Grant(role, Scope(ScopeKind.ORGANISATION, organisation_id))


@pytest.fixture
def owner(context: Flask) -> User:
    """Somebody who looks after Latvia."""
    return make_user(email="ruta@example.org", grants=[Grant(Role.PROGRAMME_OWNER, LATVIA)])


@pytest.fixture
def pair(context: Flask) -> tuple[str, str]:
    """Ids of the double and of the one that stays."""
    return made("Norrvik cluster initiative", "LV00A"), made("Norrvik Cluster")


def invited_to(organisation_id: str, by: User, monkeypatch: pytest.MonkeyPatch) -> str:
    """The secret of a link that leads to the organisation, and to a role over it."""
    monkeypatch.setattr("lms.people.services.inviting.new_token", lambda: "secret")
    offered = OfferedRole(over(organisation_id), (LATVIA, Scope(ScopeKind.REGION, "LV00A")))
    elsewhere = OfferedRole(Grant(Role.OFFICIAL, LATVIA))
    guest = Guest(line=1, email="new@example.org", language="en", roles=(offered, elsewhere))
    organisation = db.session.get_one(Organisation, organisation_id)
    line = Planned(guest=guest, outcome=Will.NEW, organisation=organisation)
    invite(Plan(lines=(line,), problems=()), by=by.id)
    return "secret"


def test_an_open_invitation_leads_to_the_one_that_stays(
    owner: User, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    double, stays = pair
    token = invited_to(double, owner, monkeypatch)
    merge_organisations(double, into=stays, by=owner.id)
    row = db.session.scalars(select(Invitation)).one()
    assert row.organisation_id == stays
    assert row.grants[0] == {
        "role": "official",
        "kind": "organisation",
        "id": stays,
        "within": [["country", "LV"], ["region", "LV0"], ["region", "LV00"], ["region", "LV00C"]],
    }
    assert row.grants[1]["id"] == "LV"
    user = accept(token)
    assert db.session.scalars(select(Affiliation.organisation_id)).all() == [stays]
    assert queries.grants_of(user.id) == {over(stays), Grant(Role.OFFICIAL, LATVIA)}


def test_an_invitation_to_a_role_alone_is_moved_too(owner: User, pair: tuple[str, str]) -> None:
    double, stays = pair
    other = made("Lindhamn")
    kept = [OfferedRole(over(double)).as_json(), OfferedRole(over(other)).as_json()]
    guest = Guest(line=1, email="new@example.org", language="en")
    invite(Plan(lines=(Planned(guest=guest, outcome=Will.NEW, organisation=None),), problems=()), by=owner.id)
    db.session.scalars(select(Invitation)).one().grants = kept
    db.session.flush()
    merge_organisations(double, into=stays, by=owner.id)
    row = db.session.scalars(select(Invitation)).one()
    assert [one["id"] for one in row.grants] == [stays, other]


def test_an_invitation_that_an_earlier_merging_forgot_leads_on_when_it_is_accepted(
    owner: User, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    double, stays = pair
    token = invited_to(double, owner, monkeypatch)
    db.session.get_one(Organisation, double).merged_into_id = stays
    db.session.flush()
    user = accept(token)
    assert db.session.scalars(select(Affiliation.organisation_id)).all() == [stays]
    assert over(stays) in queries.grants_of(user.id)


def test_afterwards_nothing_points_at_the_organisation_that_went(
    owner: User, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    double, stays = pair
    earlier = made("Norrvik klasteris")
    merge_organisations(earlier, into=double, by=owner.id)
    make_user(email="official@example.org", grants=[over(double)])
    invited_to(double, owner, monkeypatch)
    merge_organisations(double, into=stays, by=owner.id)
    for table in Base.metadata.sorted_tables:
        # The log goes on naming what was done to which one.
        if table.name != "audit_entry":
            for row in db.session.execute(select(table)):
                if table.name != "organisation" or row.id != double:
                    assert double not in str(tuple(row)), table.name
