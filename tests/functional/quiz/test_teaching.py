"""Where trainers begin."""

from flask import Flask

from lms.core.access import Role
from tests.conftest import SignIn
from tests.support.pages import counted_queries
from tests.support.quiz import MODULE


def test_a_trainer_finds_the_modules_with_their_pages(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("trainer@example.org", Role.TRAINER)
    with counted_queries(app) as statements:
        page = client.get("/teaching").text
    assert f'href="{MODULE}"' in page
    assert f'href="/teaching{MODULE}/bank"' in page
    assert len(statements) == 4  # the sign-in, what waits, who stands where, the questions


def test_only_who_may_see_it_is_led_to_it(sign_in: SignIn) -> None:
    assert 'href="/teaching"' in sign_in("trainer@example.org", Role.TRAINER).get("/modules").text
    assert 'href="/teaching"' not in sign_in("ilze@example.org").get("/modules").text
