"""Does the page of the state answer in both languages, and how many questions does it ask?"""

from flask import Flask

from lms.core.access import Role
from tests.conftest import SignIn
from tests.support.pages import counted_queries


def test_the_state_says_what_needs_attention_in_both_languages(app: Flask, sign_in: SignIn) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    with counted_queries(app) as statements:
        english = owner.get("/desk/state").text
    assert len(statements) <= 16
    assert "The worker was never seen" in english
    assert "No backup was ever made here." in english
    with owner.session_transaction() as session:
        session["language"] = "sv"
    swedish = owner.get("/desk/state").text
    assert "Installationens tillstånd" in swedish
    assert "The worker was never seen" not in swedish
