"""Rows of a backup into an empty database with the schema that they were taken from."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from sqlalchemy import Column, Engine, MetaData, Table, func, inspect, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from lms.backup.database.columns import DumpedTable
from lms.backup.errors import BackupError, DamagedBackupError
from lms.backup.rules.rows import values_of

ROWS_AT_ONCE = 500
_FOREIGN_KEYS = text(
    "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
)


def is_empty(engine: Engine) -> bool:
    """The database holds no table."""
    return not inspect(engine).get_table_names()


def clear(engine: Engine) -> None:
    """Remove all tables: a restore that failed leaves nothing behind."""
    found = MetaData()
    found.reflect(engine)
    found.drop_all(engine)


def remove_rows(connection: Connection, tables: Iterable[DumpedTable]) -> None:
    """Remove what migrations wrote into new tables: the backup has it all."""
    for table in tables:
        connection.execute(table.table.delete())


@contextmanager
def references_come_last(connection: Connection) -> Iterator[None]:
    """Meanwhile rows may point at rows that are still to come; at the end all must be there."""
    if connection.dialect.name == "sqlite":  # there whoever changes tables has switched the check off
        yield
        return
    keys = [tuple(row) for row in connection.execute(_FOREIGN_KEYS)]
    for name, table, _ in keys:
        connection.exec_driver_sql(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    for name, table, definition in keys:
        connection.exec_driver_sql(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def lines_in(piece: bytes) -> list[bytes]:
    """The lines of a piece. Raises DamagedBackupError."""
    try:
        return gzip.decompress(piece).splitlines(keepends=True)
    except (OSError, EOFError, zlib.error):
        raise DamagedBackupError("A piece of the database in the backup is damaged.") from None


def insert_lines(connection: Connection, table: DumpedTable, lines: Iterable[bytes]) -> None:
    """Insert rows, and take them into the table's digest. Raises BackupError where they do not fit."""
    statement, iterator = table.insertion(connection.dialect.name), iter(lines)
    while some := list(islice(iterator, ROWS_AT_ONCE)):
        for line in some:
            table.digest.add(line)
        rows = [table.parameters(values_of(line, table.kinds)) for line in some]
        try:
            connection.execute(statement, rows)
        except SQLAlchemyError as problem:
            said = str(getattr(problem, "orig", problem)).partition("\n")[0]
            raise BackupError(
                f"Rows of the table {table.name} do not fit the new database: {said}"
            ) from problem


def go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL number the next rows after those that came in; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    found = inspect(connection)
    for table in found.get_table_names():
        for column in found.get_columns(table):
            if column.get("autoincrement"):
                _count_on(connection, table, column["name"])


def _count_on(connection: Connection, table: str, column: str) -> None:
    kept = Table(table, MetaData(), Column(column))
    last = connection.scalar(select(func.max(kept.c[column])))
    if last is not None:
        connection.execute(select(func.setval(func.pg_get_serial_sequence(f'"{table}"', column), last)))
