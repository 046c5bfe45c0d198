"""Each night's backup: made beside other work, rotated, and safe from what else lies in its folder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from lms.backup.errors import BackupError
from lms.backup.services import nightly
from lms.backup.services.nightly import NightlyBackup, backups_in, make_in_folder
from lms.core import clock
from lms.core.backups import last_backup
from lms.core.db import db
from tests.support.backups import Installation


@pytest.fixture
def folder(on_sqlite: Installation, tmp_path: Path) -> Iterator[Path]:
    """The folder that the installation keeps its backups in."""
    before = on_sqlite.settings
    backup = replace(before.backup, folder=tmp_path / "backups", keep=(2, 0, 0))
    on_sqlite.app.config["CAMPUS"] = replace(before, backup=backup)
    with on_sqlite.app.app_context():
        yield tmp_path / "backups"
        db.session.remove()
    on_sqlite.app.config["CAMPUS"] = before


def test_older_backups_make_room_and_other_files_stay(folder: Path) -> None:
    start = clock.now().replace(hour=3)
    folder.mkdir()
    (folder / "campus-of-mine.backup").write_text("mine")
    (folder / ".backup-abc").write_text("left by a process that was killed")
    for number in range(4):
        with time_machine.travel(start + timedelta(days=number), tick=False):
            make_in_folder()
    assert sorted(backups_in(folder)) == [
        (start + timedelta(days=number)).replace(microsecond=0) for number in (2, 3)
    ]
    assert sorted(path.name for path in folder.iterdir() if path not in backups_in(folder).values()) == [
        ".lock",
        "campus-of-mine.backup",
    ]


def test_the_worker_starts_it_once_a_night_and_goes_on_with_its_work(
    folder: Path, on_sqlite: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "EVERY_SECONDS", 0.0)
    sweep, start = NightlyBackup(), clock.now().replace(hour=3) + timedelta(days=10)
    for hours, count in ((0, 1), (1, 1), (24, 2)):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            assert sweep() == 0
            sweep.wait()
            assert len(backups_in(folder)) == count
    state = last_backup(on_sqlite.settings.data)
    assert state.made is not None
    assert state.problem is None


def test_a_failure_is_remembered_and_an_hour_passes_before_the_next_try(
    folder: Path, on_sqlite: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "EVERY_SECONDS", 0.0)
    folder.write_text("not a folder")
    sweep, start = NightlyBackup(), clock.now().replace(hour=3) + timedelta(days=20)
    with time_machine.travel(start, tick=False):
        sweep()
        sweep.wait()
    assert last_backup(on_sqlite.settings.data).failed_at == start
    folder.unlink()
    for minutes, is_made in ((30, False), (61, True)):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            sweep()
            sweep.wait()
            assert folder.exists() is is_made


def test_two_at_once_do_not_get_in_each_others_way(folder: Path) -> None:
    folder.mkdir()
    with nightly._alone(folder), pytest.raises(BackupError, match="just now"):
        make_in_folder()
    make_in_folder()
