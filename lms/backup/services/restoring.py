"""From a backup to an installation, in an empty place: all of it, or nothing.

The file is read whole before anything is written. What comes out of it is built in a folder beside the place
and gets its name last; a database that was filled is emptied again where something goes wrong.
"""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import SQLAlchemyError

from config import Settings, SettingsError
from lms import migrate
from lms.backup.container import CHUNK, Member
from lms.backup.database.dumping import digest_of, snapshot
from lms.backup.database.loading import (
    clear,
    go_on_counting,
    insert_lines,
    is_empty,
    references_come_last,
    remove_rows,
)
from lms.backup.errors import BackupError, DamagedBackupError
from lms.backup.folders import COURSES, DATA
from lms.backup.rules.environment import is_set, settings_file
from lms.backup.rules.manifest import Header, Manifest
from lms.backup.services.aftercare import Aftermath, put_in_order
from lms.backup.services.reading import BackupFile, Parts, refuse_other_rows
from lms.content.problems import ContentErrors
from lms.core.db import engine_options, prepare_engine

MakeApp = Callable[[Settings], Flask]
SETTINGS_FILE = "settings.env"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a backup is restored to, and with what."""

    data: Path
    """A folder that does not exist yet, or is empty."""
    database_url: str | None = None
    """An empty database; None: SQLite in the folder."""
    erasures: Path | None = None
    """A newer ledger of erasures than the one in the backup."""
    verifies: bool = False
    """Whether everything is looked at once it is there."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Settings that the backup does not hold, because its installation got them from the environment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore has done."""

    header: Header
    manifest: Manifest
    aftermath: Aftermath
    seconds: Mapping[str, float]
    """Step → how long it took."""


class _Clock:
    """Takes the time of each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seconds[step] = time.monotonic() - began


def restore(file: BackupFile, target: Target, make_app: MakeApp) -> Restored:
    """Restore a backup. Raises BackupError, and then nothing is left of it."""
    try:
        return _restore(file, target, make_app)
    except OSError as problem:
        raise BackupError(f"The backup could not be restored: {problem}") from problem


def _restore(file: BackupFile, target: Target, make_app: MakeApp) -> Restored:
    timed = _Clock()
    _refuse_place(target.data)
    with timed("reading the file whole"):
        file.check()
    with _folder_beside(target.data) as folder, _database(target, folder) as engine:
        with timed("rows and files"):
            parts, manifest = _unpack(file, folder, engine)
        with timed("reading the rows again"):
            _compare(engine, parts)
        migrate.upgrade(engine)
        engine.dispose()
        _write_settings(folder, target, parts.header)
        with timed("compiling the courses"):
            app = _app(folder, target, parts.header, make_app)
        with timed("erasures and looking at everything" if target.verifies else "erasures"):
            aftermath = put_in_order(
                app, parts.header.made_at, erasures=target.erasures, verifies=target.verifies
            )
        os.sync()
        folder.rename(target.data)
    return Restored(header=parts.header, manifest=manifest, aftermath=aftermath, seconds=timed.seconds)


def _refuse_place(data: Path) -> None:
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise BackupError(f"{data} is not empty: a backup is restored into an empty place only.")


@contextmanager
def _folder_beside(data: Path) -> Iterator[Path]:
    data.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=data.parent, prefix=f".{data.name}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database(target: Target, folder: Path) -> Iterator[Engine]:
    """The empty database that is to be filled; what went into it is removed where something goes wrong."""
    url = target.database_url or f"sqlite:///{folder / 'campus.db'}"
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    try:
        if not is_empty(engine):
            raise BackupError("The database is not empty: a backup is restored into an empty one only.")
        try:
            yield engine
        except BaseException:
            engine.dispose()
            clear(engine)
            raise
    except (SQLAlchemyError, migrate.BrokenReferencesError) as problem:
        raise BackupError(f"The database refused: {_in_short(problem)}") from problem
    finally:
        engine.dispose()


def _in_short(problem: Exception) -> str:
    """What the database said, without the statement and the values that it was about."""
    return str(getattr(problem, "orig", problem)).partition("\n")[0]


def _unpack(file: BackupFile, folder: Path, engine: Engine) -> tuple[Parts, Manifest]:
    with file.parts() as parts:
        _refuse_unknown(parts.header)
        migrate.upgrade(engine, parts.header.revision)
        with migrate.changing_tables(engine) as connection:
            remove_rows(connection, reversed(parts.tables.values()))
            with references_come_last(connection):
                for table, lines in parts.rows():
                    insert_lines(connection, table, lines)
            go_on_counting(connection)
        for member in parts.files():
            _extract(member, folder)
        manifest = parts.manifest()
    refuse_other_rows(parts, manifest)
    return parts, manifest


def _refuse_unknown(header: Header) -> None:
    try:
        ScriptDirectory.from_config(migrate.alembic_config()).get_revision(header.revision)
    except CommandError:
        raise BackupError(
            f"The backup was made by release {header.release}, whose database schema this release does not "
            "know: install that release or a newer one, and restore with it."
        ) from None


def _extract(member: Member, folder: Path) -> None:
    place = _place(member.name, folder)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(place, "xb", opener=_for_its_owner) as file:
        while data := member.content.read(CHUNK):
            file.write(data)
    os.utime(place, (member.changed_at, member.changed_at))


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _place(name: str, folder: Path) -> Path:
    inner = PurePosixPath(name)
    beginning, *rest = inner.parts
    if f"{beginning}/" not in (DATA, COURSES) or not rest or ".." in rest or inner.is_absolute():
        raise DamagedBackupError(f"The backup holds a file that belongs nowhere: {name}")
    return folder.joinpath(*(rest if f"{beginning}/" == DATA else inner.parts))


def _compare(engine: Engine, parts: Parts) -> None:
    """What lies in the database now is what the backup held."""
    with snapshot(engine) as connection:
        for table in parts.tables.values():
            found = digest_of(connection, table)
            if (found.rows, found.text) != (table.digest.rows, table.digest.text):
                raise BackupError(f"The table {table.name} did not arrive as it was in the backup.")


def _write_settings(folder: Path, target: Target, header: Header) -> None:
    file = folder / SETTINGS_FILE
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    ours = {"CAMPUS_COURSES": str(target.data / "courses")}
    if target.database_url:
        ours["CAMPUS_DATABASE_URL"] = target.database_url
    if header.public_url and not is_set(before, "CAMPUS_PUBLIC_URL"):
        ours["CAMPUS_PUBLIC_URL"] = header.public_url
    file.touch(mode=0o600)
    file.write_text(settings_file(before, ours), encoding="utf-8")


def _app(folder: Path, target: Target, header: Header, make_app: MakeApp) -> Flask:
    """The application on what was restored, still in the folder beside its place."""
    environ = {
        "CAMPUS_SECRET_KEY": secrets.token_hex(32),  # nobody signs in to this one
        **target.settings,
        "CAMPUS_DATA": str(folder),
        "CAMPUS_COURSES": str(folder / "courses"),
    }
    try:
        return make_app(Settings.from_environ(environ))
    except SettingsError as problem:
        raise BackupError(
            f"What was restored cannot be opened: {problem} The environment’s settings win over those inside."
        ) from problem
    except ContentErrors as problem:
        raise BackupError(
            f"This release refuses the courses in the backup; release {header.release}, which made it, takes "
            f"them: restore with that one.\n{problem}"
        ) from problem
