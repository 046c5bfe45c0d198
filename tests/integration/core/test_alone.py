"""A database that must not be shared is opened by one process only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from lms.core.alone import DatabaseInUseError
from lms.core.db import engine_options, prepare_engine


@pytest.fixture
def too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.core.db.SAFE_SQLITE_VERSION", (99, 0, 0))


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    url = f"sqlite:///{tmp_path / 'campus.db'}"
    pair = create_engine(url, **engine_options(url)), create_engine(url, **engine_options(url))
    yield pair
    for engine in pair:
        engine.dispose()


def ask(engine: Engine) -> object:
    with engine.connect() as connection:
        return connection.execute(text("SELECT 1")).scalar()


@pytest.mark.usefixtures("too_old")
def test_the_second_is_told_until_the_first_lets_go(engines: tuple[Engine, Engine]) -> None:
    first, second = engines
    for engine in engines:
        prepare_engine(engine)
    assert ask(first) == ask(first) == 1
    with pytest.raises(DatabaseInUseError, match="too old to share"):
        ask(second)
    first.dispose()
    assert ask(second) == 1
    with pytest.raises(DatabaseInUseError):
        ask(first)


def test_a_new_enough_library_shares(engines: tuple[Engine, Engine]) -> None:
    for engine in engines:
        prepare_engine(engine)
    assert [ask(engine) for engine in engines] == [1, 1]
