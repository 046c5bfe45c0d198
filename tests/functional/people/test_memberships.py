"""Organisations and their members: nobody is one without agreeing."""

from flask import Flask
from sqlalchemy import select

from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.scopes import Scope, ScopeKind
from lms.people.models import Affiliation, Organisation
from lms.people.queries.affiliations import member_count
from tests.conftest import SignIn
from tests.support.pages import post

NEW = "/desk/organisations/new"
CLUSTER = {"name": "Norrvik Cluster", "kind": "cluster", "country": "LV", "region": "LV00C"}
OWNER = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))


def mails() -> list[OutboxMail]:
    return [one for one in db.session.scalars(select(OutboxMail)) if one.kind == "membership-proposed"]


def proposed(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(Affiliation.id).where(Affiliation.ended_at.is_(None))).one()


def test_a_proposed_member_decides(app: Flask, sign_in: SignIn) -> None:
    person, owner = sign_in(), sign_in("ruta@example.org", grants=[OWNER])
    page = post(owner, NEW, CLUSTER).location
    answers = [
        post(owner, f"{page}/members", {"email": email}).status_code
        for email in ("ilze@example.org", "nobody@example.org")
    ]
    assert answers == [303, 303], "the same whether somebody is there or not"
    with app.app_context():
        row = db.session.scalars(select(Affiliation)).one()
        assert member_count(row.organisation_id) == 0
        assert db.session.get_one(Organisation, row.organisation_id).region == "LV00C"
        assert [(one.recipient, one.kind) for one in mails()] == [("ilze@example.org", "membership-proposed")]
        assert "Norrvik Cluster would like to list you" in mails()[0].subject
    assert "Norrvik Cluster would like to list you" in person.get("/account/organisations").text
    assert post(owner, f"/account/organisations/{row.id}/agree").status_code == 404
    assert post(person, f"/account/organisations/{row.id}/agree").status_code == 303
    with app.app_context():
        assert member_count(row.organisation_id) == 1
    assert post(person, f"/account/organisations/{row.id}/end").status_code == 303
    with app.app_context():
        assert member_count(row.organisation_id) == 0
    assert post(owner, f"{page}/members", {"email": "ilze@example.org"}).status_code == 303
    with app.app_context():
        assert len(mails()) == 1, "asked again, but not by another mail so soon"
    assert post(person, f"/account/organisations/{proposed(app)}/end").status_code == 303
    found = person.get("/account/organisations?q=norrvik").text
    assert "List me as a member: Norrvik Cluster" in found


def test_what_lies_outside_of_the_reach_is_not_there(sign_in: SignIn) -> None:
    everywhere = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    abroad = post(everywhere, NEW, {**CLUSTER, "country": "SE", "region": "SE33"}).location
    owner = sign_in("ruta@example.org", grants=[OWNER])
    assert owner.get(abroad).status_code == 404
    assert post(owner, f"{abroad}/close").status_code == 404
    assert "Norrvik" not in owner.get("/desk/organisations").text
    assert post(owner, NEW, {**CLUSTER, "country": "SE", "region": ""}).status_code == 422
    assert post(owner, NEW, {**CLUSTER, "region": "SE33"}).status_code == 422, "no region of that country"
