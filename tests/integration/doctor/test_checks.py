"""Each thing that can be wrong is found, and nothing where all is well."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from config import Settings
from lms.admin.queries.state import state_now
from lms.content.problems import ContentErrors
from lms.core import audit, clock, runtime_settings
from lms.core.access import Role
from lms.core.backups import STATE
from lms.core.db import db
from lms.core.heartbeat import Heartbeat
from lms.core.mail import PAUSED, queue
from lms.core.settings import settings
from lms.credentials import services
from lms.credentials.queries.vault import master_key_file
from lms.credentials.services import vault
from lms.doctor.checks import database, online, safety, work
from lms.doctor.checks import settings as setup
from lms.doctor.cli import doctor_command
from lms.doctor.rules import Finding, Level
from lms.people.models import RetentionRun
from lms.people.services.erasing import erase_person
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete, confirm_name
from tests.factories.people import make_user
from tests.support.application import SECRET

pytestmark = pytest.mark.usefixtures("context")


def texts(found: Iterable[Finding]) -> str:
    return "\n".join(one.text for one in found)


@pytest.fixture
def real(tmp_path: Path) -> Settings:
    """The settings of an installation with a public address and a folder for backups."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return replace(
        settings(),
        public_url="https://campus.example.org",
        mail_server="localhost:25",
        proxies=1,
        backup=replace(settings().backup, folder=folder),
    )


def test_nothing_is_found_where_all_is_well(real: Settings) -> None:
    make_user(roles=(Role.ADMINISTRATOR,))
    db.session.commit()
    for check in (
        setup.check_settings,
        setup.check_space,
        setup.check_sqlite,
        database.check_database,
        database.check_files,
        database.check_clock,
        work.check_people,
        work.check_mail,
        work.check_removal,
        work.check_certificates,
        safety.check_keys,
        safety.check_log,
    ):
        assert [one for one in check(real) if "PostgreSQL has" not in one.text] == [], check.__name__


