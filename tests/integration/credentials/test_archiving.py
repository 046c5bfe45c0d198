"""The archive as the commands write and read it, and certificates verified with it alone."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from lms.core import clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.credentials import services
from lms.credentials.cli.archive import archive, verify_archive
from lms.credentials.cli.verifying import verify
from lms.credentials.codes import grouped, new_code
from lms.credentials.models import Credential, CredentialFile
from lms.credentials.rules import FileForm, RevocationReason
from lms.credentials.services.archiving import FolderInUseError, write_archive
from tests.integration.credentials.conftest import Case
from tests.support.keys import give_keys

PDF = b"%PDF-1.7 stand-in for a certificate"
DAY = date(2026, 11, 22)


@pytest.fixture
def issued(in_use: Flask, case: Case) -> Credential:
    """A certificate with its file, in an installation with keys."""
    give_keys(in_use)
    credential = case.issue()
    file = db.session.query(CredentialFile).filter_by(credential_id=credential.id, form=FileForm.PDF).first()
    if file is None:
        file = CredentialFile(id=new_id(), credential_id=credential.id, form=FileForm.PDF, language="en")
        db.session.add(file)
    file.sha256, file.made_at, file.due_at = hashlib.sha256(PDF).hexdigest(), clock.now(), None
    db.session.commit()
    return credential


def run(app: Flask, command: object, *arguments: object) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(command, [str(one) for one in arguments])  # type: ignore[arg-type]
    return result.exit_code, result.output


def test_the_commands_write_an_archive_and_say_whether_a_copy_is_whole(
    in_use: Flask, issued: Credential, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    code, said = run(in_use, archive, "--out", folder, "--day", "2026-11-22")
    assert (code, said.split()[0]) == (0, "1"), said
    assert run(in_use, verify_archive, folder)[0] == 0
    code, said = run(in_use, archive, "--out", folder)
    assert code == 1
    assert "not empty" in said
    damaged = folder / "log.json"
    damaged.write_bytes(damaged.read_bytes() + b" ")
    code, said = run(in_use, verify_archive, folder)
    assert code == 1
    assert "log.json" in said
    (folder / "manifest.json.sig").write_bytes(b"nothing")
    assert "not signed" in run(in_use, verify_archive, folder)[1]
    (folder / "manifest.json").unlink()
    assert run(in_use, verify_archive, folder)[0] == 2


def test_the_same_register_and_day_give_the_same_files(
    in_use: Flask, issued: Credential, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        write_archive(tmp_path / name, "Issuer", DAY)
    one, two = ((tmp_path / name / "manifest.json").read_bytes() for name in ("one", "two"))
    assert one == two
    listed = json.loads(one)["sha256"]
    assert {".well-known/did.json", "keys/history.json", "status/1", "index.html", "README.md"} <= set(listed)
    everything = b"".join(path.read_bytes() for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert issued.code.encode() not in everything
    assert issued.id.encode() not in everything
    with pytest.raises(FolderInUseError):
        write_archive(tmp_path / "one", "Issuer", DAY)


def test_without_the_installation_codes_and_files_are_verified(
    in_use: Flask, issued: Credential, case: Case, tmp_path: Path
) -> None:
    write_archive(tmp_path / "before", "Issuer", DAY)
    services.revoke(issued.id, RevocationReason.ISSUED_IN_ERROR, actor_id=None)
    db.session.commit()
    write_archive(tmp_path / "after", "Issuer", DAY)
    file = tmp_path / "certificate.pdf"
    file.write_bytes(PDF)
    for folder, answer in (("before", "valid"), ("after", "revoked")):
        offline = ("--offline", "--keys", tmp_path / folder, "--format", "json")
        code, said = run(in_use, verify, file, "--code", grouped(issued.code), *offline)
        found = json.loads(said)["checked"]
        assert code == 1, "a trial is never something to rely on"
        assert [one["answer"] for one in found] == [answer, answer]
        assert found[0]["certificate"]["title"] == issued.title
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(PDF + b" ")
    code, said = run(in_use, verify, changed, "--offline", "--keys", tmp_path / "before")
    assert code == 1
    assert "no such certificate" in said
    unknown = run(in_use, verify, "--code", new_code(bytes(12)), "--offline", "--keys", tmp_path / "before")
    assert unknown[0] == 1


def test_what_cannot_be_checked_ends_with_two(in_use: Flask, tmp_path: Path) -> None:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(PDF)
    assert run(in_use, verify)[0] == 2
    assert run(in_use, verify, file, "--offline")[0] == 2
    assert run(in_use, verify, tmp_path / "missing.pdf")[0] == 2
    code, said = run(in_use, verify, file, "--offline", "--keys", tmp_path)
    assert code == 2
    assert "cannot be read" in said
