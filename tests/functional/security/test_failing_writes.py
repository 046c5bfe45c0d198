"""A disk that is full or a write that fails, at every write in turn: a plain page, and nothing half done."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from lms.core import clock
from lms.core.db import db
from lms.credentials import queries
from lms.credentials.services import printing
from tests.conftest import SignIn
from tests.functional.security.database import digest
from tests.functional.security.routes import POSTS
from tests.functional.security.test_at_the_same_moment import answer_everything
from tests.functional.security.world import World
from tests.support.pages import post, token_of
from tests.support.printing import stand_in

MODULE = "/modules/small-clusters"
WRITES = ("INSERT", "UPDATE", "DELETE")
FULL = "database or disk is full"
UNCOUNTED = frozenset({"throttle_count", "audit_entry", "sign_in"})
TRIED = (
    "study.save_place", "study.complete_lesson", "quiz.answer_self_check", "quiz.save_item", "quiz.submit",
    "credentials.choose_visibility", "credentials.confirm_name", "people.save_account", "people.register",
    "people.change_email", "people.change_password", "study.leave",
)  # fmt: skip


@contextmanager
def full_from(app: Flask, number: int) -> Iterator[list[str]]:
    """The n-th write and all after it find no room; gives the writes that were asked for."""
    asked: list[str] = []

    def look(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().startswith(WRITES) and "throttle_count" not in statement:
            asked.append(statement)
            if len(asked) >= number:
                raise OperationalError(statement, {}, Exception(FULL))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", look)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", look)


@pytest.fixture(autouse=True)
def _without_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.web.limits.limiter.enabled", False)


@pytest.mark.parametrize("endpoint", TRIED)
@pytest.mark.usefixtures("outside")
def test_a_write_without_room_leaves_everything_as_it_was(world: World, endpoint: str) -> None:
    route = next(one for one in POSTS if one.endpoint == endpoint)
    client = world.browser("owner")
    form = {name: world.values.get(value, value) for name, value in route.form.items()}
    if "certificate_name" in form:
        form["certificate_name"] = "Ilze Ozola"
    sent = {**form, "csrf_token": token_of(client, "/modules")}
    before = digest(world.app, without=UNCOUNTED)
    for number in range(1, 30):
        with full_from(world.app, number) as asked:
            answer = client.post(route.path(world), data=sent)
        if len(asked) < number:
            break
        assert answer.status_code == 507
        assert "no room to store" in answer.text
        assert digest(world.app, without=UNCOUNTED) == before, asked
    assert answer.status_code in {204, 303}, "with room it works"
    assert number > 1, "it writes nothing"


@pytest.mark.usefixtures("outside")
def test_an_answer_that_could_not_be_kept_is_not_called_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.browser("owner")
    path = f"/attempts/{world.values['attempt_id']}/items/1"
    token, before = token_of(client, "/modules"), digest(world.app)

    def fail() -> None:
        raise OperationalError("COMMIT", {}, Exception(FULL))

    with monkeypatch.context() as broken:
        broken.setattr(db.session, "commit", fail)
        answer = client.post(
            path, data={"csrf_token": token, "flagged": "yes"}, headers={"Accept": "application/json"}
        )
    assert answer.status_code == 507
    assert answer.json is not None
    assert answer.json["code"] == 507
    assert digest(world.app) == before
    assert client.post(path, data={"csrf_token": token, "flagged": "yes"}).status_code == 303


@pytest.mark.usefixtures("outside")
def test_the_last_step_counts_with_its_certificate_or_not_at_all(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("ilze@example.org")
    post(client, "/certificates/name", {"certificate_name": "Ilze Bērziņa"}, page="/modules")
    post(client, f"{MODULE}/join", page=MODULE)
    post(client, f"{MODULE}/final-test/start", page="/modules")
    post(client, f"/attempts/{answer_everything(app)}/submit", page="/modules")
    for lesson in ("what-it-is", "measuring"):
        post(client, f"{MODULE}/{lesson}/done", page="/modules")
    token, before = token_of(client, "/modules"), digest(app, without=UNCOUNTED)
    for number in range(1, 30):
        with full_from(app, number) as asked:
            answer = client.post(f"{MODULE}/next/done", data={"csrf_token": token})
        if len(asked) < number:
            break
        assert answer.status_code == 507, asked
        assert digest(app, without=UNCOUNTED) == before, asked
    assert any("INTO credential " in one for one in asked)
    assert answer.location == f"{MODULE}/progress"


@pytest.mark.usefixtures("outside")
def test_reading_goes_on_while_nothing_can_be_written(world: World) -> None:
    client = world.browser("owner")
    with full_from(world.app, 1):
        for path in ("/", "/learning", "/modules/small-clusters/measuring", "/certificates", "/account"):
            assert client.get(path).status_code == 200


def test_a_certificate_without_room_stays_due(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_data: bytes) -> str:
        raise OSError(28, "No space left on device")

    with world.app.app_context():
        file = queries.files_of(world.values["credential_id"])[-1]
        file.sha256 = file.stored_sha256 = file.made_at = None
        file.due_at = clock.now()
        db.session.commit()
        stand_in(monkeypatch, lambda record: b"%PDF-1.7 other")
        monkeypatch.setattr(world.app.extensions["campus"].storage, "put", fail, raising=False)
        assert printing.render_due() == 1
        file = queries.files_of(world.values["credential_id"])[-1]
        assert file.sha256 is None
        assert file.due_at is not None
        assert file.attempt_count == 0


@pytest.mark.parametrize(
    ("cause", "status"),
    [
        ("database is locked", 503),
        ("deadlock detected", 503),
        ("canceling statement due to lock timeout", 503),
        ("could not extend file: No space left on device", 507),
        ("server closed the connection unexpectedly", 503),
    ],
)
@pytest.mark.usefixtures("outside")
def test_a_database_that_may_answer_later_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, cause: str, status: int
) -> None:
    token = token_of(client, "/sign-in")

    def fail() -> None:
        raise OperationalError("COMMIT", {}, Exception(cause))

    monkeypatch.setattr(db.session, "commit", fail)
    answer = client.post("/theme", data={"csrf_token": token, "theme": "dark"})
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) is (status == 503)
