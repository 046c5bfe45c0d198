"""Do the pages of one's account lead to each other, and ask the database little?"""

import pytest
from flask import Flask

from tests.conftest import SignIn
from tests.support.pages import counted_queries

PAGES = {
    "/account": 2,
    "/account/preferences": 4,
    "/account/sign-ins": 3,
    "/account/organisations": 3,
    "/account/sharing": 3,
    "/account/looks": 4,
    "/account/data": 3,
    "/account/erase": 5,
}


@pytest.mark.parametrize("path", PAGES)
def test_each_page_leads_to_all_others(app: Flask, sign_in: SignIn, path: str) -> None:
    client = sign_in()
    client.get("/account")  # what a first request asks for once
    with counted_queries(app) as statements:
        page = client.get(path).text
    assert len(statements) <= PAGES[path], statements
    assert all(f'href="{other}"' in page for other in PAGES if other != "/account/erase")
    assert page.count('aria-current="page"') >= 1
