import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from lms.core import clock
from lms.core.db import db
from lms.core.extension import storage
from lms.core.pdf import PdfError, PdfTimeoutError
from lms.core.settings import settings
from lms.core.storage import Storage
from lms.credentials import queries, services
from lms.credentials.formats.pdf_attachments import credential_in_pdf
from lms.credentials.models import Credential, CredentialFile
from lms.credentials.printing.rendering import logos_of
from lms.credentials.privacy import erase
from lms.credentials.records import Logo, Record
from lms.credentials.rules import FAILURES_BEFORE_GIVING_UP, EventKind, FileForm
from lms.credentials.sealing.check import SealState, check_seal
from lms.credentials.services import printing
from lms.credentials.services.key_changes import make_first_keys
from lms.credentials.services.keys import published
from tests.factories.credentials import make_record
from tests.integration.credentials.conftest import Case
from tests.support.printing import stand_in


@pytest.fixture
def issued(case: Case) -> str:
    credential_id = case.issue().id
    db.session.commit()
    return credential_id


def pdf(credential_id: str) -> CredentialFile:
    db.session.expire_all()
    found = queries.file_row(credential_id, FileForm.PDF, "en")
    assert found
    return found


def read(credential_id: str) -> bytes:
    credential = db.session.get_one(Credential, credential_id)
    file = services.file_of(credential, FileForm.PDF, "en")
    assert file
    assert file.sha256 == hashlib.sha256(file.data).hexdigest()
    return file.data


def kept_files() -> list[bytes]:
    return [path.read_bytes() for path in storage().folder.rglob("*") if path.is_file()]


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> list[Record]:
    tried: list[Record] = []

    def pdf_of(record: Record) -> bytes:
        tried.append(record)
        raise error

    stand_in(monkeypatch, pdf_of)
    return tried


def test_what_is_due_is_rendered_once_and_kept_by_its_digest(issued: str, laid_out: list[Record]) -> None:
    assert services.render_due() == 1
    found = pdf(issued)
    assert found.sha256
    assert read(issued).startswith(b"%PDF")
    assert found.due_at is None
    assert services.render_due() == 0
    assert len(laid_out) == 1
    assert queries.events_of(issued)[-1].kind is EventKind.RENDERED


def test_no_transaction_is_open_while_it_is_laid_out(issued: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_ones: list[bool] = []

    def pdf_of(_record: Record) -> bytes:
        open_ones.append(db.session().in_transaction())
        return b"%PDF"

    stand_in(monkeypatch, pdf_of)
    services.render_due()
    assert open_ones == [False]


@pytest.mark.parametrize("error", [PdfError("odd"), PdfTimeoutError("long")])
def test_failures_are_tried_again_later_and_later_and_not_for_ever(
    issued: str, monkeypatch: pytest.MonkeyPatch, error: PdfError
) -> None:
    tried = failing(monkeypatch, error)
    moment = clock.now()
    for _ in range(FAILURES_BEFORE_GIVING_UP + 5):
        with time_machine.travel(moment, tick=False):
            services.render_due()
            assert services.render_due() == 0
        moment += timedelta(days=2)
    assert len(tried) == FAILURES_BEFORE_GIVING_UP
    found = pdf(issued)
    assert found.due_at is None
    assert found.sha256 is None
    assert queries.events_of(issued)[-1].kind is EventKind.RENDERING_GIVEN_UP


def test_what_workers_died_over_again_and_again_is_tried_rarely_and_never_lost(
    issued: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, KeyboardInterrupt())  # type: ignore[arg-type]
    moment, pauses = clock.now(), []
    for _ in range(FAILURES_BEFORE_GIVING_UP + 2):
        with time_machine.travel(moment, tick=False), pytest.raises(KeyboardInterrupt):
            services.render_due()
        due_at = pdf(issued).due_at
        assert due_at
        pauses.append(due_at - moment)
        moment = due_at
    often = FAILURES_BEFORE_GIVING_UP - 1
    assert pauses == [printing.LEASE] * often + [printing.LONG_LEASE] * 3
    stand_in(monkeypatch, lambda record: b"%PDF")
    with time_machine.travel(moment, tick=False):
        assert services.render_due() == 1
    assert pdf(issued).sha256


def test_what_was_given_up_can_be_tried_anew(issued: str, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, PdfError("odd"))
    found = pdf(issued)
    found.attempt_count = FAILURES_BEFORE_GIVING_UP - 1
    db.session.commit()
    services.render_due()
    assert pdf(issued).due_at is None
    services.render_again(issued)
    db.session.commit()
    stand_in(monkeypatch, lambda record: b"%PDF")
    assert services.render_due() == 1
    assert pdf(issued).sha256


def test_a_full_disk_blames_no_document_and_it_stays_due(
    issued: str, laid_out: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Storage, _data: bytes) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Storage, "put", full)
        moment = clock.now()
        for _ in range(20):
            with time_machine.travel(moment, tick=False):
                assert services.render_due()
            moment += timedelta(minutes=15)
    found = pdf(issued)
    assert found.attempt_count == 0
    assert found.due_at is not None
    with time_machine.travel(moment + timedelta(minutes=15), tick=False):
        assert services.render_due()
    assert pdf(issued).sha256


