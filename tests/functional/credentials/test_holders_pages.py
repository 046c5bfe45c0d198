"""What a holder does with certificates: share and end it, take all along, other languages, a transcript."""

import hashlib
import io
import re
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.core.db import db
from lms.credentials import services
from lms.credentials.formats.reading import credential_in
from lms.credentials.models import CredentialFile, ShareLink, Transcript
from lms.credentials.rules import RevocationReason
from lms.credentials.services import keys
from tests.factories.badges import active_key, keep_badge
from tests.functional.credentials.conftest import NAME, Issued, user_of
from tests.support.pages import counted_queries, post

LINKS = "/certificates/links"


def make_link(holder: FlaskClient, issued: Issued) -> str:
    data = {"credentials": issued.id, "label": "Harbour Agency"}
    assert post(holder, LINKS, data, page=LINKS).status_code == 303
    found = re.search(r"http://[^\s<\"]+(/shared/[\w-]+)", holder.get(LINKS).text)
    assert found
    return found[1]


def test_a_link_shows_everything_without_a_sign_in_until_it_is_ended(
    app: Flask, holder: FlaskClient, client: FlaskClient, issued: Issued
) -> None:
    address = make_link(holder, issued)
    assert address not in holder.get(LINKS).text  # shown once: only its digest is kept
    page = client.get(address)
    assert NAME in page.text
    assert issued.title in page.text
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert page.headers["Cache-Control"] == "no-store"
    with app.app_context():
        services.revoke(issued.id, RevocationReason.ISSUED_IN_ERROR, actor_id=None)
        db.session.commit()
        link_id = db.session.scalars(select(ShareLink.id)).one()
    assert "Withdrawn" in client.get(address).text
    assert post(holder, f"{LINKS}/{link_id}/end").status_code == 303
    assert client.get(address).status_code == 404
    assert "Ended" in holder.get(LINKS).text


def test_a_link_takes_one_round_trip_and_notes_nobody(
    app: Flask, holder: FlaskClient, client: FlaskClient, issued: Issued
) -> None:
    address = make_link(holder, issued)
    with counted_queries(app) as statements:
        client.get(address)
    mine = [one for one in statements if "throttle_count" not in one]
    assert len(mine) == 1


def test_nobody_shares_or_ends_what_belongs_to_somebody_else(
    app: Flask, holder: FlaskClient, sign_in: object, issued: Issued
) -> None:
    make_link(holder, issued)
    assert callable(sign_in)
    stranger = sign_in("other@example.org", name="Other Person")
    with app.app_context():
        link_id = db.session.scalars(select(ShareLink.id)).one()
    assert post(stranger, f"{LINKS}/{link_id}/end").status_code == 404
    assert post(stranger, LINKS, {"credentials": issued.id}).status_code == 422
    assert post(holder, LINKS, {"label": "kept"}, page=LINKS).status_code == 422


def test_the_archive_works_while_files_are_still_being_made(
    app: Flask, holder: FlaskClient, issued: Issued, laid_out: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "active", active_key)

    def archive() -> zipfile.ZipFile:
        answer = holder.get("/certificates/all.zip")
        assert answer.status_code == 200
        return zipfile.ZipFile(io.BytesIO(answer.data))

    with archive() as before:
        assert [name.rpartition("/")[2] for name in before.namelist()] == ["elm.jsonld", "README.txt"]
        assert b"still being made" in before.read("README.txt")
    with app.app_context():
        services.render_due()
        keep_badge(issued.id, user_of().id)
        db.session.commit()
    with archive() as after:
        names = {name.rpartition("/")[2] for name in after.namelist()}
        badges = {f"badge.{ending}" for ending in ("json", "jwt", "png", "svg")}
        assert names == {"Certificate en.pdf", "elm.jsonld", "README.txt"} | badges
        assert b"still being made" not in after.read("README.txt")
        for form in ("json", "jwt", "png", "svg"):
            name = next(one for one in after.namelist() if one.endswith(form))
            assert issued.id in str(credential_in(after.read(name)).document)
    answer = holder.get(f"/certificates/{issued.id}/badge.svg")
    assert issued.id in str(credential_in(answer.data).document)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert holder.get(f"/certificates/{issued.id}/badge.exe").status_code == 404


