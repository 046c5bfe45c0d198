"""How an installation with a public address, its database, its log and its files are set up."""

import importlib
import logging
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from config import Settings, SettingsError
from lms import migrate
from lms.core.db import db, engine_options, may_write, prepare_engine
from lms.people.models import User
from lms.quiz.models import AttemptItem
from lms.serving import make_secrets
from tests.conftest import SignIn, signed_in_client
from tests.factories.people import PASSWORD, make_user
from tests.functional.security.database import count, digest
from tests.functional.security.routes import COUNT_WHAT_IS_UNKNOWN, GETS, NOTE_LOOKS
from tests.functional.security.world import World
from tests.support.application import make_app, settings_for
from tests.support.pages import post, token_of

HTTPS = {"base_url": "https://campus.example.org"}

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@pytest.fixture(scope="module")
def public_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An installation in use, behind one reverse proxy."""
    settings = settings_for(tmp_path_factory.mktemp("public"))
    app = make_app(replace(settings, public_url="https://campus.example.org", proxies=1))
    yield app
    with app.app_context():
        db.engine.dispose()


# Cookies and addresses


def test_the_cookie_is_bound_to_this_very_host_and_to_encryption(public_app: Flask) -> None:
    answer = public_app.test_client().get("/sign-in", **HTTPS)
    cookie = SimpleCookie(answer.headers["Set-Cookie"])["__Host-session"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert (cookie["expires"], cookie["max-age"]) == ("", "")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_a_trial_makes_no_promise_of_encryption(client: FlaskClient) -> None:
    answer = client.get("/sign-in")
    assert "Strict-Transport-Security" not in answer.headers
    cookie = SimpleCookie(answer.headers["Set-Cookie"])["session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("host", ["evil.example", "localhost", "campus.example.org.evil.example", "x@y", ""])
def test_only_the_public_name_is_served(public_app: Flask, host: str) -> None:
    answer = public_app.test_client().get("/forgotten-password", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_of_forwarded_headers_only_the_last_proxy_s_own_are_believed(public_app: Flask) -> None:
    seen: list[tuple[str | None, str, str]] = []
    public_app.before_request_funcs[None].insert(
        0, lambda: seen.append((request.remote_addr, request.scheme, request.host))
    )
    headers = {
        "Host": "campus.example.org",
        "X-Forwarded-For": "203.0.113.9, 198.51.100.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Prefix": "/evil",
        "Forwarded": "host=evil.example",
    }
    try:
        answer = public_app.test_client().get("/sign-in", headers=headers)
    finally:
        public_app.before_request_funcs[None].pop(0)
    assert seen == [("198.51.100.7", "https", "campus.example.org")]
    assert "evil" not in answer.text


def test_links_in_mail_use_the_public_address_and_the_page_shows_no_mail(public_app: Flask) -> None:
    client = public_app.test_client()
    client.get("/sign-in", **HTTPS)
    token = token_of_https(client, "/register")
    form = {"csrf_token": token, "email": "new@example.org", "password": PASSWORD}
    answer = client.post("/register", data=form, headers={"Referer": "https://campus.example.org/"}, **HTTPS)
    assert answer.status_code == 303
    page = client.get("/mail-sent", **HTTPS).text
    assert "/confirm/" not in page
    with public_app.app_context():
        mail = db.session.execute(text("SELECT text FROM outbox_mail")).scalar_one()
    assert "https://campus.example.org/confirm/" in mail


def token_of_https(client: FlaskClient, path: str) -> str:
    return client.get(path, **HTTPS).text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


# The mail that a trial shows


def test_a_trial_shows_a_mail_to_the_browser_that_caused_it_and_to_no_other(app: Flask) -> None:
    with app.app_context():
        make_user(email="ilze@example.org")
        db.session.commit()
    asking, other = app.test_client(), app.test_client()
    post(asking, "/forgotten-password", {"email": "ilze@example.org"}, page="/sign-in")
    assert "/reset-password/" in asking.get("/mail-sent").text
    assert other.get("/mail-sent").status_code == 303
    post(other, "/forgotten-password", {"email": "nobody@example.org"}, page="/sign-in")
    assert "/reset-password/" not in other.get("/mail-sent").text
    signed_in = signed_in_client(app, "third@example.org")
    assert signed_in.get("/mail-sent").status_code == 303


# Sign-ins


def test_a_copied_cookie_opens_nothing_after_signing_out(app: Flask, sign_in: SignIn) -> None:
    client = sign_in()
    thief = app.test_client()
    with client.session_transaction() as here, thief.session_transaction() as there:
        there.update(here)
    assert thief.get("/account").status_code == 200
    post(client, "/sign-out", page="/account")
    assert thief.get("/account").status_code == 303


def test_signing_in_leaves_nothing_of_the_session_before(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        make_user(email="ilze@example.org")
        db.session.commit()
    token = token_of(client, "/sign-in")
    with client.session_transaction() as session:
        session["planted"] = "x"
        before = session["csrf_token"]
    client.post("/sign-in", data={"csrf_token": token, "email": "ilze@example.org", "password": PASSWORD})
    client.get("/account")
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != before


@pytest.mark.parametrize("token", ["", "x" * 43, "x" * 42, 7, None, ["a"], "å" * 43, "\0" * 43])
def test_an_invented_token_is_nobody(app: Flask, token: object) -> None:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    assert client.get("/account").status_code == 303
    assert client.get("/").status_code == 200


def test_a_cookie_signed_with_another_key_is_nobody(app: Flask, sign_in: SignIn) -> None:
    value = sign_in().get_cookie("session").value  # type: ignore[union-attr]
    client = app.test_client()
    client.set_cookie("session", value[:-3] + "abc")
    assert client.get("/account").status_code == 303


# The log


def test_the_log_names_nobody(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client = app.test_client()
    with app.app_context():
        make_user(email="secretive.person@example.org")
        db.session.commit()
    for _ in range(7):
        form = {"email": "secretive.person@example.org", "password": "a wrong password indeed"}
        answer = post(client, "/sign-in", form, page="/sign-in")
    assert answer.status_code == 429
    client.get(f"/reset-password/{'s' * 43}")
    for word in ("secretive", "a wrong password", "s" * 43, "127.0.0.1"):
        assert word not in caplog.text


def test_an_error_of_the_database_does_not_tell_what_was_to_be_written(app: Flask) -> None:
    with app.app_context():
        make_user(email="ilze@example.org")
        with pytest.raises(IntegrityError) as caught:
            db.session.execute(db.insert(User).values(id="x", email=None, organisation="a private matter"))
        db.session.rollback()
    assert "a private matter" not in str(caught.value).partition("DETAIL")[0]


@pytest.mark.usefixtures("outside")
def test_a_commit_that_fails_does_not_write_the_secret_of_a_link_into_the_log(
    app: Flask, world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.browser("anonymous")
    path = f"/reset-password/{world.values['reset']}"
    token = token_of(client, path)

    def fail() -> None:
        raise OperationalError("COMMIT", {}, Exception("out of memory"))

    monkeypatch.setattr(db.session, "commit", fail)
    answer = client.post(path, data={"csrf_token": token, "password": "eleven lanterns over Norrvik"})
    assert answer.status_code == 500
    assert "fault" in caplog.text
    assert world.values["reset"] not in caplog.text


# The database


def test_every_connection_to_sqlite_keeps_its_promises(tmp_path: Path) -> None:
    may_write.set(False)  # two that may write would wait for each other
    url = f"sqlite:///{tmp_path / 'campus.db'}"
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000,
        "trusted_schema": 0, "cell_size_check": 1, "temp_store": 2, "journal_size_limit": 67108864,
        "secure_delete": 1, "cache_size": -32768,
    }  # fmt: skip
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted
    with engine.connect() as again:
        assert again.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    engine.dispose()


def begins(app: Flask, client: FlaskClient, method: str, path: str, **options: object) -> list[str]:
    """How the transactions of a request to SQLite began."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("BEGIN"):
            found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        client.open(path, method=method, **options)  # type: ignore[arg-type]
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return found


