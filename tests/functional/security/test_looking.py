"""Looking changes nothing, shows nothing of others, and every answer is armoured."""

import hashlib
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.functional.security.crawling import Parts, crawl
from tests.functional.security.database import digest
from tests.functional.security.routes import (
    FOR_MACHINES,
    GETS,
    NAME_PEOPLE_TO_OWNERS,
    NAME_PEOPLE_TO_TRAINERS,
    SHOW_BY_LINK,
)
from tests.functional.security.world import ACTORS, OWN_EMAIL, SECRETS_OF_OWNER, World

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICIES = ("default-src 'none'; script-src 'self'; style-src 'self'", "sandbox; default-src 'none'")
DESK = "/desk/"
"""There those who look after everybody see everybody."""
LEAKS = re.compile(rb"Traceback \(most recent|werkzeug|Werkzeug/|Python/3|sqlalchemy|psycopg|sqlite3\.")


def everything(
    world: World, client: FlaskClient, *, but: frozenset[str] = frozenset()
) -> dict[str, TestResponse]:
    unwanted = {"credentials.show_verification", *but}
    wanted = [route.path(world) for route in GETS if route.endpoint not in unwanted]
    broken = ["/no-such-page", "/modules/unknown", "/verify/0000", "/static/x/none.css", "/modules/x/y"]
    return crawl(client, [*wanted, f"/verify/{world.values['code']}", *broken])


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.usefixtures("outside")
def test_looking_at_everything_changes_nothing_and_never_fails(world: World, actor: str) -> None:
    client = world.browser(actor)
    before = digest(world.app)
    answers = everything(world, client)
    assert digest(world.app) == before
    assert len(answers) > 30
    assert [path for path, answer in answers.items() if answer.status_code >= 500] == []
    assert [path for path, answer in answers.items() if LEAKS.search(answer.data)] == []
    assert {path: found for path, answer in answers.items() if (found := weak_spots(answer))} == {}


def weak_spots(answer: TestResponse) -> list[str]:
    """What an answer lacks, or has too much of."""
    expected = dict(EVERYWHERE)
    if answer.headers.get("Access-Control-Allow-Origin") == "*":
        expected["Cross-Origin-Resource-Policy"] = "cross-origin"
    if answer.headers.get("Referrer-Policy") == "no-referrer":  # says even less
        expected["Referrer-Policy"] = "no-referrer"
    found = [name for name, value in expected.items() if answer.headers.get(name) != value]
    if not answer.headers.get("Content-Security-Policy", "").startswith(POLICIES):
        found.append("policy")
    if "Cache-Control" not in answer.headers:
        found.append("cache")
    if answer.mimetype == "text/html":
        parts = Parts(answer.text)
        found += parts.inline + parts.foreign
    return found


@pytest.mark.parametrize(
    "actor", ["anonymous", "other", "trainer", "programme-owner", "administrator", "official"]
)
def test_nothing_of_somebody_else_is_in_any_byte(world: World, actor: str) -> None:
    answers = everything(world, world.browser(actor), but=SHOW_BY_LINK)
    owners = NAME_PEOPLE_TO_OWNERS if actor in {"programme-owner", "administrator"} else frozenset()
    trainers = NAME_PEOPLE_TO_TRAINERS if actor == "trainer" or owners else frozenset()
    meant = {route.path(world) for route in GETS if route.endpoint in owners | trainers}
    for path, answer in answers.items():
        if path.partition("?")[0] in meant or (owners and path.startswith(DESK)):
            continue
        body = answer.data.decode("utf-8", "replace") + str(answer.headers)
        assert [secret for secret in (*SECRETS_OF_OWNER, OWN_EMAIL) if secret in body] == [], path


def test_the_owner_does_see_it_so_that_the_test_above_can_fail(world: World) -> None:
    answers = everything(world, world.browser("owner"))
    whole = "".join(answer.text for answer in answers.values() if answer.mimetype == "text/html")
    assert all(secret in whole for secret in (*SECRETS_OF_OWNER, OWN_EMAIL))


def test_pages_of_a_person_are_kept_by_nobody(world: World) -> None:
    client = world.browser("owner")
    for route in GETS:
        answer = client.get(route.path(world))
        kept = answer.headers["Cache-Control"]
        if route.endpoint in {"static_file", "service_worker", "study.show_file"} | FOR_MACHINES:
            assert "Set-Cookie" not in answer.headers, route.id
        else:
            assert kept in {"no-store", "private, no-cache", "private, no-store"}, (route.id, kept)
            assert "Cookie" in answer.headers.get("Vary", ""), route.id


@pytest.mark.usefixtures("outside")
def test_error_pages_are_armoured_too(app: Flask, world: World) -> None:
    client = world.browser("owner")
    answers = [
        client.get("/no-such-page"),
        client.post("/account"),
        client.put("/account"),
        client.post("/account", data={"organisation": "x" * 3_000_000}),
        client.get("/", headers={"Host": "evil.example"}),
        client.get("/account", headers={"Accept": "application/json"}, query_string={"x": "\0"}),
        client.options("/account"),
    ]
    assert [answer.status_code for answer in answers] == [404, 400, 405, 413, 400, 200, 200]
    assert [weak_spots(answer) for answer in answers] == [[]] * len(answers)


def test_only_files_of_courses_are_served_as_such(app: Flask, world: World) -> None:
    client = world.browser("owner")
    pdf = app.extensions["campus"].storage.put(b"%PDF-1.7 stand-in")
    source = app.config["CAMPUS"].courses / "basics" / "small-clusters" / "en" / "final-test.md"
    kept = hashlib.sha256(source.read_bytes()).hexdigest()
    for digest_asked in (pdf, kept, world.values["edition"], "0" * 64, "..", "%2e%2e"):
        assert client.get(f"/modules/small-clusters/files/{digest_asked}/x.csv").status_code == 404
    for name in ("../../config.py", "css/../../../config.py", "..%2f..%2fconfig.py", "/etc/passwd"):
        assert client.get(f"/static/x/{name}").status_code in {404, 308}


@pytest.mark.parametrize(
    "name", ["a%0d%0aSet-Cookie:x=1", "%22;x=%22.csv", "%00.csv", "x" * 300, "å%F0%9F%92%A3"]
)
def test_the_name_of_a_file_in_an_address_cannot_break_a_header(world: World, name: str) -> None:
    answer = world.browser("anonymous").get(f"/modules/small-clusters/files/{world.values['digest']}/{name}")
    assert answer.status_code in {200, 404}
    assert "x=1" not in answer.headers.get("Set-Cookie", "")
