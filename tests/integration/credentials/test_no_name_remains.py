"""Somebody is erased, and an older backup is put back: their own file is still ours, their name is gone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.core.db import db
from lms.core.extension import campus
from lms.credentials import services
from lms.credentials.rules import FileForm
from lms.credentials.rules.checks import Reason
from lms.credentials.rules.verification import Note, Verdict
from lms.credentials.services.auditing import log_problems
from lms.people.services.erasing import erase_person, replay_erasures
from tests.factories.credentials import complete, confirm_name, module_with_test, programme
from tests.factories.people import make_user
from tests.support.application import make_app, settings_for

NAME, EMAIL = "Žanete Bērziņa-Ķēniņa", "zanete@example.org"
TRACES = (NAME, NAME.encode("unicode_escape").decode(), "Žanete", EMAIL)
RESTORED = ("campus.db", "files", "uploads")


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Flask]:
    """An installation of its own, on SQLite, whose database file can be read byte by byte."""
    app = make_app(settings_for(tmp_path / "data"))
    with app.app_context():
        yield app
        close()


def close() -> None:
    """Leave the database as a server leaves it that was stopped."""
    db.session.remove()
    db.engine.dispose()


def issue_sealed() -> tuple[str, bytes]:
    """Somebody with a certificate that is made, sealed, shared and worth a mail; gives id and own copy."""
    user = make_user(email=EMAIL, certificate_name=NAME)
    confirm_name(user)
    module = module_with_test()
    credential = services.issue(*complete(user, module), module, programme())
    services.share(user.id, [credential.id], f"For {NAME}")
    db.session.commit()
    assert services.render_due() == 1
    file = services.file_of(credential, FileForm.PDF, "en")
    assert file
    return user.id, file.data


def traces(folder: Path) -> list[str]:
    """Files in which a trace of the person is found, byte by byte; `build/` is made from the courses."""
    needles = [trace.encode(coding) for trace in TRACES for coding in ("utf-8", "utf-16-be", "utf-16-le")]
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and "build" not in path.relative_to(folder).parts:
            data = path.read_bytes()
            found += [str(path.relative_to(folder)) for needle in needles if needle in data]
    return found


def is_still_ours(own_copy: bytes) -> None:
    answer = services.verify_by_file(own_copy).answer
    assert answer.verdict is Verdict.VALID
    assert Note.HOLDER_ERASED in answer.notes
    assert answer.failed == ()
    reasons = {check.reason for check in answer.checks}
    assert {Reason.REGISTERED, Reason.FILE_IDENTICAL, Reason.ENTRY_ERASED} <= reasons


def test_the_own_file_is_still_ours_and_no_byte_says_whose(
    installation: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data, backup = tmp_path / "data", tmp_path / "backup"
    user_id, own_copy = issue_sealed()
    close()
    assert "campus.db" in traces(data)  # what is looked for would be found
    shutil.copytree(data, backup)

    erase_person(user_id)
    db.session.commit()
    campus().jobs.run_once()
    close()
    assert traces(data) == []
    is_still_ours(own_copy)
    close()

    for name in RESTORED:
        place = data / name
        if place.is_dir():
            shutil.rmtree(place)
        if (backup / name).is_dir():
            shutil.copytree(backup / name, place)
        elif (backup / name).exists():
            shutil.copy(backup / name, place)
    assert "campus.db" in traces(data)
    assert replay_erasures() == 1
    campus().jobs.run_once()
    close()
    assert traces(data) == []
    is_still_ours(own_copy)
    assert log_problems() == []
    assert not any(trace in caplog.text for trace in TRACES)
