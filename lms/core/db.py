"""How the application talks to its database: the declarative base, column types, engine and transactions.

SQLite is opened as `docs/operations.md` explains: WAL, `synchronous=FULL`, foreign keys, and
`BEGIN IMMEDIATE` for every unit that may write, so that "check, then insert" cannot race.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from types import ModuleType
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ColumnElement, Dialect, Enum, MetaData, String, and_, event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, registry
from sqlalchemy.types import DateTime, TypeDecorator, TypeEngine

from lms.core.alone import OneProcess

try:
    import pysqlite3 as sqlite_module
except ImportError:
    import sqlite3 as sqlite_module

LAST_SIGN = "\U0010ffff"
"""Sorts behind every other sign."""
SAFE_SQLITE_VERSION = (3, 51, 3)
"""Older versions can corrupt a WAL database that several processes write (sqlite.org/wal.html)."""

may_write: ContextVar[bool] = ContextVar("may_write", default=True)
"""Whether the next transaction begins as a writing one; safe requests set it to False."""


_before_answer: ContextVar[list[Callable[[], None]] | None] = ContextVar("before_answer", default=None)


def collect_late_writes() -> None:
    """Begin a request: nothing is to be written before its answer so far."""
    _before_answer.set([])


def write_or_note(write: Callable[[], None]) -> None:
    """Do this write now; in a request that changes nothing, just before its answer goes out.

    For the few traces that reading must leave (ADR 11). Without the trace there is no answer.
    """
    waiting = _before_answer.get()
    if may_write.get() or waiting is None:
        write()
    else:
        waiting.append(write)


def late_writes() -> list[Callable[[], None]]:
    """End the request: what is to be written before its answer goes out."""
    waiting = _before_answer.get() or []
    _before_answer.set(None)
    return waiting


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as UTC; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What its values are."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments, convert others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be aware of its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of all models."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING), type_annotation_map={datetime: UtcDateTime()}
    )


db = SQLAlchemy(model_class=Base)

Choice = TypeVar("Choice", bound=StrEnum)


def enum_column(choices: type[Choice]) -> Enum:
    """Column type that stores a `StrEnum` by its value and refuses any other value."""
    return Enum(
        choices,
        values_callable=lambda kind: [member.value for member in kind],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        name=choices.__name__.lower(),
    )


def plain_text(length: int) -> TypeEngine[str]:
    """Column type of texts sorted by their signs alone, everywhere: an index finds beginnings."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def begins_with(column: ColumnElement[str] | InstrumentedAttribute[str], start: str) -> ColumnElement[bool]:
    """Condition on a column of `plain_text`: a range of its index, where LIKE would look at every row."""
    return and_(column >= start, column < start + LAST_SIGN)


def sqlite_version() -> tuple[int, ...]:
    """Version of the SQLite library in use."""
    return tuple(int(part) for part in sqlite_module.sqlite_version.split("."))


def may_be_shared(url: str | URL) -> bool:
    """Several processes may open the database: not where it is SQLite of a version that is too old."""
    return make_url(url).get_backend_name() != "sqlite" or sqlite_version() >= SAFE_SQLITE_VERSION


def engine_options(url: str | URL) -> dict[str, Any]:
    """Arguments for `create_engine` that suit the database."""
    if make_url(url).get_backend_name() == "sqlite":
        module: ModuleType = sqlite_module
        connect = {"timeout": 5.0, "check_same_thread": False}
        return {"module": module, "connect_args": connect, "hide_parameters": True}
    settings = (
        "-c statement_timeout=10s -c lock_timeout=3s -c idle_in_transaction_session_timeout=30s"
        # To compile a query, or to start processes for its parts, takes longer than to run one of ours.
        " -c jit=off -c max_parallel_workers_per_gather=0"
        # What is asked for often lies in memory, where no row is further away than another.
        " -c random_page_cost=1.1"
    )
    return {
        "pool_pre_ping": True,
        "pool_size": 8,
        "max_overflow": 4,
        # A thread that finds no connection says so soon; the server's other threads are needed.
        "pool_timeout": 5,
        # Errors are logged with their statement; addresses and answers must not stand there.
        "hide_parameters": True,
        "connect_args": {"connect_timeout": 5, "options": settings},
    }


SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "journal_size_limit=67108864",
    "secure_delete=ON",
    "cache_size=-32768",
)
"""What is deleted is overwritten: a key that somebody's data were encrypted with must be gone. In KiB, and
for each connection: enough for what lists of a hundred thousand people look at; a small database fills less.
"""


def prepare_engine(engine: Engine) -> None:
    """Attach to an engine how its connections are opened and its transactions begun."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if not may_be_shared(engine.url):
            OneProcess(engine)


def _open_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions itself: it would begin them deferred.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def forget_deleted(engine: Engine) -> None:
    """Empty SQLite's journal, which still has what was deleted before. Call it outside any transaction."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write.get() else "BEGIN")


@contextmanager
def reading() -> Iterator[None]:
    """A read-only transaction that ends here, so that slow work can follow outside any transaction."""
    db.session.rollback()
    token = may_write.set(False)
    try:
        yield
    finally:
        db.session.rollback()
        may_write.reset(token)
