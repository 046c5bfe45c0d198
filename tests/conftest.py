"""What all tests share: a database server, applications on both databases, people who are signed in."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from config import ROOT
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.people import passwords
from tests.factories.people import make_user, sign_in_token
from tests.support import conformance, postgresql
from tests.support.application import empty, make_app, make_postgresql_database, settings_for
from tests.support.missing import skip_for_missing

SERVER_VARIABLE = "CAMPUS_TEST_POSTGRESQL"
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_server: postgresql.Server | None = None

# How long an example takes on a busy machine says nothing; where speed matters, a test counts processor time.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once for the whole run; the processes of a parallel run inherit its address."""
    global _server
    for name in [name for name in os.environ if name.startswith("CAMPUS_") and name != SERVER_VARIABLE]:
        del os.environ[name]
    binaries = postgresql.find_binaries()
    if hasattr(config, "workerinput") or SERVER_VARIABLE in os.environ or binaries is None:
        return
    if config.option.collectonly or config.option.markexpr == "no_database":
        return
    _server = postgresql.start(binaries)
    os.environ[SERVER_VARIABLE] = _server.url


def pytest_unconfigure() -> None:
    """Stop the server that this process started."""
    if _server is not None:
        _server.stop()
        os.environ.pop(SERVER_VARIABLE, None)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs the schemas and shapes of others where they are not: no package brings them."""
    if conformance.is_there():
        return
    left_out = [item for item in items if "needs_schemas" in getattr(item, "fixturenames", ())]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def needs_schemas() -> None:
    """Whoever asks for this is run only where the schemas and shapes of others are."""


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Name of the database that the application of this test runs on."""
    if request.param == "postgresql" and SERVER_VARIABLE not in os.environ:
        skip_for_missing("PostgreSQL")
    return str(request.param)


def _database_url(backend: str) -> str | None:
    return make_postgresql_database(os.environ[SERVER_VARIABLE]) if backend == "postgresql" else None


@pytest.fixture(scope="session")
def small_app(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with the small programme of `tests/courses/good`, made once for each database."""
    settings = settings_for(tmp_path_factory.mktemp("campus"), database_url=_database_url(backend))
    app = make_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(small_app: Flask) -> Iterator[Flask]:
    """The application with the small programme and an empty database."""
    yield small_app
    empty(small_app)


@pytest.fixture(scope="session")
def real_courses_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with the real programme, on SQLite."""
    settings = settings_for(tmp_path_factory.mktemp("real"), courses=ROOT / "courses")
    app = make_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def real_app(real_courses_app: Flask) -> Iterator[Flask]:
    """The application with the real programme and an empty database."""
    yield real_courses_app
    empty(real_courses_app)


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application with its context pushed, for tests of services."""
    with app.app_context():
        yield app
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a sign-in."""
    return app.test_client()


SignIn = Callable[..., FlaskClient]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """`sign_in(email, *roles)`: a browser in which that person is signed in; the account is made."""
    return lambda *arguments, **options: signed_in_client(app, *arguments, **options)


def signed_in_client(
    app: Flask,
    email: str = "ilze@example.org",
    *roles: Role,
    name: str = "Ilze Bērziņa",
    grants: Iterable[Grant] = (),
) -> FlaskClient:
    """A browser in which a person with these roles, or with roles over a part, is signed in."""
    with app.app_context():
        user = make_user(email=email, certificate_name=name, roles=roles, grants=grants)
        token = sign_in_token(user)
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(autouse=True)
def _cheap_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose; only the unit tests of passwords need it as it is."""
    if "/unit/" not in request.path.as_posix():
        monkeypatch.setattr(passwords, "_hasher", CHEAP_HASHER)
        monkeypatch.setattr(passwords, "DUMMY_HASH", CHEAP_HASHER.hash("nobody's"))
