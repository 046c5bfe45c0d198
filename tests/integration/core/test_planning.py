"""What databases are told about how to find rows changes the way to them, not which they are."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, exists, select, text
from sqlalchemy.dialects import postgresql

from lms.core.db import db
from lms.core.planning import by_database, is_among, row_by_row, unindexed
from lms.people.models import Consent, User
from tests.factories.participants import agree
from tests.factories.people import make_user

SWEDES = (User.country == "SE", User.disabled_at.is_(None))
HAS_AGREED = exists().where(Consent.user_id == User.id).correlate(User)


@pytest.fixture
def people(context: Flask) -> dict[str, User]:
    """Two Swedes, of whom one agreed to something, a Latvian, and somebody of no country."""
    countries = {"anna": "SE", "bo": "SE", "ilze": "LV", "eva": None}
    made = {name: make_user(email=f"{name}@example.org", country=one) for name, one in countries.items()}
    agree(made["anna"].id)
    return made


def found(*conditions: ColumnElement[bool]) -> list[str]:
    emails = db.session.scalars(select(User.email).where(*conditions))
    return sorted(email.removesuffix("@example.org") for email in emails)


@pytest.mark.parametrize("on_both", [False, True])
def test_the_same_rows_are_found(people: dict[str, User], *, on_both: bool) -> None:
    how = partial(row_by_row, on_both=on_both)
    assert found(how(SWEDES)) == ["anna", "bo"]
    assert found(how([*SWEDES, HAS_AGREED])) == ["anna"]
    assert found(how([User.country == "EE"])) == []
    assert found(how([])) == ["anna", "bo", "eva", "ilze"]
    # Joined with others it stays one condition.
    assert found(User.country == "LV", how([(User.country == "SE") | (User.country == "FI")])) == []
    assert found(User.country.is_not(None), ~how(SWEDES)) == ["ilze"]


def test_the_same_values_are_found(people: dict[str, User]) -> None:
    ids = select(unindexed(User.id)).where(unindexed(User.country) == "SE")
    assert set(db.session.scalars(ids)) == {people["anna"].id, people["bo"].id}


@pytest.mark.parametrize("are_few", [True, False])
def test_the_same_are_among_others(people: dict[str, User], *, are_few: bool) -> None:
    agreed = select(Consent.user_id)
    assert found(is_among(User.id, agreed, are_few=are_few)) == ["anna"]
    assert found(User.country.is_not(None), ~is_among(User.id, agreed, are_few=are_few)) == ["bo", "ilze"]
    assert found(is_among(User.id, agreed.where(Consent.user_id == ""), are_few=are_few)) == []


def test_what_differs_by_database_stays_one_condition(people: dict[str, User]) -> None:
    both = User.disabled_at.is_(None) & (User.country == "SE")
    either = (User.country == "SE") | (User.country == "LV")
    assert found(User.country.is_not(None), ~by_database(both, both)) == ["ilze"]
    assert found(by_database(either, either), User.country == "LV") == ["ilze"]
    assert found(by_database(both, both), HAS_AGREED) == ["anna"]


def test_each_database_is_asked_in_its_own_words(people: dict[str, User]) -> None:
    asked = by_database(User.country == "LV", User.country == "SE")
    assert found(asked) == (["ilze"] if db.engine.dialect.name == "sqlite" else ["anna", "bo"])


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_sqlite_asks_no_index(context: Flask) -> None:
    assert "ix_user_country" in plan(*SWEDES)
    assert "SEARCH" not in plan(row_by_row(SWEDES))
    assert "SEARCH" not in plan(unindexed(User.country) == "SE")


def plan(*conditions: ColumnElement[bool]) -> str:
    query = select(User.email).where(*conditions)
    written = query.compile(db.engine, compile_kwargs={"literal_binds": True})
    return " ".join(str(row) for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {written}")))


def test_postgresql_sees_what_is_asked() -> None:
    def written(condition: Any) -> str:
        return str(condition.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]

    assert "CASE" in written(row_by_row(SWEDES, on_both=True))
    assert "CASE" not in written(row_by_row(SWEDES))
    assert "nullif" not in written(unindexed(User.country)).lower()


def test_postgresql_is_kept_from_gathering_very_many() -> None:
    def written(*, are_few: bool) -> str:
        condition: Any = is_among(User.id, select(Consent.user_id), are_few=are_few)
        return str(condition.compile(dialect=postgresql.dialect()))

    assert " IN (SELECT" in written(are_few=True)
    assert " IN (SELECT" not in written(are_few=False)
    assert "EXISTS" not in written(are_few=False)
