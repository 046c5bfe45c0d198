"""The name on a certificate that was replaced, perhaps one left behind: nothing of it leads to others."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.db import db
from lms.credentials import services
from lms.credentials.queries.archives import everything_registered
from lms.people.rules import NameShown
from tests.factories.badges import keep_badge
from tests.functional.credentials.conftest import NAME, Issued, user_of
from tests.functional.credentials.test_holders_pages import make_link
from tests.support.pages import post

NEW_NAME = "Alex Ozols"
MASKED = "I••• B••••••"


@pytest.fixture
def link(app: Flask, holder: FlaskClient, issued: Issued) -> str:
    """Everything about it was shown in full and by a link; then its holder got another name."""
    with app.app_context():
        keep_badge(issued.id, user_of().id)
        services.choose_visibility(user_of().id, issued.id, NameShown.FULL)
        db.session.commit()
    address = make_link(holder, issued)
    post(holder, "/certificates/name", {"certificate_name": NEW_NAME})
    assert post(holder, f"/certificates/{issued.id}/corrected").status_code == 303
    return address


def said_by_all_ways_out(client: FlaskClient, issued: Issued, link: str) -> Iterator[str]:
    for path in (f"/verify/{issued.code}", f"/api/verify/{issued.code}", link):
        yield client.get(path).text
    yield post(client, f"/verify/{issued.code}/name", {"name": NAME}, page="/verify").text
    for accept in ("application/json", "application/vc+jwt", "text/html"):
        yield client.get(f"/credentials/{issued.id}", headers={"Accept": accept}).text
    for ending in ("png", "svg"):
        yield client.get(f"/credentials/{issued.id}/badge.{ending}").text


def test_no_way_out_says_the_name_that_was_left_behind(
    app: Flask, client: FlaskClient, issued: Issued, link: str
) -> None:
    for said in said_by_all_ways_out(client, issued, link):
        assert "Ilze" not in said
        assert "Bērziņa" not in said
        assert MASKED not in said
        assert "name matches" not in said
    for path in (f"/verify/{issued.code}", link):
        assert "replaced it by a newer one" in client.get(path).text
    assert client.get(f"/api/verify/{issued.code}").get_json()["certificate"]["superseded_by"]
    facts = client.get(f"/credentials/{issued.id}", headers={"Accept": "application/json"}).get_json()
    assert (facts["standing"], facts["holder"]) == ("superseded", "not shown")
    with app.app_context():
        assert "Ilze" not in str(list(everything_registered()))


def test_the_new_one_shows_as_much_of_the_new_name_as_the_earlier_one_did(
    app: Flask, client: FlaskClient, issued: Issued, link: str
) -> None:
    code = client.get(f"/api/verify/{issued.code}").get_json()["certificate"]["superseded_by"]
    answer = client.get(f"/api/verify/{code}").get_json()
    assert answer["certificate"]["holder"] == {"name": NEW_NAME, "shown": "full"}


def test_its_holder_may_choose_otherwise(
    client: FlaskClient, holder: FlaskClient, issued: Issued, link: str
) -> None:
    assert "It was replaced: nothing of the name" in holder.get(f"/certificates/{issued.id}").text
    for choice, shown in (("masked", MASKED), ("full", NAME)):
        post(holder, f"/certificates/{issued.id}/name-shown", {"name_shown": choice})
        assert shown in client.get(f"/verify/{issued.code}").text
        assert shown in client.get(link).text
