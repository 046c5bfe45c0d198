"""Doubles among organisations: looked at side by side, and merged by whoever types the name that goes."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms.core.access import Grant, Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from lms.people import queries
from lms.people.models import Invitation, Organisation
from lms.people.queries.affiliations import member_count
from tests.conftest import SignIn
from tests.functional.admin.conftest import person
from tests.support.pages import post

NEW = "/desk/organisations/new"
CLUSTER = {"kind": "cluster", "country": "LV", "region": "LV00C"}
LATVIA = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))
STAYS, GOES = "Norrvik Cluster", "Norrvik cluster initiative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """Ids of two rows of one organisation, and the browser of whoever looks after them."""

    owner: FlaskClient
    stays: str
    goes: str

    @property
    def path(self) -> str:
        """Where the second becomes the first."""
        return f"/desk/organisations/{self.goes}/merge"

    def merge(self, **form: str) -> TestResponse:
        """Send the form as it is shown."""
        return post(self.owner, self.path, {"into": self.stays, "name": GOES, **form})


def add(owner: FlaskClient, name: str, **changes: str) -> str:
    return post(owner, NEW, {**CLUSTER, "name": name, **changes}).location.rsplit("/", 1)[1]


def over(organisation_id: str) -> Grant:
    return Grant(Role.OFFICIAL, Scope(ScopeKind.ORGANISATION, organisation_id))


def entries(app: Flask, action: str) -> list[tuple[str, Mapping[str, object]]]:
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).where(AuditEntry.action == action))
        return [(row.subject, row.detail) for row in rows]


@pytest.fixture
def two(sign_in: SignIn) -> Two:
    """Both are in Latvia, and so is their owner."""
    owner = sign_in("ruta@example.org", grants=[LATVIA])
    return Two(owner=owner, stays=add(owner, STAYS), goes=add(owner, GOES))


def test_both_are_looked_at_before_anything_happens(app: Flask, sign_in: SignIn, two: Two) -> None:
    member, asked = sign_in("ilze@example.org"), sign_in("juris@example.org")
    post(member, f"/account/organisations/{two.goes}/join")
    for one in (two.stays, two.goes):
        post(asked, f"/account/organisations/{one}/join")
    person(app, "away@example.org")
    post(two.owner, f"/desk/organisations/{two.goes}/members", {"email": "away@example.org"})
    person(app, "official@example.org", grants=[over(two.goes)])
    text = f"email;country;organisation\nnew@example.org;LV;{GOES}"
    assert post(two.owner, "/desk/invitations", {"text": text}).status_code == 303
    assert f'<option value="{two.stays}">{STAYS}</option>' in two.owner.get(two.path[: -len("/merge")]).text
    page = two.owner.get(f"{two.path}?into={two.stays}").text
    assert "1 member is then a member of “Norrvik Cluster”, without being asked again." in page
    assert "1 person is in both" in page
    assert "1 person who has not answered yet is then asked" in page
    assert "1 role then reaches the members of “Norrvik Cluster”: Official (1)." in page
    assert "1 open invitation then leads to “Norrvik Cluster”." in page
    assert "It cannot be undone." in page
    other_way = two.owner.get(f"/desk/organisations/{two.stays}/merge?into={two.goes}").text
    assert "To be sure, type Norrvik Cluster." in other_way
    assert "without being asked again" not in other_way, "nobody would move that way"
    assert "2 organisations" in two.owner.get("/desk/organisations").text
    assert entries(app, "organisation.merged") == []


def test_only_whoever_types_the_name_that_goes_merges(app: Flask, sign_in: SignIn, two: Two) -> None:
    member = sign_in("ilze@example.org")
    for one in (two.stays, two.goes):
        post(member, f"/account/organisations/{one}/join")
    wrong = two.merge(name=STAYS)
    assert wrong.status_code == 422
    assert "This is not the name of the organisation that goes." in wrong.text
    assert f'value="{STAYS}"' in wrong.text, "what was typed is kept"
    assert two.merge(name="").status_code == 422
    with app.app_context():
        assert member_count(two.goes) == 1
    done = two.merge(name=f" {GOES.upper()} ")
    assert done.status_code == 303
    assert done.location.endswith(two.stays)
    assert two.owner.get(f"/desk/organisations/{two.goes}").location.endswith(two.stays)
    assert "1 organisation" in two.owner.get("/desk/organisations").text
    with app.app_context():
        assert (member_count(two.stays), member_count(two.goes)) == (1, 0)


def test_each_role_that_moves_stands_in_the_log_and_both_names_do(
    app: Flask, owner: FlaskClient, two: Two
) -> None:
    one = person(app, "one@example.org", certificate_name="Anna Ozola", grants=[over(two.goes)])
    both = person(app, "both@example.org", grants=[over(two.goes), over(two.stays)])
    two.merge()
    with app.app_context():
        assert queries.grants_of(one) == queries.grants_of(both) == {over(two.stays)}
    scope = {"role": "official", "scope": "organisation"}
    assert entries(app, "role.moved") == [(f"person:{one}", {**scope, "scope_id": two.stays})]
    assert entries(app, "role.withdrawn") == [(f"person:{both}", {**scope, "scope_id": two.goes})]
    log = owner.get("/desk/audit").text
    assert f"merged the organisation “{GOES}” into “{STAYS}”." in log
    assert f"of Anna Ozola is now for {STAYS} only." in log


def test_a_double_is_chosen_by_hand_where_names_have_nothing_in_common(two: Two) -> None:
    other = add(two.owner, "Kāpu Plānošanas Reģions")
    page = f"/desk/organisations/{other}"
    assert f'<option value="{two.stays}">{STAYS}</option>' in two.owner.get(page).text
    assert two.owner.get(f"{page}/merge").status_code == 422, "none is chosen beforehand"
    assert "Choose the one that stays." in two.owner.get(f"{page}/merge?into=").text
    assert two.owner.get(f"{page}/merge?into={other}").status_code == 422, "not with itself"
    name = {"name": "Kapu Planosanas Regions"}
    assert post(two.owner, f"{page}/merge", {"into": other, **name}).status_code == 422
    assert post(two.owner, f"{page}/merge", {"into": two.stays, **name}).status_code == 303


def test_the_last_of_a_country_has_none_to_be_merged_with(two: Two) -> None:
    assert "Is this a double?" in two.owner.get(f"/desk/organisations/{two.stays}").text
    two.merge()
    assert "Is this a double?" not in two.owner.get(f"/desk/organisations/{two.stays}").text


def test_nothing_out_of_reach_is_merged_or_compared(app: Flask, sign_in: SignIn, two: Two) -> None:
    everywhere = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    abroad = add(everywhere, "Norrvik Kluster", country="SE", region="SE332")
    assert two.owner.get(f"{two.path}?into={abroad}").status_code == 422
    assert two.merge(into=abroad).status_code == 422
    away = f"/desk/organisations/{abroad}/merge"
    assert two.owner.get(f"{away}?into={two.stays}").status_code == 404
    assert post(two.owner, away, {"into": two.stays, "name": "Norrvik Kluster"}).status_code == 404
    assert entries(app, "organisation.merged") == []


def test_what_is_sent_from_the_page_of_a_double_touches_the_other_one_no_more(app: Flask, two: Two) -> None:
    third = add(two.owner, "Lindhamn")
    two.merge()
    again = two.merge()
    assert again.status_code == 303, "a second click"
    assert again.location.endswith(two.stays)
    stale = f"/desk/organisations/{two.goes}"
    sent: tuple[tuple[str, dict[str, str]], ...] = (
        ("", {**CLUSTER, "name": GOES}),
        ("/close", {}),
        ("/members", {"email": "nobody@example.org"}),
        ("/merge", {"into": third, "name": STAYS}),
    )
    for path, form in sent:
        assert post(two.owner, stale + path, form).location.endswith(two.stays), path
    assert "Nothing else was changed" in two.owner.get(f"/desk/organisations/{two.stays}").text
    with app.app_context():
        row = db.session.get_one(Organisation, two.stays)
        assert (row.name, row.closed_at, row.merged_into_id) == (STAYS, None, None)
        assert db.session.scalars(select(Invitation)).all() == []
