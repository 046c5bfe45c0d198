"""What tests of the pages share: a holder with a certificate, and the pages as others see them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.core.db import db
from lms.credentials import services
from lms.credentials.models import Credential
from lms.people.models import User
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete, confirm_name
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
