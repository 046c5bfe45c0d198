from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.core.db import db
from lms.credentials import queries, services
from lms.credentials.cli.certificates import credentials
from lms.credentials.codes import grouped, new_code
from lms.credentials.models import CredentialRecord
from lms.credentials.privacy import erase
from lms.credentials.rules import RevocationReason
from lms.credentials.services import vault
from tests.functional.credentials.conftest import EMAIL, NAME, Issued, change, expire, issue, user_of
from tests.support.pages import counted_queries, post

SignIn = Callable[..., FlaskClient]
AT = datetime(2026, 11, 21, tzinfo=UTC)


def test_the_form_leads_to_the_page_of_the_code(client: FlaskClient, real: Issued) -> None:
    answer = post(client, "/verify", {"code": grouped(real.code).lower().replace("-", " ")}, page="/verify")
    assert answer.status_code == 303
    assert answer.location == f"/verify/{real.code}"
    page = client.get(answer.location)
    assert page.status_code == 200
    assert "This certificate is genuine and valid" in page.text
    assert real.title in page.text
    assert "Example Cluster Academy" in page.text


def test_an_empty_or_mistyped_code_is_said_beside_the_field_and_kept(
    client: FlaskClient, real: Issued
) -> None:
    assert post(client, "/verify", {"code": ""}, page="/verify").status_code == 422
    wrong = real.code[1] + real.code[0] + real.code[2:]
    if wrong == real.code:
        wrong = ("0" if real.code[0] != "0" else "1") + real.code[1:]
    answer = post(client, "/verify", {"code": wrong}, page="/verify")
    assert answer.status_code == 422
    assert "There is a typing mistake" in answer.text
    assert f'value="{wrong}"' in answer.text


def test_an_address_with_dashes_leads_to_the_one_without(client: FlaskClient, real: Issued) -> None:
    answer = client.get(f"/verify/{grouped(real.code).lower()}")
    assert answer.status_code == 301
    assert answer.location == f"/verify/{real.code}"


def test_an_unknown_code_and_one_that_cannot_be_are_told_apart_and_not_found(client: FlaskClient) -> None:
    unknown = client.get(f"/verify/{new_code(bytes(12))}")
    assert unknown.status_code == 404
    assert "We have issued no certificate with this code" in unknown.text
    wrong = client.get("/verify/ABCDEFGHJKMNPQRSTVWX")
    assert wrong.status_code == 404
    assert "There is a typing mistake" in wrong.text


