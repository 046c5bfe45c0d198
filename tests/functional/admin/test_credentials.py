"""The list of certificates: found, looked at, withdrawn, issued again, taken along."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.scopes import Scope, ScopeKind
from lms.credentials import services
from lms.credentials.codes import grouped
from lms.credentials.models import Credential, CredentialFile
from lms.people.models import Look, User
from lms.people.services.erasing import erase_person
from tests.factories.credentials import complete, confirm_name, programme
from tests.factories.people import make_user
from tests.functional.admin.conftest import MODULE, module
from tests.support.pages import counted_queries, post

LIST = "/desk/credentials"
SignIn = Callable[..., FlaskClient]


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A certificate that was issued."""

    id: str
    code: str


@pytest.fixture
def issued(app: Flask) -> dict[str, Issued]:
    """First name of the holder → certificate."""
    with app.app_context():
        made = {}
        for name, country in (("Anna", "LV"), ("Bertil", "SE")):
            user = make_user(
                email=f"{name.lower()}@example.org", certificate_name=f"{name} Norrvik", country=country
            )
            confirm_name(user)
            completion, enrolment = complete(user, module())
            credential = services.issue(completion, enrolment, module(), programme())
            made[name] = Issued(id=credential.id, code=credential.code)
        db.session.commit()
        return made


def names(client: FlaskClient, query: str = "") -> set[str]:
    page = client.get(f"{LIST}{query}")
    assert page.status_code == 200
    return {name for name in ("Anna", "Bertil") if f"{name} Norrvik" in page.text}


@pytest.mark.usefixtures("few_and_many")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Anna", "Bertil"}),
        ("?q=anna", {"Anna"}),
        ("?q=bertil@example", {"Bertil"}),
        ("?country=SE&sort=issued", {"Bertil"}),
        (f"?achievement={MODULE}&kind=module&standing=valid", {"Anna", "Bertil"}),
        ("?standing=revoked", set()),
        ("?standing=superseded", set()),
        ("?standing=expired", set()),
        ("?files=waiting", {"Anna", "Bertil"}),
        ("?files=given-up", set()),
        ("?q=norrvik&files=waiting", {"Anna", "Bertil"}),
        ("?q=anna+norrvik&standing=valid", {"Anna"}),
        ("?country=LV&kind=course", set()),
        ("?since=2020-01-01&until=2199-12-31&sort=issued", {"Anna", "Bertil"}),
    ],
)
def test_filters_live_in_the_address(
    owner: FlaskClient, issued: dict[str, Issued], query: str, found: set[str]
) -> None:
    assert names(owner, query) == found


def test_a_code_finds_its_certificate(owner: FlaskClient, issued: dict[str, Issued]) -> None:
    assert names(owner, f"?q={grouped(issued['Anna'].code)}") == {"Anna"}


@pytest.mark.usefixtures("few_and_many")
def test_one_whose_holder_was_erased_is_listed_and_found_by_its_code(
    app: Flask, owner: FlaskClient, issued: dict[str, Issued]
) -> None:
    one = issued["Anna"]
    with app.app_context():
        erase_person(db.session.scalars(select(User.id).where(User.email == "anna@example.org")).one())
        db.session.commit()
    for query in ("", f"?q={grouped(one.code)}", "?standing=valid", f"?achievement={MODULE}"):
        assert one.id in owner.get(f"{LIST}{query}").text, query
    for query in ("?q=anna", "?country=LV"):
        assert one.id not in owner.get(f"{LIST}{query}").text, query


def test_a_page_costs_few_queries(app: Flask, owner: FlaskClient, issued: dict[str, Issued]) -> None:
    with counted_queries(app) as statements:
        owner.get(f"{LIST}?standing=valid&country=SE&files=waiting")
    assert len(statements) <= 3


@pytest.mark.usefixtures("few_and_many")
@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(ScopeKind.MODULE, MODULE), {"Anna", "Bertil"}),
        (Scope(ScopeKind.COUNTRY, "LV"), {"Anna"}),
        (Scope(ScopeKind.ORGANISATION, "x"), set()),
    ],
)
def test_what_lies_outside_of_the_scope_is_not_there(
    sign_in: SignIn, issued: dict[str, Issued], scope: Scope, found: set[str]
) -> None:
    client = sign_in("limited@example.org", grants=[Grant(Role.PROGRAMME_OWNER, scope)], name="Limited One")
    assert names(client) == found
    for name, one in issued.items():
        expected = 200 if name in found else 404
        assert client.get(f"{LIST}/{one.id}").status_code == expected
        assert client.get(f"{LIST}/{one.id}/reissue").status_code == expected
        assert client.get(f"/credentials/{one.code}/revoke").status_code == expected
    taken = post(client, f"{LIST}/export", {"as": "csv"}).text
    assert {name for name in issued if f"{name} Norrvik" in taken} == found


def test_the_holder_sees_who_looked(app: Flask, owner: FlaskClient, issued: dict[str, Issued]) -> None:
    page = owner.get(f"{LIST}/{issued['Anna'].id}").text
    assert "anna@example.org" in page
    assert "Issued" in page
    with app.app_context():
        assert db.session.scalar(select(func.count(Look.id))) == 1


