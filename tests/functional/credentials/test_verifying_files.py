"""A file is verified by its fingerprint, by all that is in it, and by machines; with nothing kept of it."""

import hashlib
import io
from typing import Any, NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from lms.core.db import db
from lms.core.errors import BusyError
from lms.credentials import services
from lms.credentials.checking.openapi import description
from lms.credentials.privacy import erase
from lms.credentials.rules import RevocationReason
from lms.credentials.services import verifying
from tests.functional.credentials.conftest import NAME, Filed, Issued, user_of
from tests.support.pages import token_of


def send(client: FlaskClient, data: bytes, **options: Any) -> TestResponse:
    form = {"csrf_token": token_of(client, "/verify"), "file": (io.BytesIO(data), "certificate.pdf")}
    return client.post("/verify/file", data=form, **options)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_genuine_file_shows_everything_even_where_the_code_masks_the_name(
    holder: FlaskClient, client: FlaskClient, filed: Filed
) -> None:
    page = send(client, filed.pdf)
    assert page.status_code == 200
    assert "This certificate is genuine and valid" in page.text
    assert "This is exactly the file that we issued." in page.text
    assert "Our seal covers the whole file" in page.text
    assert NAME in page.text
    assert "not passed" not in page.text
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert page.headers["Cache-Control"] == "no-store"
    badge = send(client, filed.badge)
    assert "This certificate is genuine and valid" in badge.text


def test_an_altered_file_is_said_to_be_with_what_differs_and_without_the_true_name(
    holder: FlaskClient, client: FlaskClient, filed: Filed
) -> None:
    forged = filed.badge.replace(NAME.encode(), b"Somebody Else")
    page = send(client, forged)
    assert page.status_code == 200
    assert "This file is not as we issued it" in page.text
    assert "It was changed after we signed it." in page.text
    assert "Somebody Else" in page.text
    assert page.text.count(NAME) == 0 or "Issued to" in page.text
    resaved = send(client, filed.pdf + b"\n%%EOF\n")
    assert "Something was added to the file after it was sealed." in resaved.text


def test_a_file_of_nobody_is_unknown(client: FlaskClient, filed: Filed) -> None:
    for data in (b"", b"hello", b"%PDF-1.7\n", b"{}", b"\x89PNG\r\n\x1a\n"):
        page = send(client, data)
        assert page.status_code in {200, 422}
        assert "genuine" not in page.text.partition("<main")[2].partition("What was checked")[0] or not data


def test_without_a_file_the_form_says_so(client: FlaskClient) -> None:
    form = {"csrf_token": token_of(client, "/verify")}
    answer = client.post("/verify/file", data=form)
    assert answer.status_code == 422
    assert "Choose the file of the certificate." in answer.text
    assert client.get("/verify/file").location == "/verify"


def test_files_are_not_taken_without_end(client: FlaskClient, app: Flask) -> None:
    answers = [client.post("/api/verify/file", data=b"hello").status_code for _ in range(22)]
    assert answers[:20] == [404] * 20 or answers[:20] == [200] * 20
    assert answers[-1] == 429
    token = token_of(client, "/verify")
    form = {"csrf_token": token, "file": (io.BytesIO(b"hello"), "certificate.pdf")}
    assert client.post("/verify/file", data=form).status_code in {200, 429}