def test_another_language_is_asked_for_once_and_then_offered(
    app: Flask, holder: FlaskClient, issued: Issued
) -> None:
    path = f"/certificates/{issued.id}/languages"
    for _ in range(2):
        answer = post(holder, path, {"language": "lv"})
        assert answer.location == f"/certificates/{issued.id}/certificate.pdf?language=lv"
    with app.app_context():
        wanted = select(CredentialFile.language).where(CredentialFile.credential_id == issued.id)
        assert sorted(db.session.scalars(wanted)) == ["en", "lv"]
    assert "certificate.pdf?language=lv" in holder.get(f"/certificates/{issued.id}").text
    assert post(holder, path, {"language": "xx"}).status_code == 404


def test_a_transcript_is_known_by_its_code_and_told_from_another_file(
    app: Flask, holder: FlaskClient, client: FlaskClient, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def stand_in(document: object) -> bytes:
        seen.append(document)
        return b"%PDF-1.7 transcript"

    monkeypatch.setattr("lms.credentials.services.transcripts.render_pdf", stand_in)
    monkeypatch.setattr("lms.credentials.services.transcripts.seal_pdf", lambda pdf, *_args, **_more: pdf)
    made = post(holder, "/certificates/transcript", {"language": "lv"})
    assert made.data == b"%PDF-1.7 transcript"
    html = getattr(seen[0], "html", "")
    assert NAME in html
    assert issued.title in html
    assert "Sekmju izraksts" in html
    with app.app_context():
        row = db.session.scalars(select(Transcript)).one()
        assert row.sha256 == hashlib.sha256(made.data).hexdigest()
        path = f"/transcripts/{row.code}"
    page = client.get(path)
    assert "We have made a transcript with this code" in page.text
    assert NAME not in page.text
    for data, said in ((made.data, "This is the file that we made"), (b"other", "is not the file")):
        answer = post(client, path, {"file": (io.BytesIO(data), "t.pdf")}, page=path)
        assert said in answer.text
    sent = post(client, "/verify/file", {"file": (io.BytesIO(made.data), "t.pdf")}, page="/verify")
    assert "This is the file that we made" in sent.text
    assert client.get(f"/verify/{row.code}").location == path
    assert "Sporządziliśmy wykaz" in client.get(path, headers={"Accept-Language": "pl"}).text
    assert client.get("/transcripts/ABCDEFGHJKMNPQRSTVWX").status_code == 404


def test_somebody_without_certificates_is_offered_nothing_to_take_along(holder: FlaskClient) -> None:
    assert holder.get("/certificates/all.zip").status_code == 404
    assert post(holder, "/certificates/transcript").status_code == 404
    assert "All together" not in holder.get("/certificates").text
    assert post(holder, "/certificates/awards").status_code == 303


def test_my_certificates_take_a_fixed_number_of_round_trips(
    app: Flask, holder: FlaskClient, issued: Issued
) -> None:
    holder.get("/certificates")
    with counted_queries(app) as statements:
        holder.get("/certificates")
    assert len(statements) <= 6


def test_a_certificate_from_before_there_were_badges_gets_one_when_its_holder_wants_it(
    app: Flask, holder: FlaskClient, issued: Issued, laid_out: None
) -> None:
    path = f"/certificates/{issued.id}"
    assert "Make the badge" in holder.get(path).text
    assert holder.get(f"{path}/badge.json").status_code == 404
    assert post(holder, f"{path}/badge").location == path
    assert holder.get(f"{path}/badge.json").status_code == 503
    assert "badge.jwt" in holder.get(path).text
    with app.app_context():
        services.render_due()
        services.render_due()
    assert holder.get(f"{path}/badge.json").status_code == 200


def test_the_certificate_from_whose_page_one_comes_is_ticked(holder: FlaskClient, issued: Issued) -> None:
    assert "checked" not in holder.get(LINKS).text
    assert "checked" in holder.get(f"{LINKS}?certificate={issued.id}").text
