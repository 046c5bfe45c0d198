"""An installation of each database and one backup of it, made once: most tests only read them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SERVER_VARIABLE
from tests.support.application import make_postgresql_database
from tests.support.backups import Installation, close, filled


def new_database(backend: str) -> str | None:
    """The address of an empty database; None is SQLite in the data folder."""
    return make_postgresql_database(os.environ[SERVER_VARIABLE]) if backend == "postgresql" else None


@pytest.fixture(scope="module")
def installation(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with people, a certificate, mail and files."""
    made = filled(tmp_path_factory.mktemp("installation") / "data", new_database(backend))
    yield made
    close(made.app)


@pytest.fixture(scope="module")
def backup(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it in the clear."""
    out = tmp_path_factory.mktemp("backups") / "campus.backup"
    installation.back_up(out)
    return out


@pytest.fixture(scope="session")
def small_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One without certificates, on SQLite."""
    made = filled(tmp_path_factory.mktemp("small") / "data", certificates=0)
    yield made
    close(made.app)


@pytest.fixture(scope="session")
def small_backup(small_installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of that."""
    out = tmp_path_factory.mktemp("backups") / "campus.backup"
    small_installation.back_up(out)
    return out
