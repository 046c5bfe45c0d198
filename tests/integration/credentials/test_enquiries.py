from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from lms.core.db import db
from lms.core.ids import digest_of
from lms.core.pdf import PdfTimeoutError
from lms.credentials import queries, services
from lms.credentials.codes import grouped, new_code
from lms.credentials.models import Enquiry, EnquiryLine
from lms.credentials.queries import Progress
from lms.credentials.rules import RevocationReason
from lms.credentials.rules.enquiries import (
    BATCH,
    KEPT,
    LEASE,
    MOST_OPEN,
    MOST_REPORT_TRIES,
    LineAnswer,
    lease_of,
)
from lms.credentials.rules.lists import codes_in
from lms.credentials.services import answering
from lms.credentials.services.enquiries import REPORT_CSV, UPLOAD, enquiry_files, name_of
from lms.credentials.services.enquiry_reports import Answers
from tests.integration.credentials.conftest import Case
from tests.unit.credentials.test_packed import PDF, packed

ISSUER = "Baltic Cluster Academy"

UNKNOWN = new_code(bytes(12))


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is laid out and sealed, and no key is trusted."""
    monkeypatch.setattr(answering, "sealed_report", lambda _answers, _seconds: b"%PDF-report")
    monkeypatch.setattr(answering.keys, "published", lambda: ())


def ask(text: str) -> str:
    token = services.ask_for_codes(codes_in(text), "lv")
    db.session.commit()
    return token


def ask_files(data: bytes) -> str:
    token = services.ask_for_files(data, "en")
    db.session.commit()
    return token


def run() -> None:
    while services.answer_enquiries(ISSUER):
        pass


def progress_of(token: str) -> Progress:
    db.session.expire_all()
    progress = queries.progress_of(digest_of(token))
    assert progress is not None
    return progress


def answers(token: str) -> list[LineAnswer | None]:
    return [line.answer for line in queries.lines_of(digest_of(token))]


def test_each_code_gets_the_answer_of_the_register(in_use: object, case: Case) -> None:
    case = replace(
        case, programme=replace(case.programme, issuer=replace(case.programme.issuer, is_invented=False))
    )
    credential = case.issue()
    db.session.commit()
    token = ask(f"{credential.code}\n{UNKNOWN}\n{credential.code[:-1]}")
    run()
    assert answers(token) == [LineAnswer.VALID, LineAnswer.UNKNOWN, LineAnswer.MALFORMED]
    progress = progress_of(token)
    assert progress.enquiry.finished_at is not None
    assert progress.enquiry.due_at is None
    assert services.report_file(progress.enquiry, services.REPORT_PDF) == b"%PDF-report"
    services.revoke(credential.id, RevocationReason.ISSUED_IN_ERROR, actor_id=None)
    db.session.commit()
    later = ask(credential.code)
    run()
    assert answers(later) == [LineAnswer.REVOKED]
    line = queries.lines_of(digest_of(later))[0]
    assert line.facts["reason"] == "issued-in-error"
    assert case.user.certificate_name not in str(line.facts)


def test_a_trial_is_never_called_valid(case: Case) -> None:
    credential = case.issue()
    db.session.commit()
    token = ask(credential.code)
    run()
    assert answers(token) == [LineAnswer.TRIAL]


def test_files_are_checked_and_then_dropped(context: object) -> None:
    token = ask_files(packed([("a.pdf", PDF), ("b.pdf", PDF)]))
    upload = name_of(digest_of(token), UPLOAD)
    assert enquiry_files().get_named(upload)
    run()
    assert answers(token) == [LineAnswer.UNKNOWN] * 2
    assert [line.label for line in queries.lines_of(digest_of(token))] == ["a.pdf", "b.pdf"]
    assert all(line.sha256 for line in queries.lines_of(digest_of(token)))
    assert upload not in list(enquiry_files().names("."))


class KilledError(BaseException):
    """The worker is gone, as by a power cut."""


def test_a_worker_killed_in_a_batch_leaves_each_line_answered_once(
    context: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = ask("\n".join(new_code(bytes([number]) * 12) for number in range(3 * BATCH)))
    services.answer_enquiries(ISSUER)
    looked_up: list[str] = []
    genuine = answering.verify_by_code

    def until_killed(code: str) -> object:
        if len(looked_up) == BATCH // 2:
            raise KilledError
        looked_up.append(code)
        return genuine(code)

    monkeypatch.setattr(answering, "verify_by_code", until_killed)
    with pytest.raises(KilledError):
        services.answer_enquiries(ISSUER)
    db.session.rollback()
    monkeypatch.setattr(answering, "verify_by_code", genuine)
    assert progress_of(token).done == BATCH
    assert services.answer_enquiries(ISSUER) == 0, "it is still leased to the worker that died"
    with time_machine.travel(datetime.now(UTC) + LEASE + timedelta(seconds=1)):
        run()
    assert progress_of(token).done == 3 * BATCH
    assert progress_of(token).enquiry.finished_at is not None


def test_two_workers_with_the_same_lines_write_each_answer_once(context: object) -> None:
    token = ask(UNKNOWN)
    first = answering._lease()
    with time_machine.travel(datetime.now(UTC) + LEASE + timedelta(seconds=1)):
        second = answering._lease()
        assert first is not None
        assert second is not None
        answering._keep(second, list(answering._answers(second)))
        late = [replace(one, answer=LineAnswer.ALTERED) for one in answering._answers(first)]
        answering._keep(first, late)
    assert answers(token) == [LineAnswer.UNKNOWN]


def test_a_line_that_kills_workers_is_found_and_left_out(
    context: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = new_code(bytes([7]) * 12)
    token = ask(f"{good}\n{UNKNOWN}\n{good}")
    genuine = answering.verify_by_code

    def deadly(code: str) -> object:
        if code == UNKNOWN:
            raise KilledError
        return genuine(code)

    monkeypatch.setattr(answering, "verify_by_code", deadly)
    moment = datetime.now(UTC)
    for _ in range(12):
        with time_machine.travel(moment):
            try:
                run()
            except KilledError:
                db.session.rollback()
        moment += LEASE + timedelta(seconds=1)
    assert answers(token) == [LineAnswer.UNKNOWN, LineAnswer.UNCHECKED, LineAnswer.UNKNOWN]


def test_an_upload_that_is_lost_is_said_and_not_tried_for_ever(context: object) -> None:
    token = ask_files(packed([("a.pdf", PDF)]))
    enquiry_files().discard_named(name_of(digest_of(token), UPLOAD))
    run()
    assert answers(token) == [LineAnswer.UNCHECKED]


def test_a_report_gets_more_time_at_each_try_and_what_was_found_is_there_all_the_while(
    context: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed: list[int] = []

    def fail(_answers: Answers, seconds: int) -> bytes:
        allowed.append(seconds)
        raise PdfTimeoutError("laying out took too long")

    monkeypatch.setattr(answering, "sealed_report", fail)
    token = ask(UNKNOWN)
    try_for_long()
    assert progress_of(token).was_given_up
    assert allowed[:4] == [60, 120, 240, 240]
    assert len(allowed) == MOST_REPORT_TRIES
    assert grouped(UNKNOWN).encode() in services.report_file(progress_of(token).enquiry, REPORT_CSV)


def test_a_report_that_takes_the_worker_down_with_it_is_given_up(
    context: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_answers: Answers, _seconds: int) -> bytes:
        raise KilledError

    monkeypatch.setattr(answering, "sealed_report", die)
    token = ask(UNKNOWN)
    try_for_long()
    assert progress_of(token).was_given_up


def try_for_long() -> None:
    moment = datetime.now(UTC)
    for attempt in range(1, MOST_REPORT_TRIES + 2):
        with time_machine.travel(moment):
            try:
                run()
            except KilledError:
                db.session.rollback()
        moment += lease_of(attempt, is_report=True) + timedelta(seconds=1)


def test_enquiries_take_turns(context: object) -> None:
    long = ask("\n".join(new_code(bytes([number]) * 12) for number in range(3 * BATCH)))
    short = ask(UNKNOWN)
    services.answer_enquiries(ISSUER)
    services.answer_enquiries(ISSUER)
    assert answers(short) == [LineAnswer.UNKNOWN]
    assert progress_of(long).done == BATCH


def test_it_is_removed_after_its_time_with_all_files(context: object) -> None:
    token = ask_files(packed([("a.pdf", PDF)]))
    run()
    ask_files(packed([("b.pdf", PDF)]))
    assert services.OldEnquiries()() == 0
    with time_machine.travel(datetime.now(UTC) + KEPT + timedelta(hours=2)):
        assert services.OldEnquiries()() >= 2
    assert db.session.scalar(select(func.count()).select_from(Enquiry)) == 0
    assert db.session.scalar(select(func.count()).select_from(EnquiryLine)) == 0
    assert list(enquiry_files().names(".")) == []
    assert queries.progress_of(digest_of(token)) is None


def test_files_without_a_row_are_swept_up(context: object) -> None:
    enquiry_files().put_named(name_of("0" * 64, UPLOAD), b"left by a crash")
    with time_machine.travel(datetime.now(UTC) + KEPT + timedelta(hours=2)):
        assert services.OldEnquiries()() == 1


def test_so_many_wait_and_no_more(context: object) -> None:
    for _ in range(MOST_OPEN):
        ask(UNKNOWN)
    with pytest.raises(services.TooManyEnquiriesError):
        ask(UNKNOWN)
