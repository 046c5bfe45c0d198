"""A demonstration is an installation like any other: what examines a real one finds nothing wrong in it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.core import clock
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.settings import settings
from lms.credentials.models import Credential, CredentialFile
from lms.credentials.services.auditing import log_problems
from lms.demo import fill
from lms.doctor.checks import work
from lms.doctor.examining import INSIDE
from lms.learning.models import Completion, Enrolment, LessonCompletion, Recognition, Result
from lms.learning.rules.states import STUCK_AFTER
from lms.people.models import Affiliation, Organisation, RoleGrant, User
from lms.quiz.models import Attempt, StatisticCount, StatisticSum
from lms.quiz.services.statistics import rebuild
from lms.web.catalogue import current_catalogue
from tests.support.application import empty

COUNT = 48
EXPECTED = ("The worker was never seen", "No backup was ever made", "nobody could look after")


@pytest.fixture(scope="module")
def filled(real_courses_app: Flask) -> Iterator[Flask]:
    """The real programme with a demonstration of a fair size."""
    assert fill(real_courses_app, COUNT)
    with real_courses_app.app_context():
        yield real_courses_app
        db.session.rollback()
    empty(real_courses_app)


def count_of(model: type, *conditions: object) -> int:
    query = select(func.count()).select_from(model).where(*conditions)  # type: ignore[arg-type]
    return db.session.scalar(query) or 0


def test_every_state_is_there_to_be_seen(filled: Flask) -> None:
    now = clock.now()
    assert count_of(User) == COUNT
    assert count_of(Organisation) == 40
    assert {one.slug for one in current_catalogue().modules.values()} == set(
        db.session.scalars(select(Enrolment.module_slug))
    )
    for model, condition in (
        (Enrolment, Enrolment.idle_since < now - STUCK_AFTER),
        (Enrolment, Enrolment.idle_since > now - STUCK_AFTER),
        (Enrolment, Enrolment.withdrawn_at.is_not(None)),
        (Attempt, Attempt.is_passed.is_(False)),
        (Recognition, Recognition.withdrawn_at.is_(None)),
        (Credential, Credential.revoked_at.is_not(None)),
        (Credential, Credential.superseded_by.is_not(None)),
        (Affiliation, Affiliation.agreed_at.is_(None)),
        (Affiliation, Affiliation.ended_at.is_not(None)),
        (OutboxMail, OutboxMail.sent_at.is_not(None)),
        (OutboxMail, OutboxMail.failed_at.is_not(None)),
        (RoleGrant, RoleGrant.scope_id != ""),
    ):
        assert count_of(model, condition), f"none of {model.__name__} where {condition}"


def test_nothing_happened_before_it_could_or_after_today(filled: Flask) -> None:
    now = clock.now()
    assert not count_of(Result, Result.recorded_at > now)
    assert not count_of(CredentialFile, CredentialFile.made_at.is_not(None))
    early = select(LessonCompletion).join(Enrolment, Enrolment.id == LessonCompletion.enrolment_id)
    assert not db.session.scalars(early.where(LessonCompletion.completed_at < Enrolment.enrolled_at)).all()
    done = select(Credential.awarded_on, Credential.issued_at)
    assert all(awarded_on <= issued_at.date() for awarded_on, issued_at in db.session.execute(done))
    unidle = select(Enrolment).join(Completion, Completion.enrolment_id == Enrolment.id)
    assert not db.session.scalars(unidle.where(Enrolment.idle_since.is_not(None))).all()


def test_what_examines_an_installation_finds_nothing_wrong(
    filled: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # When a fact is to be looked up again depends on the day alone.
    monkeypatch.setattr(work, "due_facts", lambda *_: ())
    assert log_problems() == []
    found = [finding.text for check in INSIDE for finding in check(settings())]
    assert [one for one in found if not one.startswith(EXPECTED)] == []


def test_statistics_counted_anew_are_what_they_were(filled: Flask) -> None:
    def figures() -> list[list[tuple[object, ...]]]:
        tables = (StatisticSum.__table__, StatisticCount.__table__)
        return [sorted(map(tuple, db.session.execute(select(one))), key=str) for one in tables]

    before = figures()
    assert before[0]
    for slug in current_catalogue().modules:
        rebuild(slug, current_catalogue())
    assert figures() == before


def fill_again(app: Flask) -> bool:
    db.session.rollback()  # its transaction would keep out the one that fills
    return fill(app, COUNT)


def test_it_comes_once_and_never_beside_anybody_real(filled: Flask) -> None:
    assert fill_again(filled)
    assert count_of(User) == COUNT
    somebody = db.session.scalars(select(User).limit(1)).one()
    somebody.is_example = False
    db.session.commit()
    assert not fill_again(filled)
    somebody.is_example = True
    db.session.commit()
