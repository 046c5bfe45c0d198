"""What stands in the way of every certificate blames none: they stay due, and come when it is gone."""

import logging
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.core import clock
from lms.core.db import db
from lms.credentials import queries, services
from lms.credentials.errors import KeyUnusableError, MasterKeyMissingError
from lms.credentials.models import CredentialFile, CredentialRecord
from lms.credentials.records import Record
from lms.credentials.rules import EventKind, FileForm, wait_after
from lms.credentials.sealing.sealers import SealerError
from lms.credentials.sealing.timestamps import TimestampError
from tests.factories.credentials import complete, confirm_name, module_with_test, programme
from tests.factories.people import make_user
from tests.integration.credentials.conftest import Case
from tests.support.printing import stand_in

TRIES = 12


def page_of(credential_id: str) -> CredentialFile:
    db.session.expire_all()
    found = queries.file_row(credential_id, FileForm.PDF, "en")
    assert found
    return found


@pytest.mark.parametrize(
    "error",
    [
        SealerError("the device is locked"),
        TimestampError("the authority of time is silent"),
        KeyUnusableError("there is no key"),
        MasterKeyMissingError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_failing_seal_is_waited_for_longer_and_longer_and_never_given_up(
    case: Case, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    issued = case.issue().id
    db.session.commit()

    def failing(_record: Record) -> bytes:
        raise error

    stand_in(monkeypatch, failing)
    moment, pauses = clock.now(), []
    for _ in range(TRIES):
        with time_machine.travel(moment, tick=False), caplog.at_level(logging.ERROR):
            assert services.render_due() >= 1
            assert services.render_due() == 0
            due_at = page_of(issued).due_at
            assert due_at
            pauses.append((due_at - clock.now()).total_seconds())
        moment = due_at
    assert pauses == [wait_after(count) for count in range(1, TRIES + 1)]
    assert pauses == sorted(pauses)
    assert page_of(issued).attempt_count == 0
    why = str(error) or type(error).__name__
    line = f"certificate {issued} stays due, and is tried again in 900 s: {why}"
    assert line in [record.getMessage() for record in caplog.records]
    assert all(record.exc_info is None for record in caplog.records)
    stand_in(monkeypatch, lambda record: b"%PDF")
    with time_machine.travel(moment, tick=False):
        assert services.render_due() == 1
    assert (page_of(issued).due_at, page_of(issued).wait_count) == (None, 0)
    assert [one.kind for one in queries.events_of(issued)].count(EventKind.RENDERED) == 2  # with the badge


def issue_another() -> str:
    other = make_user(email="other@example.org")
    confirm_name(other)
    module = module_with_test(slug="n")
    issued = services.issue(*complete(other, module), module, programme()).id
    db.session.commit()
    return issued


def test_a_record_that_cannot_be_read_holds_nobody_else_up(
    case: Case, laid_out: list[Record], caplog: pytest.LogCaptureFixture
) -> None:
    broken = case.issue().id
    db.session.commit()
    whole = issue_another()
    db.session.get_one(CredentialRecord, broken).text = "v1:AAAA"
    db.session.commit()
    services.render_due()
    assert page_of(whole).sha256
    assert page_of(broken).sha256 is None
    assert page_of(broken).attempt_count == 1


def test_an_error_that_nobody_expected_costs_only_its_own_file(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = case.issue().id
    db.session.commit()
    whole = issue_another()

    def pdf_of(record: Record) -> bytes:
        if record.id == broken:
            raise RuntimeError("odd")
        return b"%PDF"

    stand_in(monkeypatch, pdf_of)
    moment = clock.now()
    services.render_due()
    assert page_of(whole).sha256
    assert page_of(broken).attempt_count == 1
    due = db.session.scalars(select(CredentialFile).where(CredentialFile.due_at.is_not(None))).all()
    assert [one.credential_id for one in due] == [broken]
    assert due[0].due_at
    assert due[0].due_at < moment + timedelta(minutes=1)
