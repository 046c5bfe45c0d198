"""Officials see totals of their reach, and by name only who agreed."""

import re

import pytest
from flask import Flask
from sqlalchemy import event, select

from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.ids import new_id
from lms.core.scopes import Scope, ScopeKind
from lms.learning.models import Completion, Enrolment
from lms.people.models import Affiliation, Consent, ConsentText, Look, Organisation, User
from lms.people.rules import ConsentKind, Occupation, OrganisationKind
from lms.people.services import looks
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn
from tests.factories.credentials import complete
from tests.factories.people import make_user
from tests.support.pages import post

LATVIA = Grant(Role.OFFICIAL, Scope(ScopeKind.COUNTRY, "LV"))
MODULE = "small-clusters"
OFFICIALS = "/results?group=officials&country=LV&module=small-clusters"


def agree(user: User) -> None:
    kind = ConsentKind.ACHIEVEMENTS_TO_OFFICIALS
    digest = "a" * 64
    if db.session.get(ConsentText, digest) is None:
        text = ConsentText(digest=digest, kind=kind, language="en", text="…", first_shown_at=clock.now())
        db.session.add(text)
        db.session.flush()
    db.session.add(Consent(id=new_id(), user_id=user.id, kind=kind, text_digest=digest, given_at=clock.now()))


def member_of_a_cluster_in_latvia(user_id: str) -> str:
    """Gives the id of the organisation."""
    moment = clock.now()
    organisation = Organisation(
        name="Amber Cluster",
        name_key="amber cluster",
        kind=OrganisationKind.CLUSTER,
        country="LV",
        region="LV007",
        created_at=moment,
    )
    db.session.add(organisation)
    db.session.flush()
    member = Affiliation(
        user_id=user_id, organisation_id=organisation.id, proposed_at=moment, agreed_at=moment
    )
    db.session.add(member)
    db.session.commit()
    return organisation.id


def people(app: Flask, country: str, count: int, *, agreed: int) -> None:
    with app.app_context():
        for number in range(count):
            user = make_user(
                email=f"{country}{number}@example.org".lower(),
                certificate_name=f"{country} Person {'abcdefghij'[number]}",
                country=country,
                occupation=Occupation.OFFICIAL_REGIONAL,
            )
            complete(user, current_catalogue().module(MODULE))
            if number < agreed:
                agree(user)
        db.session.commit()


def test_the_answer_stands_in_one_sentence(app: Flask, sign_in: SignIn) -> None:
    people(app, "LV", 3, agreed=3)
    with app.app_context():
        module = current_catalogue().module(MODULE)
    what = f"{module.id} {module.text('en').title} in {clock.now().year}."
    official = sign_in("ruta@example.org", grants=[LATVIA])
    page = official.get(OFFICIALS).text
    assert f"3 public officials in Latvia completed {what}" in page
    assert page.count("The numbers as a table") == 1, "what was chosen needs no chart"
    by_name = OFFICIALS.replace("/results", "/results/people")
    links = re.findall(r'href="/results/people\?([^"]+)"', page)
    asked = by_name.partition("?")[2].split("&")
    assert [sorted(link.split("&amp;")) for link in links] == [sorted(asked)], "the same people, by name"
    assert official.get(by_name).text.count("LV Person") == 3
    assert official.get("/results").text.count("The numbers as a table") == 4


def test_officials_ask_from_where_they_start(app: Flask, sign_in: SignIn) -> None:
    page = sign_in("ruta@example.org", grants=[LATVIA]).get("/learning").text
    assert 'action="/results"' in page
    assert '<option selected value="officials">' in page
    assert '<option selected value="LV">' in page, "their own country"
    assert 'href="/verify"' in page
    assert 'action="/results"' not in sign_in("person@example.org").get("/learning").text


def test_a_group_of_few_who_did_not_all_agree_is_not_counted_out(app: Flask, sign_in: SignIn) -> None:
    people(app, "LV", 3, agreed=2)
    page = sign_in("ruta@example.org", grants=[LATVIA]).get(OFFICIALS).text
    assert "Fewer than 5 public officials in Latvia completed" in page
    assert "not shown" in page