@pytest.mark.parametrize("code", ["<script>alert(1)</script>", "{{7*7}}", "%00%ff", "a" * 5000, "..%2f..%2f"])
def test_odd_codes_are_answered_plainly(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/verify/{code}")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert ">49<" not in answer.text


def test_it_is_not_indexed_and_never_says_an_address(client: FlaskClient, real: Issued) -> None:
    unknown = "0" * 20
    for path in (real.code, unknown, "nonsense", f"file/{'0' * 64}"):
        answer = client.get(f"/verify/{path}")
        assert "noindex" in answer.headers["X-Robots-Tag"], path
        assert '<meta name="robots" content="noindex">' in answer.text, path
        assert EMAIL not in answer.text
        assert real.id not in answer.text
    for path in (real.code, unknown, f"file/{'0' * 64}"):
        assert "noindex" in client.get(f"/api/verify/{path}").headers["X-Robots-Tag"], path
    assert '<meta name="robots" content="noindex">' in client.get("/verify").text


def test_a_hidden_name_is_masked_and_can_be_compared(
    app: Flask, holder: FlaskClient, client: FlaskClient, real: Issued
) -> None:
    page = client.get(f"/verify/{real.code}")
    assert "I••• B••••••" in page.text
    assert NAME not in page.text
    path = f"/verify/{real.code}/name"
    right = post(client, path, {"name": " ilze  bērziņa "}, page="/verify")
    assert right.status_code == 200
    assert "The name matches" in right.text
    wrong = post(client, path, {"name": "Ilze Berzina"}, page="/verify")
    assert "The name does not match" in wrong.text
    assert NAME not in wrong.text
    assert post(client, path, {"name": ""}, page="/verify").status_code == 422
    assert client.get(path).location == f"/verify/{real.code}"


def test_names_cannot_be_guessed_without_end(holder: FlaskClient, client: FlaskClient, real: Issued) -> None:
    codes = [
        post(client, f"/verify/{real.code}/name", {"name": f"Guess {n}"}, page="/verify").status_code
        for n in range(12)
    ]
    assert codes[:10] == [200] * 10
    assert codes[-1] == 429


def test_guessing_codes_is_throttled_and_looking_up_real_ones_is_not(
    client: FlaskClient, real: Issued
) -> None:
    for _ in range(35):
        assert client.get(f"/verify/{real.code}").status_code == 200
    answers = [client.get(f"/verify/{new_code(n.to_bytes(12, 'big'))}").status_code for n in range(32)]
    assert answers[:30] == [404] * 30
    assert answers[-1] == 429


def test_a_look_up_takes_one_round_trip_and_one_for_the_keys(
    app: Flask, client: FlaskClient, real: Issued
) -> None:
    client.get(f"/verify/{real.code}")
    with counted_queries(app) as statements:
        client.get(f"/verify/{real.code}")
    mine = [one for one in statements if "throttle_count" not in one]
    assert len(mine) == 2
    assert not [one for one in statements if one.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_trial_is_never_called_valid(client: FlaskClient, issued: Issued) -> None:
    page = client.get(f"/verify/{issued.code}").text
    assert "This is a trial, not a certificate" in page
    assert "genuine and valid" not in page


def test_a_certificate_that_expired_is_called_so(app: Flask, client: FlaskClient, real: Issued) -> None:
    expire(app, real.id, date(2020, 1, 1))
    page = client.get(f"/verify/{real.code}")
    assert page.status_code == 200
    assert "This certificate is genuine, but has expired" in page.text
    assert "genuine and valid" not in page.text


def test_a_certificate_that_was_withdrawn_is_called_so_even_if_the_register_forgets_it(
    app: Flask, client: FlaskClient, real: Issued
) -> None:
    with app.app_context():
        services.revoke(real.id, RevocationReason.DETAILS_WRONG, actor_id=None)
        db.session.commit()
    assert "This certificate was withdrawn" in client.get(f"/verify/{real.code}").text
    change(app, real.id, revoked_at=None, revoked_reason=None)
    page = client.get(f"/verify/{real.code}").text
    assert "genuine and valid" not in page
    assert "This certificate cannot be confirmed" in page


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another title"},
        {"hours": "999"},
        {"awarded_on": date(2020, 1, 1)},
        {"expires_on": date(2099, 1, 1)},
        {"is_trial": True},
        {"issuer_name": "Somebody else"},
        {"record_sha256": "0" * 64},
        {"revoked_at": AT, "revoked_reason": RevocationReason.DETAILS_WRONG},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_row_changed_in_the_database_is_not_confirmed(
    app: Flask, client: FlaskClient, real: Issued, changes: dict[str, object]
) -> None:
    change(app, real.id, **changes)
    assert client.get(f"/api/verify/{real.code}").get_json()["answer"] == "altered"


def test_a_record_changed_in_the_database_is_not_confirmed(
    app: Flask, client: FlaskClient, real: Issued
) -> None:
    with app.app_context():
        row = db.session.get_one(CredentialRecord, real.id)
        text = queries.text_of(row).replace('"hours":"', '"hours":"9')
        row.text = vault.as_text(vault.encrypt(row.holder_id, text.encode(), about=real.id))
        db.session.commit()
    page = client.get(f"/verify/{real.code}").text
    assert "This certificate cannot be confirmed" in page
    assert NAME not in page


def test_after_erasure_it_is_still_confirmed_without_the_person(
    app: Flask, client: FlaskClient, real: Issued
) -> None:
    with app.app_context():
        erase(user_of().id)
        db.session.commit()
    page = client.get(f"/verify/{real.code}").text
    assert "This certificate is genuine and valid" in page
    assert "erased at their request" in page
    assert NAME not in page
    assert real.title in page


def test_it_speaks_the_language_of_who_verifies(client: FlaskClient, real: Issued) -> None:
    page = client.get(f"/verify/{real.code}", headers={"Accept-Language": "sv"}).text
    assert '<html lang="sv"' in page


def test_only_owners_withdraw_after_seeing_what_happens(
    app: Flask, sign_in: SignIn, client: FlaskClient, real: Issued
) -> None:
    path = f"/credentials/{real.code}/revoke"
    trainer = sign_in("trainer@example.org", Role.TRAINER, name="Trainer Person")
    assert trainer.get(path).status_code == 403
    assert post(trainer, path, {"reason": "issued-in-error", "is_sure": "y"}).status_code == 403
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Owner Person")
    assert path in owner.get(f"/verify/{real.code}").text
    assert path not in client.get(f"/verify/{real.code}").text
    page = owner.get(path)
    assert "What will happen" in page.text
    assert "It cannot be undone." in page.text
    assert post(owner, path, {"reason": "issued-in-error"}).status_code == 422
    assert post(owner, path, {"is_sure": "y"}).status_code == 422
    assert post(owner, path, {"reason": "made-up", "is_sure": "y"}).status_code == 422
    assert "genuine and valid" in client.get(f"/verify/{real.code}").text
    assert post(owner, path, {"reason": "issued-in-error", "is_sure": "y"}).status_code == 303
    page = client.get(f"/verify/{real.code}").text
    assert "This certificate was withdrawn" in page
    assert "It was issued in error." in page
    assert "It was withdrawn on" in owner.get(path).text


def test_an_unknown_code_cannot_be_withdrawn(sign_in: SignIn) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Owner Person")
    assert owner.get(f"/credentials/{new_code(bytes(12))}/revoke").status_code == 404
    assert owner.get("/credentials/nonsense/revoke").status_code == 404


def test_the_terminal_shows_and_withdraws(in_use: Flask, holder: FlaskClient, client: FlaskClient) -> None:
    real = issue(in_use, is_trial=False)
    runner = in_use.test_cli_runner()
    shown = runner.invoke(credentials, ["show", grouped(real.code).lower()])
    assert shown.exit_code == 0
    assert "valid" in shown.output
    assert NAME not in shown.output
    assert runner.invoke(credentials, ["revoke", real.code]).exit_code != 0
    done = runner.invoke(credentials, ["revoke", real.code, "--reason", "request-of-holder"])
    assert done.exit_code == 0, done.output
    again = runner.invoke(credentials, ["revoke", real.code, "--reason", "request-of-holder"])
    assert "withdrawn before" in again.output
    assert "The holder asked for it." in client.get(f"/verify/{real.code}").text
    missing = runner.invoke(credentials, ["show", new_code(bytes(12))])
    assert "No certificate has the code" in missing.output
    assert "typing mistake" in runner.invoke(credentials, ["show", "A" * 19 + "B"]).output
    assert runner.invoke(credentials, ["render", real.code]).exit_code == 0
