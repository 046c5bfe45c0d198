"""Organisations at the desk: a name is given once in a country, and closing is what was asked for."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.core.access import Grant, Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from lms.people.models import Affiliation, Organisation
from lms.people.queries.affiliations import organisations_named
from tests.conftest import SignIn
from tests.functional.admin.conftest import person
from tests.support.pages import post

NEW = "/desk/organisations/new"
CLUSTER = {"name": "Norrvik Klāsteris", "kind": "cluster", "country": "LV", "region": "LV00C"}


@pytest.fixture
def here(owner: FlaskClient) -> str:
    """Path of an organisation."""
    return str(post(owner, NEW, CLUSTER).location)


def add(owner: FlaskClient, **changes: str) -> str:
    answer = post(owner, NEW, {**CLUSTER, **changes})
    assert answer.status_code == 303
    return str(answer.location)


def names(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Organisation.name).order_by(Organisation.name)))


def logged(app: Flask) -> list[str]:
    with app.app_context():
        query = select(AuditEntry.action).where(AuditEntry.subject.startswith("organisation:"))
        return list(db.session.scalars(query.order_by(AuditEntry.id)))


def test_a_name_that_is_here_is_refused_with_the_way_to_it(app: Flask, owner: FlaskClient, here: str) -> None:
    again = post(owner, NEW, {**CLUSTER, "name": "  norrvik KLASTERIS ", "sector": "Wood"})
    assert again.status_code == 422
    assert "An organisation of this name is here already in this country." in again.text
    assert f'href="{here}"' in again.text
    assert 'value="norrvik KLASTERIS"' in again.text, "what was typed is kept"
    assert 'value="Wood"' in again.text
    assert names(app) == ["Norrvik Klāsteris"]
    add(owner, country="EE", region="")
    assert len(names(app)) == 2, "another country may have one of that name"


def test_the_name_of_a_closed_one_is_taken_and_of_a_double_is_free(owner: FlaskClient, here: str) -> None:
    post(owner, f"{here}/close")
    assert f'href="{here}"' in post(owner, NEW, CLUSTER).text
    other = add(owner, name="Lindhamn")
    merging = {"into": other.rsplit("/", 1)[1], "name": CLUSTER["name"]}
    assert post(owner, f"{here}/merge", merging).status_code == 303
    add(owner)


def test_nobody_is_given_the_name_of_another_one(app: Flask, owner: FlaskClient, here: str) -> None:
    other = add(owner, name="Lindhamn")
    refused = post(owner, other, {**CLUSTER, "name": "NORRVIK klasteris"})
    assert refused.status_code == 422
    assert f'href="{here}"' in refused.text
    assert f'href="{other}/merge?into={here.rsplit("/", 1)[1]}"' in refused.text
    assert 'value="NORRVIK klasteris"' in refused.text
    abroad = add(owner, country="EE", region="")
    moved = post(owner, abroad, CLUSTER)
    assert moved.status_code == 422, "nor by moving to its country"
    assert "compare and merge them" not in moved.text, "those of two countries are not merged"
    assert names(app).count("Norrvik Klāsteris") == 2
    assert post(owner, here, {**CLUSTER, "name": "Norrvik klasteris", "sector": "Wood"}).status_code == 303


def test_of_two_that_were_always_called_the_same_each_is_still_changed(
    app: Flask, owner: FlaskClient, here: str
) -> None:
    other = add(owner, name="Lindhamn")
    with app.app_context():
        row = db.session.scalars(select(Organisation).where(Organisation.name == "Lindhamn")).one()
        row.name, row.name_key = "Norrvik klasteris", "norrvik klasteris"
        db.session.commit()
    form = {**CLUSTER, "name": "Norrvik klasteris", "sector": "Wood"}
    assert post(owner, other, form).status_code == 303


def test_what_lies_out_of_reach_has_its_name_but_no_link(sign_in: SignIn, here: str) -> None:
    region = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.REGION, "LV00A"))
    elsewhere = sign_in("ruta@example.org", grants=[region])
    refused = post(elsewhere, NEW, {**CLUSTER, "region": "LV00A"})
    assert refused.status_code == 422
    assert "here already in this country" in refused.text
    assert here not in refused.text


def test_closing_twice_leaves_it_closed_and_opening_twice_leaves_it_open(
    app: Flask, owner: FlaskClient, here: str
) -> None:
    assert "It can be opened again." in owner.get(here).text
    for _ in range(2):
        assert post(owner, f"{here}/close").status_code == 303
    shown = owner.get(here).text
    assert "Nothing was changed: it was so already." in shown
    assert "This organisation is closed" in shown
    assert f'action="{here}/close"' not in shown
    with app.app_context():
        assert organisations_named("norrvik") == []
    for _ in range(2):
        assert post(owner, f"{here}/reopen").status_code == 303
    assert f'action="{here}/close"' in owner.get(here).text
    with app.app_context():
        assert len(organisations_named("norrvik")) == 1
    assert logged(app) == ["organisation.made", "organisation.closed", "organisation.opened"]


def test_nobody_is_asked_to_be_a_member_of_a_closed_one_until_it_is_open_again(
    app: Flask, owner: FlaskClient, here: str
) -> None:
    form, anna = f'action="{here}/members"', {"email": "anna@example.org"}
    person(app, **anna)
    assert form in owner.get(here).text
    post(owner, f"{here}/close")
    shown = owner.get(here).text
    assert form not in shown
    assert "Nobody is asked to be a member while the organisation is closed." in shown
    refused = post(owner, f"{here}/members", anna)
    assert refused.status_code == 422
    assert "This organisation is closed: it takes no new members" in refused.text
    assert form not in refused.text
    post(owner, f"{here}/reopen")
    assert form in owner.get(here).text
    assert post(owner, f"{here}/members", anna).status_code == 303
    with app.app_context():
        assert db.session.scalar(select(func.count(Affiliation.id))) == 1


@pytest.mark.parametrize("is_file", [False, True], ids=["pasted", "file"])
def test_a_list_that_names_a_closed_one_is_refused_with_the_line(
    owner: FlaskClient, here: str, is_file: bool
) -> None:
    post(owner, f"{here}/close")
    text = (
        "email,country,organisation\n"
        "anna@example.org,LV,Somewhere Else\n"
        "ilze@example.org,LV,norrvik KLASTERIS\n"
    )
    typed = {"text": text}
    sent = {"file": (BytesIO(text.encode("utf-8-sig")), "list.csv")} if is_file else typed
    for path, form in (("/desk/invite", sent), ("/desk/invitations", typed)):
        refused = post(owner, path, form)
        assert refused.status_code == 422, path
        assert "Line 3: “Norrvik Klāsteris” is closed" in refused.text
        assert "Line 2" not in refused.text, "one that nobody registered is the person's own words"
        assert "norrvik KLASTERIS" in refused.text, "what was typed is kept"
    role = f"email,roles\nanna@example.org,official: {here.rsplit('/', 1)[1]}\n"
    assert "Line 2, column 2:" in post(owner, "/desk/invite", {"text": role}).text
    post(owner, f"{here}/reopen")
    assert post(owner, "/desk/invite", {"text": role}).status_code == 200
    assert post(owner, "/desk/invitations", typed).status_code == 303


def test_nobody_lists_themselves_in_one_that_closed_while_they_looked(
    owner: FlaskClient, sign_in: SignIn, here: str
) -> None:
    anna = sign_in("anna@example.org")
    post(owner, f"{here}/close")
    path = f"/account/organisations/{here.rsplit('/', 1)[1]}/join"
    assert "This organisation is closed" in post(anna, path, follow_redirects=True).text
    assert "You are not a member of any organisation." in anna.get("/account/organisations").text
