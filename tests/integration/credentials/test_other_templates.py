"""Another release, another template: what was issued stays as it is, and nobody gets anything unasked."""

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import Row, select

from lms import migrate
from lms.core.db import db
from lms.core.extension import campus
from lms.core.mail import OutboxMail
from lms.credentials import services
from lms.credentials.models import Credential, CredentialEvent, CredentialFile
from lms.credentials.printing import rendering
from lms.credentials.records import Record
from lms.credentials.rules import FileForm
from tests.factories.credentials import complete, confirm_name
from tests.factories.people import make_user
from tests.integration.credentials.conftest import Case


def everything() -> Sequence[Sequence[Row[tuple[object, ...]]]]:
    """All that is kept of certificates and mails."""
    db.session.expire_all()
    tables = (Credential, CredentialFile, CredentialEvent, OutboxMail)
    return [
        db.session.execute(select(*table.__table__.c).order_by(*table.__table__.primary_key)).all()
        for table in tables
    ]


def stored(credential_id: str, language: str) -> bytes:
    file = services.file_of(db.session.get_one(Credential, credential_id), FileForm.PDF, language)
    assert file
    return file.data


def other_templates(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = folder / "pdf"
    copytree(rendering.TEMPLATES, changed)
    page = changed / "certificate.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<h1>", "<h1>New "), encoding="utf-8")
    monkeypatch.setattr(rendering, "TEMPLATES", changed)


def test_an_upgrade_with_other_templates_issues_renders_and_mails_nothing(
    case: Case, laid_out: list[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = make_user(email="waiting@example.org")
    complete(waiting, case.module)
    confirm_name(waiting, "Waiting Example")
    credential_id = case.issue().id
    db.session.commit()
    campus().jobs.run_once()
    before, file, count = everything(), stored(credential_id, "en"), len(laid_out)
    assert count == 1

    other_templates(tmp_path, monkeypatch)
    db.session.commit()
    migrate.upgrade(db.engine)
    for _ in range(2):
        campus().jobs.run_once()

    assert everything() == before
    assert stored(credential_id, "en") == file
    assert len(laid_out) == count
