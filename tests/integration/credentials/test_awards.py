"""Course certificates and diplomas: given once, at the right moment, and withdrawn with their parts."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms.content.programme import Award, Course, Programme
from lms.core import clock
from lms.core.db import db
from lms.credentials import queries, services
from lms.credentials.models import Credential, HolderAward
from lms.credentials.privacy import erase, export
from lms.credentials.rules import CredentialKind, RevocationReason
from lms.learning.models import Enrolment
from lms.people.models import User
from tests.factories.credentials import complete, confirm_name, module_with_test, programme
from tests.factories.people import make_user

AWARD = Award(
    titles={"en": "Both modules"},
    summaries={"en": "What everyone needs."},
    learning_outcomes={"en": ("start a cluster", "run it")},
)


@pytest.fixture
def user(context: Flask) -> User:
    """Somebody whose name is confirmed."""
    person = make_user()
    confirm_name(person)
    return person


def two_modules() -> Programme:
    course = Course(
        slug="both", titles=AWARD.titles, summaries=AWARD.summaries, modules=("m", "n"), award=AWARD
    )
    return replace(programme(), courses=(course,), diploma=AWARD)


def earn(user: User, slug: str) -> Credential:
    module = module_with_test(slug=slug)
    completion, enrolment = complete(user, module)
    return services.issue(completion, enrolment, module, two_modules())


def awards(user: User) -> list[Credential]:
    held = [one.credential for one in queries.held_by(user.id)]
    return sorted(
        (one for one in held if one.kind is not CredentialKind.MODULE), key=lambda one: one.kind.value
    )


def test_the_last_module_brings_the_course_certificate_and_the_diploma(user: User) -> None:
    earn(user, "m")
    assert awards(user) == []
    second = earn(user, "n")
    course, diploma = awards(user)
    assert (course.kind, course.achievement_slug) == (CredentialKind.COURSE, "both")
    assert (diploma.kind, diploma.achievement_slug) == (CredentialKind.DIPLOMA, "programme")
    held = queries.held(user.id, course.id)
    assert held is not None
    assert [part.id for part in held.record.parts][1] == second.id
    assert [file.form for file in queries.files_of(course.id)] == ["pdf"]


def test_a_second_time_gives_nothing_new_and_the_index_refuses_a_double(user: User) -> None:
    earn(user, "m")
    earn(user, "n")
    assert services.give_due_awards(user.id, two_modules()) == ()
    assert len(awards(user)) == 2
    row = db.session.scalars(select(HolderAward).where(HolderAward.slug == "both")).one()
    spare = earn(user, "o")
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(
            HolderAward(credential_id=spare.id, holder_id=user.id, slug="both", sequence=row.sequence)
        )


def test_a_failure_does_not_undo_the_certificate_of_the_module(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    earn(user, "m")
    monkeypatch.setattr("lms.credentials.services.awards.draft_award", lambda *_: 1 / 0)
    assert earn(user, "n").kind is CredentialKind.MODULE
    assert awards(user) == []
    monkeypatch.undo()
    assert len(services.give_due_awards(user.id, two_modules())) == 2


def test_a_withdrawn_part_withdraws_what_rests_on_it_and_earning_it_again_gives_a_new_one(
    user: User,
) -> None:
    earn(user, "m")
    part = earn(user, "n")
    services.revoke(part.id, RevocationReason.ASSESSMENT_NOT_VALID, actor_id=None)
    reasons = [one.revoked_reason for one in awards(user)]
    assert reasons == [RevocationReason.PART_WITHDRAWN] * 2
    assert services.give_due_awards(user.id, two_modules()) == ()
    join_again(user, "n")
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        again = earn(user, "n")
    standing = [one for one in awards(user) if one.revoked_at is None]
    assert {one.kind for one in standing} == {CredentialKind.COURSE, CredentialKind.DIPLOMA}
    assert again.id in queries.awards.part_ids(standing[0].id)


def join_again(user: User, slug: str) -> None:
    left = update(Enrolment).where(Enrolment.user_id == user.id, Enrolment.module_slug == slug)
    db.session.execute(left.values(withdrawn_at=clock.now()))


def test_what_replaced_a_part_takes_its_place(user: User) -> None:
    earn(user, "m")
    part = earn(user, "n")
    confirm_again(user, "Ilze Kalniņa")
    new = services.correct_name(user.id, part.id)
    services.revoke(part.id, RevocationReason.DETAILS_WRONG, actor_id=None)
    assert {one.revoked_at for one in awards(user)} == {None}
    services.revoke(new.id, RevocationReason.ASSESSMENT_NOT_VALID, actor_id=None)
    assert None not in {one.revoked_at for one in awards(user)}


def test_what_was_given_stands_when_a_part_expires(user: User) -> None:
    earn(user, "m")
    earn(user, "n").expires_on = clock.now().date() - timedelta(days=1)
    db.session.flush()
    assert services.give_due_awards(user.id, two_modules()) == ()
    assert [one.revoked_at for one in awards(user)] == [None, None]


def test_a_corrected_name_keeps_the_parts(user: User) -> None:
    earn(user, "m")
    part = earn(user, "n")
    course = awards(user)[0]
    confirm_again(user, "Ilze Kalniņa")
    new = services.correct_name(user.id, course.id)
    assert new.kind is CredentialKind.COURSE
    services.revoke(part.id, RevocationReason.ISSUED_IN_ERROR, actor_id=None)
    assert new.revoked_reason is RevocationReason.PART_WITHDRAWN


def confirm_again(user: User, name: str) -> None:
    user.certificate_name = name
    db.session.delete(db.session.get_one(queries.holders.HolderName, user.id))
    db.session.flush()
    confirm_name(user)


def test_erasing_the_holder_leaves_the_proof_and_no_trace_of_whom(user: User) -> None:
    earn(user, "m")
    earn(user, "n")
    link = services.share(user.id, [awards(user)[0].id], "Employer in Norrvik")
    assert "Norrvik" in str(export(user.id)["share_links"])
    codes = [one.code for one in awards(user)]
    erase(user.id)
    assert db.session.scalars(select(HolderAward)).all() == []
    assert queries.sharing.shown_by(link) is None
    assert all(queries.with_code(code) is not None for code in codes)
