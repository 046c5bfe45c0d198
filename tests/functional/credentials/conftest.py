"""What tests of the pages share: a holder with a certificate, and the pages as others see them."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.core import clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.credentials import queries, services
from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.proofs import add_proof
from lms.credentials.models import Credential, CredentialFile, CredentialRecord
from lms.credentials.records import canonical, digest_of_record, record_from
from lms.credentials.rules import FileForm
from lms.credentials.services import keys as key_services
from lms.credentials.services import vault
from lms.people.models import User
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete, confirm_name
from tests.factories.signing import SIGNED_AT, badge_key
from tests.support.forging.genuine import keys, plain_pdf, sealed
from tests.support.printing import stand_in

NAME = "Ilze Bērziņa"
EMAIL = "ilze@example.org"


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A certificate that was issued."""

    id: str
    code: str
    title: str


def user_of(email: str = EMAIL) -> User:
    return db.session.scalars(select(User).where(User.email == email)).one()


@pytest.fixture
def holder(sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    """A browser in which the holder is signed in."""
    return sign_in(EMAIL, name=NAME)


@pytest.fixture
def issued(app: Flask, holder: FlaskClient) -> Issued:
    """The holder's certificate; the file is a stand-in."""
    return issue(app)


def issue(app: Flask, email: str = EMAIL, *, is_trial: bool = True) -> Issued:
    with app.app_context():
        user, catalogue = user_of(email), current_catalogue()
        module = next(one for one in catalogue.modules.values() if one.is_open)
        confirm_name(user)
        completion, enrolment = complete(user, module)
        programme = catalogue.programme
        if not is_trial:
            programme = replace(programme, issuer=replace(programme.issuer, is_invented=False))
        credential = services.issue(completion, enrolment, module, programme)
        db.session.commit()
        return Issued(id=credential.id, code=credential.code, title=credential.title)


@pytest.fixture
def real(in_use: Flask, holder: FlaskClient) -> Issued:
    """The holder's certificate of a real issuer."""
    return issue(in_use, is_trial=False)


@pytest.fixture
def in_use(app: Flask) -> Iterator[Flask]:
    """The application with a public address; requests still reach it over plain HTTP."""
    trial = app.config["CAMPUS"]
    app.config["CAMPUS"] = replace(trial, public_url="http://localhost")
    yield app
    app.config["CAMPUS"] = trial


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The layout is a stand-in."""
    stand_in(monkeypatch, lambda record: b"%PDF-1.7 " + record.code.encode())


def change(app: Flask, credential_id: str, **values: object) -> None:
    with app.app_context():
        credential = db.session.get_one(Credential, credential_id)
        for name, value in values.items():
            setattr(credential, name, value)
        db.session.commit()


def expire(app: Flask, credential_id: str, day: date) -> None:
    """As if it had been issued until that day."""
    with app.app_context():
        row = db.session.get_one(CredentialRecord, credential_id)
        text = canonical(replace(record_from(queries.text_of(row)), expires_on=day.isoformat()))
        row.text = vault.as_text(vault.encrypt(row.holder_id, text.encode(), about=credential_id))
        digest = digest_of_record(text)
        queries.events_of(credential_id)[0].detail = {"record": digest}
        db.session.commit()
    change(app, credential_id, expires_on=day, record_sha256=digest)


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A certificate with two of its files."""

    issued: Issued
    badge: bytes
    pdf: bytes


@pytest.fixture
def filed(in_use: Flask, real: Issued, monkeypatch: pytest.MonkeyPatch) -> Filed:
    """The holder's certificate; its files are small, and sealed by keys of the tests."""
    trusted = tuple(replace(one, created_at=SIGNED_AT.replace(year=2020)) for one in keys())
    monkeypatch.setattr(key_services, "published", lambda: trusted)
    with in_use.app_context():
        found = queries.finding_of_code(real.code)
        assert found
        assert found.record
        document = add_proof(badge_of(found.record, address_of(found.record)), badge_key(1), SIGNED_AT)
        badge = as_bytes(document)
        pdf = sealed(plain_pdf(found.record, badge))
        for form, data in ((FileForm.BADGE, badge), (FileForm.PDF, pdf)):
            db.session.add(_row(real.id, form, data))
        db.session.commit()
    return Filed(issued=real, badge=badge, pdf=pdf)


def _row(credential_id: str, form: FileForm, data: bytes) -> CredentialFile:
    return CredentialFile(
        id=new_id(),
        credential_id=credential_id,
        form=form,
        language="xx" if form is FileForm.PDF else "",
        sha256=hashlib.sha256(data).hexdigest(),
        made_at=clock.now(),
        size=len(data),
        key_id="test",
    )