@ON_SQLITE
def test_only_what_may_write_takes_the_lock(world: World) -> None:
    client = world.browser("owner")
    token = token_of(client, "/modules")
    for route in GETS:
        if route.endpoint in COUNT_WHAT_IS_UNKNOWN | NOTE_LOOKS:
            continue
        assert "BEGIN IMMEDIATE" not in begins(world.app, client, "GET", route.path(world)), route.id
    form = {"csrf_token": token, "lesson": "measuring", "anchor": ""}
    found = begins(world.app, client, "POST", "/modules/small-clusters/place", data=form)
    assert found == ["BEGIN", "BEGIN IMMEDIATE"], "who it is, then the act"


def test_pages_are_read_while_somebody_writes(backend: str, world: World) -> None:
    client = world.browser("owner")
    with world.app.app_context(), db.engine.connect() as writer:
        may_write.set(True)
        writer.execute(text("UPDATE enrolment SET enrolled_at = enrolled_at"))
        for path in ("/", "/learning", "/modules/small-clusters/measuring"):
            assert client.get(path).status_code == 200
        writer.rollback()


def test_too_old_a_sqlite_is_not_shared_between_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path)
    monkeypatch.setenv("CAMPUS_DATA", str(settings.data))
    monkeypatch.setenv("CAMPUS_COURSES", str(settings.courses))
    monkeypatch.setenv("CAMPUS_SECRET_KEY", settings.secret_key)
    wsgi = importlib.import_module("lms.wsgi")
    monkeypatch.delitem(sys.modules, "lms.wsgi")
    assert not wsgi.works_alone(wsgi.app)
    monkeypatch.setattr("lms.core.db.SAFE_SQLITE_VERSION", (99, 0, 0))
    assert wsgi.works_alone(wsgi.app)
    with wsgi.app.app_context():
        db.engine.dispose()


