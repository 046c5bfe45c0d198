"""All rows out of one moment: other processes go on writing meanwhile."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection

from lms.backup.database.columns import DumpedTable
from lms.backup.rules.rows import TableDigest, line_of
from lms.core.db import may_write

ROWS_AT_ONCE = 1000
PIECE_SIZE = 2 << 20
"""Bytes of lines, after which a new piece begins: a backup of any size needs no more memory than this."""
LEVEL = 6


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the whole database, however long it is read."""
    with (_reading_sqlite if engine.dialect.name == "sqlite" else _reading_postgresql)(engine) as connection:
        yield connection


@contextmanager
def _reading_sqlite(engine: Engine) -> Iterator[Connection]:
    token = may_write.set(False)
    try:
        with engine.connect() as connection, connection.begin():
            connection.exec_driver_sql(
                "SELECT 1 FROM sqlite_master LIMIT 1"
            )  # the moment is that of this read
            yield connection
    finally:
        may_write.reset(token)


@contextmanager
def _reading_postgresql(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as plain:
        connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            # The limits of pages would end it.
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            yield connection


def lines_of(connection: Connection, table: DumpedTable) -> Iterator[bytes]:
    """The rows of a table, in no order that means anything."""
    query = table.selection().execution_options(yield_per=ROWS_AT_ONCE)
    kinds = table.kinds
    for row in connection.execute(query):
        yield line_of(row, kinds)


def pieces_of(connection: Connection, table: DumpedTable) -> Iterator[bytes]:
    """The same compressed, in pieces of whole lines; the table's digest takes in each row."""
    lines = bytearray()
    for line in lines_of(connection, table):
        table.digest.add(line)
        lines += line
        if len(lines) >= PIECE_SIZE:
            yield gzip.compress(bytes(lines), LEVEL, mtime=0)
            lines.clear()
    if lines:
        yield gzip.compress(bytes(lines), LEVEL, mtime=0)


def digest_of(connection: Connection, table: DumpedTable) -> TableDigest:
    """What tells the rows apart that lie in a database now."""
    digest = TableDigest()
    for line in lines_of(connection, table):
        digest.add(line)
    return digest
