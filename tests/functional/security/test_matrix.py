"""Who gets which answer from which route? Everybody, everywhere, with the objects of somebody else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.functional.security.database import digest
from tests.functional.security.routes import GETS, POSTS, Route
from tests.functional.security.world import ACTORS, World
from tests.support.pages import token_of

OWNER_LAST = (*(actor for actor in ACTORS if actor != "owner"), "owner")
UNCOUNTED = frozenset({"throttle_count", "audit_entry"})
"""A refusal may be counted and written down."""


@pytest.fixture(autouse=True)
def _without_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many requests from one address would soon be too many."""
    monkeypatch.setattr("lms.web.limits.limiter.enabled", False)


def test_every_route_has_its_line_in_the_matrix(app: Flask) -> None:
    written = {(route.method, route.endpoint) for route in (*GETS, *POSTS)}
    served = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served - written == set(), "add what is new to tests/functional/security/routes.py"
    assert written - served == set()


def test_looking_is_answered_as_written(world: World) -> None:
    wrong = []
    for actor in ACTORS:
        client = world.browser(actor)
        for route in GETS:
            path = route.path(world)
            got = (client.get(path).status_code, client.head(path).status_code)
            if got != (route.expected(actor),) * 2:
                wrong.append((actor, route.id, path, got, route.expected(actor)))
    assert wrong == []


def test_doing_is_answered_as_written_and_a_refusal_changes_nothing(world: World) -> None:
    wrong: list[tuple[object, ...]] = []
    browsers: dict[str, tuple[FlaskClient, str]] = {}
    before = ""
    for route in POSTS:
        for actor in OWNER_LAST:
            if actor not in browsers:
                client = world.browser(actor)
                browsers[actor] = client, token_of(client, "/modules")
                before = digest(world.app, without=UNCOUNTED)
            answer = send(*browsers[actor], world, route)
            after = digest(world.app, without=UNCOUNTED)
            if answer.status_code != route.expected(actor):
                wrong.append((actor, route.id, answer.status_code, route.expected(actor)))
            if answer.status_code >= 400 and before != after:
                wrong.append((actor, route.id, "was refused and has changed something"))
            if before != after:  # perhaps a session, of whomever
                browsers.clear()
            before = after
    assert wrong == []


def send(client: FlaskClient, token: str, world: World, route: Route) -> TestResponse:
    form = {name: world.values.get(value, value) for name, value in route.form.items()}
    # To its end: a stream that is left open keeps its request's context.
    return client.post(route.path(world), data={**form, "csrf_token": token}, buffered=True)


def test_no_other_method_is_taken_anywhere(world: World) -> None:
    client = world.browser("owner")
    taken = {(route.method, route.path(world)) for route in (*GETS, *POSTS)}
    for path in {path for _method, path in taken}:
        for method in ("PUT", "PATCH", "DELETE", "TRACE"):
            assert client.open(path, method=method).status_code == 405, (method, path)
        if ("POST", path) not in taken:
            assert client.post(path).status_code in {400, 405}, path


@pytest.mark.parametrize("suffix", ["/", ".json", "%00", "/..", ";x=1", "%2f"])
def test_a_changed_address_opens_nothing_of_somebody_else(world: World, suffix: str) -> None:
    client = world.browser("other")
    for route in GETS:
        if route.expected("other") == 404:
            assert client.get(route.path(world) + suffix).status_code in {303, 308, 404}, route.id


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL"])
def test_headers_that_other_servers_obey_change_nothing(world: World, header: str) -> None:
    client = world.browser("anonymous")
    answer = client.get("/modules", headers={header: "/account"})
    assert answer.status_code == 200
    assert answer.request.path == "/modules"