def test_two_workers_do_not_take_the_same_row(issued: str, monkeypatch: pytest.MonkeyPatch) -> None:
    second: list[int] = []

    def pdf_of(_record: Record) -> bytes:
        second.append(services.render_due())
        return b"%PDF"

    stand_in(monkeypatch, pdf_of)
    assert services.render_due() == 1
    assert second == [0]


def test_the_file_of_an_erased_holder_is_removed_and_its_digest_stays(
    case: Case, issued: str, laid_out: list[Record]
) -> None:
    services.render_due()
    digest, stored = pdf(issued).sha256, pdf(issued).stored_sha256
    assert digest
    assert stored
    erase(case.user.id)
    db.session.commit()
    assert storage().has(stored)
    plain = storage().put(b"%PDF-1.7 " + laid_out[0].code.encode())
    assert plain == digest  # as a worker leaves it that is ended just after it has encrypted it
    assert services.remove_erased_files() == 2  # the badge as well
    assert not storage().has(stored)
    assert not storage().has(plain)
    assert pdf(issued).sha256 == digest
    assert queries.events_of(issued)[-1].kind is EventKind.FILE_REMOVED
    assert services.remove_erased_files() == 0


def test_a_holder_erased_while_the_certificate_is_laid_out_leaves_no_file(
    case: Case, issued: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_id = case.user.id

    def pdf_of(_record: Record) -> bytes:
        erase(user_id)
        db.session.commit()
        return b"%PDF of somebody who has gone"

    stand_in(monkeypatch, pdf_of)
    services.render_due()
    services.remove_erased_files()
    assert pdf(issued).sha256 is None
    assert kept_files() == []
    assert services.render_due() == 0


def test_a_real_certificate_is_laid_out_and_sealed_with_its_badge_inside(context: Flask, case: Case) -> None:
    make_first_keys(case.programme.issuer)
    issued = case.issue()
    db.session.commit()
    assert services.render_due() == 1
    data = read(issued.id)
    assert data.startswith(b"%PDF-1.7")
    badge = services.file_of(issued, FileForm.BADGE, "")
    assert badge
    assert credential_in_pdf(data).encode() == badge.data
    assert json.loads(badge.data)["id"].endswith(issued.id)
    assert check_seal(data, published()).state is SealState.INTACT
    services.request_language(issued, "sv")
    db.session.commit()
    assert services.render_due() == 1
    swedish = services.file_of(issued, FileForm.PDF, "sv")
    assert swedish
    assert credential_in_pdf(swedish.data).encode() == badge.data


def test_logos_are_found_where_the_programme_keeps_them(context: Flask) -> None:
    sha256 = Storage(settings().data / "editions").put(b"<svg/>")
    logo = Logo(name="Sea Fund", kind="funder", sha256=sha256, media_type="image/svg+xml", alt="Sea Fund")
    assert logos_of(make_record(logos=(logo,))) == {sha256: b"<svg/>"}
    with pytest.raises(PdfError, match="not kept any more"):
        logos_of(make_record(logos=(replace(logo, sha256="0" * 64),)))
