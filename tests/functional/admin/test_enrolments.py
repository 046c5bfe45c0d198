"""The list of who is in which module, taken along as a file, and what is granted there."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.scopes import Scope, ScopeKind
from lms.learning.models import Enrolment
from lms.people.models import User
from lms.quiz.models import Attempt
from tests.factories.people import make_user
from tests.functional.admin.conftest import MODULE, complete, fail, hand_in, join, module, person
from tests.support.pages import counted_queries, post

LIST = "/desk/enrolments"
FORMULA = "=1+1 Ilze"
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def enrolments(app: Flask) -> dict[str, str]:
    """One person in each state: first name → id of the enrolment."""
    with app.app_context():
        made = {}
        for name, country, days in (
            ("Anna", "LV", 3),
            ("Bertil", "SE", 40),
            ("Cecilia", "LV", 40),
            ("Daina", "LV", 40),
            ("Egil", "NO", 40),
        ):
            user = make_user(
                email=f"{name.lower()}@example.org",
                certificate_name=f"{name} Norrvik",
                country=country,
                organisation=f"{name} & Co",
            )
            made[name] = join(user, days_ago=days)
        hand_in(made["Cecilia"])
        complete(made["Daina"])
        made["Egil"].withdrawn_at = clock.now()
        ids = {name: one.id for name, one in made.items()}
        db.session.commit()
        return ids


def names(client: FlaskClient, query: str = "") -> set[str]:
    page = client.get(f"{LIST}{query}")
    assert page.status_code == 200
    return {name for name in ("Anna", "Bertil", "Cecilia", "Daina", "Egil") if f"{name} Norrvik" in page.text}


@pytest.mark.usefixtures("few_and_many")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Anna", "Bertil", "Cecilia", "Daina", "Egil"}),
        ("?state=under-way", {"Anna"}),
        ("?state=stuck", {"Bertil"}),
        ("?state=waits-for-grading", {"Cecilia"}),
        ("?state=completed", {"Daina"}),
        ("?state=withdrawn", {"Egil"}),
        ("?country=LV&state=completed", {"Daina"}),
        ("?q=bertil", {"Bertil"}),
        ("?q=egil+co", {"Egil"}),
        (f"?module={MODULE}&q=anna", {"Anna"}),
        ("?since=2199-01-01", set()),
        ("?until=1999-01-01", set()),
        ("?state=under-way&sort=joined", {"Anna"}),
        ("?country=LV&sort=joined", {"Anna", "Cecilia", "Daina"}),
        ("?q=anna+norrvik&state=under-way", {"Anna"}),
        ("?q=norrvik&state=withdrawn", {"Egil"}),
        ("?q=norrvik&state=stuck", {"Bertil"}),
        ("?sort=joined&after=nonsense", {"Anna", "Bertil", "Cecilia", "Daina", "Egil"}),
    ],
)
def test_filters_live_in_the_address(
    owner: FlaskClient, enrolments: dict[str, str], query: str, found: set[str]
) -> None:
    assert names(owner, query) == found


def test_what_cannot_be_chosen_is_said_and_kept(owner: FlaskClient, enrolments: dict[str, str]) -> None:
    page = owner.get(f"{LIST}?state=nonsense&since=2026-02-31")
    assert page.status_code == 422
    assert "“nonsense” cannot be chosen here." in page.text
    assert "“2026-02-31” is no day." in page.text
    assert '<option selected value="nonsense">' in page.text
    assert "Anna" not in page.text


def test_nothing_yet_is_said_otherwise_than_nothing_found(owner: FlaskClient) -> None:
    assert "Nobody has joined a module yet" in owner.get(LIST).text
    assert "Nothing matches these filters" in owner.get(f"{LIST}?q=x").text


def test_a_page_costs_few_queries(app: Flask, owner: FlaskClient, enrolments: dict[str, str]) -> None:
    with counted_queries(app) as statements:
        owner.get(f"{LIST}?state=stuck&country=SE&sort=joined")
    assert len(statements) <= 4


@pytest.mark.usefixtures("few_and_many")
@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(ScopeKind.MODULE, MODULE), {"Anna", "Bertil", "Cecilia", "Daina", "Egil"}),
        (Scope(ScopeKind.COUNTRY, "LV"), {"Anna", "Cecilia", "Daina"}),
        (Scope(ScopeKind.ORGANISATION, "x"), set()),
        (Scope(ScopeKind.REGION, "LV00"), set()),
    ],
)
def test_what_lies_outside_of_the_scope_is_not_there(
    sign_in: SignIn, enrolments: dict[str, str], scope: Scope, found: set[str]
) -> None:
    client = sign_in("limited@example.org", grants=[Grant(Role.PROGRAMME_OWNER, scope)], name="Limited One")
    assert names(client) == found
    for name, enrolment_id in enrolments.items():
        assert client.get(f"{LIST}/{enrolment_id}").status_code == (200 if name in found else 404)
    taken = post(client, f"{LIST}/export", {"as": "csv"}).text
    assert {name for name in enrolments if f"{name} Norrvik" in taken} == found


@pytest.mark.parametrize(
    ("scope", "is_led"), [(Scope(ScopeKind.COUNTRY, "LV"), True), (Scope(ScopeKind.MODULE, MODULE), False)]
)
def test_an_enrolment_leads_to_the_person_where_that_is_within_reach(
    app: Flask, sign_in: SignIn, enrolments: dict[str, str], scope: Scope, is_led: bool
) -> None:
    with app.app_context():
        person_id = db.session.get_one(Enrolment, enrolments["Anna"]).user_id
    client = sign_in("limited@example.org", grants=[Grant(Role.PROGRAMME_OWNER, scope)], name="Limited One")
    link = f'<a href="/desk/people/{person_id}">Anna Norrvik</a>'
    assert (link in client.get(f"{LIST}/{enrolments['Anna']}").text) is is_led
    assert client.get(f"/desk/people/{person_id}").status_code == (200 if is_led else 404)


@pytest.fixture
def formula(app: Flask) -> None:
    """Somebody whose name is a formula is in the module."""
    with app.app_context():
        join(make_user(email="formula@example.org", certificate_name=FORMULA, country="LV"))
        db.session.commit()


def test_a_list_is_taken_along_for_programs(app: Flask, owner: FlaskClient, formula: None) -> None:
    answer = post(owner, f"{LIST}/export?country=LV&q=formula", {"as": "csv"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=enrolments-2")
    (row,) = csv.DictReader(io.StringIO(answer.data.decode()))
    assert (row["name"], row["module"], row["state"]) == (FORMULA, MODULE, "under-way")
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "list.exported")).one()
        assert entry.subject == "list:enrolments"
        assert entry.detail == {"as": "csv", "filters": {"q": "…", "country": "LV"}}


def test_a_list_is_taken_along_for_spreadsheets(owner: FlaskClient, formula: None) -> None:
    text = post(owner, f"{LIST}/export", {"as": "excel-csv"}).data.decode()
    assert text.startswith("\ufeffName;E-mail address;")
    assert f"\r\n'{FORMULA};formula@example.org;" in text
    assert ";Under way;" in text


def test_a_list_is_taken_along_as_a_workbook_without_formulas(owner: FlaskClient, formula: None) -> None:
    data = post(owner, f"{LIST}/export", {"as": "xlsx"}).data
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    head, row = list(sheet.iter_rows())
    assert [cell.value for cell in head][:2] == ["Name", "E-mail address"]
    assert (row[0].value, row[0].data_type) == (FORMULA, "s")
    assert {cell.data_type for cell in row} <= {"s", "d", "n"}
    assert row[7].is_date


def test_an_export_of_nonsense_is_refused(owner: FlaskClient) -> None:
    assert post(owner, f"{LIST}/export", {"as": "exe"}).status_code == 422
    assert post(owner, f"{LIST}/export?state=nonsense", {"as": "csv"}).status_code == 422


def test_after_the_last_failed_try_another_can_be_granted(
    app: Flask, owner: FlaskClient, sign_in: SignIn
) -> None:
    learner = sign_in("learner@example.org", name="Ilze Bērziņa")
    with app.app_context():
        blueprint = module().blueprint
        assert blueprint is not None
        long_ago = clock.now() - timedelta(days=400)
        enrolment = join(_user("learner@example.org"), days_ago=401)
        path = f"{LIST}/{enrolment.id}"
        for number in range(1, blueprint.attempts):
            fail(enrolment, number, long_ago)
        db.session.commit()
    assert post(owner, f"{path}/try", {"reason": "The network failed."}).status_code == 422
    with app.app_context():
        fail(_enrolment(path), blueprint.attempts, long_ago)
        db.session.commit()
    test = f"/modules/{MODULE}/final-test"
    assert "You have used all your tries." in learner.get(test).text
    assert post(learner, f"{test}/start").status_code == 409
    assert "All tries are used" in owner.get(path).text
    assert post(owner, f"{path}/try", {"reason": ""}).status_code == 422
    assert post(owner, f"{path}/try", {"reason": "The network failed."}).status_code == 303
    seen = owner.get(path).text
    assert "The network failed." in seen
    assert "by Rasa Kalns" in seen
    assert post(owner, f"{path}/try", {"reason": "Once more."}).status_code == 422
    assert "You have 1 try left." in learner.get(test).text
    assert post(learner, f"{test}/start").status_code == 303


def test_a_test_under_way_is_extended(app: Flask, owner: FlaskClient) -> None:
    person(app, "learner@example.org")
    with app.app_context():
        enrolment = join(_user("learner@example.org"))
        path, now = f"{LIST}/{enrolment.id}", clock.now()
        fail(enrolment, 1, now)
        attempt = db.session.scalars(select(Attempt)).one()
        attempt.submitted_at = attempt.score = attempt.max_score = attempt.is_passed = None
        attempt.deadline_at = before = now + timedelta(minutes=10)
        db.session.commit()
    assert "Extend the test" in owner.get(path).text
    assert post(owner, f"{path}/extend", {"minutes": "0"}).status_code == 422
    assert post(owner, f"{path}/extend", {"minutes": "15"}).status_code == 303
    with app.app_context():
        deadline = db.session.scalars(select(Attempt.deadline_at)).one()
        assert deadline == before + timedelta(minutes=15)


def start_test(enrolment: Enrolment, minutes: int) -> None:
    """A final test is under way and ends in so many minutes."""
    now = clock.now()
    fail(enrolment, 1, now)
    attempt = db.session.scalars(select(Attempt).where(Attempt.enrolment_id == enrolment.id)).one()
    attempt.submitted_at = attempt.score = attempt.max_score = attempt.is_passed = None
    attempt.deadline_at = now + timedelta(minutes=minutes)


def test_tests_under_way_are_found_and_extended_together(
    app: Flask, owner: FlaskClient, enrolments: dict[str, str]
) -> None:
    with app.app_context():
        for name in ("Anna", "Bertil"):
            start_test(db.session.get_one(Enrolment, enrolments[name]), minutes=10)
        db.session.commit()
    assert names(owner, "?test=under-way") == {"Anna", "Bertil"}
    assert owner.get(f"{LIST}?test=under-way").text.count('form="tests" checked') == 2
    chosen = [enrolments["Anna"], enrolments["Bertil"], enrolments["Daina"]]
    query = "&".join(f"enrolment={one}" for one in chosen)
    assert "Extend 2 tests" in owner.get(f"{LIST}/tests?{query}").text
    assert post(owner, f"{LIST}/tests", {"enrolment": chosen, "minutes": "x"}).status_code == 422
    with counted_queries(app) as statements:
        assert post(owner, f"{LIST}/tests", {"enrolment": chosen, "minutes": "20"}).status_code == 303
    assert len(statements) < 40
    with app.app_context():
        for one in db.session.scalars(select(Attempt)):
            assert one.deadline_at is not None
            assert timedelta(minutes=25) < one.deadline_at - clock.now() < timedelta(minutes=31)
    over = post(owner, f"{LIST}/tests", {"enrolment": [enrolments["Daina"]], "minutes": "20"})
    assert over.status_code == 422
    assert "None of these tests is under way any more." in over.text


def test_only_tests_within_reach_are_extended(sign_in: SignIn, enrolments: dict[str, str]) -> None:
    latvian = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))
    client = sign_in("limited@example.org", grants=[latvian])
    chosen = [enrolments["Anna"], enrolments["Bertil"]]
    assert post(client, f"{LIST}/tests", {"enrolment": chosen, "minutes": "20"}).status_code == 404
    assert client.get(f"{LIST}/tests?enrolment={enrolments['Bertil']}").status_code == 404
    assert client.get(f"{LIST}/tests?enrolment=none-such").status_code == 404


@pytest.mark.parametrize(
    ("count", "words"), [(0, "Choose at least one test."), (51, "Choose at most 50 tests at once.")]
)
def test_the_list_says_how_many_tests_can_be_chosen(
    app: Flask, owner: FlaskClient, enrolments: dict[str, str], count: int, words: str
) -> None:
    with app.app_context():
        start_test(db.session.get_one(Enrolment, enrolments["Anna"]), minutes=10)
        db.session.commit()
        before = db.session.scalars(select(Attempt.deadline_at)).one()
    chosen = [enrolments["Anna"], *(f"other-{number}" for number in range(1, count))] if count else []
    query = "&".join(f"enrolment={one}" for one in chosen)
    for ask in (
        lambda: owner.get(f"{LIST}/tests?{query}"),
        lambda: post(owner, f"{LIST}/tests", {"enrolment": chosen, "minutes": "20"}),
    ):
        answer = ask()
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}?test=under-way")
        page = owner.get(answer.headers["Location"]).text
        assert words in page
        assert "Anna" in page
    with app.app_context():
        assert db.session.scalars(select(Attempt.deadline_at)).one() == before


def test_somebody_is_enrolled_from_the_desk_and_told(app: Flask, owner: FlaskClient) -> None:
    person_id = person(app, "new@example.org", certificate_name="New Person", country="SE", language="sv")
    assert 'value="new@example.org"' in owner.get(f"{LIST}/new?person={person_id}").text
    answer = post(owner, f"{LIST}/new", {"email": "NEW@example.org", "module": MODULE})
    assert answer.status_code == 303
    assert "New Person" in owner.get(answer.headers["Location"]).text
    with app.app_context():
        mail = db.session.scalars(select(OutboxMail)).one()
        assert (mail.kind, mail.recipient, mail.language) == ("enrolled", "new@example.org", "sv")
        assert "Rasa Kalns" in mail.text
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "enrolment.made-for")).one()
        assert entry.subject.startswith("enrolment:")
    again = post(owner, f"{LIST}/new", {"email": "new@example.org", "module": MODULE})
    assert again.status_code == 422
    assert "The person is in this module already." in again.text
    assert "Rasa Kalns enrolled New Person in “Small clusters”." in owner.get("/desk/audit").text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "nobody@example.org"}, "Nobody has registered with this address."),
        ({"email": ""}, "Write the address of the person."),
        ({"module": "nothing"}, "Not a valid choice."),
        ({"module": "larger-clusters"}, "Not a valid choice."),
    ],
)
def test_why_somebody_cannot_be_enrolled_is_said(
    app: Flask, owner: FlaskClient, changes: dict[str, str], words: str
) -> None:
    person(app, "new@example.org")
    answer = post(owner, f"{LIST}/new", {"email": "new@example.org", "module": MODULE, **changes})
    assert answer.status_code == 422
    assert words in answer.text


def test_an_owner_of_a_country_enrols_its_people_alone(app: Flask, sign_in: SignIn) -> None:
    inside, outside = person(app, "lv@example.org", country="LV"), person(app, "se@example.org", country="SE")
    latvian = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))
    client = sign_in("limited@example.org", grants=[latvian])
    assert "lv@example.org" in client.get(f"{LIST}/new?person={inside}").text
    assert "se@example.org" not in client.get(f"{LIST}/new?person={outside}").text
    refused = post(client, f"{LIST}/new", {"email": "se@example.org", "module": MODULE})
    assert "Nobody has registered with this address." in refused.text
    assert post(client, f"{LIST}/new", {"email": "lv@example.org", "module": MODULE}).status_code == 303


def test_nobody_makes_exceptions_for_themselves(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        enrolment = join(_user("owner@example.org"))
        path = f"{LIST}/{enrolment.id}"
        db.session.commit()
    answer = post(owner, f"{path}/try", {"reason": "I am in charge."})
    assert answer.status_code == 422
    assert "Nobody can decide about their own learning." in answer.text


def _user(email: str) -> User:
    return db.session.scalars(select(User).where(User.email == email)).one()


def _enrolment(path: str) -> Enrolment:
    return db.session.get_one(Enrolment, path.rpartition("/")[2])
