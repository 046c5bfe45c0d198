"""Another issuer and other logos: new certificates bear them, and earlier ones go on verifying."""

from flask import Flask
from flask.testing import FlaskClient

from lms.core import runtime_settings
from lms.core.db import db
from lms.core.identity import ISSUER, LOGOS
from lms.credentials import queries
from lms.credentials.models import CredentialRecord
from lms.credentials.records import Record, record_from
from lms.web.identity import keep_picture
from tests.conftest import SignIn
from tests.functional.credentials.conftest import Filed, issue
from tests.functional.credentials.test_verifying_files import send

OWN = {"name": "Baltic Academy", "country": "LV", "region": "Rīga", "web": "https://academy.example.lv"}


def test_new_certificates_bear_the_new_issuer_and_earlier_ones_go_on_verifying(
    in_use: Flask, client: FlaskClient, filed: Filed, sign_in: SignIn
) -> None:
    with in_use.app_context():
        sha256 = keep_picture(b"<svg/>")
        logo = {"name": "Fund", "kind": "funder", "file": "fund.svg", "alt": "Fund"}
        runtime_settings.change(ISSUER, OWN, by=None)
        runtime_settings.change(LOGOS, [{**logo, "media_type": "image/svg+xml", "sha256": sha256}], by=None)
        db.session.commit()
    sign_in("second@example.org")
    new = record_of(in_use, issue(in_use, "second@example.org").id)
    assert (new.issuer.name, new.issuer.country) == ("Baltic Academy", "LV")
    assert [one.sha256 for one in new.logos] == [sha256]
    assert not new.is_trial
    old = record_of(in_use, filed.issued.id)
    assert old.issuer.name != new.issuer.name
    for file in (filed.pdf, filed.badge):
        page = send(client, file).text
        assert "This certificate is genuine and valid" in page
        assert old.issuer.name in page
        assert "Baltic Academy" not in page.partition("<main")[2].partition("</main")[0]


def record_of(app: Flask, credential_id: str) -> Record:
    """What a certificate says."""
    with app.app_context():
        return record_from(queries.text_of(db.session.get_one(CredentialRecord, credential_id)))
