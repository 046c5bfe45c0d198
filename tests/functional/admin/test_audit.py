"""Does the audit log speak in words, find what is looked for, and name nobody who was erased?"""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core import audit, clock
from lms.core.access import Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.ids import new_id
from lms.people import privacy
from lms.people.models import Organisation
from lms.people.rules import OrganisationKind
from tests.conftest import SignIn
from tests.factories.people import make_user
from tests.support.pages import counted_queries, post

LONG_AGO = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def owner(app: Flask, sign_in: SignIn) -> FlaskClient:
    """The owner's browser, with a log of some acts."""
    client = sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Olga Owner")
    with app.app_context():
        ilze = make_user(email="ilze@example.org", certificate_name="Ilze Bērziņa").id
        gone = make_user(email="gone@example.org", certificate_name="Gone Person").id
        scope: dict[str, object] = {"role": "trainer", "scope": "programme", "scope_id": ""}
        audit.record("role.granted", actor_id=ilze, subject=f"person:{gone}", detail=scope)
        audit.record("enrolment.made", actor_id=ilze, subject="module:small-clusters")
        audit.record("person.never-confirmed", actor_id=None, subject="person:lost")
        audit.record("sign-in.refused", actor_id=None, subject="person:unknown")
        audit.record("thing.of-old", actor_id=None, subject="thing:1")
        db.session.add(
            AuditEntry(happened_at=LONG_AGO, action="person.registered", subject=f"person:{ilze}", detail={})
        )
        privacy.erase(gone)
        db.session.commit()
    return client


def test_entries_are_sentences_with_todays_names(app: Flask, owner: FlaskClient) -> None:
    with counted_queries(app) as statements:
        page = owner.get("/desk/audit").text
    assert len(statements) <= 6
    for sentence in (
        "Ilze Bērziņa gave somebody who was erased the role “trainer” for everything.",
        "Ilze Bērziņa joined “",
        "Signing in as an address without an account was refused.",
        "The system: thing.of-old",
        "Ilze Bērziņa made an account.",
    ):
        assert sentence in page
    assert "Gone Person" not in page
    assert "gone@example.org" not in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("person=bērz", "joined", "was refused"),
        ("person=nobody-at-all", "Nothing matches these filters", "joined"),
        ("group=roles", "gave somebody", "joined"),
        ("words=GAVE the role", "gave somebody", "joined"),
        ("words=gave&group=learning", "Nothing matches these filters", "joined"),
        ("until=2026-03-01", "made an account", "joined"),
        ("since=2026-03-02", "joined", "made an account"),
        ("subject=module:small", "joined", "made an account"),
    ],
)
def test_the_log_is_searched(owner: FlaskClient, query: str, shown: str, hidden: str) -> None:
    page = owner.get(f"/desk/audit?{query}").text.partition("<main")[2]
    assert shown in page
    assert hidden not in page


def test_what_a_role_was_given_over_is_called_by_its_name(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        cluster = new_id()
        row = Organisation(id=cluster, name="Norrvik Cluster", name_key="norrvik cluster", country="SE")
        row.kind, row.created_at = OrganisationKind.CLUSTER, clock.now()
        db.session.add(row)
        for kind, id_ in (
            ("country", "LV"),
            ("region", "LV00C"),
            ("organisation", cluster),
            ("old", "thing"),
        ):
            detail: dict[str, object] = {"role": "official", "scope": kind, "scope_id": id_}
            audit.record("role.granted", actor_id=None, subject="person:unknown", detail=detail)
        db.session.commit()
    with counted_queries(app) as statements:
        page = owner.get("/desk/audit").text
    assert len(statements) <= 6
    for name in ("Latvia", "Vidzeme (LV00C)", "Norrvik Cluster", "thing"):
        assert f"the role “official” for {name} only" in page


def test_the_log_is_taken_along_in_words_and_that_is_noted(owner: FlaskClient) -> None:
    answer = post(owner, "/desk/audit/export?group=learning", {"as": "csv"})
    assert answer.status_code == 200
    lines = answer.text.splitlines()
    assert lines[0].startswith("happened_at,who,sentence")
    assert len(lines) == 2
    assert str(clock.now().year) in lines[1]
    assert "took the list “audit” along as csv" in owner.get("/desk/audit").text
