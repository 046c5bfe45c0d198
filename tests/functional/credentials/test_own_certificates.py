import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from lms.core.db import db
from lms.core.extension import storage
from lms.core.storage import Storage
from lms.credentials import queries, services
from lms.credentials.models import Credential
from lms.credentials.routes import download
from lms.credentials.rules import RevocationReason
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete
from tests.functional.credentials.conftest import EMAIL, Issued, change, expire, user_of
from tests.support.pages import counted_queries, post

SignIn = Callable[..., FlaskClient]


def test_somebody_without_certificates_learns_how_to_get_one(holder: FlaskClient) -> None:
    page = holder.get("/certificates")
    assert page.status_code == 200
    assert "No certificates yet" in page.text


def test_the_list_shows_what_was_issued_and_what_can_be_done_with_it(
    holder: FlaskClient, issued: Issued
) -> None:
    page = holder.get("/certificates").text
    assert issued.title in page
    assert f"/certificates/{issued.id}/certificate.pdf" in page
    assert f"/verify/{issued.code}" in page
    assert "Trial" in page


def test_a_completion_without_a_confirmed_name_asks_for_it_and_then_gives_the_certificate(
    app: Flask, holder: FlaskClient
) -> None:
    with app.app_context():
        module = next(one for one in current_catalogue().modules.values() if one.is_open)
        complete(user_of(), module)
        db.session.commit()
    page = holder.get("/certificates").text
    assert "A certificate is waiting for you" in page
    assert "/certificates/name" in page
    form = holder.get("/certificates/name").text
    assert 'value="Ilze Bērziņa"' in form
    assert module.text("en").title in form
    answer = post(holder, "/certificates/name", {"certificate_name": "Ilze Kalniņa"})
    assert answer.status_code == 303
    shown = holder.get(answer.location)
    assert "Here is your certificate" in shown.text
    assert "Ilze Kalniņa" in shown.text


def test_an_emoji_in_the_name_is_refused_with_a_sentence_and_kept_in_the_field(holder: FlaskClient) -> None:
    answer = post(holder, "/certificates/name", {"certificate_name": "Ilze 😀"})
    assert answer.status_code == 422
    assert "cannot stand in a name" in answer.text
    assert 'value="Ilze 😀"' in answer.text


def test_nobody_sees_or_changes_the_certificate_of_somebody_else(sign_in: SignIn, issued: Issued) -> None:
    stranger = sign_in("other@example.org", name="Other Person")
    for path in (f"/certificates/{issued.id}", f"/certificates/{issued.id}/certificate.pdf"):
        answer = stranger.get(path)
        assert answer.status_code == 404
        assert "Ilze" not in answer.text
    for path in (f"/certificates/{issued.id}/name-shown", f"/certificates/{issued.id}/corrected"):
        assert post(stranger, path).status_code == 404