def completed(user: User, *modules: str) -> None:
    """Completions of modules that the programme no longer has."""
    for slug in modules:
        enrolment = Enrolment(
            id=new_id(),
            user_id=user.id,
            module_slug=slug,
            edition_digest="a" * 64,
            enrolled_at=clock.now(),
            declarations=[],
        )
        db.session.add(enrolment)
        db.session.flush()
        db.session.add(Completion.of(enrolment, completed_at=clock.now(), edition_digest="a" * 64))


def test_few_people_are_a_small_group_however_much_they_completed(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        for number in range(2):
            completed(make_user(email=f"busy{number}@example.org", country="LV"), "x", "y", "z")
        db.session.commit()
    official = sign_in("ruta@example.org", grants=[LATVIA])
    assert "of fewer than 5 people" in official.get("/results").text
    with app.app_context():
        for slug in "xyz":
            completed(make_user(email=f"{slug}@example.org", country="LV"), slug)
        db.session.commit()
    assert "9 completed modules" in official.get("/results").text, "of five people, though of three in each"


def test_nothing_outside_of_the_reach_is_counted_or_named(app: Flask, sign_in: SignIn) -> None:
    people(app, "LV", 7, agreed=2)
    people(app, "EE", 7, agreed=7)
    official = sign_in("ruta@example.org", grants=[LATVIA])
    assert "7 completed modules" in official.get("/results").text
    assert "0 public officials in Estonia" in official.get(OFFICIALS.replace("LV", "EE")).text
    page = official.get("/results/people").text
    assert "2 people" in page
    assert "LV Person a" in page
    assert "LV Person c" not in page
    assert "EE Person" not in page
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    assert "14 completed modules" in owner.get("/results").text
    assert "9 people" in owner.get("/results/people").text


def test_a_role_over_modules_says_that_it_gives_totals_alone(app: Flask, sign_in: SignIn) -> None:
    people(app, "LV", 7, agreed=2)
    module = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.MODULE, MODULE))
    owner = sign_in("module@example.org", grants=[module])
    totals = owner.get("/results").text
    assert "7 completed modules" in totals
    assert "/results/people" not in totals, "no way to a list that is always empty"
    assert "it takes one over the whole programme, a country" in totals
    assert "/results/people" not in owner.get("/learning").text
    by_name = owner.get("/results/people").text
    assert "Your role reaches modules, not people" in by_name
    assert "Nobody has agreed yet" not in by_name
    both = sign_in("both@example.org", grants=[module, LATVIA])
    assert "of what you may see: Latvia." in both.get("/results/people").text
    assert "you see Latvia, everybody in your modules." in both.get("/results").text


@pytest.mark.usefixtures("few_and_many")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?country=LV", {"LV a", "LV b"}),
        ("?country=LV&since=2024-1&until=2024-1", set()),
        (f"?module={MODULE}&group=officials", {"LV a", "LV b", "EE a"}),
        ("?name=person+b", {"LV b"}),
        ("?name=ee&since=2024-1", {"EE a"}),
        ("?name=ee&country=LV", set()),
        ("?organisation=amber", {"EE a"}),
        ("?organisation=amber&country=LV", set()),
        ("?region=LV007&since=2024-1", {"EE a"}),
    ],
)
def test_people_are_found_by_what_is_asked(app: Flask, sign_in: SignIn, query: str, found: set[str]) -> None:
    people(app, "LV", 3, agreed=2)
    people(app, "EE", 2, agreed=1)
    with app.app_context():
        member = db.session.scalars(select(User.id).where(User.email == "ee0@example.org")).one()
        query = query.replace("amber", member_of_a_cluster_in_latvia(member))
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    page = owner.get(f"/results/people{query}").text
    assert {" ".join(one) for one in re.findall(r"(LV|EE) Person (\w)", page)} == found


def test_who_has_given_no_name_is_counted_and_not_listed_by_the_address(app: Flask, sign_in: SignIn) -> None:
    people(app, "LV", 7, agreed=2)
    with app.app_context():
        user = make_user(email="nameless@example.org", certificate_name=None, country="LV")
        complete(user, current_catalogue().module(MODULE))
        agree(user)
        db.session.commit()
    official = sign_in("ruta@example.org", grants=[LATVIA])
    assert "8 completed modules" in official.get("/results").text
    assert "2 people" in official.get("/results/people").text


