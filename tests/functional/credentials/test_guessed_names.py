"""Whoever knows a code, and no more, tries names in forged files: no answer says which is right."""

import csv
import io
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from lms.core.db import db
from lms.credentials import queries, services
from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.pdf_pages import digest_of_pages
from lms.credentials.records import Record
from lms.credentials.services import answering, verifying
from lms.people.rules import NameShown
from tests.functional.credentials.conftest import NAME, Filed, user_of
from tests.support.forging.genuine import plain_pdf
from tests.support.pages import post
from tests.unit.credentials.test_packed import packed

PAGE, WRONG = "/verify/many", "Somebody Else"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is laid out and sealed; nobody is throttled."""
    monkeypatch.setattr(answering, "sealed_report", lambda _answers, _seconds: b"%PDF-report")
    monkeypatch.setattr("lms.web.limits.limiter.enabled", False)


@pytest.fixture
def record(in_use: Flask, filed: Filed, monkeypatch: pytest.MonkeyPatch) -> Record:
    """The certificate whose holder shows no name; its true pages are kept to compare with."""
    with in_use.app_context():
        user_of().name_shown = NameShown.HIDDEN
        db.session.commit()
        found = queries.finding_of_code(filed.issued.code)
        assert found
        assert found.record
        record: Record = found.record
    pages = digest_of_pages(filed.pdf)
    monkeypatch.setattr(verifying.DatabaseRegister, "pages_of", lambda *_: frozenset({pages}))
    return record


def forged(record: Record, name: str) -> list[bytes]:
    """A badge, a page, and a page with the badge inside, without the secret that is in the true file."""
    guessed = replace(record, holder_name=name, salt="", email_hash=None)
    badge = as_bytes(badge_of(guessed, address_of(guessed)))
    return [badge, plain_pdf(guessed), plain_pdf(guessed, badge)]


def test_a_file_sent_alone_is_answered_alike(
    client: FlaskClient, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_at = clock.now()  # which the answer tells to the second
    monkeypatch.setattr(clock, "now", lambda: asked_at)
    for right, wrong in zip(forged(record, NAME), forged(record, WRONG), strict=True):
        assert right != wrong
        answers = [client.post("/api/verify/file", data=data) for data in (right, wrong)]
        assert answers[0].get_json()["answer"] == "altered"
        assert answers[0].data == answers[1].data


def test_files_of_an_archive_are_answered_alike(in_use: Flask, client: FlaskClient, record: Record) -> None:
    guesses = [data for name in (NAME, WRONG) for data in forged(record, name)[1:]]
    files = [(f"{place}.pdf", data) for place, data in enumerate(guesses)]
    form = {"codes": "", "language": "en", "file": (io.BytesIO(packed(files)), "x.zip")}
    address = post(client, PAGE, form, page=PAGE, content_type="multipart/form-data").location
    with in_use.app_context():
        while services.answer_enquiries("Baltic Cluster Academy"):
            pass
    table = client.get(f"{address}/report.csv").data.decode("utf-8-sig")
    said = [line[2:-1] for line in csv.reader(io.StringIO(table))][1:]
    assert len(said) == len(files)
    assert said[:2] == said[2:]
