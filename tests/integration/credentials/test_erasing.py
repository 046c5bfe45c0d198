"""Erasing a person who holds a certificate: each package in turn, from the top floor down."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core import clock
from lms.core.db import db
from lms.core.extension import campus
from lms.core.mail import queue as queue_mail
from lms.core.privacy import PersonalData
from lms.credentials import privacy as credentials
from lms.credentials import queries, services
from lms.credentials.models import (
    Cohort,
    CohortMember,
    CredentialFile,
    CredentialRecord,
    HolderAward,
    HolderName,
)
from lms.credentials.rules import Standing
from lms.credentials.rules.cohorts import Choice
from lms.learning.models import Completion, Place
from lms.people.models import User
from lms.quiz.models import Attempt, AttemptItem, SelfCheckAnswer
from lms.tables import metadata
from tests.integration.credentials.conftest import Case

EMAIL, NAME, ANSWER = "ilze@example.org", "Ilze Bērziņa", "an answer in own words"


@pytest.fixture
def certified(case: Case) -> Case:
    """Somebody with a certificate, a test behind it, a self-check, a place and a mail."""
    moment = clock.now()
    response: dict[str, object] = {"text": ANSWER}
    attempt = Attempt(
        enrolment_id=case.enrolment.id,
        user_id=case.user.id,
        module_slug=case.module.slug,
        edition_digest=case.module.digest,
        quiz="final-test",
        number=1,
        seed="s" * 22,
        started_at=moment - timedelta(minutes=9),
        submitted_at=moment,
        score=Decimal(9),
        max_score=Decimal(10),
        is_passed=True,
    )
    db.session.add(attempt)
    db.session.flush()
    db.session.add_all(
        [
            AttemptItem(attempt_id=attempt.id, position=1, item_id="a", variant=0, response=response),
            SelfCheckAnswer(
                enrolment_id=case.enrolment.id,
                item_id="b",
                edition_digest=case.module.digest,
                variant=0,
                response=response,
                score=Decimal(1),
                max_score=Decimal(1),
                answered_at=moment,
            ),
            Place(enrolment_id=case.enrolment.id, lesson_slug="one", anchor="", saved_at=moment),
        ]
    )
    queue_mail(to=EMAIL, subject="Your certificate", text=NAME, kind="certificate", language="en")
    credential = case.issue()
    services.share(case.user.id, [credential.id], f"For {NAME}")
    cohort = Cohort(
        module_slug=case.module.slug, choice=Choice.ADDRESSES, started_at=moment, removed_after=moment
    )
    db.session.add(cohort)
    db.session.flush()
    db.session.add(CohortMember(cohort_id=cohort.id, completion_id=case.completion.id))
    db.session.add(
        HolderAward(credential_id=credential.id, holder_id=case.user.id, slug="programme", sequence=1)
    )
    db.session.commit()
    return case


def erase_all(user_id: str) -> None:
    for package in campus().personal_data:
        package.erase(user_id)
    db.session.commit()


def everything_kept() -> str:
    """All rows of all tables, as text."""
    rows = (row for table in metadata().sorted_tables for row in db.session.execute(select(table)))
    return "\n".join(map(str, rows))


def test_a_certified_person_is_erased_and_the_proof_stays(certified: Case) -> None:
    user_id, completion_id = certified.user.id, certified.completion.id
    code = queries.held_by(user_id)[0].credential.code
    before = everything_kept()
    assert all(said in before for said in (EMAIL, NAME, ANSWER))
    erase_all(user_id)
    db.session.expire_all()
    after = everything_kept()
    assert [said for said in (EMAIL, NAME, ANSWER) if said in after] == []
    for model in (CredentialRecord, HolderName, Attempt, AttemptItem, SelfCheckAnswer, Place):
        assert db.session.scalars(select(model)).all() == []
    assert db.session.get(Completion, completion_id)
    assert db.session.get_one(User, user_id).disabled_at
    found = queries.finding_of_code(code)
    assert found
    assert queries.standing_of(found.credential, clock.now()) is Standing.VALID


def _filled() -> list[str]:
    """The tables of this package with something of a person in them."""
    tables = metadata().tables
    names = sorted(credentials.PERSONAL_DATA.tables)
    return [name for name in names if db.session.execute(select(tables[name])).first() is not None]


def test_all_that_is_exported_of_certificates_is_erased(certified: Case) -> None:
    user_id, exported = certified.user.id, credentials.export(certified.user.id)
    assert all(exported.values()), exported
    said = json.dumps(exported, ensure_ascii=False)
    known = (NAME, f"For {NAME}", certified.module.slug, certified.completion.id)
    assert [one for one in known if one not in said] == []
    assert _filled() == sorted(credentials.PERSONAL_DATA.tables)
    erase_all(user_id)
    db.session.expire_all()
    assert not any(credentials.export(user_id).values())
    assert _filled() == []
    assert db.session.scalars(select(CredentialFile.due_at)).all() == [None]


def test_erasing_twice_does_no_harm(certified: Case) -> None:
    user_id = certified.user.id
    erase_all(user_id)
    erase_all(user_id)
    assert NAME not in everything_kept()


def points_at(upper: PersonalData, lower: PersonalData) -> bool:
    """Whether rows of the one refer to rows of the other."""
    tables = metadata().tables
    targets = {key.column.table.name for name in upper.tables for key in tables[name].foreign_keys}
    return bool(targets & lower.tables)


def test_no_package_is_erased_before_one_whose_rows_point_at_its_own(context: Flask) -> None:
    order = campus().personal_data
    assert [package.package for package in order] == ["credentials", "quiz", "tools", "learning", "people"]
    for position, package in enumerate(order):
        assert not any(points_at(later, package) for later in order[position + 1 :])
