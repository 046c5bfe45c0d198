"""The trainer's desk: what needs somebody, and who is where."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.content.programme import PathsShown
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from lms.learning.models import Enrolment
from lms.people.models import Look, User
from lms.people.rules import LookKind
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn
from tests.factories.participants import make_participant
from tests.functional.teaching.conftest import PEOPLE, SLUG
from tests.support.pages import counted_queries, post

LESSON = "What it is"


def test_who_is_stuck_is_one_click_from_the_desk(trainer: FlaskClient, people: dict[str, str]) -> None:
    desk = trainer.get("/teaching").text
    assert "2 people are stuck" in desk
    assert f'href="{PEOPLE}?state=stuck"' in desk
    page = trainer.get(f"{PEOPLE}?state=stuck").text
    assert "Berta Stuck" in page
    assert "Anna Under Way" not in page
    assert page.index("Carl Stuck") < page.index("Berta Stuck")  # the longest first


def test_the_desk_and_the_list_cost_the_same_for_one_and_for_many(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    for path, most in (("/teaching", 4), (f"/teaching/modules/{SLUG}", 4), (PEOPLE, 4)):
        with counted_queries(app) as statements:
            assert trainer.get(path).status_code == 200
        assert len(statements) <= most, (path, statements)


@pytest.mark.usefixtures("few_and_many")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("state=under-way", {"Anna"}),
        ("state=under-way&sort=joined", {"Anna"}),
        ("state=stuck", {"Berta", "Carl"}),
        ("state=stuck&sort=-step&country=LV", {"Berta", "Carl"}),
        ("state=stuck&sort=-joined&q=berta", {"Berta"}),
        ("state=stuck&country=SE", set()),
        ("state=completed", {"Dora"}),
        ("state=completed&sort=-step", {"Dora"}),
        ("state=waits-for-grading", set()),
        ("q=amber", {"Carl"}),
        ("q=Berta.Stuck@example.org", {"Berta"}),
        ("q=example", set()),
        ("q=stuck&sort=name", {"Berta", "Carl"}),
        ("q=berta.stuck@", set()),  # whoever is not shown an address does not find it out by its parts
        ("country=LV&sort=name", {"Anna", "Berta", "Carl", "Dora"}),
        ("country=SE", set()),
    ],
)
def test_filters_live_in_the_address(
    trainer: FlaskClient, people: dict[str, str], query: str, names: set[str]
) -> None:
    page = trainer.get(f"{PEOPLE}?{query}").text
    assert {name for name, enrolment in people.items() if enrolment in page} == names


def test_where_somebody_is_stands_in_the_list_only_if_they_agreed(
    trainer: FlaskClient, people: dict[str, str]
) -> None:
    page = trainer.get(f"{PEOPLE}?q=anna").text
    assert "place not shared" in page
    assert LESSON not in page


def test_the_list_can_be_taken_along(trainer: FlaskClient, people: dict[str, str]) -> None:
    answer = post(trainer, f"{PEOPLE}/export?state=stuck", {"as": "csv"})
    lines = answer.text.splitlines()
    assert lines[0] == "name,organisation,country,standing,joined,last_step,last_lesson,percent"
    assert [line.split(",")[0] for line in lines[1:]] == ["Carl Stuck", "Berta Stuck"]


def test_steps_are_shown_of_who_agreed_and_only_how_far_they_are_of_others(
    trainer: FlaskClient, people: dict[str, str]
) -> None:
    agreed = trainer.get(f"{PEOPLE}/{people['Berta']}").text
    assert "<h2>Lessons</h2>" in agreed
    other = trainer.get(f"{PEOPLE}/{people['Anna']}").text
    assert "Anna Under Way has not agreed to it" in other
    assert "<h2>Lessons</h2>" not in other


def test_where_the_programme_says_so_every_path_is_shown(
    app: Flask, trainer: FlaskClient, people: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        catalogue = current_catalogue()
    always = replace(catalogue.programme, paths=PathsShown.ALWAYS)
    monkeypatch.setattr(catalogue, "programme", always)
    assert "<h2>Lessons</h2>" in trainer.get(f"{PEOPLE}/{people['Anna']}").text
    listed = trainer.get(f"{PEOPLE}?q=anna").text
    assert "place not shared" not in listed
    assert f'<span class="hint">{LESSON}</span>' in listed


def test_a_path_leads_to_what_can_be_decided_with_person_and_module_filled_in(
    app: Flask, sign_in: SignIn, people: dict[str, str]
) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    page = owner.get(f"{PEOPLE}/{people['Anna']}").text
    for path in ("/teaching/recognitions", "/teaching/extra-time"):
        link = f"{path}?enrolment={people['Anna']}"
        assert link in page
        assert 'value="anna.under.way@example.org"' in owner.get(link).text
    assert f"/desk/enrolments/{people['Anna']}#final-test" in page
    assert owner.get(f"/desk/enrolments/{people['Anna']}").status_code == 200
    assert (
        f'<option selected value="{SLUG}">'
        in owner.get(f"/teaching/recognitions?enrolment={people['Anna']}").text
    )


def test_only_who_may_grant_another_try_is_led_to_it(trainer: FlaskClient, people: dict[str, str]) -> None:
    assert "/desk/enrolments" not in trainer.get(f"{PEOPLE}/{people['Anna']}").text


def test_a_module_says_when_its_editions_were_published(trainer: FlaskClient) -> None:
    page = trainer.get(f"/teaching/modules/{SLUG}").text
    assert "Publications" in page
    assert "served now" in page
    assert "Published on" in trainer.get("/teaching").text


def test_a_trainer_of_another_module_finds_neither_module_nor_people(
    sign_in: SignIn, people: dict[str, str]
) -> None:
    elsewhere = Grant(Role.TRAINER, Scope(ScopeKind.MODULE, "larger-clusters"))
    client = sign_in("elsewhere@example.org", grants=[elsewhere])
    desk = client.get("/teaching").text
    assert SLUG not in desk
    for path in (PEOPLE, f"{PEOPLE}/{people['Berta']}", f"/teaching/modules/{SLUG}"):
        assert client.get(path).status_code == 404
    own = f"/teaching/modules/larger-clusters/participants/{people['Berta']}"
    assert client.get(own).status_code == 404


def test_who_has_no_modules_is_told_why(sign_in: SignIn) -> None:
    of_a_country = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))
    assert "No modules here" in sign_in("owner@example.org", grants=[of_a_country]).get("/teaching").text


def who_was_noted(app: Flask) -> list[tuple[str, LookKind]]:
    """Names, and what was looked at."""
    with app.app_context():
        query = select(User.certificate_name, Look.kind).join(Look, Look.user_id == User.id)
        return sorted((name or "", kind) for name, kind in db.session.execute(query))


def test_whose_place_a_list_shows_can_see_who_looked(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    with app.app_context():
        module = current_catalogue().module(SLUG)
        make_participant(module, "Elin Placed", lessons=1, anchor="s-doing-it", has_agreed=True)
        db.session.commit()
    assert trainer.get(f"{PEOPLE}?q=anna").status_code == 200
    assert who_was_noted(app) == [], "nothing was shown that needs a yes"
    assert LESSON in trainer.get(PEOPLE).text
    assert who_was_noted(app) == [("Elin Placed", LookKind.PATH)]
    with counted_queries(app) as statements:
        trainer.get(PEOPLE)
    assert [one for one in statements if one.startswith("INSERT")] == [], "once a day is enough"


def test_who_takes_the_participants_along_is_seen_by_each_in_the_file(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    taken = post(trainer, f"{PEOPLE}/export?state=stuck", {"as": "csv"}).text
    assert taken.count(" Stuck,") == 2
    assert who_was_noted(app) == [("Berta Stuck", LookKind.PATH), ("Carl Stuck", LookKind.PATH)]


def test_the_person_sees_who_looked_at_their_path(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    trainer.get(PEOPLE)
    trainer.get(f"{PEOPLE}/{people['Anna']}")
    with app.app_context():
        looks = db.session.scalars(select(Look)).all()
        anna = db.session.get_one(Enrolment, people["Anna"]).user_id
        assert [(one.user_id, one.kind) for one in looks] == [(anna, LookKind.PATH)]
