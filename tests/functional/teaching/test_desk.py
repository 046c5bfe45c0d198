"""The trainer's desk: what needs somebody, and who is where."""

import re
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.content.programme import PathsShown
from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.scopes import Scope, ScopeKind
from lms.learning.models import Enrolment
from lms.people.models import Look, User
from lms.people.models.mail_choices import MailChoice
from lms.people.rules import LookKind
from lms.people.rules.mail_topics import MailTopic
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn
from tests.factories.participants import make_participant
from tests.factories.people import sign_in_token
from tests.support.pages import counted_queries, post

SLUG = "small-clusters"
LESSON = "What it is"
PEOPLE = f"/teaching/modules/{SLUG}/participants"


@pytest.fixture
def trainer(sign_in: SignIn) -> FlaskClient:
    return sign_in("trainer@example.org", Role.TRAINER)


@pytest.fixture
def people(app: Flask) -> dict[str, str]:
    """Name → enrolment: somebody under way, two who are stuck, one who has finished."""
    with app.app_context():
        module = current_catalogue().module(SLUG)
        made = {
            "Anna": make_participant(module, "Anna Under Way", idle_days=2, lessons=1, anchor="s-doing-it"),
            "Berta": make_participant(module, "Berta Stuck", idle_days=15, lessons=1, has_agreed=True),
            "Carl": make_participant(module, "Carl Stuck", idle_days=40, organisation="Amber Coast"),
            "Dora": make_participant(module, "Dora Done", idle_days=30, lessons=2, is_finished=True),
        }
        ids = {name: one.id for name, one in made.items()}
        db.session.commit()
    return ids


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


NOTE = {"text": "You are nearly there.\nShall we talk?", "shares_address": "y"}


def mails(app: Flask) -> list[OutboxMail]:
    with app.app_context():
        return list(db.session.scalars(select(OutboxMail)))


def test_a_note_is_seen_before_it_goes_and_kept_for_both(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    path = f"{PEOPLE}/{people['Anna']}/note"
    preview = post(trainer, path, {**NOTE, "do": "preview"}).text
    assert "trainer@example.org" in preview
    assert "Shall we talk?" in preview
    assert mails(app) == []
    assert post(trainer, path, {**NOTE, "do": "send"}).status_code == 303
    (mail,) = mails(app)
    assert mail.recipient == "anna.under.way@example.org"
    assert "You are nearly there.\nShall we talk?" in mail.text
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "note.sent")).one()
        assert "nearly" not in str(entry.detail)
    assert "You are nearly there." in trainer.get(f"{PEOPLE}/{people['Anna']}").text
    seen = client_of(app, people["Anna"]).get(f"/modules/{SLUG}").text
    assert "Notes of your trainers" in seen
    assert "You are nearly there.\nShall we talk?" in seen
    assert "trainer@example.org" not in seen  # in the mail alone
    assert "You are nearly there." not in client_of(app, people["Berta"]).get(f"/modules/{SLUG}").text


def test_who_wants_no_mail_finds_the_note_at_the_module(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    with app.app_context():
        anna = db.session.get_one(Enrolment, people["Anna"]).user_id
        db.session.add(MailChoice(user_id=anna, topic=MailTopic.NOTES, off_since=clock.now()))
        db.session.commit()
    answer = post(trainer, f"{PEOPLE}/{people['Anna']}/note", {**NOTE, "do": "send"}, follow_redirects=True)
    assert "This person wants no notes by mail" in answer.text
    assert mails(app) == []
    assert "You are nearly there." in client_of(app, people["Anna"]).get(f"/modules/{SLUG}").text


def client_of(app: Flask, enrolment_id: str) -> FlaskClient:
    """A browser in which the person of an enrolment is signed in."""
    with app.app_context():
        user = db.session.get_one(User, db.session.get_one(Enrolment, enrolment_id).user_id)
        token = sign_in_token(user)
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def test_the_trainers_address_stays_away_unless_they_want_it(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    post(trainer, f"{PEOPLE}/{people['Anna']}/note", {"text": "Well done.", "do": "send"})
    assert "trainer@example.org" not in mails(app)[0].text


def test_what_was_written_stays_when_it_cannot_be_sent(trainer: FlaskClient, people: dict[str, str]) -> None:
    answer = post(trainer, f"{PEOPLE}/{people['Anna']}/note", {"text": "long " * 500, "do": "send"})
    assert answer.status_code == 422
    assert "long long" in answer.text


def test_the_person_sees_who_looked_at_their_path(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    trainer.get(PEOPLE)
    trainer.get(f"{PEOPLE}/{people['Anna']}")
    with app.app_context():
        looks = db.session.scalars(select(Look)).all()
        anna = db.session.get_one(Enrolment, people["Anna"]).user_id
        assert [(one.user_id, one.kind) for one in looks] == [(anna, LookKind.PATH)]


def test_where_they_stop_shows_no_small_group(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    path = f"/teaching/modules/{SLUG}/where-they-stop"
    assert "Too few people to show anything." in trainer.get(path).text
    with app.app_context():
        module = current_catalogue().module(SLUG)
        for number in range(8):
            make_participant(module, f"Extra {number}", lessons=2 if number < 6 else 0, anchor="")
        db.session.commit()
    with counted_queries(app) as statements:
        page = trainer.get(path).text
    assert len(statements) == 5
    assert "chart-places" in page
    assert 'id="chart-pace"' in page


def test_figures_are_those_that_a_hand_works_out(app: Flask, trainer: FlaskClient) -> None:
    """Of 13 people 12 have done the first lesson and 6 the second too, a day after the one before.

    One short of all is not shown, because it tells of a single person. Six were last at the second heading
    of the first lesson, five at its beginning, two nowhere that is known.
    """
    with app.app_context():
        module = current_catalogue().module(SLUG)
        for number in range(13):
            lessons = 2 if number < 6 else 1 if number < 12 else 0
            anchor = "s-who-belongs-to-it" if number < 6 else "" if number < 11 else None
            make_participant(module, f"Person {number}", lessons=lessons, anchor=anchor)
        db.session.commit()
    page = trainer.get(f"/teaching/modules/{SLUG}/where-they-stop").text
    assert rows_of(page, "lessons") == [
        ("1. What it is", "not shown"),
        ("2. Measuring", "6"),
        ("3. What comes next", "0"),
    ]
    assert rows_of(page, "pace") == [
        ("1. What it is", "1"),
        ("2. Measuring", "1"),
        ("3. What comes next", "not shown"),
    ]
    assert rows_of(page, "places") == [
        ("What it is: Who belongs to it", "6"),
        ("What it is: the beginning", "5"),
    ]


def rows_of(page: str, chart: str) -> list[tuple[str, str]]:
    """Label and number, line by line, from the table below a chart."""
    table = page.split(f'id="chart-{chart}-numbers"')[1].split("</table>")[0]
    pairs = re.findall(r'<th scope="row">(.*?)</th><td class="number">(.*?)</td>', table)
    return [(unescape(label), number) for label, number in pairs]
