"""Does the frame around every page hold: static files, error pages, language and appearance?"""

import re

import pytest
from flask.testing import FlaskClient

PAGE = "/sign-in"


def _addresses(client: FlaskClient) -> list[str]:
    return re.findall(r'"(/static/[^"]+)"', client.get(PAGE).text)


def test_everything_the_frame_asks_for_is_there_and_may_be_kept_whatever_the_cookie(
    client: FlaskClient,
) -> None:
    addresses = _addresses(client)
    assert any(address.endswith("css/site.css") for address in addresses)
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert "immutable" in response.headers["Cache-Control"], address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert "Set-Cookie" not in response.headers, address


def test_first_visit_weighs_less_than_100_kilobytes_apart_from_fonts(client: FlaskClient) -> None:
    page = client.get(PAGE)
    parts = [client.get(address) for address in _addresses(client) if "/fonts/" not in address]
    assert len(page.data) + sum(len(part.data) for part in parts) < 100_000


def test_a_page_that_is_not_there_says_so_and_what_to_do(client: FlaskClient) -> None:
    response = client.get("/no-such-page")
    assert response.status_code == 404
    assert "There is no such page" in response.text
    assert '<main id="main"' in response.text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_appearance_is_kept_on_the_device(client: FlaskClient, theme: str) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(PAGE).text)
    assert token is not None
    answer = client.post("/theme", data={"csrf_token": token[1], "theme": theme, "next": PAGE})
    assert answer.status_code == 303
    assert f'data-theme="{theme}"' in client.get(PAGE).text


def test_the_language_is_kept_on_the_device(client: FlaskClient) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(PAGE).text)
    assert token is not None
    client.post("/language", data={"csrf_token": token[1], "language": "sv", "next": PAGE})
    assert '<html lang="sv"' in client.get(PAGE).text


def test_the_living_page_of_the_design_is_for_development_only(client: FlaskClient) -> None:
    assert client.get("/design").status_code == 404
