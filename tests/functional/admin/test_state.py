"""Does the page of the state answer in both languages, and how many questions does it ask?"""

from flask import Flask
from sqlalchemy import text

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db, may_write
from lms.core.heartbeat import HEARTBEAT
from lms.people.models import RetentionRun
from tests.conftest import SignIn
from tests.support.pages import counted_queries


def test_the_state_says_what_needs_attention_in_both_languages(app: Flask, sign_in: SignIn) -> None:
    # The data folder outlives a test, and another one may have seen the worker.
    (app.config["CAMPUS"].data / HEARTBEAT).unlink(missing_ok=True)
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    with counted_queries(app) as statements:
        english = owner.get("/desk/state").text
    assert len(statements) <= 16
    assert "The worker was never seen" in english
    assert "No backup was ever made here." in english
    with owner.session_transaction() as session:
        session["language"] = "sv"
    swedish = owner.get("/desk/state").text
    assert "Installationens tillstånd" in swedish
    assert "The worker was never seen" not in swedish


def test_a_database_of_another_release_is_said(app: Flask, sign_in: SignIn) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    said = "The database has the tables of another release"
    assert said not in owner.get("/desk/state").text
    with app.app_context():
        held = db.session.scalar(text("SELECT version_num FROM alembic_version"))
        db.session.rollback()
    put_revision(app, "00000000beef")
    try:
        assert said in owner.get("/desk/state").text
    finally:
        put_revision(app, str(held))


def put_revision(app: Flask, revision: str) -> None:
    may_write.set(True)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})


def test_what_could_not_be_removed_is_said_on_both_pages(app: Flask, sign_in: SignIn) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    with app.app_context():
        now = clock.now()
        db.session.add(
            RetentionRun(ran_on=now.date(), started_at=now, finished_at=now, counts={}, failed=["looks"])
        )
        db.session.commit()
    said = "could not be removed: Who looked at whose data."
    assert said in owner.get("/desk/state").text
    page = owner.get("/desk/retention").text
    assert "Not everything could be removed" in page
    assert "Who looked at whose data. The log of the worker" in page