def test_the_pdf_is_there_once_it_was_made(app: Flask, owner: FlaskClient, issued: dict[str, Issued]) -> None:
    page = f"{LIST}/{issued['Anna'].id}"
    path = f"{page}/certificate.pdf"
    assert owner.get(path).status_code == 404
    assert "Open the PDF" not in owner.get(page).text
    with app.app_context():
        services.render_due()
    assert "Open the PDF" in owner.get(page).text
    answer = owner.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert "private" in answer.headers["Cache-Control"]
    with app.app_context():
        assert db.session.scalar(select(func.count(Look.id))) == 1


def test_files_that_were_given_up_are_tried_again(
    app: Flask, owner: FlaskClient, issued: dict[str, Issued]
) -> None:
    with app.app_context():
        files = select(CredentialFile).where(CredentialFile.credential_id == issued["Anna"].id)
        for file in db.session.scalars(files):
            file.due_at = None
        db.session.commit()
    assert names(owner, "?files=given-up") == {"Anna"}
    assert post(owner, f"{LIST}/{issued['Anna'].id}/files").status_code == 303
    assert names(owner, "?files=given-up") == set()


def test_a_certificate_is_issued_again(app: Flask, owner: FlaskClient, issued: dict[str, Issued]) -> None:
    path = f"{LIST}/{issued['Anna'].id}/reissue"
    assert "Whoever verifies the one until now is led to the new one." in owner.get(path).text
    assert post(owner, path, {"wording": "as-completed"}).status_code == 422
    answer = post(owner, path, {"wording": "as-completed", "is_sure": "y"})
    assert answer.status_code == 303
    with app.app_context():
        old = db.session.get_one(Credential, issued["Anna"].id)
        assert old.superseded_by == answer.headers["Location"].rpartition("/")[2]
        assert db.session.scalars(select(OutboxMail.recipient)).all() == ["anna@example.org"]
    assert names(owner, "?standing=superseded") == {"Anna"}
    assert owner.get(path).status_code == 404
    assert "It was replaced by this certificate." in owner.get(f"{LIST}/{issued['Anna'].id}").text


def test_a_withdrawn_one_is_listed_as_such(owner: FlaskClient, issued: dict[str, Issued]) -> None:
    path = f"/credentials/{issued['Bertil'].code}/revoke"
    assert path in owner.get(LIST).text
    post(owner, path, {"reason": "issued-in-error", "is_sure": "y"})
    assert names(owner, "?standing=revoked") == {"Bertil"}
    assert "It was issued in error." in owner.get(f"{LIST}/{issued['Bertil'].id}").text


def test_the_list_is_taken_along(owner: FlaskClient, issued: dict[str, Issued]) -> None:
    data = post(owner, f"{LIST}/export?country=LV", {"as": "csv"}).data.decode()
    (row,) = csv.DictReader(io.StringIO(data))
    assert (row["name"], row["code"]) == ("Anna Norrvik", grouped(issued["Anna"].code))


def test_a_person_and_a_certificate_lead_to_each_other(
    app: Flask, owner: FlaskClient, issued: dict[str, Issued]
) -> None:
    person = _holder_of(app, "Anna")
    assert (
        f'<dt>Holder</dt><dd><a href="{person}">Anna Norrvik</a></dd>'
        in owner.get(f"{LIST}/{issued['Anna'].id}").text
    )
    assert f'href="{LIST}/{issued["Anna"].id}"' in owner.get(person).text
    with app.app_context():
        erase_person(person.rpartition("/")[2])
        db.session.commit()
    assert "/desk/people/" not in _facts(owner.get(f"{LIST}/{issued['Anna'].id}").text)


def test_whoever_does_not_reach_the_holder_is_not_led_there(
    app: Flask, sign_in: SignIn, issued: dict[str, Issued]
) -> None:
    grant = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.MODULE, MODULE))
    client = sign_in("limited@example.org", grants=[grant], name="Limited One")
    facts = _facts(client.get(f"{LIST}/{issued['Anna'].id}").text)
    assert "Anna Norrvik" in facts
    assert "/desk/people/" not in facts
    assert client.get(_holder_of(app, "Anna")).status_code == 404


def test_whatever_was_not_withdrawn_can_be_from_every_page(
    app: Flask, owner: FlaskClient, issued: dict[str, Issued]
) -> None:
    one = issued["Anna"]
    pages, path = (LIST, f"{LIST}/{one.id}", _holder_of(app, "Anna")), f"/credentials/{one.code}/revoke"
    post(owner, f"{LIST}/{one.id}/reissue", {"wording": "as-completed", "is_sure": "y"})
    assert names(owner, "?standing=superseded") == {"Anna"}
    assert [path in owner.get(page).text for page in pages] == [True, True, True]
    post(owner, path, {"reason": "issued-in-error", "is_sure": "y"})
    assert [path in owner.get(page).text for page in pages] == [False, False, False]


def _holder_of(app: Flask, name: str) -> str:
    """Path of the person's page."""
    with app.app_context():
        email = f"{name.lower()}@example.org"
        return f"/desk/people/{db.session.scalars(select(User.id).where(User.email == email)).one()}"


def _facts(page: str) -> str:
    return page.partition('<dl class="facts">')[2].partition("</dl>")[0]
