"""Every role over every scope, at every page and act, gets what the permission table and the scopes say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import ANONYMOUS, GRANTS, Grant, Permission, Role
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from tests.factories.people import make_user, sign_in_token
from tests.functional.security.database import digests
from tests.functional.security.placing import arrange
from tests.functional.security.reaches import (
    ABOUT_NOBODY,
    LIMITED,
    NAMED_IN_FORM,
    ON_ALL_WITHIN,
    REACHED_BY,
    ROUTES,
    SAYS_NOTHING,
    TWO_THINGS,
    Answer,
    Limited,
    expected,
    is_for_parts,
    is_scoped,
    permissions,
)
from tests.functional.security.routes import GETS, POSTS, Route
from tests.functional.security.snapshots import Snapshot
from tests.functional.security.world import World
from tests.support.pages import token_of

TRACES = frozenset({"audit_entry", "throttle_count", "look", "sign_in"})
"""What a request may leave behind that is refused, or finds nothing."""
FIRST_OF_ROLES = {one.role: one for one in reversed(LIMITED)}.values()
ROLES_OF_ACTORS = {
    "owner": Role.PARTICIPANT,
    "other": Role.PARTICIPANT,
    "trainer": Role.TRAINER,
    "programme-owner": Role.PROGRAMME_OWNER,
    "administrator": Role.ADMINISTRATOR,
    "official": Role.OFFICIAL,
}


@pytest.fixture(autouse=True)
def _without_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.web.limits.limiter.enabled", False)


@pytest.fixture
def placed(world: World) -> World:
    """The world with everybody within reach of scopes."""
    arrange(world)
    return world


def browsers(world: World, actors: Iterable[Limited]) -> dict[Limited, FlaskClient]:
    """A browser of each, signed in."""
    tokens = {}
    with world.app.app_context():
        for actor in actors:
            scope = Scope(actor.scope.kind, world.values.get(actor.scope.id, actor.scope.id))
            user = make_user(email=f"{actor.name}@example.org", grants=[Grant(actor.role, scope)])
            tokens[actor] = sign_in_token(user)
        db.session.commit()
    found = {actor: world.app.test_client() for actor in tokens}
    for actor, client in found.items():
        with client.session_transaction() as session:
            session["_user_id"] = tokens[actor]
    return found


def arguments_of(app: Flask, route: Route) -> frozenset[str]:
    return frozenset(name for rule in app.url_map.iter_rules(route.endpoint) for name in rule.arguments)


def answers_of(world: World, actor: Limited) -> Iterator[tuple[Route, Answer]]:
    """What somebody limited gets from each page and act that the scope of a role limits.

    What their role does not give over any part is asked of one of the role alone.
    """
    asked = permissions(world.app, ROUTES)
    for route in ROUTES:
        permission = asked.get(route.endpoint)
        if permission is None or not is_scoped(permission):
            continue
        answer = expected(actor, route, permission, arguments_of(world.app, route))
        if answer is not Answer.NOT_ALLOWED or actor in FIRST_OF_ROLES:
            yield route, answer


def status_of(world: World, client: FlaskClient, route: Route, token: str) -> int:
    path = route.path(world)
    form = {name: _filled(value, world) for name, value in route.form.items()}
    if route.method == "GET":
        return client.get(path, query_string=form, buffered=True).status_code
    return client.post(path, data={**form, "csrf_token": token}, buffered=True).status_code


def _filled(value: str, world: World) -> str:
    """With the world's ids in it, alone or at the end."""
    head, colon, last = value.rpartition(":")
    return f"{head}{colon}{world.values[last]}" if last in world.values else value


def kept(app: Flask) -> Mapping[str, str]:
    return {table: found for table, found in digests(app).items() if table not in TRACES}


