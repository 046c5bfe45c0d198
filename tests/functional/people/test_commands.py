"""Accounts and roles from the terminal."""

import pytest
from click.testing import Result
from flask import Flask

from lms.core.access import Grant, Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from lms.people import queries
from lms.people.cli import people
from tests.functional.people.conftest import Person


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(people, arguments)


def test_a_role_is_granted_and_withdrawn(app: Flask, person: Person) -> None:
    user_id = person("tove@example.org")
    assert run(app, "grant", "Tove@example.org", "trainer").exit_code == 0
    with app.app_context():
        assert Role.TRAINER in queries.roles_of(user_id)
    assert "was trainer already" in run(app, "grant", "tove@example.org", "trainer").output
    assert run(app, "withdraw", "tove@example.org", "trainer").exit_code == 0
    assert "was not trainer" in run(app, "withdraw", "tove@example.org", "trainer").output
    with app.app_context():
        assert queries.roles_of(user_id) == {Role.PARTICIPANT}
        entries = (
            db.session.query(AuditEntry).filter_by(subject=f"person:{user_id}").order_by(AuditEntry.id).all()
        )
        assert [entry.action for entry in entries] == ["role.granted", "role.withdrawn"]
        assert entries[0].detail == {"role": "trainer", "scope": "programme", "scope_id": ""}


def test_the_list_shows_who_is_more_than_a_participant(app: Flask, person: Person) -> None:
    person("ilze@example.org")
    person("owner@example.org", Role.PROGRAMME_OWNER, Role.TRAINER)
    output = run(app, "list").output
    assert "owner@example.org: programme-owner, trainer" in output
    assert "ilze" not in output
    assert "1 with a role." in output


@pytest.mark.parametrize(
    "arguments", [("withdraw", "admin@example.org", "administrator"), ("close", "admin@example.org")]
)
def test_the_last_administrator_stays(app: Flask, person: Person, arguments: tuple[str, ...]) -> None:
    user_id = person("admin@example.org", Role.ADMINISTRATOR)
    result = run(app, *arguments)
    assert result.exit_code == 1
    assert "This is the last administrator." in result.output
    with app.app_context():
        assert queries.administrator_ids() == {user_id}


def test_an_account_is_closed_and_opened_again(app: Flask, person: Person) -> None:
    user_id = person("tove@example.org")
    assert run(app, "close", "tove@example.org").exit_code == 0
    with app.app_context():
        assert queries.user(user_id).disabled_at is not None
    assert run(app, "reopen", "tove@example.org").exit_code == 0
    with app.app_context():
        assert queries.user(user_id).disabled_at is None


def test_an_address_without_account_is_said_so(app: Flask) -> None:
    result = run(app, "grant", "nobody@example.org", "trainer")
    assert result.exit_code == 1
    assert "No account has the address nobody@example.org." in result.output


def test_a_link_for_the_first_administrator_is_made_while_there_is_none(app: Flask, person: Person) -> None:
    assert "http://127.0.0.1:8000/first-administrator/" in run(app, "first-link").output
    person("admin@example.org", Role.ADMINISTRATOR)
    result = run(app, "first-link")
    assert result.exit_code == 1
    assert "There is an administrator already" in result.output


def test_a_role_that_is_none_is_refused(app: Flask, person: Person) -> None:
    person("tove@example.org")
    for role in ("participant", "god"):
        assert run(app, "grant", "tove@example.org", role).exit_code == 2


def test_a_role_over_a_part_stands_beside_others(app: Flask, person: Person) -> None:
    user_id = person("tove@example.org")
    assert run(app, "grant", "tove@example.org", "official", "--scope", "country:LV").exit_code == 0
    assert run(app, "grant", "tove@example.org", "official", "--scope", "country:EE").exit_code == 0
    assert "tove@example.org: official (country:EE), official (country:LV)" in run(app, "list").output
    assert run(app, "withdraw", "tove@example.org", "official", "--scope", "country:LV").exit_code == 0
    with app.app_context():
        assert queries.grants_of(user_id) == {Grant(Role.OFFICIAL, Scope(ScopeKind.COUNTRY, "EE"))}


def test_a_role_over_what_makes_no_sense_for_it_is_refused(app: Flask, person: Person) -> None:
    person("tove@example.org")
    assert (
        "not granted over that"
        in run(app, "grant", "tove@example.org", "trainer", "--scope", "country:LV").output
    )
    assert "country:LV" in run(app, "grant", "tove@example.org", "trainer", "--scope", "Latvia").output
