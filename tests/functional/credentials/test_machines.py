"""What programs of others are told: the credential at its address, keys, status lists, achievements."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from werkzeug.test import TestResponse

from lms.core.db import db
from lms.credentials import queries, services
from lms.credentials.formats.did import public_jwk
from lms.credentials.formats.proofs import check_proof
from lms.credentials.formats.reading import Form, credential_in
from lms.credentials.formats.status_list import is_revoked
from lms.credentials.formats.tokens import check_token
from lms.credentials.rules import RevocationReason
from lms.credentials.services import keys
from lms.people.rules import NameShown
from tests.factories.badges import active_key, keep_badge, published_keys
from tests.factories.signing import badge_key, pem_of, token_key
from tests.functional.credentials.conftest import NAME, Issued, change, user_of
from tests.support.pages import counted_queries

BASE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "active", active_key)
    monkeypatch.setattr(keys, "published", published_keys)


@pytest.fixture
def badged(app: Flask, issued: Issued) -> Issued:
    """The certificate with its Open Badge made."""
    with app.app_context():
        keep_badge(issued.id, user_of().id)
        db.session.commit()
    return issued


@pytest.fixture
def address(badged: Issued) -> str:
    return f"/credentials/{badged.id}"


def asked(browser: FlaskClient, path: str, accept: str = "*/*") -> TestResponse:
    return browser.get(path, headers={"Accept": accept})


def test_the_holder_gets_the_credential_itself(holder: FlaskClient, address: str, badged: Issued) -> None:
    answer = asked(holder, address, "application/vc")
    assert (answer.status_code, answer.mimetype) == (200, "application/vc")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    document = answer.json if answer.is_json else json.loads(answer.data)
    assert document["id"] == f"{BASE}/credentials/{badged.id}"
    assert check_proof(document, keys.published()).is_intact
    OB3LdpVerifier(pem_of(badge_key())).verify(answer.data)


def test_the_holder_gets_it_as_a_token_and_in_pictures(holder: FlaskClient, address: str) -> None:
    token = asked(holder, address, "application/vc+jwt")
    assert token.mimetype == "application/vc+jwt"
    assert check_token(token.text, keys.published()).is_intact
    for ending, form in (("png", Form.PNG), ("svg", Form.SVG)):
        found = credential_in(holder.get(f"{address}/badge.{ending}").data)
        assert (found.form, found.problem) == (form, None)
        assert found.document is not None
        assert check_proof(found.document, keys.published()).is_intact


def test_a_stranger_is_told_what_anybody_may_know(client: FlaskClient, address: str, badged: Issued) -> None:
    for accept in ("*/*", "application/vc", "application/vc+jwt"):
        answer = asked(client, address, accept)
        assert answer.mimetype == "application/json"
        assert NAME not in answer.text
        assert "Bērziņa" not in answer.text
        assert badged.code not in answer.text
        assert answer.json["standing"] == "valid"
        assert answer.json["holder"] == "not shown"
        assert answer.json["verify"] == f"{BASE}/verify"


def test_somebody_else_signed_in_is_a_stranger_too(sign_in, address: str) -> None:
    other = sign_in("other@example.org", name="Somebody Else")
    answer = asked(other, address)
    assert "credentialSubject" not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_everybody_gets_it_where_the_holder_shows_the_name(
    app: Flask, client: FlaskClient, address: str, badged: Issued
) -> None:
    with app.app_context():
        services.choose_visibility(user_of().id, badged.id, NameShown.FULL)
        db.session.commit()
    answer = asked(client, address)
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert json.loads(answer.data)["credentialSubject"]["identifier"][0]["identityHash"] == NAME


def test_a_person_sees_a_page_that_names_nobody_and_leads_to_no_code(
    client: FlaskClient, holder: FlaskClient, address: str, badged: Issued
) -> None:
    for browser in (client, holder):
        answer = asked(browser, address, "text/html,application/xhtml+xml,*/*;q=0.8")
        assert answer.mimetype == "text/html"
        assert badged.title in answer.text
        assert badged.code not in answer.text
        assert 'name="code"' in answer.text
        assert "noindex" in answer.headers["X-Robots-Tag"]
    assert NAME not in asked(client, address, "text/html").text


def test_a_picture_for_a_stranger_is_that_of_the_achievement(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}/badge.png")
    assert answer.status_code == 302
    assert answer.location.endswith("/1/badge.png")
    picture = client.get(answer.location)
    assert picture.mimetype == "image/png"
    assert b"openbadgecredential" not in picture.data


def test_an_erased_holder_leaves_the_facts(app: Flask, client: FlaskClient, address: str) -> None:
    with app.app_context():
        for data in reversed(app.extensions["campus"].personal_data[:1]):
            data.erase(user_of().id)
        db.session.commit()
    answer = asked(client, address)
    assert answer.json["holder"] == "erased"
    assert "note" not in answer.json


def test_it_says_so_while_the_badge_is_being_made(holder: FlaskClient, issued: Issued) -> None:
    answer = asked(holder, f"/credentials/{issued.id}")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"


def test_an_unknown_credential_is_not_found(client: FlaskClient) -> None:
    for path in ("", "/badge.png", "/badge.svg"):
        assert client.get(f"/credentials/0f8fad5b-d9cb-469f-a165-70867728950e{path}").status_code == 404


PUBLIC = ("/.well-known/did.json", "/keys", "/status/1", "/log")


@pytest.mark.parametrize("path", PUBLIC)
def test_scripts_of_any_site_may_read_what_is_public(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer.headers["Vary"]
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("path", "accept", "given"),
    [
        ("/.well-known/did.json", "application/did+json", "application/did+json"),
        ("/keys", "application/jwk-set+json", "application/jwk-set+json"),
        ("/status/1", "application/ld+json", "application/ld+json"),
        ("/status/1", "text/html,*/*;q=0.8", "application/vc"),
        ("/keys", "image/png", "application/json"),
    ],
)
def test_programs_get_the_form_they_ask_for_or_the_usual_one(
    client: FlaskClient, path: str, accept: str, given: str
) -> None:
    answer = asked(client, path, accept)
    assert answer.mimetype == given
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/verify", "/"])
def test_scripts_of_other_sites_may_not_read_pages(client: FlaskClient, path: str) -> None:
    assert "Access-Control-Allow-Origin" not in client.get(path).headers


def test_the_issuer_and_each_key_are_found(client: FlaskClient) -> None:
    document = client.get("/.well-known/did.json").json
    assert document["id"] == "did:web:127.0.0.1%3A8000"
    assert len(document["verificationMethod"]) == 2
    assert client.get(f"/keys/{token_key().kid}").json == public_jwk(token_key().published)
    assert {key["kid"] for key in client.get("/keys").json["keys"]} == {badge_key().kid, token_key().kid}
    assert client.get("/keys/another").status_code == 404


def status_list(browser: FlaskClient) -> dict[str, object]:
    answer = browser.get("/status/1")
    assert check_proof(json.loads(answer.data), keys.published()).is_intact
    return json.loads(answer.data)


def test_the_status_list_shows_what_was_withdrawn_and_stays_the_same_otherwise(
    app: Flask, client: FlaskClient, holder: FlaskClient, address: str, badged: Issued
) -> None:
    document = json.loads(asked(holder, address).data)
    before = status_list(client)
    known = {"If-None-Match": client.get("/status/1").headers["ETag"]}
    assert client.get("/status/1", headers=known).status_code == 304
    assert not is_revoked(document, before)
    with app.app_context():
        services.revoke(badged.id, RevocationReason.ISSUED_IN_ERROR, actor_id=None)
        db.session.commit()
    assert client.get("/status/1", headers=known).status_code == 200
    assert is_revoked(document, status_list(client))
    assert asked(client, address).json["revocationReason"] == "issued-in-error"


def test_there_is_a_first_list_from_the_beginning_and_no_other(client: FlaskClient) -> None:
    assert client.get("/status/1").status_code == 200
    assert client.get("/status/0").status_code == 404
    assert client.get("/status/2").status_code == 404


@pytest.fixture
def achievement(app: Flask, issued: Issued) -> str:
    with app.app_context():
        credential = queries.with_code(issued.code)
        assert credential is not None
        return f"/achievements/{credential.achievement_slug}/{credential.achievement_version}"


def test_an_achievement_is_a_page_for_people_and_json_for_programs(
    client: FlaskClient, achievement: str, issued: Issued
) -> None:
    page = asked(client, achievement, "text/html")
    assert page.mimetype == "text/html"
    assert issued.title in page.text
    answer = asked(client, achievement)
    assert answer.json["id"] == f"{BASE}{achievement}"
    assert answer.json["name"] == issued.title
    assert NAME not in page.text + answer.text
    assert client.get("/achievements/nothing/1").status_code == 404


def test_the_achievement_in_the_credential_is_the_one_at_its_address(
    client: FlaskClient, holder: FlaskClient, address: str
) -> None:
    inside = json.loads(asked(holder, address).data)["credentialSubject"]["achievement"]
    path = inside["id"].removeprefix(BASE)
    served = asked(client, f"{path}?language={inside['inLanguage']}").json
    del served["@context"]
    assert served == inside


def test_the_holder_alone_gets_the_european_form(holder: FlaskClient, sign_in, address: str) -> None:
    answer = holder.get(f"{address}/elm")
    assert answer.mimetype == "application/ld+json"
    assert "attachment" in answer.headers["Content-Disposition"]
    document = json.loads(answer.data)
    assert document["credentialSubject"]["fullName"] == {"en": NAME}
    assert sign_in("other@example.org", name="Somebody Else").get(f"{address}/elm").status_code == 404


def test_each_answer_costs_few_queries(
    app: Flask, client: FlaskClient, holder: FlaskClient, address: str, achievement: str
) -> None:
    allowed = {
        (client, address): 1,
        (holder, address): 2,
        (holder, f"{address}/badge.png"): 2,
        (holder, f"{address}/elm"): 2,
        (client, achievement): 1,
        (client, f"{achievement}/badge.png"): 1,
        (client, "/status/1"): 2,
    }
    for (browser, path), most in allowed.items():
        browser.get(path)
        with counted_queries(app) as statements:
            assert browser.get(path).status_code == 200
        assert len(statements) <= most, (path, statements)


def test_the_same_achievement_is_kept_once(app: Flask, issued: Issued) -> None:
    with app.app_context():
        held = queries.held(user_of().id, issued.id)
        assert held is not None
        assert services.with_achievement(held.record).achievement_version == 1
        other = services.with_achievement(held.record.__class__(**{**_fields(held.record), "hours": "99"}))
        assert other.achievement_version == 2
        assert services.with_achievement(held.record).achievement_version == 1
        db.session.rollback()


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}  # type: ignore[attr-defined]


def test_of_a_certificate_of_an_earlier_release_the_facts_are_told_until_a_credential_is_made(
    app: Flask, holder: FlaskClient, issued: Issued
) -> None:
    assert asked(holder, f"/credentials/{issued.id}").status_code == 503
    change(app, issued.id, achievement_version=0)
    answer = asked(holder, f"/credentials/{issued.id}")
    assert answer.status_code == 200
    assert "before certificates were made for machines" in answer.get_json()["note"]
    assert NAME not in answer.text
    assert holder.get(f"/credentials/{issued.id}/badge.png").status_code == 404
