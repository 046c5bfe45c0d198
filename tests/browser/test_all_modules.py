"""Every module, from joining it to a certificate that somebody else verifies."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.certificates import look_up, take_certificate
from tests.browser.conftest import NewPage, Server
from tests.browser.learner import Learner
from tests.browser.newcomers import make_newcomer, modules_in_state, sign_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kinds_seen() -> set[str]:
    """Kinds of pages that were examined before, in whichever module."""
    return set()


@pytest.mark.parametrize("slug", modules_in_state("open"))
def test_who_knows_everything_gets_all_points_and_a_valid_certificate(
    server: Server, new_page: NewPage, kinds_seen: set[str], tmp_path: Path, slug: str
) -> None:
    email = f"{slug}@example.org"
    title = make_newcomer(server, slug, email)
    page = new_page(server.url)
    learner = Learner(
        page=page,
        server=server,
        email=email,
        module=f"/modules/{slug}",
        is_brief=True,
        kinds_seen=kinds_seen,
    )
    sign_in(page, email)
    learner.join()
    learner.mark_all_lessons_as_done()
    expect(page).to_have_url(f"{server.url}/modules/{slug}/final-test")
    learner.pass_the_test()
    expect(page.locator("h1")).to_have_text("You have passed")
    expect(page.locator(".page-header")).to_contain_text(re.compile(r"\b(\d+) of \1 points"))
    code = take_certificate(learner, tmp_path, title)
    stranger = new_page(server.url)
    look_up(stranger, code, "This is a trial, not a certificate")
    expect(stranger.locator("main")).to_contain_text(title)
