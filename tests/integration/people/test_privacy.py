"""Is everything about a person given out, and gone when it is erased?"""

import json

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core import clock, mail
from lms.core.access import Role
from lms.core.db import Base, db
from lms.core.privacy import personal_columns
from lms.people import queries, services
from lms.people.errors import LastAdministratorError
from lms.people.models import OneTimeToken, RoleGrant, SignIn, User
from lms.people.privacy import PERSONAL_DATA, export
from lms.people.rules import Device, Occupation, Purpose
from lms.people.services.links import issue_link
from tests.factories.people import make_user

CANARIES = {
    "email": "canary-email@example.org",
    "certificate_name": "Canary Certificatename",
    "organisation": "canary-organisation",
    "country": "LV",
    "occupation": Occupation.OFFICIAL_LOCAL,
    "languages": ["lv", "uk"],
    "language": "sv",
    "time_zone": "Europe/Vilnius",
    "password_hash": "canary-password-hash",
}


@pytest.fixture
def user_id(context: Flask) -> str:
    user = make_user(**CANARIES, roles=[Role.TRAINER])
    services.begin_sign_in(user.id, Device(network="203.0.113.0/24", agent="Canary agent"))
    issue_link(Purpose.CHANGE_EMAIL, user_id=user.id, email="canary-new@example.org")
    mail.queue(to=user.email, subject="canary-subject", text="canary-text", kind="test", language="sv")
    db.session.flush()
    return user.id


def test_everything_personal_is_given_out_but_secrets(user_id: str) -> None:
    text = json.dumps(export(user_id), ensure_ascii=False)
    for canary in (
        "canary-email@example.org",
        "Canary Certificatename",
        "canary-organisation",
        "official-local",
        "Europe/Vilnius",
        "203.0.113.0/24",
        "Canary agent",
        "canary-new@example.org",
        "canary-subject",
        "trainer",
    ):
        assert canary in text
    for secret in ("canary-password-hash", "canary-text"):
        assert secret not in text
    for row in (*db.session.scalars(select(SignIn)), *db.session.scalars(select(OneTimeToken))):
        assert row.token_digest not in text


def test_nobody_elses_data_is_given_out(user_id: str) -> None:
    other = make_user(email="other@example.org", certificate_name="Other Person")
    services.begin_sign_in(other.id, Device(network="198.51.100.0/24", agent="Other agent"))
    text = json.dumps(export(user_id))
    assert "Other" not in text
    assert "198.51.100" not in text
    assert "canary" not in json.dumps(export(other.id))


def test_after_erasing_nothing_personal_is_left_in_any_table(user_id: str) -> None:
    PERSONAL_DATA.erase(user_id)
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            text = str(tuple(row)).lower()
            assert "canary" not in text
            assert "203.0.113" not in text
    user = queries.user(user_id)
    assert user.email.endswith("@erased.invalid")
    assert user.disabled_at is not None
    assert (user.occupation, user.country, user.languages) == (None, None, [])


def test_erasing_one_person_leaves_the_others(user_id: str) -> None:
    other = make_user(email="other@example.org", roles=[Role.TRAINER])
    services.begin_sign_in(other.id, Device())
    PERSONAL_DATA.erase(user_id)
    assert db.session.scalars(select(SignIn.user_id)).all() == [other.id]
    assert db.session.scalars(select(RoleGrant.user_id)).all() == [other.id]
    assert queries.user_with_email("other@example.org") is not None


def test_erasing_twice_changes_nothing_more(user_id: str) -> None:
    PERSONAL_DATA.erase(user_id)
    closed_at = queries.user(user_id).disabled_at
    PERSONAL_DATA.erase(user_id)
    assert queries.user(user_id).disabled_at == closed_at


def test_the_last_administrator_is_not_erased(context: Flask) -> None:
    user = make_user(email="admin@example.org", roles=[Role.ADMINISTRATOR])
    with pytest.raises(LastAdministratorError):
        PERSONAL_DATA.erase(user.id)


def test_every_personal_column_of_people_says_what_it_is_for() -> None:
    owned = {(table.name, column.name): column.info["personal"] for table, column in personal_columns()}
    of_people = {name for name in owned if name[0] in PERSONAL_DATA.tables}
    assert ("user", "email") in of_people
    assert ("outbox_mail", "recipient") in of_people
    assert all(owned[name] for name in of_people)
    assert {"user", "role_grant", "sign_in", "one_time_token"} < PERSONAL_DATA.tables
    assert User.__tablename__ in {name for name, _ in of_people}
    assert clock.now().tzinfo is not None
