"""The database: its schema, its health, the files that its rows name, the clock beside its moments."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from lms import migrate
from lms.backup.database.dumping import snapshot
from lms.backup.folders import DATA
from lms.backup.references import named_editions, named_files
from lms.core import clock
from lms.core.audit import AuditEntry
from lms.core.db import db, reading
from lms.doctor.rules import CLOCK_TOLERANCE, Finding, Level

MOST_SHOWN = 5
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def check_database(_settings: Settings) -> Iterator[Finding]:
    """It can be reached, has this release's schema, and nothing in it is damaged."""
    try:
        if not migrate.is_current(db.engine):
            yield _finding(
                Level.BROKEN,
                "The database has another release’s schema.",
                "Run `bin/lms db upgrade`, or bin/serve.",
            )
            return
        yield from _of_sqlite() if db.engine.dialect.name == "sqlite" else _of_postgresql()
    except SQLAlchemyError as problem:
        yield _finding(
            Level.BROKEN,
            f"The database cannot be read: {type(problem).__name__}.",
            "See that it runs and that CAMPUS_DATABASE_URL is right; else restore a backup.",
        )


def _of_sqlite() -> Iterator[Finding]:
    with snapshot(db.engine) as connection:
        said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
        if said != ["ok"]:
            yield _finding(
                Level.BROKEN,
                f"The database is damaged: {said[0]}",
                "Stop the server, keep the file, and restore the last backup that is whole.",
            )
        tables = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
        if tables:
            yield _finding(
                Level.BROKEN,
                f"Rows point at rows that are gone, in: {', '.join(sorted(tables))}.",
                "Somebody changed the database by hand; restore a backup from before that.",
            )


def _of_postgresql() -> Iterator[Finding]:
    with snapshot(db.engine) as connection:
        for name, wanted in DURABLE.items():
            found = connection.exec_driver_sql(f"SHOW {name}").scalar()
            if found != wanted:
                yield _finding(
                    Level.ATTENTION,
                    f"PostgreSQL has {name} = {found}: a loss of power can take acknowledged answers along.",
                    f"Set {name} = {wanted} in postgresql.conf.",
                )


def check_files(settings: Settings) -> Iterator[Finding]:
    """Every file that a row names is there."""
    with snapshot(db.engine) as connection:
        names = (*named_files(connection), *named_editions(connection))
        missing = [
            name.removeprefix(DATA)
            for name in names
            if not (settings.data / name.removeprefix(DATA)).exists()
        ]
    if missing:
        shown = ", ".join(islice(missing, MOST_SHOWN))
        yield Finding(
            level=Level.BROKEN,
            check="files",
            text=f"{len(missing)} files are missing that the database names: {shown}"
            + (" …" if len(missing) > MOST_SHOWN else "."),
            mend=f"Take them out of a backup (a tar archive; they lie under data/) into {settings.data}.",
        )


def check_clock(_settings: Settings) -> Iterator[Finding]:
    """No row is from the future."""
    with reading():
        newest: datetime | None = db.session.scalar(select(func.max(AuditEntry.happened_at)))
    if newest is not None and newest - clock.now() > CLOCK_TOLERANCE:
        yield Finding(
            level=Level.BROKEN,
            check="clock",
            text=f"The clock says {clock.now():%Y-%m-%d %H:%M} UTC, and something happened after that: "
            f"on {newest:%Y-%m-%d at %H:%M}.",
            mend="Set the clock, and let it be kept right (NTP): deadlines and certificates depend on it.",
        )


def _finding(level: Level, text: str, mend: str) -> Finding:
    return Finding(level=level, check="database", text=text, mend=mend)
