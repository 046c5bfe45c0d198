"""People at the owner's desk: found within one's reach, helped, given roles, closed, and all of it noted."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.scopes import Scope, ScopeKind
from lms.people import queries, services
from lms.people.errors import LastAdministratorError
from lms.people.models import Affiliation, ErasureRequest, Organisation, PersonWord, SignIn
from lms.people.rules import OrganisationKind
from lms.people.rules.erasures import ErasureCause, WayOfAsking
from lms.people.services import grant_role
from tests.factories.people import make_user
from tests.support.pages import counted_queries, post

SignInAs = Callable[..., FlaskClient]
LIST = "/desk/people"
LATVIA = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))


@pytest.fixture
def people(app: Flask) -> dict[str, str]:
    """Three people; one of them belongs to an organisation. Name → id."""
    with app.app_context():
        moment = clock.now()
        ilze = make_user(email="ilze@example.org", country="LV", organisation="Ostas klasteris")
        asa = make_user(email="asa@example.net", certificate_name="Åsa Nordström", country="SE")
        boss = make_user(
            email="boss@example.org", certificate_name="Bo Boss", country="LV", roles=[Role.ADMINISTRATOR]
        )
        harbour = Organisation(
            name="Gävle hamn",
            name_key="gavle hamn",
            kind=OrganisationKind.CLUSTER,
            country="SE",
            region="SE313",
            created_at=moment,
        )
        db.session.add(harbour)
        db.session.flush()
        member = Affiliation(user_id=asa.id, organisation_id=harbour.id, proposed_at=moment, agreed_at=moment)
        db.session.add(member)
        db.session.commit()
        return {"ilze": ilze.id, "asa": asa.id, "boss": boss.id, "harbour": harbour.id}


@pytest.fixture
def owner(sign_in: SignInAs, people: dict[str, str]) -> FlaskClient:
    """A browser of somebody who owns the programme."""
    return sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Rasa Kalns")


def names_in(client: FlaskClient, query: str) -> set[str]:
    """Who of the three is listed."""
    text = client.get(f"{LIST}?{query}").text
    return {name for name in ("ilze@", "asa@", "boss@") if name in text}


@pytest.mark.usefixtures("few_and_many")
def test_people_are_found_by_begun_words_of_name_address_and_organisation(
    app: Flask, owner: FlaskClient
) -> None:
    assert names_in(owner, "") == {"ilze@", "asa@", "boss@"}
    assert names_in(owner, "q=BERZ") == {"ilze@"}
    assert names_in(owner, "q=nord+asa") == {"asa@"}
    assert names_in(owner, "q=example.net") == {"asa@"}
    assert names_in(owner, "q=ilze%40exam") == {"ilze@"}
    assert names_in(owner, "q=hamn") == {"asa@"}
    assert names_in(owner, "q=klasteris") == {"ilze@"}
    assert names_in(owner, "q=erzi") == set()
    assert names_in(owner, "role=administrator") == {"boss@"}
    assert names_in(owner, "country=LV&state=open") == {"ilze@", "boss@"}
    assert names_in(owner, "seen=longer-ago") == {"ilze@", "asa@", "boss@"}
    assert names_in(owner, "seen=week") == set()
    with counted_queries(app) as statements:
        owner.get(f"{LIST}?q=e&country=LV&state=open")
    assert len(statements) <= 6


def test_a_new_name_is_found_at_once_and_the_old_one_no_more(
    app: Flask, owner: FlaskClient, people: dict[str, str]
) -> None:
    with app.app_context():
        queries.user(people["ilze"]).certificate_name = "Ilze Ozola"
        db.session.commit()
    assert names_in(owner, "q=ozola") == {"ilze@"}
    with app.app_context():
        words = db.session.scalars(select(PersonWord.word).where(PersonWord.user_id == people["ilze"])).all()
    assert "berzina" not in words


@pytest.mark.usefixtures("few_and_many")
def test_whoever_looks_after_a_part_sees_nobody_outside_of_it(
    sign_in: SignInAs, people: dict[str, str]
) -> None:
    latvian = sign_in("latvian@example.org", grants=[LATVIA])
    assert names_in(latvian, "") == {"ilze@", "boss@"}
    assert "asa" not in post(latvian, f"{LIST}/export", {"as": "csv"}).text
    assert latvian.get(f"{LIST}/{people['asa']}").status_code == 404
    assert post(latvian, f"{LIST}/{people['asa']}/sign-out").status_code == 404
    for scope in (Scope(ScopeKind.REGION, "SE3"), Scope(ScopeKind.ORGANISATION, people["harbour"])):
        grant = Grant(Role.PROGRAMME_OWNER, scope)
        client = sign_in(f"{scope.kind.value}@example.org", grants=[grant])
        assert names_in(client, "") == {"asa@"}
    module = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.MODULE, "small-clusters"))
    assert names_in(sign_in("module@example.org", grants=[module]), "") == set()


def test_nobody_acts_on_an_account_that_can_do_more_than_their_own(
    app: Flask, owner: FlaskClient, people: dict[str, str]
) -> None:
    boss = f"{LIST}/{people['boss']}"
    assert "can do more than you" in owner.get(boss).text
    for act in ("password-link", "sign-out", "close", "address", "reopen", "erase"):
        form = {"reason": "left", "email": "mine@example.org", "way": "letter"}
        assert post(owner, f"{boss}/{act}", form).status_code == 403, act
    assert owner.get(f"{boss}/address").status_code == 403
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(OutboxMail)) == 0


def test_a_role_is_given_over_a_part_and_never_more_than_ones_own(
    app: Flask, sign_in: SignInAs, people: dict[str, str]
) -> None:
    client = sign_in("latvian@example.org", grants=[LATVIA])
    person = f"{LIST}/{people['ilze']}"
    page = client.get(person).text
    assert 'value="official:country:LV"' in page
    assert 'value="official:country:SE"' not in page
    assert "administrator:" not in page
    assert post(client, f"{person}/roles", {"grant": "official:country:LV"}).status_code == 303
    for more in (
        "official:country:SE",
        "official:programme:",
        "administrator:programme:",
        "trainer:programme:",
    ):
        assert post(client, f"{person}/roles", {"grant": more}).status_code == 403, more
    assert post(client, f"{person}/roles", {"grant": "nonsense"}).status_code == 422
    with app.app_context():
        assert queries.grants_of(people["ilze"]) == {Grant(Role.OFFICIAL, Scope(ScopeKind.COUNTRY, "LV"))}
    assert post(client, f"{person}/roles/withdraw", {"grant": "official:country:LV"}).status_code == 303
    with app.app_context():
        assert queries.grants_of(people["ilze"]) == frozenset()


def test_the_list_that_is_taken_along_names_the_organisations_of_roles(
    app: Flask, owner: FlaskClient, people: dict[str, str]
) -> None:
    def asked() -> int:
        with counted_queries(app) as statements:
            post(owner, f"{LIST}/export", {"as": "excel-csv"})
        return len(statements)

    before = asked()
    with app.app_context():
        for name in ("ilze", "asa"):
            over = Grant(Role.OFFICIAL, Scope(ScopeKind.ORGANISATION, people["harbour"]))
            grant_role(people[name], over, by=None)
        db.session.commit()
    words = post(owner, f"{LIST}/export", {"as": "excel-csv"}).text
    assert words.count("Official (Gävle hamn)") == 2
    assert people["harbour"] not in words
    for_programs = post(owner, f"{LIST}/export", {"as": "csv"}).text
    assert for_programs.count(f"official:organisation:{people['harbour']}") == 2
    assert asked() == before


def test_signs_alone_find_nobody(owner: FlaskClient, people: dict[str, str]) -> None:
    assert names_in(owner, "q=!!!") == set()
    assert names_in(owner, "q=") >= {"ilze@"}


def test_an_account_is_closed_for_a_reason_and_opened_again(
    app: Flask, owner: FlaskClient, people: dict[str, str]
) -> None:
    person = f"{LIST}/{people['ilze']}"
    assert post(owner, f"{person}/close").status_code == 422
    assert post(owner, f"{person}/close", {"reason": "double"}).status_code == 303
    page = owner.get(person).text
    assert "The person has another account" in page
    assert names_in(owner, "state=closed") == {"ilze@"}
    assert post(owner, f"{person}/password-link").status_code == 409
    assert post(owner, f"{person}/reopen").status_code == 303
    with app.app_context():
        assert queries.user(people["ilze"]).disabled_at is None
        acts = set(db.session.scalars(select(AuditEntry.action)))
    assert {"person.disabled", "person.enabled"} <= acts


def test_somebody_who_asked_for_it_is_erased_after_the_usual_wait(
    app: Flask, owner: FlaskClient, people: dict[str, str]
) -> None:
    person = f"{LIST}/{people['ilze']}"
    assert post(owner, f"{person}/close", {"reason": "left"}).status_code == 303
    assert "Erase the account" in owner.get(person).text
    assert post(owner, f"{person}/erase").status_code == 422
    for _twice in range(2):
        assert post(owner, f"{person}/erase", {"way": "letter"}).status_code == 303
    assert "This account waits: it will be erased on" in owner.get(person).text
    with app.app_context():
        waits = db.session.scalars(select(ErasureRequest)).one()
        assert (waits.user_id, waits.cause) == (people["ilze"], ErasureCause.ASKED)
        assert waits.due_at - waits.asked_at == timedelta(days=14)
        (mail,) = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "erasure-waits"))
        assert "You asked us to erase your account" in mail.text
        assert "/keep-account/" in mail.text
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "erasure.asked-for")).one()
        assert (entry.subject, entry.detail) == (f"person:{people['ilze']}", {"way": "letter"})


def test_nobody_erases_themselves_here_nor_the_last_administrator(
    app: Flask, sign_in: SignInAs, people: dict[str, str]
) -> None:
    boss = sign_in("another@example.org", Role.ADMINISTRATOR)
    with app.app_context():
        own = queries.user_with_email("another@example.org")
        assert own is not None
        own_id = own.id
    assert post(boss, f"{LIST}/{own_id}/erase", {"way": "letter"}).status_code == 403
    with app.app_context():
        services.withdraw_role(own_id, Grant(Role.ADMINISTRATOR), by=None)
        with pytest.raises(LastAdministratorError):
            services.ask_for_erasure_of(people["boss"], WayOfAsking.LETTER, by=own_id)


def test_somebody_who_lost_the_address_gets_the_account_at_another_one(
    app: Flask, owner: FlaskClient, client: FlaskClient, people: dict[str, str]
) -> None:
    person = f"{LIST}/{people['ilze']}"
    assert post(owner, f"{person}/address", {"email": "asa@example.net"}).status_code == 422
    assert post(owner, f"{person}/address", {"email": "ilze.new@example.org"}).status_code == 303
    with app.app_context():
        sent = {one.recipient: one.text for one in db.session.scalars(select(OutboxMail))}
    assert set(sent) == {"ilze@example.org", "ilze.new@example.org"}
    link = next(word for word in sent["ilze.new@example.org"].split() if "/account/moving/" in word)
    path = link[link.index("/account/") :]
    shown = client.get(path).text
    assert "I. B." in shown
    assert "Bērziņa" not in shown
    assert post(client, path).status_code == 303
    assert post(client, path).status_code == 410
    with app.app_context():
        assert queries.user(people["ilze"]).email == "ilze.new@example.org"
    assert names_in(owner, "q=ilze.new") == set()
    assert "ilze.new@example.org" in owner.get(f"{LIST}?q=ilze.new").text


def test_an_address_that_somebody_elsewhere_has_is_not_given_away(
    app: Flask, sign_in: SignInAs, client: FlaskClient, people: dict[str, str]
) -> None:
    latvian, person = sign_in("latvian@example.org", grants=[LATVIA]), f"{LIST}/{people['ilze']}"
    assert post(latvian, f"{person}/address", {"email": "nobody@example.org"}).status_code == 303
    assert post(latvian, f"{person}/address", {"email": "asa@example.net"}).status_code == 303
    with app.app_context():
        sent = {one.recipient: one.text for one in db.session.scalars(select(OutboxMail))}
    link = next(word for word in sent["asa@example.net"].split() if "/account/moving/" in word)
    assert post(client, link[link.index("/account/") :]).status_code == 410
    with app.app_context():
        assert queries.user(people["ilze"]).email == "ilze@example.org"


def test_help_with_signing_in_goes_by_mail_and_ends_sign_ins(
    app: Flask, owner: FlaskClient, sign_in: SignInAs
) -> None:
    sign_in("lost@example.org")
    with app.app_context():
        user = queries.user_with_email("lost@example.org")
        assert user is not None
        person = f"{LIST}/{user.id}"
    assert post(owner, f"{person}/password-link").status_code == 303
    assert post(owner, f"{person}/sign-out").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(OutboxMail.kind)).all() == ["reset-password"]
        assert queries.open_sign_ins(person.rpartition("/")[2]) == []


def test_whoever_alone_fits_is_opened_and_several_are_listed(
    owner: FlaskClient, people: dict[str, str]
) -> None:
    assert owner.get(f"{LIST}/find?q=ilze").location == f"{LIST}/{people['ilze']}"
    for several_or_nobody in ("example", "nobody-at-all", ""):
        assert owner.get(f"{LIST}/find?q={several_or_nobody}").location.startswith(LIST + "?q=")


def test_when_somebody_signed_in_last_is_known_after_the_sign_in_is_gone(
    app: Flask, owner: FlaskClient, people: dict[str, str]
) -> None:
    with app.app_context():
        asa, boss = (queries.user(people[name]) for name in ("asa", "boss"))
        for user in (asa, boss):
            user.last_sign_in_at = datetime(2026, 2, 3, 12, tzinfo=UTC)
        moment = datetime(2026, 5, 6, 12, tzinfo=UTC)
        db.session.add(
            SignIn(
                user_id=boss.id,
                token_digest="0" * 64,
                created_at=moment,
                seen_at=moment,
                network="",
                agent="",
            )
        )
        db.session.commit()
    with counted_queries(app) as statements:
        page = owner.get(f"{LIST}?sort=-created").text
    assert len(statements) <= 6
    assert [_last_signed_in(page, name) for name in ("asa@", "boss@", "ilze@")] == [
        "3 February 2026",
        "6 May 2026",
        "never",
    ]
    assert "2026-02-03T12:00:00+00:00" in post(owner, f"{LIST}/export", {"as": "csv"}).text
    for name, day in (("asa", "3 February 2026"), ("boss", "6 May 2026"), ("ilze", "never")):
        fact = owner.get(f"{LIST}/{people[name]}").text.partition("<dt>Last signed in</dt>")[2]
        assert day in fact.partition("</dd>")[0]


def _last_signed_in(page: str, name: str) -> str:
    """What the row of somebody has in that column."""
    row = next(one for one in page.split("<tr")[1:] if name in one)
    return re.sub(r"<[^>]+>", "", row.partition('data-head="Last signed in">')[2].partition("</td>")[0])