def test_everybody_shown_by_name_can_see_who_looked(
    app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(app, "LV", 3, agreed=2)
    official = sign_in("ruta@example.org", grants=[LATVIA])
    official.get("/results")
    with app.app_context():
        assert db.session.scalars(select(Look)).all() == []
    official.get("/results/people")
    with app.app_context():
        assert len(db.session.scalars(select(Look)).all()) == 2
    monkeypatch.setattr(looks, "_write", None)
    assert official.get("/results/people").text.count("LV Person") == 2, "once a day is enough"


def test_both_lists_can_be_taken_along(app: Flask, sign_in: SignIn) -> None:
    people(app, "LV", 3, agreed=2)
    official = sign_in("ruta@example.org", grants=[LATVIA])
    by_name = post(official, "/results/people/export", {"as": "csv"}).text
    assert "LV Person a,LV,," in by_name
    assert "LV Person c" not in by_name
    with app.app_context():
        assert len(db.session.scalars(select(Look)).all()) == 2, "a file is a look as well"
    totals = post(official, "/results/export?group=officials", {"as": "csv"}).text
    assert totals.splitlines()[:2] == ["by,part,completed", "all,,"], "codes, and nothing of few"
    assert f"module,{MODULE}," in totals
    in_words = post(official, "/results/export?group=officials", {"as": "excel-csv"}).text
    said = "Completed modules by public officials in %d: not shown, because they are of fewer than 5 people."
    assert said % clock.now().year in in_words


def test_who_did_not_agree_is_not_what_the_list_by_name_leaves_out(app: Flask, sign_in: SignIn) -> None:
    people(app, "LV", 6, agreed=5)
    official = sign_in("ruta@example.org", grants=[LATVIA])
    assert "5 people" in official.get("/results/people").text
    page = official.get("/results").text
    assert "6 completed modules" not in page
    assert "not shown, because with other figures or with names the number would tell of" in page
    assert "Of people who agreed to be seen by name: 5." in page
    of_module = official.get(OFFICIALS).text
    assert "Public officials in Latvia who completed" in of_module
    assert "Fewer than 5" not in of_module, "they are six"
    assert "People who agreed to be seen by name: 5." in of_module


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [
        ("country=LV", False),
        ("country=EE", False),
        ("group=officials", False),
        ("organisation=amber", False),
        ("region=LV007", False),
        (f"module={MODULE}&since=2024-1", True),
    ],
)
def test_a_filter_does_not_open_what_the_page_without_it_hides(
    app: Flask, sign_in: SignIn, query: str, *, is_shown: bool
) -> None:
    people(app, "LV", 3, agreed=0)
    people(app, "EE", 9, agreed=0)
    with app.app_context():
        trainer, member, *members = db.session.scalars(
            select(User).where(User.country == "EE").order_by(User.email)
        )
        trainer.occupation = Occupation.TRAINER
        organisation = member_of_a_cluster_in_latvia(member.id)
        others = db.session.scalars(select(User).where(User.country == "LV")).all()
        for one in [*members, trainer, others[0]]:
            moment = clock.now()
            db.session.add(
                Affiliation(
                    user_id=one.id, organisation_id=organisation, proposed_at=moment, agreed_at=moment
                )
            )
        db.session.commit()
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    assert "12 completed modules" in owner.get("/results").text
    page = owner.get(f"/results?{query.replace('amber', organisation)}").text
    answer = re.findall(r'class="figure-answer" role="status">([^<]*)', page)
    assert ("not shown" not in answer[0]) is is_shown, answer


def test_an_impossible_filter_is_refused(sign_in: SignIn) -> None:
    official = sign_in("ruta@example.org", grants=[LATVIA])
    for query in ("since=2026-9", "module=x", "country=XX", "organisation=x", "region=LV00"):
        assert official.get(f"/results?{query}").status_code == 422
        assert official.get(f"/results/people?{query}").status_code == 422


def test_the_pages_ask_the_database_little(app: Flask, sign_in: SignIn) -> None:
    people(app, "LV", 6, agreed=6)
    official = sign_in("ruta@example.org", grants=[LATVIA])
    official.get("/results/people")
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().startswith("SELECT"):
            asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        for path, most in (("/results", 3), ("/results/people", 6)):
            asked.clear()
            assert official.get(path).status_code == 200
            assert len(asked) <= most, asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