def test_settings_that_do_not_fit_are_found(real: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPUS_MAIL_SEVER", "a slip of the pen")
    found = texts(setup.check_settings(replace(real, mail_server=None, proxies=0, development=True)))
    for part in ("CAMPUS_MAIL_SEVER", "No mail server", "reverse proxy", "CAMPUS_DEVELOPMENT"):
        assert part in found
    assert "trial" in texts(setup.check_settings(settings()))


def test_a_secret_that_others_can_read_is_found(real: Settings, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    (keys / "secret").write_text("x")
    (keys / "secret").chmod(0o644)
    (found,) = setup.check_rights(replace(real, data=tmp_path))
    assert (found.level, found.mend) == (Level.BROKEN, f"chmod 600 {keys / 'secret'}")


def test_a_server_and_a_worker_that_are_away_are_found(real: Settings, tmp_path: Path) -> None:
    away = replace(real, data=tmp_path, port=1)
    found = texts(setup.check_processes(away))
    assert "Nobody answers" in found
    assert "worker was never seen" in found
    Heartbeat()()
    assert "worker" not in texts(setup.check_processes(replace(real, port=1)))


def test_a_public_address_that_does_not_answer_is_found(real: Settings) -> None:
    for address in ("http://127.0.0.1:1", "https://localhost:1"):
        (found,) = online.check_public_address(replace(real, public_url=address))
        assert found.text.startswith(f"{address} does not answer")
    assert list(online.check_public_address(settings())) == []


def test_a_file_that_a_row_names_is_missed(real: Settings) -> None:
    person = make_user()
    confirm_name(person)
    module = next(iter(current_catalogue().modules.values()))
    services.issue(*complete(person, replace(module, digest="f" * 64)), module, current_catalogue().programme)
    db.session.commit()
    (found,) = database.check_files(real)
    assert f"editions/named/editions/{module.slug}/{'f' * 64}" in found.text
    db.session.rollback()


def test_a_clock_that_went_back_is_found(real: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    audit.record("test.made", actor_id=None, subject="test:1")
    db.session.commit()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(hours=1))
    assert "clock" in texts(database.check_clock(real))


def test_work_that_waits_is_found(real: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(2):
        mail = queue(to="a@example.org", subject=str(number), text="x", kind="test", language="en")
        mail.created_at = clock.now() - timedelta(hours=2)
    mail.failed_at, mail.due_at = clock.now(), None
    person = make_user()
    confirm_name(person)
    module = next(iter(current_catalogue().modules.values()))
    services.issue(*complete(person, module), module, current_catalogue().programme)
    db.session.commit()
    assert "1 mails have waited" in texts(work.check_mail(real))
    assert "1 mails were given up" in texts(work.check_mail(real))
    assert "Nobody is an administrator" in texts(work.check_people(real))
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "due for more than an hour" in texts(work.check_certificates(real))


def test_mail_is_counted_by_one_rule_for_doctor_and_page(real: Settings) -> None:
    def given_up(ago: timedelta) -> None:
        mail = queue(to="a@example.org", subject="x", text="x", kind="test", language="en")
        # Written long ago, because all mail was paused meanwhile.
        mail.created_at, mail.due_at = clock.now() - timedelta(days=60), None
        mail.failed_at = clock.now() - ago

    for days in (6, 8, 30):
        given_up(timedelta(days=days))
    held = queue(to="a@example.org", subject="x", text="x", kind="test", language="en")
    held.created_at, held.held_at, held.due_at = clock.now() - timedelta(hours=2), clock.now(), None
    db.session.commit()
    shown = state_now(current_catalogue()).mail
    assert (shown.waiting, shown.late, shown.held, shown.failed) == (0, 0, 1, 1)
    assert texts(work.check_mail(real)) == "1 mails were given up in the last week."


def test_mail_that_is_paused_is_said(real: Settings) -> None:
    mail = queue(to="a@example.org", subject="x", text="x", kind="test", language="en")
    mail.created_at = clock.now() - timedelta(hours=2)
    runtime_settings.change(PAUSED, True, by=None)
    db.session.commit()
    assert texts(work.check_mail(real)) == "All mail is paused; 1 mails wait."


def test_a_lost_master_key_is_found(real: Settings, tmp_path: Path) -> None:
    vault.encrypt(make_user().id, b"secret", about="test")
    db.session.commit()
    kept = master_key_file().rename(tmp_path / "vault")
    try:
        assert "keys/vault" in texts(safety.check_keys(real))
    finally:
        kept.rename(master_key_file())


def test_backups_that_are_missing_or_too_near_are_found(real: Settings, tmp_path: Path) -> None:
    (real.data / STATE).unlink(missing_ok=True)  # another test may have made one here
    found = texts(safety.check_backups(real))
    assert "No backup was ever made" in found
    assert "same disk" in found
    gone = replace(real, backup=replace(real.backup, folder=tmp_path / "gone"))
    assert "is not there" in texts(safety.check_backups(gone))


def test_a_ledger_that_is_not_beside_the_backups_is_found(real: Settings) -> None:
    person = make_user(email="gone@example.org")
    make_user(roles=(Role.ADMINISTRATOR,), email="stays@example.org")
    db.session.commit()
    erase_person(person.id)
    db.session.commit()
    assert "ledger" in texts(safety.check_backups(real))


def test_what_could_not_be_removed_is_found_and_that_nobody_has_looked(real: Settings) -> None:
    now = clock.now()
    run = RetentionRun(ran_on=now.date(), started_at=now, finished_at=now, counts={}, failed=["looks"])
    db.session.add(run)
    db.session.commit()
    (found,) = work.check_removal(real)
    assert (found.level, "looks" in found.text) == (Level.ATTENTION, True)
    run = db.session.get_one(RetentionRun, now.date())
    run.started_at, run.finished_at, run.failed = now - timedelta(hours=27), None, []
    db.session.commit()
    assert "has not finished for a day" in texts(work.check_removal(real))


def test_the_command_says_what_is_wrong_and_ends_with_how_bad_it_is(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_courses(_settings: Settings) -> Flask:
        raise ContentErrors([])

    monkeypatch.setenv("CAMPUS_DATA", str(settings().data))
    monkeypatch.setenv("CAMPUS_SECRET_KEY", SECRET)
    monkeypatch.setenv("CAMPUS_PORT", "1")
    told = CliRunner().invoke(doctor_command(no_courses), ["--format", "json"])
    said = json.loads(told.output)
    assert (told.exit_code, said["status"]) == (2, 2)
    assert {"courses", "server"} <= {one["check"] for one in said["findings"]}
    monkeypatch.setenv("CAMPUS_SECRET_KEY", "short")
    told = CliRunner().invoke(doctor_command(no_courses))
    assert told.output.startswith("broken: CAMPUS_SECRET_KEY must have")
    assert "1 checks: 1 broken." in told.output
