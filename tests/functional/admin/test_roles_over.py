"""Roles over what a menu does not offer: closed organisations, those past its end, countries far away."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.admin.queries import scopes
from lms.admin.routes import giving
from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from lms.people import queries
from lms.people.models import Affiliation
from lms.people.services import grant_role
from tests.functional.admin.conftest import organisation, person
from tests.support.pages import counted_queries, post

SignInAs = Callable[..., FlaskClient]
PAGE = "/desk/roles"
NAMED = "Official: an organisation, named below"
LATVIA = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))


def give(app: Flask, user_id: str, kind: ScopeKind, scope_id: str) -> None:
    """Make somebody an official, as the command line does."""
    with app.app_context():
        grant_role(user_id, Grant(Role.OFFICIAL, Scope(kind, scope_id)), by=None)
        db.session.commit()


def grants(app: Flask, user_id: str) -> frozenset[Grant]:
    with app.app_context():
        return queries.grants_of(user_id)


def option(kind: str, scope_id: str) -> str:
    return f'<option value="official:{kind}:{scope_id}"'


@pytest.fixture
def latvian(sign_in: SignInAs) -> FlaskClient:
    """A browser of somebody who looks after one country."""
    return sign_in("latvian@example.org", grants=[LATVIA])


@pytest.fixture
def anna(app: Flask) -> str:
    """Id of somebody of that country."""
    return person(app, "anna@example.org", certificate_name="Anna Kalniņa", country="LV")


@pytest.fixture
def last(app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    """Id of an organisation that is the second where menus take one."""
    monkeypatch.setattr(scopes, "MOST_ORGANISATIONS", 1)
    monkeypatch.setattr(giving, "MOST_IN_MENU", 0)
    organisation(app, "Alūksnes klasteris")
    return organisation(app, "Ventspils klasteris")


def test_a_role_over_a_closed_organisation_is_named_and_taken(
    app: Flask, latvian: FlaskClient, anna: str
) -> None:
    closed = organisation(app, "Ostas klasteris", is_closed=True)
    give(app, anna, ScopeKind.ORGANISATION, closed)
    page = latvian.get(PAGE).text
    assert "Official, Ostas klasteris" in page
    assert f", {closed}" not in page
    assert option("organisation", closed) not in page
    theirs = latvian.get(f"/desk/people/{anna}").text
    assert "Ostas klasteris" in theirs
    assert option("organisation", closed) not in theirs
    value = f"official:organisation:{closed}"
    again = {"email": "anna@example.org", "grant": value}
    assert post(latvian, PAGE, again).status_code == 403, "none is given over what is no more"
    assert post(latvian, f"{PAGE}/withdraw", {"person": anna, "grant": value}).status_code == 303
    assert grants(app, anna) == frozenset()


def test_whoever_holds_a_role_over_a_closed_organisation_is_helped(
    app: Flask, latvian: FlaskClient, anna: str
) -> None:
    give(app, anna, ScopeKind.ORGANISATION, organisation(app, "Ostas klasteris", is_closed=True))
    assert "can do more than you" not in latvian.get(f"/desk/people/{anna}").text
    assert post(latvian, f"/desk/people/{anna}/password-link").status_code == 303


def test_a_role_over_a_closed_organisation_elsewhere_stays_above_ones_own(
    app: Flask, latvian: FlaskClient, anna: str
) -> None:
    closed = organisation(app, "Gävle hamn", country="SE", is_closed=True)
    give(app, anna, ScopeKind.ORGANISATION, closed)
    assert "Gävle hamn" not in latvian.get(PAGE).text
    assert "can do more than you" in latvian.get(f"/desk/people/{anna}").text
    value = f"official:organisation:{closed}"
    for path, form in (
        (f"{PAGE}/withdraw", {"person": anna, "grant": value}),
        (f"/desk/people/{anna}/roles/withdraw", {"grant": value}),
        (f"/desk/people/{anna}/password-link", {}),
    ):
        assert post(latvian, path, form).status_code == 403, path


def test_a_region_is_part_of_a_wider_one_though_nobody_is_registered_there(
    app: Flask, sign_in: SignInAs, anna: str
) -> None:
    vidzeme = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.REGION, "LV00"))
    owner = sign_in("vidzeme@example.org", grants=[vidzeme])
    give(app, anna, ScopeKind.REGION, "LV00C")
    assert "Vidzeme (LV00C)" in owner.get(PAGE).text
    assert option("region", "LV00") in owner.get(PAGE).text
    taken = {"person": anna, "grant": "official:region:LV00C"}
    assert post(owner, f"{PAGE}/withdraw", taken).status_code == 303
    assert grants(app, anna) == frozenset()


def test_an_organisation_past_the_end_of_the_menu_is_given_from_its_own_page(
    app: Flask, owner: FlaskClient, anna: str, last: str
) -> None:
    page = owner.get(PAGE).text
    assert option("organisation", last) not in page
    assert NAMED in page
    path = f"{PAGE}?organisation={last}"
    assert path in owner.get(f"/desk/organisations/{last}").text
    page = owner.get(path).text
    assert option("organisation", last) in page
    assert option("country", "LV") not in page
    form = {"email": "nobody@example.org", "grant": f"official:organisation:{last}"}
    wrong = post(owner, PAGE, form)
    assert wrong.status_code == 422
    assert f'<option selected value="official:organisation:{last}"' in wrong.text
    assert post(owner, PAGE, {**form, "email": "anna@example.org"}).status_code == 303
    assert grants(app, anna) == {Grant(Role.OFFICIAL, Scope(ScopeKind.ORGANISATION, last))}
    for looked_at in (PAGE, path):
        with counted_queries(app) as statements:
            owner.get(looked_at)
        assert len(statements) <= 6, statements


def test_a_person_s_own_organisation_is_offered_on_their_page(
    app: Flask, owner: FlaskClient, anna: str, last: str
) -> None:
    page = f"/desk/people/{anna}"
    assert option("organisation", last) not in owner.get(page).text
    with app.app_context():
        moment = clock.now()
        db.session.add(Affiliation(user_id=anna, organisation_id=last, proposed_at=moment, agreed_at=moment))
        db.session.commit()
    assert option("organisation", last) in owner.get(page).text
    assert post(owner, f"{page}/roles", {"grant": f"official:organisation:{last}"}).status_code == 303


def test_roles_over_an_organisation_that_cannot_be_given_are_not_there_to_give(
    app: Flask, latvian: FlaskClient
) -> None:
    closed = organisation(app, "Ostas klasteris", is_closed=True)
    abroad = organisation(app, "Gävle hamn", country="SE")
    for one in (closed, abroad, "LV", "nothing"):
        assert latvian.get(f"{PAGE}?organisation={one}").status_code == 404, one
    assert "hold until they are taken away" in latvian.get(f"/desk/organisations/{closed}").text


def test_an_invitation_names_an_organisation_past_the_end_of_the_menu(
    app: Flask, owner: FlaskClient, last: str
) -> None:
    text = "email;roles\nnew@example.org;official: ventspils KLASTERIS\nold@example.org;official: {}\n"
    seen = post(owner, "/desk/invite", {"text": text.format(last)})
    assert seen.status_code == 200
    assert seen.text.count("Official (Ventspils klasteris)") == 2


def test_a_name_that_two_organisations_have_stands_for_neither_in_an_invitation(
    app: Flask, owner: FlaskClient
) -> None:
    one = organisation(app, "Norrvik Cluster")
    organisation(app, "Norrvik Cluster", country="SE")
    text = "email;roles\nnew@example.org;official: {}\n"
    wrong = post(owner, "/desk/invite", {"text": text.format("Norrvik Cluster")})
    assert wrong.status_code == 422
    assert "is no role that you may give" in wrong.text
    assert post(owner, "/desk/invite", {"text": text.format(one)}).status_code == 200


def test_roles_are_given_over_countries_that_are_far_away(
    app: Flask, owner: FlaskClient, latvian: FlaskClient, anna: str
) -> None:
    page = owner.get(PAGE).text
    assert page.index(option("country", "LV")) < page.index(option("country", "NL"))
    assert option("country", "NL") not in latvian.get(PAGE).text
    form = {"email": "anna@example.org", "grant": "official:country:NL"}
    assert post(latvian, PAGE, form).status_code == 403
    assert post(owner, PAGE, form).status_code == 303
    assert grants(app, anna) == {Grant(Role.OFFICIAL, Scope(ScopeKind.COUNTRY, "NL"))}
    text = "email;roles\nnew@example.org;official: United Kingdom\n"
    assert "Official (United Kingdom)" in post(owner, "/desk/invite", {"text": text}).text
    assert post(owner, PAGE, {**form, "grant": "official:country:XX"}).status_code == 403
