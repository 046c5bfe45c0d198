"""Does the audit log speak in words, find what is looked for, and name nobody who was erased?"""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.admin.wording.audit import ACTIONS
from lms.admin.wording.saying import ORGANISATIONS, values_in_words
from lms.core import audit, clock
from lms.core.access import Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.mail import OutboxMail, queue
from lms.people import privacy
from lms.people.rules import OrganisationKind
from lms.people.services import organisations
from lms.people.services.organisation_merging import merge_organisations
from lms.people.services.organisations import OrganisationDetails
from tests.conftest import SignIn
from tests.factories.people import make_user
from tests.support.pages import counted_queries, post

NORRVIK = OrganisationDetails(
    name="Norrvik Cluster", kind=OrganisationKind.CLUSTER, country="SE", region=None, sector=None, stage=None
)
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
        cluster = _made("Norrvik Cluster")
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
    assert "took the list “Audit log” along: CSV for programs." in owner.get("/desk/audit").text


def _made(name: str) -> str:
    return organisations.make_organisation(replace(NORRVIK, name=name), by="nobody")


def test_what_was_done_to_an_organisation_says_which_and_what_changed(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        double, stays = _made("Norrvik Cluster"), _made("Søndervik Havn")
        better = replace(NORRVIK, name="Norrvik Maritime", country="DK", region="DK01", sector="Ships")
        organisations.change_organisation(double, better, by="nobody")
        organisations.change_organisation(double, better, by="nobody")
        organisations.close_organisation(double, by="nobody", is_closed=True)
        organisations.close_organisation(double, by="nobody", is_closed=False)
        merge_organisations(double, into=stays, by="nobody")
        db.session.commit()
    with counted_queries(app) as statements:
        page = owner.get("/desk/audit").text
    assert len(statements) <= 6
    for sentence in (
        "added the organisation “Norrvik Maritime”.",
        "closed the organisation “Norrvik Maritime”.",
        "opened the organisation “Norrvik Maritime” again.",
        "merged the organisation “Norrvik Maritime” into “Søndervik Havn”.",
        "Before: Name: Norrvik Cluster; Country: Sweden; Region (NUTS): –; Sector: –. "
        "After: Name: Norrvik Maritime; Country: Denmark; Region (NUTS): Hovedstaden (DK01); Sector: Ships.",
    ):
        assert sentence in page
    assert page.count("changed what is known of the organisation “Norrvik Maritime”.") == 1


def test_what_was_done_to_a_mail_says_which_as_long_as_it_is_kept(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        mail = queue(to="a@example.org", subject="Confirm it", text="…", kind="confirm-email", language="en")
        audit.record("mail.held", actor_id=None, subject=f"mail:{mail.id}")
        db.session.commit()
        mail_id = mail.id
    assert "held a mail: “Confirm it” to a@example.org." in owner.get("/desk/audit").text
    with app.app_context():
        db.session.delete(db.session.get_one(OutboxMail, mail_id))
        db.session.commit()
    assert "held a mail: not kept any more." in owner.get("/desk/audit").text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Latvia", "for Latvia only"),
        ("the role “official” for Latvia only.", "for Latvia only"),
        ("norrvík", "for Norrvik Cluster only"),
        ("everything", "for everything"),
        ("changed the setting “Logos”", "the setting “Logos”"),
        ("list people excel workbook", "the list “People” along: Excel workbook."),
        ("merged søndervik norrvik", "merged the organisation “Norrvik Cluster” into “Søndervik Havn”."),
        ("asked to be a member norrvik", ""),
        ("agreed member norrvik", "agreed to be a member of “Norrvik Cluster”."),
        ("agreed officials see", "agreed to a text: Officials see achievements."),
        ("role trainer for Latvia only", ""),
        ("list people csv", ""),
    ],
)
def test_words_find_what_an_entry_says_beside_its_sentence(
    app: Flask, owner: FlaskClient, words: str, shown: str
) -> None:
    with app.app_context():
        cluster, other = _made("Norrvik Cluster"), _made("Søndervik Havn")
        for subject, action, detail in (
            ("person:unknown", "role.granted", {"role": "official", "scope": "country", "scope_id": "LV"}),
            ("person:unknown", "role.granted", {"role": "x", "scope": "organisation", "scope_id": cluster}),
            ("setting:logos", "setting.changed", {"before": "", "after": ""}),
            ("list:people", "list.exported", {"as": "xlsx"}),
            (f"organisation:{cluster}", "organisation.merged", {"into": other}),
            ("person:unknown", "membership.agreed", {"organisation": cluster}),
            ("person:unknown", "consent.given", {"kind": "achievements-to-officials"}),
        ):
            audit.record(action, actor_id=None, subject=subject, detail=detail)
        db.session.commit()
    with counted_queries(app) as statements:
        page = owner.get("/desk/audit", query_string={"words": words}).text
    assert len(statements) <= 6
    rows = page.partition("<tbody")[2].partition("</tbody>")[0]
    assert shown in rows
    assert bool(rows) is bool(shown)


def test_whatever_a_sentence_says_in_words_is_searched(app: Flask) -> None:
    with app.test_request_context():
        values = values_in_words({}, {})
        for name, action in ACTIONS.items():
            places = set(re.findall(r"%\((\w+)\)s", str(action.sentence)))
            if places & {"role", "scope", "as", "kind"}:
                assert name in values, "say it in lms/admin/wording/saying.py"
            if places & {"scope", "part"}:
                assert name in ORGANISATIONS, "say it in lms/admin/wording/saying.py"
