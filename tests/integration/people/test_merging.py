"""Two accounts of one person become one, and nothing that was earned or agreed is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.core import clock, mail
from lms.core.access import Grant, Role
from lms.core.db import Base, db
from lms.core.extension import campus
from lms.core.mail import OutboxMail
from lms.core.scopes import EVERYWHERE, Scope, ScopeKind, reach_over
from lms.credentials import queries as credentials
from lms.credentials import services as credential_services
from lms.credentials.models import CredentialRecord, PersonKey
from lms.learning import queries as learning
from lms.learning.merging import completion_count
from lms.learning.models import Enrolment, LessonCompletion, Result
from lms.people import queries, services
from lms.people.merging import packages_that_merge
from lms.people.models import Consent, MailChoice, MergedAccount, PersonWord, SignIn, User
from lms.people.privacy import PERSONAL_DATA, export
from lms.people.queries.merging import doubles_of, likely_doubles
from lms.people.rules import ConsentKind, Device
from lms.people.rules.erasures import ErasureCause
from lms.people.rules.mail_topics import MailTopic
from lms.people.rules.merging import Obstacle, Pair
from lms.people.services.consents import give_consent
from lms.people.services.erasure_requests import begin_waiting
from lms.people.services.merging import MergeRefusedError, merge_people
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete, confirm_name, module_with_test, programme
from tests.factories.people import make_user


@pytest.fixture
def pair(context: Flask) -> Pair:
    kept = make_user(email="anna@example.org", certificate_name="Anna Bērziņa", country="LV")
    other = make_user(email="a.berzina@example.net", certificate_name="Anna Berzina", organisation="Osta")
    return Pair(kept_id=kept.id, other_id=other.id)


def merge(pair: Pair) -> None:
    merge_people(pair, current_catalogue(), by=None)
    db.session.expire_all()


def join(user_id: str, slug: str, *lessons: str, days_ago: int = 10) -> Enrolment:
    moment = clock.now() - timedelta(days=days_ago)
    enrolment = Enrolment(
        user_id=user_id, module_slug=slug, edition_digest="e" * 64, enrolled_at=moment, declarations=[]
    )
    db.session.add(enrolment)
    db.session.flush()
    for lesson in lessons:
        done = LessonCompletion(enrolment_id=enrolment.id, lesson_slug=lesson, completed_at=moment)
        done.edition_digest = "e" * 64
        db.session.add(done)
    db.session.flush()
    return enrolment


def test_every_column_that_points_at_an_account_belongs_to_a_package(context: Flask) -> None:
    pointing = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "user" for key in column.foreign_keys)
    }
    named = [column for package in packages_that_merge() for column in package.columns]
    assert set(named) == pointing, "say in a package's merging.py what becomes of it when accounts are joined"
    assert len(named) == len(set(named))


JOINED_WITH_ENROLMENTS = {
    "attempt",
    "completion",
    "lesson_completion",
    "place",
    "renewal",
    "result",
    "self_check_answer",
    "submission",
    "trainer_note",
}
"""What `lms.learning.merging` and `lms.quiz.merging` carry over when both were in one module."""


def test_everything_that_hangs_on_an_enrolment_is_thought_of(context: Flask) -> None:
    hanging = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name == "enrolment" for key in table.foreign_keys)
    }
    assert hanging == JOINED_WITH_ENROLMENTS, "say what becomes of it when two enrolments are joined"


def test_afterwards_nothing_points_at_the_account_that_went(pair: Pair) -> None:
    join(pair.other_id, "m")
    services.begin_sign_in(pair.other_id, Device())
    merge(pair)
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "user" for key in column.foreign_keys):
                found = db.session.scalar(
                    select(func.count()).select_from(table).where(column == pair.other_id)
                )
                expected = 1 if (table.name, column.name) == ("merged_account", "user_id") else 0
                assert found == expected, f"{table.name}.{column.name}"


def test_in_a_shared_module_lessons_and_results_come_together(pair: Pair) -> None:
    kept, other = join(pair.kept_id, "m", "one", days_ago=3), join(pair.other_id, "m", "one", "two")
    _result(kept, 40)
    _result(other, 60)
    merge(pair)
    facts = learning.facts_of_module(pair.kept_id, "m")
    assert facts is not None
    assert {one.lesson for one in facts.lessons} == {"one", "two"}
    assert min(one.completed_at for one in facts.lessons) < clock.now() - timedelta(days=9)
    assert sorted(one.score for one in facts.results) == [40, 60]
    assert facts.enrolled_at < clock.now() - timedelta(days=9)


def test_what_a_closed_account_had_begun_goes_on_where_the_other_one_is(pair: Pair) -> None:
    begun = join(pair.other_id, "small-clusters", "measuring")
    left = join(pair.other_id, "leading-a-cluster")
    left.withdrawn_at = clock.now() - timedelta(days=1)
    services.disable_user(pair.other_id, by=None)
    merge(pair)
    rows = db.session.scalars(select(Enrolment).where(Enrolment.user_id == pair.kept_id)).all()
    assert {one.id: one.withdrawn_at is None for one in rows} == {begun.id: True, left.id: False}


def _result(enrolment: Enrolment, score: int) -> None:
    values = {"activity": "final-test", "score": Decimal(score), "max_score": Decimal(100)}
    result = Result(enrolment_id=enrolment.id, is_passed=score >= 70, recorded_at=clock.now(), **values)
    result.edition_digest, result.source_id = "e" * 64, f"source-{score}"
    db.session.add(result)
    db.session.flush()


def test_certificates_of_both_are_held_by_one_and_go_on_verifying(pair: Pair) -> None:
    for user_id in (pair.kept_id, pair.other_id):
        user = queries.user(user_id)
        confirm_name(user)
        completion, enrolment = complete(user, module_with_test(slug="m"))
        credential_services.issue(completion, enrolment, module_with_test(slug="m"), programme())
    codes = {one.credential.code for one in credentials.held_by(pair.other_id)}
    names = {
        one.record.holder_name for user in (pair.kept_id, pair.other_id) for one in credentials.held_by(user)
    }
    merge(pair)
    held = credentials.held_by(pair.kept_id)
    assert len(held) == 2
    assert {one.record.holder_name for one in held} == names == {"Anna Bērziņa", "Anna Berzina"}
    assert codes < {one.credential.code for one in held}
    assert completion_count(pair.kept_id) == 2
    assert db.session.scalars(select(PersonKey.user_id)).all() == [pair.kept_id]


def test_the_files_of_certificates_open_with_the_key_of_the_account_that_stays(pair: Pair) -> None:
    for user_id in (pair.kept_id, pair.other_id):
        user = queries.user(user_id)
        confirm_name(user)
        completion, enrolment = complete(user, module_with_test(slug="m"))
        credential = credential_services.issue(completion, enrolment, module_with_test(slug="m"), programme())
        file = next(iter(credentials.files_of(credential.id)))
        data = f"file of {user_id}".encode()
        stored = credential_services.vault.encrypt(user_id, data, about=credential.id)
        file.sha256, file.made_at = user_id.ljust(64, "0"), clock.now()
        file.stored_sha256, file.due_at = campus().storage.put(stored), None
    db.session.flush()
    merge(pair)
    for row in db.session.scalars(select(CredentialRecord)):
        file = next(one for one in credentials.files_of(row.credential_id) if one.stored_sha256)
        found = credentials.file_with_its_key(file.id)
        assert found is not None
        opened = credential_services.opened(*found)
        assert opened is not None
        assert opened.data.startswith(b"file of ")


def test_the_only_key_is_handed_over(pair: Pair) -> None:
    other = queries.user(pair.other_id)
    confirm_name(other)
    completion, enrolment = complete(other, module_with_test(slug="m"))
    credential_services.issue(completion, enrolment, module_with_test(slug="m"), programme())
    merge(pair)
    assert [one.record.holder_name for one in credentials.held_by(pair.kept_id)] == ["Anna Berzina"]


def test_agreements_of_one_account_alone_end_and_both_stay_as_history(pair: Pair) -> None:
    both, alone = ConsentKind.ACHIEVEMENTS_TO_OFFICIALS, ConsentKind.PATH_TO_TRAINERS
    for user_id, kind in ((pair.kept_id, both), (pair.other_id, both), (pair.kept_id, alone)):
        give_consent(user_id, kind, text="Yes.", language="en")
    merge(pair)
    rows = db.session.scalars(select(Consent)).all()
    assert {row.user_id for row in rows} == {pair.kept_id}
    assert len(rows) == 3
    assert [row.kind for row in rows if row.withdrawn_at is None] == [both]


def test_roles_mail_choices_and_profile_come_together(pair: Pair) -> None:
    kept, other = queries.user(pair.kept_id), queries.user(pair.other_id)
    trainer = Grant(Role.TRAINER, Scope(ScopeKind.MODULE, "m"))
    for user_id in (pair.kept_id, pair.other_id):
        services.grant_role(user_id, trainer, by=None)
    services.grant_role(other.id, Grant(Role.ADMINISTRATOR), by=None)
    db.session.add(MailChoice(user_id=other.id, topic=next(iter(MailTopic)), off_since=clock.now()))
    db.session.flush()
    merge(pair)
    assert queries.grants_of(kept.id) == {trainer, Grant(Role.ADMINISTRATOR)}
    assert queries.administrator_ids() == {kept.id}
    assert (kept.certificate_name, kept.country, kept.organisation) == ("Anna Bērziņa", "LV", "Osta")
    assert queries.unwanted_topics(kept.id)


def test_the_account_that_went_is_empty_and_its_address_leads_to_the_other(pair: Pair) -> None:
    services.begin_sign_in(pair.other_id, Device())
    mail.queue(to="a.berzina@example.net", subject="s", text="t", kind="test", language="en")
    db.session.flush()
    merge(pair)
    gone = queries.user(pair.other_id)
    assert (gone.email, gone.password_hash, gone.certificate_name) == (
        f"{gone.id.lower()}@erased.invalid",
        None,
        None,
    )
    assert gone.disabled_at is not None
    assert db.session.scalars(select(SignIn).where(SignIn.ended_at.is_(None))).all() == []
    sent = db.session.execute(select(OutboxMail.kind, OutboxMail.recipient)).all()
    assert sorted(map(tuple, sent)) == [
        ("accounts-joined", "a.berzina@example.net"),
        ("accounts-joined", "anna@example.org"),
        ("test", "anna@example.org"),
    ]
    words = db.session.scalars(select(PersonWord.word).where(PersonWord.user_id == pair.kept_id)).all()
    assert "a.berzina@example.net" in words
    assert queries.names_of([pair.other_id]) == {pair.other_id: "Anna Bērziņa"}
    services.send_reset_link("a.berzina@example.net")
    kinds = db.session.scalars(select(OutboxMail.kind).where(OutboxMail.recipient == "a.berzina@example.net"))
    assert list(kinds).count("accounts-joined-reminder") == 1


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({"disabled_at": True}, Obstacle.KEPT_CLOSED),
        ({"email_confirmed_at": None}, Obstacle.KEPT_UNCONFIRMED),
        ({"is_example": True}, Obstacle.INVENTED),
    ],
)
def test_what_stands_in_the_way_is_said(pair: Pair, changes: dict[str, object], obstacle: Obstacle) -> None:
    for name, value in changes.items():
        setattr(queries.user(pair.kept_id), name, clock.now() if name == "disabled_at" else value)
    db.session.flush()
    with pytest.raises(MergeRefusedError) as refusal:
        merge(pair)
    assert refusal.value.obstacles == [obstacle]


def test_an_account_that_is_to_be_erased_is_not_joined(pair: Pair) -> None:
    begin_waiting(queries.user(pair.other_id), ErasureCause.ASKED, timedelta(days=14))
    with pytest.raises(MergeRefusedError):
        merge(pair)


def test_the_export_holds_both_and_erasing_removes_both(pair: Pair) -> None:
    services.begin_sign_in(pair.other_id, Device(network="203.0.113.0/24", agent="Other agent"))
    merge(pair)
    given = str(export(pair.kept_id))
    assert "a.berzina@example.net" in given
    assert "Other agent" in given
    for package in campus().personal_data:
        package.erase(pair.kept_id)
    db.session.flush()
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            assert "berzina" not in str(tuple(row)).lower(), table.name
    assert db.session.scalars(select(MergedAccount)).all() == []
    assert PERSONAL_DATA.package == "people"


def test_joined_again_the_first_double_leads_to_the_last(pair: Pair) -> None:
    last = make_user(email="anna@example.com", certificate_name="Anna B")
    merge(pair)
    merge(Pair(kept_id=last.id, other_id=pair.kept_id))
    assert set(db.session.scalars(select(MergedAccount.into_id))) == {last.id}
    assert queries.names_of([pair.other_id])[pair.other_id] == "Anna B"


def test_likely_doubles_are_suggested_with_their_reasons(context: Flask) -> None:
    def made(email: str, name: str, organisation: str | None = None) -> User:
        return make_user(email=email, certificate_name=name, organisation=organisation)

    anna = made("anna.berzina@example.org", "Anna Bērziņa", "Osta")
    made("office@example.net", "ANNA BERZINA", "osta")
    made("anna@example.net", "Anna Bērziņa", "Elsewhere")
    made("annaberzina@example.com", "A. B.")
    made("someone@example.org", "Some One", "Osta")
    reach = reach_over({EVERYWHERE})
    assert [one.other.email for one in likely_doubles(reach)] == ["office@example.net"]
    assert {one.other.email for one in doubles_of(anna, reach)} == {"office@example.net"}
