"""Can people take everything with them that is kept about them, and nobody else?"""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import jsonschema
import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from lms.core import clock
from lms.core.db import db, may_write
from lms.core.extension import campus
from lms.people import data_archive, services
from lms.people.models import DataExport
from lms.people.services.data_exports import export_files
from tests.factories.people import PASSWORD
from tests.functional.people.conftest import Person, sign_in
from tests.functional.people.pages import Browser

Outbox = Callable[[], list[tuple[str, str, str]]]
MAKE = "/account/data/exports"


def work(app: Flask) -> int:
    """What the worker does until nothing is due."""
    with app.app_context():
        may_write.set(True)
        count = 0
        while done := services.make_due_exports():
            count += done
        db.session.remove()
        return count


def the_export(app: Flask) -> DataExport:
    with app.app_context():
        found = db.session.scalars(db.select(DataExport)).one()
        db.session.expunge(found)
        return found


def ask(browser: Browser) -> None:
    assert browser.submit(MAKE, form="/account/data").status_code == 303


def download(browser: Browser, app: Flask, password: str = PASSWORD) -> TestResponse:
    path = f"{MAKE}/{the_export(app).id}"
    with browser.submit(path, form="/account/data", password=password) as answer:
        answer.get_data()  # the file is sent in pieces: read it before it is closed
        return answer


def archive_in(answer: TestResponse) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_an_archive_is_asked_for_made_and_downloaded(app: Flask, signed_in: Browser, outbox: Outbox) -> None:
    page = signed_in.get("/account/data")
    assert "Make my archive" in page.text
    assert "Refresh" not in page.headers
    ask(signed_in)
    page = signed_in.get("/account/data")
    assert "Your archive will be made in a moment." in page.text
    assert page.headers["Refresh"] == "2; url=/account/data"
    assert work(app) == 1
    assert [(kind, to) for kind, to, _ in outbox()] == [("data-export-ready", "ilze@example.org")]
    assert "Your archive is ready" in signed_in.get("/account/data").text
    answer = download(signed_in, app)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    archive = archive_in(answer)
    profile = json.loads(archive.read("profile.json"))
    assert profile["email"] == "ilze@example.org"
    readme = archive.read("README.txt").decode()
    assert all(path in readme for path in archive.namelist() if path != "README.txt")


def test_it_speaks_the_language_of_its_owner(app: Flask, browser: Browser, person: Person) -> None:
    person("sven@example.org", language="sv")
    sign_in(browser, "sven@example.org")
    ask(browser)
    work(app)
    archive = archive_in(download(browser, app))
    assert "Dina uppgifter" in archive.read("README.txt").decode()


def test_what_is_given_out_is_as_its_schema_says(app: Flask, signed_in: Browser) -> None:
    signed_in.submit("/account/password", current=PASSWORD, password="a heron eats eight eels")
    ask(signed_in)
    work(app)
    archive = archive_in(download(signed_in, app, "a heron eats eight eels"))
    schema = json.loads(archive.read("schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in archive.namelist():
        if path.endswith(".json") and path in schema["properties"]:
            jsonschema.validate(json.loads(archive.read(path)), schema["properties"][path])


def test_only_the_password_opens_it(app: Flask, signed_in: Browser) -> None:
    ask(signed_in)
    work(app)
    answer = download(signed_in, app, "not the password")
    assert answer.status_code == 422
    assert "This is not the password of your account." in answer.text


def test_somebody_else_finds_no_archive(
    app: Flask, signed_in: Browser, another_browser: Browser, person: Person
) -> None:
    ask(signed_in)
    work(app)
    person("else@example.org")
    sign_in(another_browser, "else@example.org")
    assert download(another_browser, app).status_code == 404
    path = f"{MAKE}/{the_export(app).id}/removed"
    assert another_browser.submit(path, form="/account/data").status_code == 404


def test_one_is_made_at_a_time_and_the_newest_is_kept(app: Flask, signed_in: Browser) -> None:
    ask(signed_in)
    ask(signed_in)
    assert work(app) == 1
    first = the_export(app)
    ask(signed_in)
    assert work(app) == 1
    with app.app_context():
        assert list(export_files().names(".")) == [the_export(app).file]
    assert the_export(app).id != first.id


def test_it_is_removed_after_a_week(app: Flask, signed_in: Browser) -> None:
    ask(signed_in)
    work(app)
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1), tick=False), app.app_context():
        may_write.set(True)
        assert services.OldExports()() == 1
        assert list(export_files().names(".")) == []
        assert db.session.scalars(db.select(DataExport)).all() == []


def test_its_owner_removes_it_before(app: Flask, signed_in: Browser) -> None:
    ask(signed_in)
    work(app)
    path = f"{MAKE}/{the_export(app).id}/removed"
    assert signed_in.submit(path, form="/account/data").location == "/account/data"
    with app.app_context():
        assert list(export_files().names(".")) == []
    assert "Make my archive" in signed_in.get("/account/data").text


class KilledError(BaseException):
    """What a process that is killed never hears of."""


def test_killed_while_writing_it_begins_again_and_leaves_nothing(
    app: Flask, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(signed_in)
    really = data_archive.written

    def die(*_arguments: object) -> bytes:
        raise KilledError

    monkeypatch.setattr(data_archive, "written", die)
    with pytest.raises(KilledError):
        work(app)
    export = the_export(app)
    assert (export.done_count, export.attempt_count) == (1, 1)
    monkeypatch.setattr(data_archive, "written", really)
    assert work(app) == 0  # leased until nobody else can be at it
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        assert work(app) == 1
        assert the_export(app).done_count == the_export(app).part_count > 5
    with app.app_context():
        folder = export_files().folder
        assert [path.name for path in folder.rglob("*") if path.is_file()] == [the_export(app).file]
        assert (folder / "named" / str(the_export(app).file)).stat().st_mode & 0o077 == 0


def test_what_fails_again_and_again_is_given_up(
    app: Flask, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(signed_in)

    def fail(*_arguments: object) -> bytes:
        raise ValueError("never")

    monkeypatch.setattr(data_archive, "written", fail)
    for hours in range(5):
        with time_machine.travel(clock.now() + timedelta(hours=2 * hours), tick=False):
            work(app)
    assert the_export(app).due_at is None
    assert "could not be made" in signed_in.get("/account/data").text


def test_the_page_says_what_each_package_keeps(app: Flask, signed_in: Browser) -> None:
    page = signed_in.get("/account/data").text
    assert all(str(package.words.title) in page for package in campus_packages(app))


def campus_packages(app: Flask) -> list[object]:
    with app.test_request_context():
        return list(campus().personal_data)
