"""What a key signed stays verifiable when the key is replaced, and a stolen key is said to be one."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.db import db
from lms.core.pdf import Attachment
from lms.credentials import queries, services
from lms.credentials.cli.keys import keys
from lms.credentials.formats.keys import Purpose
from lms.credentials.models import Credential
from lms.credentials.records import Record
from lms.credentials.rules import FileForm
from lms.credentials.services import making
from lms.credentials.services.keys import active, active_sealer
from tests.functional.credentials.conftest import Issued, issue
from tests.support.forging.genuine import plain_pdf, sealed
from tests.support.key_changes import keys_as_before
from tests.support.pages import token_of

SECOND = "second@example.org"
GENUINE = "This certificate is genuine and valid"


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A certificate with its file, and the keys that were used."""

    issued: Issued
    pdf: bytes
    seal: str
    badge: str


@pytest.fixture(autouse=True)
def _small_pages(in_use: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def small(record: Record, _language: str, attachments: tuple[Attachment, ...]) -> bytes:
        return plain_pdf(record, *(one.body for one in attachments))

    monkeypatch.setattr(making, "pdf_of", small)
    with keys_as_before(in_use):
        yield


def _file(app: Flask, issued: Issued) -> Filed:
    """What the worker makes of it, with the keys in use now."""
    with app.app_context():
        services.render_due()
        credential = db.session.get_one(Credential, issued.id)
        file = services.file_of(credential, FileForm.PDF, "en")
        assert file
        return Filed(issued=issued, pdf=file.data, seal=active_sealer().kid, badge=active(Purpose.BADGE).kid)


def _run(app: Flask, *words: str) -> None:
    done = app.test_cli_runner().invoke(keys, words)
    assert done.exit_code == 0, done.output


def _page(client: FlaskClient, filed: Filed) -> str:
    form = {"csrf_token": token_of(client, "/verify"), "file": (io.BytesIO(filed.pdf), "certificate.pdf")}
    return client.post("/verify/file", data=form).text


@pytest.fixture
def both(in_use: Flask, real: Issued, sign_in: Callable[..., FlaskClient]) -> tuple[Filed, Filed]:
    """One certificate from before its keys were replaced, and one from after."""
    before = _file(in_use, real)
    for purpose in ("seal", "badge"):
        _run(in_use, "rotate", purpose)
    sign_in(SECOND, name="Second Person")
    after = _file(in_use, issue(in_use, SECOND, is_trial=False))
    assert {before.seal, before.badge}.isdisjoint({after.seal, after.badge})
    return before, after


def test_certificates_from_before_and_after_are_both_genuine(
    client: FlaskClient, both: tuple[Filed, Filed]
) -> None:
    for filed in both:
        assert GENUINE in client.get(f"/verify/{filed.issued.code}").text
        assert GENUINE in (page := _page(client, filed))
        assert ("has been replaced since. It still counts." in page) == (filed is both[0])
        assert "nobody else vouches for who runs it" in page
        sent = client.post("/api/verify/file", data=filed.pdf, content_type="application/pdf")
        assert sent.json["answer"] == "valid"


def test_every_key_stays_published_and_says_how_it_stands(
    in_use: Flask, client: FlaskClient, both: tuple[Filed, Filed]
) -> None:
    before, after = both
    _run(in_use, "report-lost", before.badge)
    document = client.get("/.well-known/did.json").json
    methods = {one["id"].partition("#")[2]: one for one in document["verificationMethod"]}
    vouching = {one.partition("#")[2] for one in document["assertionMethod"]}
    assert {before.badge, after.badge} <= methods.keys()
    assert (after.badge in vouching, before.badge in vouching) == (True, False)
    assert "revoked" in methods[before.badge]
    page = client.get("/keys", headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "lv"})
    assert page.text.count("joprojām ir spēkā") == 1
    assert page.text.count("Ziņots, ka pazaudēta vai nozagta") == 1
    assert before.seal in page.text
    listed = {one["kid"]: one for one in client.get("/keys").json["keys"]}
    assert {before.seal, before.badge, after.seal, after.badge} <= listed.keys()
    for kid, key in listed.items():
        assert client.get(f"/keys/{kid}").json == key
        assert ("exp" in key) == (kid in {before.seal, before.badge})
        assert ("revoked" in key) == (kid == before.badge)


def test_a_stolen_key_is_said_and_only_the_register_speaks_for_what_it_sealed(
    in_use: Flask, client: FlaskClient, both: tuple[Filed, Filed]
) -> None:
    before, _ = both
    for kid in (before.seal, before.badge):
        _run(in_use, "report-lost", kid)
    assert GENUINE in client.get(f"/verify/{before.issued.code}").text
    page = _page(client, before)
    assert "This is exactly the file that we issued." in page
    assert "lost or stolen" in page
    with in_use.app_context():
        found = queries.finding_of_code(before.issued.code)
        assert found
        assert found.record
    # A thief states any time.
    stolen = replace(found.record, holder_name="Somebody Else")
    page = _page(client, replace(before, pdf=sealed(plain_pdf(stolen), "first")))
    assert GENUINE not in page
    assert "lost or stolen" in page
