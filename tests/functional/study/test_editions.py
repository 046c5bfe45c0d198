"""A module that changes or vanishes while people are in it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.db import db
from tests.conftest import signed_in_client
from tests.support.application import SMALL_COURSES, make_app, settings_for
from tests.support.pages import post

MODULE = "/modules/small-clusters"
LESSON = Path("basics/small-clusters/en/02-measuring.md")

Edit = Callable[[Path], None]


def add_a_sentence(courses: Path) -> None:
    with (courses / LESSON).open("a", encoding="utf-8") as file:
        file.write("\n\nA sentence that only the newer edition has.\n")


def remove_the_module(courses: Path) -> None:
    shutil.rmtree(courses / "basics" / "small-clusters")
    other = courses / "basics" / "larger-clusters"
    replace(courses / "basics" / "course.yaml", "small-clusters, ", "")
    replace(other / "en" / "module.md", "Follows [T1](module:small-clusters).", "On its own.")
    replace(
        other / "module.yaml",
        "prerequisites:\n  - {module: small-clusters, or_declaration: a-years-practice}\n",
        "prerequisites: [{declaration: a-years-practice}]\n",
    )


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL_COURSES, tmp_path / "courses"))


@pytest.fixture
def apps(tmp_path: Path, courses: Path) -> Iterator[Callable[[], Flask]]:
    """Makes an application on the same data and the courses as they are now: a restart."""
    made: list[Flask] = []

    def make() -> Flask:
        made.append(make_app(settings_for(tmp_path / "data", courses=courses)))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


def join(app: Flask) -> FlaskClient:
    client = signed_in_client(app)
    post(client, f"{MODULE}/join", page=MODULE)
    post(client, f"{MODULE}/what-it-is/done", page=MODULE)
    return client


def restarted(app: Flask, client: FlaskClient) -> FlaskClient:
    """The same browser at the restarted application."""
    other = app.test_client()
    with client.session_transaction() as before, other.session_transaction() as after:
        after.update(before)
    return other


def test_a_learner_stays_on_the_edition_begun_with_until_choosing_the_newer(
    apps: Callable[[], Flask], courses: Path
) -> None:
    client = join(apps())
    add_a_sentence(courses)
    client = restarted(apps(), client)
    lesson = client.get(f"{MODULE}/measuring").text
    assert "only the newer edition" not in lesson
    assert "has been updated since you joined" in lesson
    assert "1 of 4 steps done" in client.get(f"{MODULE}/edition").text
    newest = client.get(f"{MODULE}/edition").text.split('name="edition" value="')[1].split('"')[0]
    post(client, f"{MODULE}/edition", {"edition": newest}, page=f"{MODULE}/edition")
    assert "only the newer edition" in client.get(f"{MODULE}/measuring").text
    assert "1 of 4 steps done" in client.get(f"{MODULE}/progress").text


def test_an_edition_that_was_not_shown_is_not_moved_to(apps: Callable[[], Flask], courses: Path) -> None:
    client = join(apps())
    add_a_sentence(courses)
    client = restarted(apps(), client)
    post(client, f"{MODULE}/edition", {"edition": "0" * 64}, page=f"{MODULE}/edition")
    assert "only the newer edition" not in client.get(f"{MODULE}/measuring").text


def test_somebody_new_joins_the_present_edition(apps: Callable[[], Flask], courses: Path) -> None:
    join(apps())
    add_a_sentence(courses)
    other = signed_in_client(apps(), "other@example.org")
    post(other, f"{MODULE}/join", page=MODULE)
    assert "only the newer edition" in other.get(f"{MODULE}/measuring").text


def test_a_module_that_vanished_goes_on_for_those_who_are_in_it(
    apps: Callable[[], Flask], courses: Path
) -> None:
    client = join(apps())
    remove_the_module(courses)
    app = apps()
    client = restarted(app, client)
    for path in ("/learning", MODULE, f"{MODULE}/measuring", f"{MODULE}/progress", f"{MODULE}/final-test"):
        assert client.get(path).status_code == 200, path
    assert post(client, f"{MODULE}/measuring/done", page="/learning").status_code == 303
    assert app.test_client().get(MODULE).status_code == 404
    assert MODULE not in app.test_client().get("/modules").text


def test_a_module_whose_text_is_lost_altogether_is_said_plainly(
    apps: Callable[[], Flask], courses: Path, tmp_path: Path
) -> None:
    client = join(apps())
    remove_the_module(courses)
    shutil.rmtree(tmp_path / "data" / "editions")
    shutil.rmtree(tmp_path / "data" / "build" / "catalogue")
    client = restarted(apps(), client)
    page = client.get("/learning")
    assert page.status_code == 200
    assert "no longer offered" in page.text
    assert client.get(f"{MODULE}/measuring").status_code == 404