# Migrations


@ON_SQLITE
def test_a_table_can_be_made_anew_without_losing_what_hangs_on_it(world: World) -> None:
    items = count(world.app, AttemptItem)
    assert items > 0
    with world.app.app_context():
        with migrate.changing_tables(db.engine) as connection:
            connection.exec_driver_sql("CREATE TABLE attempt_kept AS SELECT * FROM attempt")
            connection.exec_driver_sql("DELETE FROM attempt")
            connection.exec_driver_sql("INSERT INTO attempt SELECT * FROM attempt_kept")
            connection.exec_driver_sql("DROP TABLE attempt_kept")
        assert count(world.app, AttemptItem) == items
        assert db.session.execute(text("PRAGMA foreign_keys")).scalar() == 1


@ON_SQLITE
def test_a_migration_that_leaves_rows_hanging_in_the_air_changes_nothing(world: World) -> None:
    before = digest(world.app)
    with (
        world.app.app_context(),
        pytest.raises(migrate.BrokenReferencesError),
        migrate.changing_tables(db.engine) as connection,
    ):
        connection.exec_driver_sql("DELETE FROM attempt")
    assert digest(world.app) == before


@ON_POSTGRESQL
def test_the_limits_of_pages_do_not_hold_for_migrations(app: Flask) -> None:
    with app.app_context():
        with migrate.changing_tables(db.engine) as connection:
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "0"
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "10s"
            assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "3s"
            assert connection.exec_driver_sql("SHOW jit").scalar() == "off"
            assert connection.exec_driver_sql("SHOW max_parallel_workers_per_gather").scalar() == "0"


# Files


def test_what_is_kept_is_nobody_else_s_to_read(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        make_secrets(tmp_path / "data")
        (tmp_path / "data" / "campus.db").write_bytes(b"")
    finally:
        os.umask(before)
    kept = [tmp_path / "data", *(tmp_path / "data").rglob("*")]
    assert [path for path in kept if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        make_secrets(tmp_path)
        first = (tmp_path / "keys" / "secret").read_text()
        make_secrets(tmp_path)
    finally:
        os.umask(before)
    assert (tmp_path / "keys" / "secret").read_text() == first
    assert len(first) >= 43
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == ["passphrase", "secret"]


@pytest.mark.parametrize(
    "url",
    [
        "https://", "https://x.example/campus", "https://x.example?x=1", "https://x.example#x",
        "https://user:word@x.example", "ftp://x.example", "https://x.example:0", "https://x.example:port",
    ],
)  # fmt: skip
def test_an_address_that_links_cannot_be_put_behind_is_refused(tmp_path: Path, url: str) -> None:
    environ = {"CAMPUS_DATA": str(tmp_path), "CAMPUS_SECRET_KEY": "x" * 40, "CAMPUS_PUBLIC_URL": url}
    with pytest.raises(SettingsError, match="CAMPUS_PUBLIC_URL"):
        Settings.from_environ(environ)