def test_without_a_sign_in_one_is_sent_there(client: FlaskClient, issued: Issued) -> None:
    for path in ("/certificates", f"/certificates/{issued.id}", f"/certificates/{issued.id}/certificate.pdf"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert "/sign-in" in answer.location


def test_the_holder_chooses_how_much_of_the_name_is_shown(
    app: Flask, holder: FlaskClient, client: FlaskClient, issued: Issued
) -> None:
    path = f"/certificates/{issued.id}/name-shown"
    assert "I••• B••••••" in client.get(f"/verify/{issued.code}").text
    assert post(holder, path, {}).status_code == 422
    assert post(holder, path, {"name_shown": "upside-down"}).status_code == 422
    assert post(holder, path, {"name_shown": "hidden"}).status_code == 303
    hidden = client.get(f"/verify/{issued.code}")
    assert "I•••" not in hidden.text
    assert "The holder does not show the name here." in hidden.text
    assert client.get(f"/api/verify/{issued.code}").get_json()["certificate"]["holder"] == {
        "name": None,
        "shown": "hidden",
    }
    assert "The name matches" in post(client, f"/verify/{issued.code}/name", {"name": "Ilze Bērziņa"}).text
    assert post(holder, path, {"name_shown": "full"}).status_code == 303
    assert "Ilze Bērziņa" in client.get(f"/verify/{issued.code}").text


def test_a_new_name_gives_a_new_certificate_and_the_old_one_says_it_was_replaced(
    app: Flask, holder: FlaskClient, client: FlaskClient, issued: Issued
) -> None:
    post(holder, "/certificates/name", {"certificate_name": "Ilze Kalniņa"})
    page = holder.get(f"/certificates/{issued.id}").text
    assert "Issue it again with my new name" in page
    answer = post(holder, f"/certificates/{issued.id}/corrected")
    assert answer.status_code == 303
    assert "Ilze Kalniņa" in holder.get(answer.location).text
    assert "was replaced" in client.get(f"/verify/{issued.code}").text
    assert post(holder, f"/certificates/{issued.id}/corrected").status_code == 409


def test_the_file_is_a_download_with_a_name_a_tag_and_a_policy(
    app: Flask, holder: FlaskClient, issued: Issued, laid_out: None
) -> None:
    with app.app_context():
        services.render_due()
    answer = holder.get(f"/certificates/{issued.id}/certificate.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert "Ilze%20B%C4%93rzi%C5%86a.pdf" in disposition
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = holder.get(
        f"/certificates/{issued.id}/certificate.pdf", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304
    assert again.data == b""
    part = holder.get(f"/certificates/{issued.id}/certificate.pdf", headers={"Range": "bytes=1-3"})
    assert (part.status_code, part.data) == (206, b"PDF")


def test_a_download_asks_who_it_is_and_for_the_file_and_a_known_file_is_not_even_read(
    app: Flask, holder: FlaskClient, issued: Issued, laid_out: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/certificates/{issued.id}/certificate.pdf"
    with app.app_context():
        services.render_due()
    tag = holder.get(address).headers["ETag"]
    with counted_queries(app) as statements:
        assert holder.get(address).status_code == 200
    assert len(statements) == 2, statements
    monkeypatch.setattr(services, "opened", None)
    assert holder.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_the_first_download_waits_for_the_worker(
    app: Flask, holder: FlaskClient, issued: Issued, laid_out: None
) -> None:
    def work() -> None:
        time.sleep(0.4)
        with app.app_context():
            services.render_due()

    worker = threading.Thread(target=work)
    worker.start()
    answer = holder.get(f"/certificates/{issued.id}/certificate.pdf")
    worker.join()
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")


def test_when_it_takes_longer_a_page_says_so_and_asks_again_by_itself(
    holder: FlaskClient, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "WAIT_SECONDS", 0.3)
    answer = holder.get(f"/certificates/{issued.id}/certificate.pdf")
    assert answer.status_code == 202
    assert "is being prepared" in answer.text
    assert answer.headers["Refresh"].startswith("3; url=/certificates/")


def test_while_the_seal_is_waited_for_the_pages_say_so_at_once(
    app: Flask, holder: FlaskClient, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        queries.files_of(issued.id)[-1].wait_count = 3
        db.session.commit()
    monkeypatch.setattr(download, "_poll", None)
    answer = holder.get(f"/certificates/{issued.id}/certificate.pdf")
    assert (answer.status_code, answer.headers["Refresh"].partition(";")[0]) == (202, "60")
    assert "its seal cannot be put on just now" in answer.text
    assert "Its file is being prepared" in holder.get(f"/certificates/{issued.id}").text


def test_those_who_wait_do_not_use_up_the_server(
    app: Flask, holder: FlaskClient, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "_waiting", threading.BoundedSemaphore(1))
    monkeypatch.setattr(download, "_poll", None)
    with download._waiting:
        assert holder.get(f"/certificates/{issued.id}/certificate.pdf").status_code == 202


def test_a_file_that_could_not_be_made_is_said_at_once(
    app: Flask, holder: FlaskClient, issued: Issued
) -> None:
    with app.app_context():
        queries.files_of(issued.id)[-1].due_at = None
        db.session.commit()
    answer = holder.get(f"/certificates/{issued.id}/certificate.pdf")
    assert answer.status_code == 503
    assert "cannot be downloaded yet" in answer.text
    assert "Refresh" not in answer.headers


def test_a_full_disk_does_not_undo_the_certificate(
    app: Flask,
    holder: FlaskClient,
    client: FlaskClient,
    issued: Issued,
    laid_out: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_self: Storage, _data: bytes) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Storage, "put", full)
    monkeypatch.setattr(download, "WAIT_SECONDS", 0.2)
    with app.app_context():
        services.render_due()
    answer = holder.get(f"/certificates/{issued.id}/certificate.pdf")
    assert answer.status_code == 202
    assert "is being prepared" in answer.text
    assert client.get(f"/verify/{issued.code}").status_code == 200


def test_a_withdrawn_certificate_says_so_to_its_holder(
    app: Flask, holder: FlaskClient, issued: Issued
) -> None:
    change(
        app,
        issued.id,
        revoked_at=datetime(2026, 11, 21, tzinfo=UTC),
        revoked_reason=RevocationReason.ISSUED_IN_ERROR,
    )
    page = holder.get(f"/certificates/{issued.id}").text
    assert "This certificate was withdrawn" in page
    assert "It was issued in error." in page
    assert "Withdrawn" in holder.get("/certificates").text


def test_looking_changes_nothing(app: Flask, holder: FlaskClient, issued: Issued) -> None:
    def rows() -> list[object]:
        with app.app_context():
            credential = db.session.get_one(Credential, issued.id)
            return [*sorted(str(v) for k, v in vars(credential).items() if k != "_sa_instance_state")]

    before = rows()
    for path in (
        "/certificates",
        f"/certificates/{issued.id}",
        "/certificates/name",
        f"/verify/{issued.code}",
    ):
        assert holder.get(path).status_code == 200
    assert rows() == before


def test_the_file_of_an_erased_holder_is_gone(
    app: Flask, holder: FlaskClient, issued: Issued, laid_out: None
) -> None:
    with app.app_context():
        services.render_due()
        digest = queries.files_of(issued.id)[-1].stored_sha256
        assert digest
        storage().discard(digest)
    answer = holder.get(f"/certificates/{issued.id}/certificate.pdf")
    assert answer.status_code == 404
    assert EMAIL not in answer.text.replace(f"{EMAIL}</p>", "")


def test_a_certificate_that_expires_says_when_and_how_it_is_renewed(
    app: Flask, holder: FlaskClient, client: FlaskClient, issued: Issued
) -> None:
    today = clock.now().date()
    address = f"/certificates/{issued.id}"
    expire(app, issued.id, today + timedelta(days=1000))
    assert "you can renew it" in holder.get(address).text
    assert post(holder, f"{address}/renewal").status_code == 409
    expire(app, issued.id, today - timedelta(days=1))
    assert "Take the final test of the module again" in holder.get(address).text
    assert "It was valid until" in client.get(f"/verify/{issued.code}").text
    answer = post(holder, f"{address}/renewal")
    assert answer.status_code == 303
    assert "You are renewing your certificate" in holder.get(answer.location).text
    assert "You have begun to renew it" in holder.get(address).text
    started = post(holder, f"{answer.location}/start")
    assert started.status_code == 303
    assert post(holder, started.location.replace("/items/1", "/submit")).status_code == 303
    with app.app_context():
        found = queries.finding_of_code(issued.code)
        assert found is not None
        assert found.entry.superseded_by is None  # nothing was answered
