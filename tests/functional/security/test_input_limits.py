"""Whatever is typed, sent or asked for: a plain answer, and nothing half written."""

import pytest
from flask.testing import FlaskClient

from tests.functional.security.database import digest
from tests.functional.security.routes import GETS, POSTS, Route
from tests.functional.security.world import World
from tests.support.pages import post, token_of

STRANGE = {
    "emoji": "🦆👩‍🏫🇱🇻",
    "nul": "a\0b",
    "controls": "a\x07\x1b[31m\x7f\x85b",
    "line breaks": "a\r\nSet-Cookie: x=1\r\nb",
    "bidi": "a\u202egnp.exe\u2066b",
    "surrogate": "a%ED%A0%80b",
    "combining": "z" + "\u0363" * 200,
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{7*7}}${7*7}%(x)s",
    "long": "x" * 20_000,
    "path": "../../../../etc/passwd",
    "number": "9" * 400,
    "spaces": " \t\u00a0\u2003 ",
}


ONLY_FOR_PAGES = {"line breaks", "bidi", "markup", "template", "path", "spaces"}
"""To a database these are texts like any other: one is enough."""


@pytest.fixture(autouse=True)
def _without_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.web.limits.limiter.enabled", False)


UNCOUNTED = frozenset({"throttle_count", "audit_entry", "sign_in"})
"""A refused sign-in is written down, and every browser of these tests signs in."""


@pytest.mark.parametrize("kind", sorted(STRANGE.keys() - ONLY_FOR_PAGES))
@pytest.mark.usefixtures("outside")
def test_any_text_in_any_field_gets_a_plain_answer(world: World, kind: str) -> None:
    type_everywhere(world, STRANGE[kind])


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", sorted(ONLY_FOR_PAGES))
@pytest.mark.usefixtures("outside", "backend")
def test_any_text_that_pages_may_stumble_over_gets_a_plain_answer(world: World, kind: str) -> None:
    type_everywhere(world, STRANGE[kind])


def type_everywhere(world: World, text: str) -> None:
    """Send it in each field of each form, one after the other."""
    client = world.browser("owner")
    token = token_of(client, "/modules")
    before = digest(world.app, without=UNCOUNTED)
    for route in POSTS:
        was_taken = False
        for name in route.form or {"anything": ""}:
            data = {**form_of(route, world), name: text, "csrf_token": token}
            answer = client.post(route.path(world), data=data, buffered=True)
            assert answer.status_code < 500, (route.id, name)
            assert b"<script>alert" not in answer.data, (route.id, name)
            assert "evil" not in (answer.location or ""), (route.id, name)
            assert len(answer.headers.get("Set-Cookie", "")) < 4000, (route.id, name)
            after = digest(world.app, without=UNCOUNTED)
            assert answer.status_code < 400 or after == before, (route.id, name)
            before = after
            was_taken |= answer.status_code < 400
        if was_taken:  # the session may be another one now, or over
            client = world.browser("owner")
            token = token_of(client, "/modules")
            before = digest(world.app, without=UNCOUNTED)


def form_of(route: Route, world: World) -> dict[str, str]:
    return {name: world.values.get(value, value) for name, value in route.form.items()}


IMPOSSIBLE = [
    "%00",
    "%ff%fe",
    "%F0%9F%92%A3",
    "9" * 30,
    "9" * 5000,
    "a" * 2000,
    "..%2f..",
    "%0d%0ax",
    "'--",
    "%",
]


@pytest.mark.parametrize("value", IMPOSSIBLE, ids=[one[:12] for one in IMPOSSIBLE])
@pytest.mark.usefixtures("outside")
def test_any_value_in_any_address_gets_a_plain_answer(world: World, value: str) -> None:
    client = world.browser("owner")
    token = token_of(client, "/modules")
    for route in (*GETS, *POSTS):
        path = route.path(world)
        for part in addressed_parts(route, world):
            asked = path.replace(f"/{part}", f"/{value}", 1)
            answer = client.open(
                asked, method=route.method, data={"csrf_token": token} if route.form else None
            )
            assert answer.status_code < 500, (route.id, asked[:80])


def addressed_parts(route: Route, world: World) -> list[str]:
    """The values that stand in a route's address."""
    values = {*world.values.values(), *route.values.values()}
    return [part for part in route.path(world).split("/") if part in values]


@pytest.mark.usefixtures("outside")
def test_a_book_in_place_of_an_answer_is_refused_in_plain_words(world: World) -> None:
    client = world.browser("owner")
    before = digest(world.app)
    path = f"/attempts/{world.values['attempt_id']}/items/1"
    for size, status in ((5_000, 422), (1_000_000, 422), (3_000_000, 413)):
        typed = dict.fromkeys(("text", "value", "chosen"), "x" * size)
        answer = post(client, path, typed, page="/modules")
        assert answer.status_code in {status, 400, 413}
        assert status != 413 or answer.status_code == 413
        assert '<main id="main"' in answer.text
        assert "large" in answer.text.lower() or "long" in answer.text.lower()
    assert digest(world.app) == before


@pytest.mark.usefixtures("outside")
def test_a_thousand_fields_are_refused(world: World) -> None:
    client = world.browser("owner")
    answer = client.post(
        "/account",
        data={f"f{number}": b"x" for number in range(1500)},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/confirm", "/reset-password", "/first-administrator", "/account/email"])
def test_a_link_that_never_was_says_so(world: World, path: str) -> None:
    client = world.browser("owner")
    for token in ("x" * 43, "x", "x" * 500):
        answer = client.get(f"{path}/{token}")
        assert answer.status_code == 410
        assert '<main id="main"' in answer.text


EVIL = [
    "//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example", "/\tevil.example",
    "/%09/evil.example", "\\/evil.example", "//evil.example/..", "/\n/evil.example", "javascript:alert(1)",
    "///evil.example", "/\\/evil.example", "http:///evil.example", " //evil.example", "/" + "x" * 5000,
]  # fmt: skip


def test_nobody_is_sent_to_another_site(world: World, client: FlaskClient) -> None:
    signed_in = world.browser("owner")
    for target in EVIL:
        answers = [
            post(client, "/language", {"language": "en", "next": target}),
            post(client, "/theme", {"theme": "", "next": target}),
            signed_in.get("/sign-in", query_string={"next": target}),
        ]
        for answer in answers:
            assert answer.status_code == 303
            assert answer.location in {"/", "/learning", "/%09/evil.example"}, target