def check(world: World, actor: Limited, client: FlaskClient, *, does: Snapshot | None) -> list[object]:
    """What is answered otherwise than written; acts that are allowed are done where they can be put back."""
    wrong: list[object] = []
    answers = list(answers_of(world, actor))
    token, before = token_of(client), kept(world.app)
    for route, answer in answers:
        if answer is Answer.DONE:
            continue
        status = status_of(world, client, route, token)
        if not answer.fits(status):
            wrong.append((actor.name, route.id, status, answer.value))
    if kept(world.app) != before:
        changed = [table for table, found in kept(world.app).items() if found != before[table]]
        wrong.append((actor.name, "was refused everything and has changed", changed))
    for route, answer in answers:
        if answer is not Answer.DONE or (does is None and route.method == "POST"):
            continue
        status = status_of(world, client, route, token)
        if not answer.fits(status):
            wrong.append((actor.name, route.id, status, answer.value))
        if does is not None and route.method == "POST":
            does.put_back()
    return wrong


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("outside")
def test_each_role_over_each_scope_is_answered_as_the_tables_say(placed: World) -> None:
    found = browsers(placed, LIMITED)
    snapshot = Snapshot(placed.app)
    wrong = []
    for actor, client in found.items():
        wrong += check(placed, actor, client, does=snapshot)
        snapshot.put_back()
    assert wrong == []


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("outside")
def test_scopes_of_people_are_kept_on_the_other_database_too(placed: World) -> None:
    kinds = {ScopeKind.REGION, ScopeKind.ORGANISATION, ScopeKind.COURSE}
    some = [one for one in LIMITED if one.role is Role.PROGRAMME_OWNER and one.scope.kind in kinds]
    wrong = []
    for actor, client in browsers(placed, some).items():
        wrong += check(placed, actor, client, does=None)
    assert wrong == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_lies_outside_is_not_reached_beside_something_within(placed: World) -> None:
    wrong: list[object] = []
    within = [one for one in LIMITED if one.is_inside and one.role is not Role.OFFICIAL]
    for actor, client in browsers(placed, within).items():
        token, before = token_of(client), kept(placed.app)
        for endpoint, values in TWO_THINGS:
            route = next(one for one in ROUTES if one.endpoint == endpoint)
            status = status_of(placed, client, replace(route, values=values), token)
            if status not in {403, 404}:
                wrong.append((actor.name, endpoint, values, status))
        if kept(placed.app) != before:
            wrong.append((actor.name, "has changed something"))
    assert wrong == []


def test_each_act_on_nothing_in_its_address_says_what_it_is_about(app: Flask) -> None:
    asked, known = permissions(app, POSTS), NAMED_IN_FORM.keys() | ON_ALL_WITHIN | ABOUT_NOBODY
    acts = [route for route in POSTS if is_for_parts(asked[route.endpoint])]
    bare = {route.endpoint for route in acts if not arguments_of(app, route) & REACHED_BY.keys()}
    assert {one for one in bare if ".export_" not in one} <= known, "add what is new to reaches.py"


def test_each_name_in_an_address_says_who_reaches_it(app: Flask) -> None:
    asked = permissions(app, ROUTES)
    names = {
        name
        for route in ROUTES
        if (permission := asked.get(route.endpoint)) is not None and is_for_parts(permission)
        for name in arguments_of(app, route)
    }
    assert names <= REACHED_BY.keys() | SAYS_NOTHING, "add what is new to reaches.py"


def test_the_written_matrix_follows_the_permission_table(app: Flask) -> None:
    asked, wrong = permissions(app, (*GETS, *POSTS)), []
    for route in (*GETS, *POSTS):
        permission = asked.get(route.endpoint, Permission.PUBLIC)
        if permission not in ANONYMOUS and route.expected("anonymous") not in {302, 303, 401}:
            wrong.append(("anonymous", route.id))
        for actor, role in ROLES_OF_ACTORS.items():
            is_closed = route.expected(actor) == 403
            if is_closed == (permission in GRANTS[role] | ANONYMOUS):
                wrong.append((actor, route.id, permission.value))
    assert wrong == []