def test_who_comes_when_too_many_files_are_looked_at_is_asked_to_come_back(
    client: FlaskClient, filed: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_busy(*_anything: object) -> NoReturn:
        raise BusyError

    monkeypatch.setattr(verifying, "inspect_apart", is_busy)
    page = send(client, b"hello")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    machine = client.post("/api/verify/file", data=b"hello")
    assert machine.status_code == 503
    check(machine, "Problem")
    assert "genuine and valid" in send(client, filed.pdf).text  # ours are known without being opened apart


def test_a_fingerprint_is_answered_without_a_name(client: FlaskClient, filed: Filed) -> None:
    page = client.get(f"/verify/file/{digest(filed.pdf)}")
    assert page.status_code == 200
    assert "This is exactly the file that we issued." in page.text
    assert NAME not in page.text
    assert "I••• B••••••" not in page.text
    for unknown in ("0" * 64, "nonsense", digest(filed.pdf).upper()):
        assert client.get(f"/verify/file/{unknown}").status_code == 404


def test_after_erasure_the_file_is_still_ours_and_nobodys_name_is_said(
    app: Flask, client: FlaskClient, filed: Filed
) -> None:
    with app.app_context():
        erase(user_of().id)
        db.session.commit()
    page = send(client, filed.pdf)
    assert "This is exactly the file that we issued." in page.text
    assert "erased at their request" in page.text
    assert NAME not in page.text


def check(answer: TestResponse, schema: str = "Answer") -> dict[str, Any]:
    """The body, held against the description that is served."""
    whole = {**description("http://localhost"), "$ref": f"#/components/schemas/{schema}"}
    body: dict[str, Any] = answer.get_json()
    Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(body)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return body


def test_machines_get_what_the_description_says(app: Flask, client: FlaskClient, filed: Filed) -> None:
    code, pdf = filed.issued.code, filed.pdf
    by_code = check(client.get(f"/api/verify/{code}"))
    assert (by_code["answer"], by_code["reliable"]) == ("valid", True)
    by_digest = check(client.get(f"/api/verify/file/{digest(pdf)}"))
    assert by_digest["certificate"]["holder"] == {"name": None, "shown": "hidden"}
    sent = check(client.post("/api/verify/file", data=pdf, content_type="application/pdf"))
    assert sent["certificate"]["holder"] == {"name": NAME, "shown": "full"}
    altered = check(client.post("/api/verify/file", data=pdf + b" ", content_type="application/pdf"))
    assert (altered["answer"], altered["reliable"]) == ("altered", False)
    assert "seal-added-to" in {one["reason"] for one in altered["checks"]}
    unknown = client.get("/api/verify/00000000000000000000")
    assert unknown.status_code == 404
    assert check(unknown)["answer"] == "unknown"
    assert client.get("/api/openapi.json").get_json() == description("http://localhost")
    with app.app_context():
        services.revoke(filed.issued.id, RevocationReason.DETAILS_WRONG, actor_id=None)
        db.session.commit()
    assert check(client.get(f"/api/verify/{code}"))["certificate"]["revocation_reason"] == "details-wrong"
    large = client.post("/api/verify/file", data=b" " * 5_000_000, content_type="application/pdf")
    assert large.status_code == 413
    check(large, "Problem")


def test_scripts_of_other_sites_may_ask_and_nobody_without_end(client: FlaskClient, filed: Filed) -> None:
    headers = {"Origin": "https://authority.example", "Sec-Fetch-Site": "cross-site"}
    asked = client.options("/api/verify/file", headers=headers)
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    sent = client.post("/api/verify/file", data=filed.badge, content_type="application/json", headers=headers)
    assert check(sent)["answer"] == "valid"
    codes = [client.get(f"/api/verify/file/{n:064x}").status_code for n in range(32)]
    assert codes[:30] == [404] * 30
    last = client.get(f"/api/verify/file/{99:064x}")
    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) > 0
    check(last, "Problem")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("lv", "Šis sertifikāts ir īsts un derīgs"),
        ("fi", "Tämä todistus on aito"),
        ("pl", "autentyczny i ważny"),
    ],
)
def test_it_speaks_nine_languages(client: FlaskClient, real: Issued, language: str, said: str) -> None:
    page = client.get(f"/verify/{real.code}", headers={"Accept-Language": language})
    assert f'<html lang="{language}"' in page.text
    assert said in page.text
    answer = client.get(f"/api/verify/{real.code}", headers={"Accept-Language": language})
    assert said in answer.get_json()["headline"]
