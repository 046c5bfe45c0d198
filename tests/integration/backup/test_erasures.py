"""Who was erased after a backup does not come back with it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from lms.backup.services import making
from lms.core.db import db
from lms.credentials import services
from lms.credentials.models import CredentialRecord, PersonKey
from lms.people.models import User
from lms.people.services.erasing import LEDGER, erase_person, replay_erasures
from tests.support.backups import Installation, bring_back, close, opened


def test_a_ledger_that_is_newer_than_the_backup_erases_again(a_copy: Installation, tmp_path: Path) -> None:
    made, folder = a_copy, tmp_path / "backups"
    folder.mkdir()
    made.app.config["CAMPUS"] = replace(made.settings, backup=replace(made.settings.backup, folder=folder))
    anna, berta, carla = made.people
    with made.app.app_context():
        erase_person(carla)
        db.session.commit()
    made.back_up(folder / "campus.backup")
    with made.app.app_context():
        erase_person(anna)  # has a certificate
        db.session.commit()
    close(made.app)
    # The newest ledger lies beside the backups, without anybody's doing.
    assert (folder / LEDGER).read_text() == (tmp_path / "data" / LEDGER).read_text()
    assert (folder / LEDGER).stat().st_mode & 0o777 == 0o600

    restored = bring_back(folder / "campus.backup", tmp_path / "new", erasures=folder / LEDGER, verifies=True)
    assert restored.aftermath.erased_count == 1
    assert restored.aftermath.problems == ()
    app = opened(tmp_path / "new")
    with app.app_context():
        names = {one.id: one.certificate_name for one in db.session.scalars(select(User))}
        assert names == {anna: None, berta: "Anna Bērziņa", carla: None}
        assert db.session.scalars(select(CredentialRecord)).all() == []
        assert db.session.scalars(select(PersonKey)).all() == []
        assert replay_erasures() == 0
    assert b"anna@example.org" not in (tmp_path / "new" / "campus.db").read_bytes()
    assert list((tmp_path / "new" / "files").rglob("*/??/*")) == []
    close(app)


def test_who_is_erased_while_the_backup_is_made_is_not_missed_and_stays_erased(
    a_copy: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, copy_files = a_copy, making._copy_files

    def erase_then_copy(*arguments: Any) -> Any:  # the snapshot has been read, no file has been copied yet
        erase_person(made.people[0])
        db.session.commit()
        assert services.remove_erased_files() > 0
        return copy_files(*arguments)

    monkeypatch.setattr(making, "_copy_files", erase_then_copy)
    assert made.back_up(tmp_path / "campus.backup").missing_count == 0
    restored = bring_back(tmp_path / "campus.backup", tmp_path / "new", verifies=True)
    assert restored.manifest.removed != ()
    assert restored.aftermath.erased_count == 1  # by the ledger inside, which was copied after the rows
    assert restored.aftermath.problems == ()
