"""A module leaves the catalogue, or changes, in the middle of a test: it is finished, and certified."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from lms.core.db import db
from lms.credentials.models import Credential
from lms.credentials.services import printing
from lms.quiz.jobs.attempts import ExpiredAttempts
from lms.quiz.models import Attempt
from tests.conftest import signed_in_client
from tests.functional.security.test_at_the_same_moment import answer_everything
from tests.functional.study.test_editions import Edit, remove_the_module, restarted
from tests.support.application import SMALL_COURSES, make_app, settings_for
from tests.support.pages import post
from tests.support.printing import stand_in

MODULE = "/modules/small-clusters"
LESSONS = ("what-it-is", "measuring", "next")
TEST = Path("basics/small-clusters/en/final-test.md")

Restart = Callable[[], Flask]


def change_the_key(courses: Path) -> None:
    """What was right is wrong from now on."""
    for language in ("en", "sv"):
        path = courses / TEST.as_posix().replace("/en/", f"/{language}/")
        text = path.read_text("utf-8")
        path.write_text(text.replace("= 1.5 ± 0.01", "= 9.5 ± 0.01").replace("= 2 ± 0%", "= 9 ± 0%"), "utf-8")


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL_COURSES, tmp_path / "courses"))


@pytest.fixture
def restart(tmp_path: Path, courses: Path) -> Iterator[Restart]:
    """Starts an application on the same data and the courses as they are now."""
    made: list[Flask] = []

    def make() -> Flask:
        made.append(make_app(settings_for(tmp_path / "data", courses=courses)))
        made[-1].config["PROPAGATE_EXCEPTIONS"] = False
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


def begin(app: Flask) -> tuple[FlaskClient, str]:
    """A learner who has answered everything, but not handed in; gives the attempt's address too."""
    client = signed_in_client(app)
    post(client, f"{MODULE}/join", page=MODULE)
    answer = post(client, f"{MODULE}/final-test/start", page="/modules")
    answer_everything(app)
    return client, answer.location.rpartition("/items/")[0]


@pytest.mark.parametrize("edit", [remove_the_module, change_the_key])
def test_a_test_that_was_begun_is_judged_by_its_edition_and_leads_to_the_certificate(
    restart: Restart, courses: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, attempt = begin(restart())
    edit(courses)
    app = restart()
    client = restarted(app, client)
    for page in ("items/1", "review"):
        assert client.get(f"{attempt}/{page}").status_code == 200
    assert post(client, f"{attempt}/submit", page="/learning").status_code == 303
    assert client.get(f"{attempt}/result").status_code == 200
    with app.app_context():
        assert db.session.scalars(db.select(Attempt.is_passed)).one() is True
    for lesson in LESSONS:
        assert post(client, f"{MODULE}/{lesson}/done", page="/learning").status_code == 303
    assert client.get("/certificates").status_code == 200
    answer = post(client, "/certificates/name", {"certificate_name": "Ilze Bērziņa"}, page="/learning")
    stand_in(monkeypatch, lambda record: b"%PDF-1.7 " + record.code.encode())
    with app.app_context():
        assert printing.render_due() == 1
        code = db.session.scalars(db.select(Credential.code)).one()
    for path in (answer.location, f"{answer.location}/certificate.pdf", f"/verify/{code}", "/certificates"):
        assert client.get(path).status_code == 200, path
    for path in ("/", "/learning", "/modules", MODULE, f"{MODULE}/progress", f"{MODULE}/final-test"):
        assert client.get(path).status_code == 200, path
    assert client.get(f"{MODULE}/edition").status_code in {200, 303}


def test_a_test_whose_edition_is_lost_holds_up_no_other(
    restart: Restart, courses: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = restart()
    client, lost = begin(app)
    other = signed_in_client(app, "other@example.org")
    post(other, f"{MODULE}/join", page=MODULE)
    post(other, f"{MODULE}/final-test/start", page="/modules")
    with app.app_context():
        for attempt in db.session.scalars(db.select(Attempt)):
            attempt.started_at = clock.now().replace(year=2020)
            is_lost = attempt.id == lost.rpartition("/")[2]
            attempt.deadline_at = clock.now().replace(year=2021, month=1 if is_lost else 2, day=1)
            attempt.edition_digest = "0" * 64 if is_lost else attempt.edition_digest
        db.session.commit()
        sweep = ExpiredAttempts()
        assert [sweep(), sweep(), sweep()] == [1, 0, 0]
        open_ids = db.session.scalars(db.select(Attempt.id).where(Attempt.submitted_at.is_(None))).all()
    assert [f"/attempts/{one}" for one in open_ids] == [lost]
    assert caplog.text.count("could not be handed in") == 1
    assert client.get("/learning").status_code == 200
    assert client.get(f"{lost}/review").status_code == 404
