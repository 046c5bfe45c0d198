"""What is personal is kept unreadable, and opens with the person's key alone."""

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core.db import db
from lms.core.extension import storage
from lms.credentials import queries, services
from lms.credentials.encryption import UndecryptableError
from lms.credentials.errors import HolderErasedError, MasterKeyMissingError
from lms.credentials.models import Credential, CredentialRecord, PersonKey
from lms.credentials.privacy import erase
from lms.credentials.queries.vault import master_key_file
from lms.credentials.records import Record, digest_of_record
from lms.credentials.rules import FileForm
from lms.credentials.services import vault
from tests.factories.people import make_user
from tests.integration.credentials.conftest import Case

NAME = "Bērziņa"


@pytest.fixture
def issued(case: Case) -> Credential:
    credential = case.issue()
    db.session.commit()
    return credential


def test_neither_the_row_nor_the_file_can_be_read_without_the_key(
    issued: Credential, laid_out: list[Record]
) -> None:
    services.render_due()
    row = db.session.get_one(CredentialRecord, issued.id)
    assert NAME not in row.text
    assert NAME in queries.text_of(row)
    for file in queries.files_of(issued.id):
        assert issued.code.encode() not in storage().get(str(file.stored_sha256))


def test_what_belongs_to_one_credential_does_not_open_as_anothers(case: Case) -> None:
    secret = vault.encrypt(case.user.id, b"text", about="one")
    assert vault.decrypt(case.user.id, secret, about="one") == b"text"
    with pytest.raises(UndecryptableError):
        vault.decrypt(case.user.id, secret, about="another")
    other = make_user(email="other@example.org")
    vault.encrypt(other.id, b"", about="one")
    with pytest.raises(UndecryptableError):
        vault.decrypt(other.id, secret, about="one")


def test_without_the_key_it_is_gone_for_ever(case: Case) -> None:
    secret = vault.encrypt(case.user.id, b"text", about="one")
    erase(case.user.id)
    with pytest.raises(HolderErasedError):
        vault.decrypt(case.user.id, secret, about="one")
    with pytest.raises(HolderErasedError):
        vault.encrypt_again(case.user.id, b"more", about="one")


def test_an_altered_record_is_found_and_breaks_no_page(issued: Credential) -> None:
    row = db.session.get_one(CredentialRecord, issued.id)
    row.text = row.text[:-8] + "AAAAAAA="
    db.session.flush()
    found = queries.finding_of_code(issued.code)
    assert found
    assert found.entry.is_intact is False
    assert found.record is None


def test_the_master_key_is_for_its_owner_only_and_is_never_made_anew(issued: Credential) -> None:
    path = master_key_file()
    assert path.stat().st_mode & 0o777 == 0o600
    kept = path.read_bytes()
    vault.check_master_key()
    try:
        path.unlink()
        with pytest.raises(MasterKeyMissingError):
            vault.make_master_key()
        path.write_bytes(kept[:4] + b"AAAA" + kept[8:])
        with pytest.raises(MasterKeyMissingError):
            vault.check_master_key()
    finally:
        path.write_bytes(kept)
        path.chmod(0o600)


def test_what_an_earlier_release_issued_is_read_and_then_encrypted(
    context: Flask, case: Case, issued: Credential, laid_out: list[Record]
) -> None:
    services.render_due()
    row = db.session.get_one(CredentialRecord, issued.id)
    text = queries.text_of(row)
    file = queries.files_of(issued.id)[-1]
    data = _read(issued)
    row.text, file.stored_sha256 = text, storage().put(data)
    db.session.delete(db.session.scalars(select(PersonKey)).one())
    db.session.commit()
    assert queries.text_of(row) == text
    assert _read(issued) == data
    encrypt = services.EncryptPlain()
    assert encrypt() == 2
    assert encrypt() == 0
    db.session.expire_all()
    assert NAME not in row.text
    assert digest_of_record(queries.text_of(row)) == issued.record_sha256
    assert _read(issued) == data
    assert not storage().has(str(file.sha256))


def test_a_lost_file_stops_nothing_and_is_looked_for_once(issued: Credential, laid_out: list[Record]) -> None:
    services.render_due()
    file = queries.files_of(issued.id)[-1]
    file.stored_sha256 = file.sha256
    db.session.commit()
    encrypt = services.EncryptPlain()
    assert [encrypt(), encrypt()] == [1, 0]


def _read(credential: Credential) -> bytes:
    file = services.file_of(credential, FileForm.PDF, "en")
    assert file
    return file.data
