"""A person who was erased does not come back with a backup."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core.db import db
from lms.credentials import queries, services
from lms.credentials.models import CredentialRecord, PersonKey
from lms.credentials.rules import FileForm, Standing
from lms.people.models import User
from lms.people.services.erasing import LEDGER, erase_person, replay_erasures
from tests.factories.credentials import complete, confirm_name, module_with_test, programme
from tests.factories.people import make_user
from tests.support.application import make_app, settings_for
from tests.support.printing import stand_in


@pytest.fixture
def installation(tmp_path: Path) -> Flask:
    """An installation of its own, on SQLite."""
    return make_app(settings_for(tmp_path / "data"))


def test_a_restored_backup_loses_the_person_again(
    installation: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, lambda record: b"%PDF-1.7 " + record.code.encode())
    data, backup = tmp_path / "data", tmp_path / "backup"
    with installation.app_context():
        user, other = make_user(), make_user(email="other@example.org")
        confirm_name(user)
        credential = services.issue(*complete(user, module_with_test()), module_with_test(), programme())
        db.session.commit()
        user_id, other_id, code = user.id, other.id, credential.code
        services.render_due()
        sha256 = str(queries.files_of(credential.id)[-1].sha256)
        db.session.remove()
        db.engine.dispose()
        shutil.copytree(data, backup)
        erase_person(user_id)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
        for kept in data.glob("campus.db*"):
            kept.unlink()
        for name in (path.name for path in backup.glob("campus.db*")):
            shutil.copy(backup / name, data / name)
        assert db.session.get_one(User, user_id).certificate_name
        assert replay_erasures() == 1
        assert replay_erasures() == 0
        services.remove_erased_files()
        assert db.session.get_one(User, user_id).certificate_name is None
        assert db.session.get_one(User, other_id).certificate_name
        assert db.session.scalars(select(CredentialRecord)).all() == []
        assert db.session.scalars(select(PersonKey)).all() == []
        found = queries.credential_with_file(sha256)
        assert found
        assert (found.code, found.holder_erased_at is not None) == (code, True)
        assert services.file_of(found, FileForm.PDF, "en") is None
        standing = queries.standing_of(found, found.issued_at)
        assert standing is Standing.VALID
        assert user_id not in (data / LEDGER).read_text()
        assert (data / LEDGER).stat().st_mode & 0o777 == 0o600
        db.session.remove()
        db.engine.dispose()
