"""Forms that were not sent from our pages, and fields that no form of ours has, change nothing."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.core.db import db
from lms.people.models import RoleGrant
from lms.tables import metadata
from tests.functional.security.database import cells, digest, places_of
from tests.functional.security.routes import NEED_NO_TOKEN, POSTS, Route
from tests.functional.security.world import World
from tests.support.pages import token_of

PLANTED = "planted7"
FORMS = [route for route in POSTS if route.endpoint not in NEED_NO_TOKEN]


@pytest.fixture(autouse=True)
def _without_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.web.limits.limiter.enabled", False)


def form_of(route: Route, world: World) -> dict[str, str]:
    return {name: world.values.get(value, value) for name, value in route.form.items()}


@pytest.mark.parametrize("kind", ["missing", "empty", "foreign", "before sign-in", "altered"])
def test_a_form_without_a_good_token_changes_nothing(world: World, kind: str) -> None:
    client = world.browser("owner")
    token = {
        "missing": None,
        "empty": "",
        "foreign": token_of(world.browser("other"), "/modules"),
        "before sign-in": token_of(world.browser("anonymous"), "/modules"),
        "altered": token_of(client, "/modules")[:-2] + "xx",
    }[kind]
    before = digest(world.app)
    for route in FORMS:
        sent = form_of(route, world) | ({} if token is None else {"csrf_token": token})
        expected = 403 if route.expected("owner") == 403 else 400
        assert client.post(route.path(world), data=sent).status_code == expected, route.id
    assert digest(world.app) == before


FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://[broken"},
)


def test_a_form_from_another_site_changes_nothing_even_with_a_token(world: World) -> None:
    client = world.browser("owner")
    token = token_of(client, "/modules")
    before = digest(world.app)
    for route in FORMS:
        sent = {**form_of(route, world), "csrf_token": token}
        for headers in FOREIGN:
            answer = client.post(route.path(world), data=sent, headers=headers)
            assert answer.status_code == 403, (route.id, headers)
    assert digest(world.app) == before


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Origin": "null"}, {}], ids=str)
def test_our_own_pages_are_not_taken_for_foreign(client: FlaskClient, headers: dict[str, str]) -> None:
    token = token_of(client)
    assert client.post("/theme", data={"csrf_token": token, "theme": ""}, headers=headers).status_code == 303


def test_a_token_in_json_or_plain_text_is_none(world: World) -> None:
    client = world.browser("owner")
    body = f'{{"csrf_token": "{token_of(client, "/modules")}", "language": "sv"}}'
    for media_type in ("text/plain", "application/json"):
        assert client.post("/language", data=body, content_type=media_type).status_code == 400


# Fields that no form of ours has


def planted_fields(known: dict[str, str]) -> dict[str, str]:
    """A value for every column there is, and for what others call such columns."""
    columns = {column.name for table in metadata().sorted_tables for column in table.columns}
    others = {"role", "roles", "is_admin", "is_staff", "admin", "status", "grade", "passed", "holder", "obj"}
    return {name: PLANTED for name in columns | others if name not in known}


def test_fields_named_like_columns_go_nowhere(world: World) -> None:
    before = roles(world.app)
    for route in POSTS:
        client = world.browser("owner")
        known = form_of(route, world)
        free = {"organisation", "name", "certificate_name", "email", "password", "text", "anchor"}
        planted = {name: value for name, value in planted_fields(known).items() if name not in free}
        sent = {**planted, **known, "csrf_token": token_of(client, "/modules")}
        # To its end, as a server does: a file that nobody reads stays open.
        answer = client.post(route.path(world), data=sent, buffered=True)
        assert answer.status_code < 500, route.id
        assert places_of(world.app, PLANTED) == set(), route.id
    assert roles(world.app) == before


PROTECTED = {
    *(("user", one) for one in ("email", "email_confirmed_at", "disabled_at", "is_example", "password_hash")),
    *(("attempt", one) for one in ("score", "is_passed", "seed", "started_at", "deadline_at", "number")),
    *(("attempt_item", one) for one in ("score", "item_id", "variant")),
    *(("enrolment", one) for one in ("user_id", "edition_digest")),
    *(("result", one) for one in ("score", "is_passed")),
    *(("credential", one) for one in ("issued_at", "code", "is_trial")),
    ("attempt", "user_id"),
    ("completion", "completed_at"),
    ("role_grant", "role"),
    ("sign_in", "user_id"),
}


@pytest.mark.parametrize("value", ["1", "true", "y", "administrator", "2020-01-01T00:00:00", "100"])
def test_no_value_makes_more_of_a_person_or_an_attempt(world: World, value: str) -> None:
    client = world.browser("owner")
    before = [cell for cell in cells(world.app) if cell[:2] in PROTECTED]
    token = token_of(client, "/modules")
    for endpoint in ("people.save_account", "quiz.save_item", "study.save_place", "credentials.confirm_name"):
        route = next(one for one in POSTS if one.endpoint == endpoint)
        known = form_of(route, world)
        extra = {name: value for name in planted_fields(known) if name not in {"organisation", "text"}}
        client.post(route.path(world), data={**extra, **known, "csrf_token": token})
    assert [cell for cell in cells(world.app) if cell[:2] in PROTECTED] == before


def roles(app: Flask) -> list[tuple[str, Role]]:
    with app.app_context():
        return [(one.user_id, one.role) for one in db.session.scalars(db.select(RoleGrant))]
