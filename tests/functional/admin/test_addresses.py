"""The public address is chosen among those that lead here; each answers in its own name."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from config import Settings, SettingsError
from lms.core import runtime_settings
from lms.core.access import Role
from lms.core.addresses import ADDRESS, public_address
from lms.core.db import db
from lms.people.mails import url_of
from tests.conftest import signed_in_client
from tests.functional.admin.test_settings import save
from tests.support.application import make_app, settings_for
from tests.support.pages import post

OLD, NEW = "http://localhost", "http://127.0.0.1"
PATH = f"/desk/settings/{ADDRESS}"


@pytest.fixture
def moving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An installation that two addresses lead to."""
    settings = settings_for(tmp_path_factory.mktemp("moving"))
    app = make_app(replace(settings, public_url=OLD, further_urls=(NEW,)))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_links_begin_with_the_address_that_was_chosen(moving: Flask) -> None:
    administrator = signed_in_client(moving, "admin@example.org", Role.ADMINISTRATOR)
    assert OLD in administrator.get("/desk/settings").text
    foreign = post(administrator, PATH, {"value": "https://evil.example", "is_seen": "y"})
    assert foreign.status_code == 422
    save(administrator, PATH, {"value": NEW})
    with moving.app_context():
        assert url_of("/confirm/x") == f"{NEW}/confirm/x"
    assert "changed the setting “Public address”" in administrator.get("/desk/audit").text
    save(administrator, PATH, {"value": OLD})
    with moving.app_context():
        assert public_address() == OLD


def test_each_address_answers_in_its_own_name_and_no_other_one(moving: Flask) -> None:
    with moving.app_context():
        runtime_settings.change(ADDRESS, NEW, by=None)
        db.session.commit()
    client = moving.test_client()
    for address in (OLD, NEW):
        document = client.get("/.well-known/did.json", base_url=address).get_json()
        assert document["id"] == f"did:web:{address.partition('://')[2]}"
    assert client.get("/", base_url="http://evil.example").status_code == 400


def test_an_address_that_leads_here_no_more_is_not_used(moving: Flask) -> None:
    with moving.app_context():
        runtime_settings.change(ADDRESS, "https://gone.example.org", by=None)
        db.session.commit()
        assert public_address() == OLD


def test_where_there_is_one_address_there_is_nothing_to_choose(app: Flask) -> None:
    administrator = signed_in_client(app, "admin@example.org", Role.ADMINISTRATOR)
    assert administrator.get(PATH).status_code == 404


@pytest.mark.parametrize("further", ["http://plain.example.org", "https://x.example/path", "nonsense"])
def test_further_addresses_are_as_safe_as_the_public_one(tmp_path: object, further: str) -> None:
    given = {
        "CAMPUS_DATA": str(tmp_path),
        "CAMPUS_SECRET_KEY": "x" * 40,
        "CAMPUS_PUBLIC_URL": "https://campus.example.org",
    }
    assert len(Settings.from_environ(given).addresses) == 1
    with pytest.raises(SettingsError, match="CAMPUS_FURTHER_URLS"):
        Settings.from_environ({**given, "CAMPUS_FURTHER_URLS": further})
    with pytest.raises(SettingsError, match="CAMPUS_PUBLIC_URL"):
        Settings.from_environ({**given, "CAMPUS_PUBLIC_URL": "", "CAMPUS_FURTHER_URLS": "https://x.example"})
