import threading
from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.content.outline import Module
from lms.core import clock
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.errors import NotFoundError, RefusedError
from lms.credentials import queries, services
from lms.credentials.codes import normalise_code
from lms.credentials.errors import ElementsMissingError, NameNotConfirmedError
from lms.credentials.models import Credential, CredentialRecord
from lms.credentials.records import canonical, digest_of_record, record_from
from lms.credentials.rules import Element, EventKind, Standing
from lms.learning import services as learning
from lms.learning.rules import FINAL_TEST, Facts, RequirementKind, progress, self_check_activity
from lms.people.errors import InvalidNameError
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete, confirm_name, module_with_test
from tests.factories.people import make_user
from tests.integration.credentials.conftest import Case

ONE = Decimal(1)


def _activities(module: Module) -> list[str]:
    """Everything but lessons that the module asks for."""
    missing = progress(
        module, Facts(enrolment_id="", module_slug="", edition_digest="", enrolled_at=clock.now())
    )
    checks = [
        self_check_activity(line.lesson)
        for line in missing.requirements
        if line.kind is RequirementKind.SELF_CHECKS and line.lesson
    ]
    return [*checks, FINAL_TEST]


def _no_space(*_arguments: object) -> str:
    raise OSError(28, "No space left on device")


def count(model: type[Credential] | type[CredentialRecord]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_completion_gives_a_certificate_with_a_record_that_has_its_digest(case: Case) -> None:
    credential = case.issue()
    row = db.session.get_one(CredentialRecord, credential.id)
    text = queries.text_of(row)
    record = record_from(text)
    assert normalise_code(credential.code) == record.code
    assert credential.record_sha256 == digest_of_record(text)
    assert text == canonical(record)
    assert record.holder_name == "Ilze Bērziņa"
    assert record.hours == credential.hours == "7.5"
    assert record.assessments[0].percent == 82
    assert record.verification_url.endswith(f"/verify/{credential.code}")
    assert credential.code != credential.id


def test_the_row_that_stays_holds_no_name_and_no_address(case: Case) -> None:
    credential = case.issue()
    values = " ".join(str(value) for value in vars(credential).values())
    for personal in ("Ilze", "Bērziņa", "ilze@example.org", case.user.id):
        assert personal not in values


def test_issuing_again_gives_the_first_one(case: Case) -> None:
    first = case.issue()
    assert case.issue().id == first.id
    assert count(Credential) == count(CredentialRecord) == 1


def test_issued_at_the_same_moment_there_is_one(app: Flask, case: Case) -> None:
    barrier = threading.Barrier(6)
    issued: list[str] = []
    completion_id, enrolment_id = case.completion.id, case.enrolment.id

    def issue() -> None:
        with app.app_context():
            completion = db.session.get_one(type(case.completion), completion_id)
            enrolment = db.session.get_one(type(case.enrolment), enrolment_id)
            db.session.expire_on_commit = False
            db.session.commit()
            barrier.wait()
            credential = services.issue(completion, enrolment, case.module, case.programme)
            db.session.commit()
            issued.append(credential.id)

    db.session.rollback()
    threads = [threading.Thread(target=issue) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(issued) == 6
    assert len(set(issued)) == 1
    assert count(Credential) == count(CredentialRecord) == 1


def test_without_a_confirmed_name_nothing_is_issued_and_the_completion_waits(unnamed: Case) -> None:
    with pytest.raises(NameNotConfirmedError):
        unnamed.issue()
    services.issue_on_completion(unnamed.completion, unnamed.enrolment, unnamed.module, unnamed.programme)
    assert count(Credential) == 0
    assert [one.completion.id for one in queries.unissued(unnamed.user.id)] == [unnamed.completion.id]


def test_a_name_changed_since_it_was_confirmed_must_be_confirmed_again(case: Case) -> None:
    case.user.certificate_name = "Ilze Kalniņa"
    db.session.flush()
    with pytest.raises(NameNotConfirmedError):
        case.issue()


def test_without_a_mandatory_element_nothing_is_issued(case: Case) -> None:
    nowhere = replace(case.programme, issuer=replace(case.programme.issuer, country=""))
    with pytest.raises(ElementsMissingError) as refusal:
        services.issue(case.completion, case.enrolment, case.module, nowhere)
    assert refusal.value.elements == (Element.COUNTRY,)
    services.issue_on_completion(case.completion, case.enrolment, case.module, nowhere)
    assert count(Credential) == 0


def test_confirming_the_name_issues_what_waits(context: Flask) -> None:
    user, module = make_user(), next(one for one in current_catalogue().modules.values() if one.is_open)
    complete(user, module)
    issued = services.confirm_name(user.id, "  Ilze   Kalniņa ", current_catalogue())
    assert [one.achievement_slug for one in issued] == [module.slug]
    assert user.certificate_name == "Ilze Kalniņa"
    assert queries.held_by(user.id)[0].record.holder_name == "Ilze Kalniņa"
    assert queries.unissued(user.id) == ()
    assert services.confirm_name(user.id, "Ilze Kalniņa", current_catalogue()) == ()


def test_a_name_that_cannot_be_printed_is_refused(unnamed: Case) -> None:
    with pytest.raises(InvalidNameError):
        services.confirm_name(unnamed.user.id, "Ilze 😀", current_catalogue())
    assert not queries.name_step(unnamed.user.id).is_settled


def test_completing_a_module_issues_in_the_same_transaction(context: Flask) -> None:
    user = make_user()
    confirm_name(user)
    module = next(one for one in current_catalogue().modules.values() if one.is_open)
    enrolment = learning.enrol(module, user.id)
    db.session.commit()
    for lesson in module.lessons:
        learning.complete_lesson(enrolment, module, lesson.slug)
    for activity in _activities(module):
        learning.record_result(
            enrolment, module, activity, score=ONE, max_score=ONE, is_passed=True, source_id=activity[:22]
        )
    assert len(queries.held_by(user.id)) == 1
    db.session.rollback()
    assert queries.held_by(user.id) == ()


def test_what_goes_wrong_in_issuing_leaves_the_completion(
    context: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    user = make_user()
    confirm_name(user)
    module = next(one for one in current_catalogue().modules.values() if one.is_open)
    enrolment = learning.enrol(module, user.id)
    monkeypatch.setattr("lms.credentials.services.registering.canonical", _no_space)
    for lesson in module.lessons:
        learning.complete_lesson(enrolment, module, lesson.slug)
    for activity in _activities(module):
        learning.record_result(
            enrolment, module, activity, score=ONE, max_score=ONE, is_passed=True, source_id=activity[:22]
        )
    db.session.commit()
    assert len(queries.unissued(user.id)) == 1
    monkeypatch.undo()
    assert len(services.issue_waiting(user.id, current_catalogue())) == 1


def test_an_installation_on_trial_marks_what_it_issues(case: Case) -> None:
    real = replace(case.programme, issuer=replace(case.programme.issuer, is_invented=False))
    credential = services.issue(case.completion, case.enrolment, case.module, real)
    assert credential.is_trial
    assert queries.held_by(case.user.id)[0].record.is_trial


def test_a_real_issuer_at_a_public_address_issues_real_ones(in_use: Flask, case: Case) -> None:
    real = replace(case.programme, issuer=replace(case.programme.issuer, is_invented=False))
    credential = services.issue(case.completion, case.enrolment, case.module, real)
    record = queries.held_by(case.user.id)[0].record
    assert not credential.is_trial
    assert not record.is_trial
    assert record.verification_url == f"https://campus.example.org/verify/{credential.code}"


def test_an_invented_issuer_makes_trials_even_at_a_public_address(in_use: Flask, case: Case) -> None:
    assert case.programme.issuer.is_invented
    assert case.issue().is_trial


def test_a_corrected_name_is_a_new_certificate_that_replaces_the_first(case: Case) -> None:
    first = case.issue()
    services.confirm_name(case.user.id, "Ilze Kalniņa", current_catalogue())
    second = services.correct_name(case.user.id, first.id)
    new = queries.held(case.user.id, second.id)
    old = queries.held(case.user.id, first.id)
    assert new
    assert old
    assert new.record.holder_name == "Ilze Kalniņa"
    assert new.record.supersedes == first.id
    assert new.record.code != old.record.code
    assert old.record.holder_name == "Ilze Bērziņa"
    assert queries.standing_of(first, second.issued_at) is Standing.SUPERSEDED
    assert queries.standing_of(second, second.issued_at) is Standing.VALID
    assert [event.kind for event in queries.events_of(first.id)] == [
        EventKind.ISSUED,
        EventKind.NAME_HIDDEN,
        EventKind.SUPERSEDED,
    ]
    assert queries.unissued(case.user.id) == ()


def test_there_is_nothing_to_correct_where_the_name_is_the_same(case: Case) -> None:
    first = case.issue()
    with pytest.raises(RefusedError):
        services.correct_name(case.user.id, first.id)


def test_a_replaced_certificate_is_not_corrected_again(case: Case) -> None:
    first = case.issue()
    services.confirm_name(case.user.id, "Ilze Kalniņa", current_catalogue())
    services.correct_name(case.user.id, first.id)
    with pytest.raises(RefusedError):
        services.correct_name(case.user.id, first.id)


def test_somebody_elses_certificate_cannot_be_corrected(case: Case) -> None:
    stranger = make_user(email="other@example.org", certificate_name="Other Person")
    with pytest.raises(NotFoundError):
        services.correct_name(stranger.id, case.issue().id)


def test_issuing_is_in_the_audit_log(case: Case) -> None:
    credential = case.issue()
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "credential.issued")).one()
    assert entry.subject == f"credential:{credential.id}"
    assert entry.actor_id == case.user.id


def test_two_modules_give_two_certificates(case: Case) -> None:
    other = module_with_test(slug="another")
    completion, enrolment = complete(case.user, other)
    case.issue()
    services.issue(completion, enrolment, other, case.programme)
    assert len(queries.held_by(case.user.id)) == 2
