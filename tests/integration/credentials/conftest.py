"""What tests of issuing share: a holder who has completed a module, and a stand-in for the layout."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask

from lms.content.outline import Module
from lms.content.programme import Programme
from lms.core.db import db
from lms.credentials import services
from lms.credentials.models import Credential
from lms.credentials.records import Record
from lms.learning.models import Completion, Enrolment
from lms.people.models import User
from tests.factories.credentials import complete, confirm_name, module_with_test, programme
from tests.factories.people import make_user
from tests.support.printing import stand_in


@dataclass(frozen=True, kw_only=True)
class Case:
    """Somebody who has completed a module."""

    user: User
    module: Module
    completion: Completion
    enrolment: Enrolment
    programme: Programme

    def issue(self) -> Credential:
        return services.issue(self.completion, self.enrolment, self.module, self.programme)


@pytest.fixture
def unnamed(context: Flask) -> Case:
    """The name was never confirmed."""
    user, module = make_user(), module_with_test()
    completion, enrolment = complete(user, module)
    db.session.commit()
    return Case(user=user, module=module, completion=completion, enrolment=enrolment, programme=programme())


@pytest.fixture
def case(unnamed: Case) -> Case:
    """The name is confirmed as well."""
    confirm_name(unnamed.user)
    db.session.commit()
    return unnamed


@pytest.fixture
def in_use(context: Flask) -> Iterator[Flask]:
    """An installation with a public address."""
    trial = context.config["CAMPUS"]
    context.config["CAMPUS"] = replace(trial, public_url="https://campus.example.org")
    yield context
    context.config["CAMPUS"] = trial


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """The records that were laid out; the PDF is a stand-in."""
    seen: list[Record] = []

    def pdf_of(record: Record) -> bytes:
        seen.append(record)
        return b"%PDF-1.7 " + record.code.encode()

    stand_in(monkeypatch, pdf_of)
    return seen
