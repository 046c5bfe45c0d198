"""What was backed up is there again after a restore: from SQLite to PostgreSQL, and the other way."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Table, select

from lms import migrate
from lms.backup.services import making
from lms.core import audit
from lms.core.backups import last_backup
from lms.core.db import db
from lms.people.models import SignIn, User
from lms.tables import metadata
from tests.integration.backup.conftest import new_database
from tests.support.backups import (
    CHANGED_BY_RESTORE,
    PEOPLE,
    Installation,
    bring_back,
    close,
    differing,
    digests,
    files,
    opened,
)


def test_everything_comes_back_on_the_other_database_and_goes_on_there(
    installation: Installation, backup: Path, backend: str, tmp_path: Path
) -> None:
    url = new_database("sqlite" if backend == "postgresql" else "postgresql")
    restored = bring_back(backup, tmp_path / "new", url, verifies=True)
    assert restored.aftermath.problems == ()
    assert (restored.aftermath.verified_count, restored.aftermath.waiting_mail_count) == (1, 1)
    assert restored.manifest.missing == ()
    app, before = opened(tmp_path / "new", url), digests(installation.app)
    assert differing(app, before) == CHANGED_BY_RESTORE
    assert restored.aftermath.sign_in_count == 1
    assert files(app.config["CAMPUS"]) == files(installation.settings)
    made = Installation(app, installation.people).back_up(tmp_path / "again.backup")
    assert made.missing_count == 0
    with app.app_context():
        assert db.session.get_one(User, installation.people[0]).certificate_name == "Anna Bērziņa"
        audit.record("test.made", actor_id=None, subject="test:2")  # its number follows those that came in
        db.session.commit()
        assert db.session.scalar(select(SignIn.id).where(SignIn.ended_at.is_(None))) is None
    assert digests(app)["audit_entry"][0] == before["audit_entry"][0] + 2  # that, and the restore itself
    close(app)


def test_a_backup_is_remembered_and_for_its_owner_only(on_sqlite: Installation, tmp_path: Path) -> None:
    made = on_sqlite.back_up(tmp_path / "campus.backup")
    assert last_backup(on_sqlite.settings.data).made == made
    assert made.size == (tmp_path / "campus.backup").stat().st_size
    assert made.sha256 == hashlib.sha256((tmp_path / "campus.backup").read_bytes()).hexdigest()
    assert (tmp_path / "campus.backup").stat().st_mode & 0o777 == 0o600


def test_a_backup_of_the_release_before_is_restored_and_brought_up(
    a_copy: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_copy.app.app_context():
        migrate.downgrade(db.engine, "-1")
        before = MetaData()
        before.reflect(db.engine)
        monkeypatch.setattr(migrate, "is_current", lambda _engine: True)
        monkeypatch.setattr(making, "metadata", lambda: _as_it_was(before))
        made = a_copy.back_up(tmp_path / "campus.backup")
    monkeypatch.undo()
    assert made.missing_count == 0
    bring_back(tmp_path / "campus.backup", tmp_path / "new")
    app = opened(tmp_path / "new")
    with app.app_context():
        assert migrate.is_current(db.engine)
        assert {one.email for one in db.session.scalars(select(User))} == set(PEOPLE)
    close(app)


def _as_it_was(found: MetaData) -> MetaData:
    """The models, with no more than these tables and columns."""
    then = MetaData()
    for table in metadata().sorted_tables:
        if table.name in found.tables:
            kept = found.tables[table.name].columns
            Table(
                table.name, then, *(Column(one.name, one.type) for one in table.columns if one.name in kept)
            )
    return then
