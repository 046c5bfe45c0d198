"""What cannot be restored leaves nothing behind, and what cannot be backed up says why."""

import os
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect, text

from config import Settings, SettingsError
from lms.backup.container import Writer
from lms.backup.errors import BackupError, DamagedBackupError
from lms.backup.services import restoring
from lms.backup.services.making import make_backup
from lms.backup.services.reading import BackupFile, look_through
from lms.backup.services.restoring import Target
from lms.content.problems import ContentErrors
from lms.core import clock
from lms.core.backups import last_backup
from lms.core.db import db
from lms.core.extension import storage
from tests.conftest import SERVER_VARIABLE
from tests.support.application import make_postgresql_database
from tests.support.backups import Installation, bring_back
from tests.support.missing import skip_for_missing

DAMAGED_COPIES = 100
TOMORROW = clock.now() + timedelta(days=1)


def test_a_hundred_randomly_damaged_copies_are_all_refused(
    on_sqlite: Installation, sqlite_backup: Path, tmp_path: Path
) -> None:
    whole, copy, random = sqlite_backup.read_bytes(), tmp_path / "copy", Random(6)
    for number in range(DAMAGED_COPIES):
        copy.write_bytes(_damaged(whole, random, is_cut=number % 4 == 0))
        with pytest.raises(DamagedBackupError):
            bring_back(copy, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def _damaged(whole: bytes, random: Random, *, is_cut: bool) -> bytes:
    place = random.randrange(len(whole))
    if is_cut:
        return whole[:place]
    return whole[:place] + bytes([whole[place] ^ 1 << random.randrange(8)]) + whole[place + 1 :]


def test_a_place_that_is_not_empty_is_refused(
    on_sqlite: Installation, sqlite_backup: Path, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_text("mine")
    with pytest.raises(BackupError, match="not empty"):
        bring_back(sqlite_backup, tmp_path)
    with pytest.raises(BackupError, match="not empty"):
        bring_back(sqlite_backup, tmp_path / "kept")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_restore_that_fails_late_leaves_neither_files_nor_tables(
    sqlite_backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if SERVER_VARIABLE not in os.environ:
        skip_for_missing("PostgreSQL")
    url = make_postgresql_database(os.environ[SERVER_VARIABLE])

    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(restoring, "put_in_order", fails)
    with pytest.raises(BackupError, match="the disk is full"):
        bring_back(sqlite_backup, tmp_path / "new", url)
    assert list(tmp_path.iterdir()) == []
    engine = create_engine(url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE somebody_elses (id INTEGER)"))
    with pytest.raises(BackupError, match="database is not empty"):
        bring_back(sqlite_backup, tmp_path / "new", url)
    assert inspect(engine).get_table_names() == ["somebody_elses"]
    engine.dispose()


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (ContentErrors([]), "which made it, takes them"),
        (SettingsError("Set this."), "cannot be opened: Set this."),
    ],
)
def test_what_cannot_be_opened_is_not_restored_and_says_what_would_help(
    problem: Exception, said: str, sqlite_backup: Path, tmp_path: Path
) -> None:
    def refuses(_settings: Settings) -> Flask:
        raise problem

    with pytest.raises(BackupError, match=said):
        restoring.restore(BackupFile(path=sqlite_backup), Target(data=tmp_path / "new"), refuses)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_would_lie_elsewhere_is_refused(tmp_path: Path) -> None:
    for name in ("data/../../out", "/data/out", "data/a/../../../out", "other/out", "data"):
        with pytest.raises(DamagedBackupError):
            restoring._place(name, tmp_path)
    assert restoring._place("data/keys/secret", tmp_path) == tmp_path / "keys" / "secret"
    assert restoring._place("courses/programme.yaml", tmp_path) == tmp_path / "courses" / "programme.yaml"


def test_a_backup_of_a_newer_release_says_so(tmp_path: Path) -> None:
    with (tmp_path / "newer").open("wb") as file:
        writer = Writer(file)
        writer.add("backup.json", b'{"format": 2}')
        writer.finish()
    with pytest.raises(BackupError, match="newer release"):
        look_through(BackupFile(path=tmp_path / "newer"))


def test_a_file_that_rows_name_and_nobody_has_is_said_and_the_rest_is_kept(
    installation: Installation, tmp_path: Path
) -> None:
    with installation.app.app_context():
        (digest,) = list(storage().digests_before(TOMORROW))[:1]
        data = storage().get(digest)
        storage().discard(digest)
        try:
            made = make_backup(tmp_path / "with-a-gap", ())
        finally:
            storage().put(data)
        db.session.remove()
    assert made.missing_count == 1
    found = look_through(BackupFile(path=tmp_path / "with-a-gap"))
    assert [name.rpartition("/")[2] for name in found.manifest.missing] == [digest]


def test_a_file_that_was_altered_on_the_disk_is_said(installation: Installation, tmp_path: Path) -> None:
    with installation.app.app_context():
        (digest,) = list(storage().digests_before(TOMORROW))[:1]
        path, data = next(storage().folder.rglob(digest)), storage().get(digest)
        path.write_bytes(data[:-1] + b"?")
        try:
            made = make_backup(tmp_path / "altered", ())
        finally:
            path.write_bytes(data)
        db.session.remove()
    assert made.missing_count == 1


def test_a_backup_is_never_written_over_a_file_and_a_failure_is_remembered(
    on_sqlite: Installation, sqlite_backup: Path, tmp_path: Path
) -> None:
    before = sqlite_backup.read_bytes()
    with pytest.raises(BackupError, match="exists already"):
        on_sqlite.back_up(sqlite_backup)
    with pytest.raises(BackupError, match="make it first"):
        on_sqlite.back_up(tmp_path / "missing" / "campus.backup")
    assert sqlite_backup.read_bytes() == before
    state = last_backup(on_sqlite.settings.data)
    assert state.made is not None
    assert "missing" in str(state.problem)
