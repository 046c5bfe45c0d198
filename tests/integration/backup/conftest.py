"""An installation of each database and one backup of it, made once: most tests only read them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SERVER_VARIABLE
from tests.support.application import make_postgresql_database
from tests.support.backups import Installation, close, filled


def new_database(backend: str) -> str | None:
    """The address of an empty database; None is SQLite in the data folder."""
    return make_postgresql_database(os.environ[SERVER_VARIABLE]) if backend == "postgresql" else None


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with people, a certificate, mail and files, on SQLite."""
    made = filled(tmp_path_factory.mktemp("installation") / "data")
    yield made
    close(made.app)


@pytest.fixture(scope="module")
def installation(
    backend: str, on_sqlite: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The same on each database."""
    if backend == "sqlite":
        yield on_sqlite
        return
    made = filled(tmp_path_factory.mktemp("installation") / "data", new_database(backend))
    yield made
    close(made.app)


@pytest.fixture
def a_copy(on_sqlite: Installation, tmp_path: Path) -> Iterator[Installation]:
    """One in the folder `data` that a test may change."""
    made = on_sqlite.copy(tmp_path / "data")
    yield made
    close(made.app)


BackUp = Callable[[Installation], Path]


@pytest.fixture(scope="session")
def back_up(tmp_path_factory: pytest.TempPathFactory) -> BackUp:
    """A backup of an installation in the clear."""

    def make(installation: Installation) -> Path:
        out = tmp_path_factory.mktemp("backups") / "campus.backup"
        installation.back_up(out)
        return out

    return make


@pytest.fixture(scope="module")
def backup(installation: Installation, back_up: BackUp) -> Path:
    """A backup of the installation on each database."""
    return back_up(installation)


@pytest.fixture(scope="session")
def sqlite_backup(on_sqlite: Installation, back_up: BackUp) -> Path:
    """A backup of that on SQLite."""
    return back_up(on_sqlite)
