"""Roles over one of many organisations: it is named in a field, and only what may be given is found there."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.admin.routes.giving import MOST_IN_MENU
from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from lms.people import queries
from lms.people.models import Affiliation
from tests.functional.admin.conftest import organisation, person
from tests.support.pages import counted_queries, post

SignInAs = Callable[..., FlaskClient]
PAGE = "/desk/roles"
FIELD = 'name="organisation"'
TO_BE_NAMED = "official:organisation:"
LATVIA = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))


@pytest.fixture
def anna(app: Flask) -> str:
    """Id of somebody of Latvia."""
    return person(app, "anna@example.org", certificate_name="Anna Kalniņa", country="LV")


@pytest.fixture
def many(app: Flask) -> list[str]:
    """Ids of as many organisations as no menu takes, in two countries."""
    return [
        organisation(app, f"Klasteris {number:02}", country="SE" if number % 2 else "LV")
        for number in range(MOST_IN_MENU + 2)
    ]


@pytest.fixture
def latvian(sign_in: SignInAs) -> FlaskClient:
    """A browser of somebody who looks after one country."""
    return sign_in("latvian@example.org", grants=[LATVIA])


def grants(app: Flask, user_id: str) -> frozenset[Grant]:
    with app.app_context():
        return queries.grants_of(user_id)


def over(organisation_id: str) -> Grant:
    return Grant(Role.OFFICIAL, Scope(ScopeKind.ORGANISATION, organisation_id))


def form(name: str, role: str = TO_BE_NAMED) -> dict[str, str]:
    return {"email": "anna@example.org", "grant": role, "organisation": name}


def test_the_menu_has_a_few_organisations_and_a_field_takes_the_place_of_many(
    app: Flask, owner: FlaskClient, latvian: FlaskClient, anna: str, many: list[str]
) -> None:
    for path in (PAGE, f"/desk/people/{anna}"):
        page = owner.get(path).text
        assert FIELD in page
        assert page.count(f'value="{TO_BE_NAMED}') == 1, path
        assert '<option value="Klasteris 03 (Sweden)">' in page
        few = latvian.get(path).text
        assert FIELD not in few, path
        assert few.count(f'value="{TO_BE_NAMED}') == len(many) / 2
    with counted_queries(app) as statements:
        owner.get(PAGE)
    assert len(statements) <= 6, statements


@pytest.mark.parametrize("name", ["Klasteris 03", "klasteris  03 (SE)", "KLASTERIS 03 (sweden)"])
@pytest.mark.parametrize("is_on_their_page", [False, True])
def test_an_organisation_is_named_with_or_without_its_country(
    app: Flask, owner: FlaskClient, anna: str, many: list[str], name: str, is_on_their_page: bool
) -> None:
    path = f"/desk/people/{anna}/roles" if is_on_their_page else PAGE
    assert post(owner, path, form(name)).status_code == 303
    assert grants(app, anna) == {over(many[3])}


@pytest.mark.parametrize("is_on_their_page", [False, True])
def test_a_name_that_is_not_here_is_said_with_those_that_are_alike_and_kept(
    app: Flask, owner: FlaskClient, anna: str, many: list[str], is_on_their_page: bool
) -> None:
    path = f"/desk/people/{anna}/roles" if is_on_their_page else PAGE
    wrong = post(owner, path, form("Klasteris 99"))
    assert wrong.status_code == 422
    assert "has the name “Klasteris 99”." in wrong.text
    assert "These are alike" not in wrong.text
    assert 'value="Klasteris 99"' in wrong.text
    assert f'<option selected value="{TO_BE_NAMED}"' in wrong.text
    assert "These are alike: “Klasteris 03 (Sweden)”." in post(owner, path, form("asteris 03")).text
    assert "Write the name of the organisation." in post(owner, path, form("")).text
    assert "Shorten the name" in post(owner, path, form("x" * 301)).text
    assert post(owner, path, form("\0" * 9)).status_code == 422
    assert grants(app, anna) == frozenset()


def test_a_name_in_two_countries_needs_the_country(
    app: Flask, owner: FlaskClient, anna: str, many: list[str]
) -> None:
    swedish = organisation(app, "Klasteris 02", country="SE")
    wrong = post(owner, PAGE, form("Klasteris 02"))
    assert wrong.status_code == 422
    assert "Several organisations have this name" in wrong.text
    assert "“Klasteris 02 (Latvia)”" in wrong.text
    assert 'value="Klasteris 02"' in wrong.text
    assert post(owner, PAGE, form("Klasteris 02 (Sweden)")).status_code == 303
    assert grants(app, anna) == {over(swedish)}


def test_a_long_name_that_is_longer_without_accents_is_found(
    app: Flask, owner: FlaskClient, anna: str, many: list[str]
) -> None:
    id_ = organisation(app, "ß" * 150, country="SE")
    assert post(owner, PAGE, form("ß" * 150)).status_code == 303
    assert grants(app, anna) == {over(id_)}


def test_brackets_in_a_name_are_part_of_it(app: Flask, owner: FlaskClient, anna: str) -> None:
    id_ = organisation(app, "Norrvik (Hamn)", country="SE")
    assert post(owner, PAGE, form("Norrvik (Hamn)")).status_code == 303
    assert grants(app, anna) == {over(id_)}
    assert post(owner, PAGE, form("Norrvik (Hamn) (Sweden)")).status_code == 303


def test_what_cannot_be_given_is_not_there_by_name_either(
    app: Flask, latvian: FlaskClient, anna: str, many: list[str]
) -> None:
    organisation(app, "Ostas klasteris", is_closed=True)
    for name in ("Klasteris 03", "Ostas klasteris", "asteris 03"):
        wrong = post(latvian, PAGE, form(name))
        assert wrong.status_code == 422, name
        assert f"has the name “{name}”." in wrong.text
        assert "Sweden" not in wrong.text.partition("</main>")[0].replace("Official: Sweden", "")
    for role, name in (("administrator", "Klasteris 02"), ("programme-owner", "Klasteris 03")):
        refused = post(latvian, PAGE, form(name, f"{role}:organisation:"))
        assert refused.status_code == 422, role
        assert f"has the name “{name}”." in refused.text
        assert "These are alike" not in refused.text
    assert grants(app, anna) == frozenset()
    assert post(latvian, PAGE, form("", f"official:organisation:{many[3]}")).status_code == 403


def test_a_role_over_something_else_is_not_given_with_a_name_beside_it(
    app: Flask, owner: FlaskClient, anna: str, many: list[str]
) -> None:
    for role in ("official:country:LV", f"official:organisation:{many[1]}"):
        wrong = post(owner, PAGE, form("Klasteris 03", role))
        assert wrong.status_code == 422
        assert "is not over an organisation named here" in wrong.text
        assert 'value="Klasteris 03"' in wrong.text
    assert grants(app, anna) == frozenset()
    assert post(owner, PAGE, form("", "official:country:LV")).status_code == 303


def test_where_somebody_belongs_stays_in_the_menu_of_their_page(
    app: Flask, owner: FlaskClient, anna: str, many: list[str]
) -> None:
    with app.app_context():
        moment = clock.now()
        member = Affiliation(user_id=anna, organisation_id=many[5], proposed_at=moment, agreed_at=moment)
        db.session.add(member)
        db.session.commit()
    page = owner.get(f"/desk/people/{anna}").text
    assert f'value="{TO_BE_NAMED}{many[5]}"' in page
    assert f'value="{TO_BE_NAMED}"' in page
    assert f'value="{TO_BE_NAMED}{many[6]}"' not in page


def test_nobody_gives_a_named_role_to_themselves(app: Flask, owner: FlaskClient, many: list[str]) -> None:
    with app.app_context():
        boss = queries.user_with_email("owner@example.org")
        assert boss is not None
        own = boss.id
    assert post(owner, PAGE, {**form("Klasteris 03"), "email": "owner@example.org"}).status_code == 403
    assert post(owner, f"/desk/people/{own}/roles", form("Klasteris 03")).status_code == 403
    assert over(many[3]) not in grants(app, own)
