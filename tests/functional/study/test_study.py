"""The participant's pages, over HTTP, on both databases."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Grant, Role
from lms.core.scopes import Scope, ScopeKind
from tests.conftest import SignIn
from tests.support.pages import counted_queries, post

MODULE = "/modules/small-clusters"
FIRST = f"{MODULE}/what-it-is"
SECOND = f"{MODULE}/measuring"


@pytest.fixture
def participant(sign_in: SignIn) -> FlaskClient:
    return sign_in("ilze@example.org")


@pytest.fixture
def joined(participant: FlaskClient) -> FlaskClient:
    assert post(participant, f"{MODULE}/join", page=MODULE).status_code == 303
    return participant


def test_the_front_page_lists_the_modules_without_a_sign_in(client: FlaskClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert MODULE in page.text


@pytest.mark.parametrize(
    ("query", "shows_first", "shows_second"),
    [
        ("", True, True),
        ("?audience=public-officials", True, False),
        ("?language=sv", True, False),
        ("?course=basics", True, True),
        ("?course=unknown", False, False),
        ("?audience=nonsense&hours=nonsense", True, True),
    ],
)
def test_the_catalogue_shows_what_was_asked_for(
    client: FlaskClient, query: str, shows_first: bool, shows_second: bool
) -> None:
    page = client.get(f"/modules{query}").text
    assert (f'href="{MODULE}"' in page) is shows_first
    assert ('href="/modules/larger-clusters"' in page) is shows_second


def test_an_announced_module_says_so_and_cannot_be_joined(participant: FlaskClient) -> None:
    page = participant.get("/modules/larger-clusters")
    assert "announced" in page.text
    assert post(participant, "/modules/larger-clusters/join").status_code == 409


def test_an_unknown_module_is_not_found(client: FlaskClient) -> None:
    assert client.get("/modules/unknown").status_code == 404


def test_a_lesson_asks_for_a_sign_in_and_comes_back_to_itself(client: FlaskClient) -> None:
    answer = client.get(FIRST)
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/modules/small-clusters/what-it-is"


def test_a_lesson_asks_to_join_first(participant: FlaskClient) -> None:
    answer = participant.get(FIRST, follow_redirects=True)
    assert answer.request.path == MODULE
    assert "Join the module to read its lessons." in answer.text


def test_joining_leads_to_the_first_lesson(participant: FlaskClient) -> None:
    answer = post(participant, f"{MODULE}/join", page=MODULE, follow_redirects=True)
    assert answer.request.path == FIRST


def test_joining_twice_is_joining_once(joined: FlaskClient) -> None:
    assert post(joined, f"{MODULE}/join", page=MODULE).status_code == 303
    assert joined.get("/learning").text.count("<h3>") == 1


def test_marking_a_lesson_as_done_goes_on_to_the_next(joined: FlaskClient) -> None:
    answer = post(joined, f"{FIRST}/done", page=FIRST)
    assert answer.status_code == 303
    assert answer.location == SECOND
    assert "Done" in joined.get(FIRST).text


def test_after_the_last_lesson_comes_the_final_test(joined: FlaskClient) -> None:
    for lesson in (FIRST, SECOND, f"{MODULE}/next"):
        answer = post(joined, f"{lesson}/done", page=lesson)
    assert answer.location == f"{MODULE}/final-test"


def test_a_skipped_lesson_is_where_one_goes_on_at_the_end(joined: FlaskClient) -> None:
    post(joined, f"{SECOND}/done", page=SECOND)
    answer = post(joined, f"{MODULE}/next/done", page=SECOND)
    assert answer.location == FIRST


def test_one_resumes_at_the_heading_where_one_stopped_on_another_device(
    app: Flask, joined: FlaskClient
) -> None:
    page = joined.get(SECOND).text
    anchor = page.split('<h2 id="')[1].split('"')[0]
    answer = post(joined, f"{MODULE}/place", {"lesson": "measuring", "anchor": anchor}, page=SECOND)
    assert answer.status_code == 204
    other_device = app.test_client()
    with joined.session_transaction() as here, other_device.session_transaction() as there:
        there.update(here)
    assert other_device.get(f"{MODULE}/continue").location == f"{SECOND}#{anchor}"


def test_a_place_in_an_unknown_lesson_is_refused(joined: FlaskClient) -> None:
    assert post(joined, f"{MODULE}/place", {"lesson": "unknown", "anchor": "x"}).status_code == 404


def test_the_list_says_what_counts_and_what_is_missing(joined: FlaskClient) -> None:
    post(joined, f"{FIRST}/done", page=FIRST)
    page = joined.get(f"{MODULE}/progress").text
    assert "25 %" in page
    assert "1 of 4 steps done" in page
    assert "Counts when you pass it." in page


def test_leaving_a_module_takes_it_from_my_learning_and_joining_again_starts_anew(
    joined: FlaskClient,
) -> None:
    post(joined, f"{FIRST}/done", page=FIRST)
    assert post(joined, f"{MODULE}/leave", page=f"{MODULE}/progress").location == "/learning"
    assert "You have not joined a module yet" in joined.get("/learning").text
    post(joined, f"{MODULE}/join", page=MODULE)
    assert "0 of 4 steps done" in joined.get(f"{MODULE}/progress").text


def test_pages_of_a_module_not_joined_are_not_found(participant: FlaskClient) -> None:
    for path in ("/progress", "/edition", "/assignment"):
        assert participant.get(MODULE + path).status_code == 404


def test_the_facilitators_page_is_for_trainers_only(joined: FlaskClient, sign_in: SignIn) -> None:
    assert joined.get(f"{MODULE}/facilitator").status_code == 403
    trainer = sign_in("trainer@example.org", Role.TRAINER)
    assert trainer.get(f"{MODULE}/facilitator").status_code == 200


def test_a_trainer_of_another_module_finds_none_of_its_pages_for_trainers(sign_in: SignIn) -> None:
    elsewhere = Grant(Role.TRAINER, Scope(ScopeKind.MODULE, "elsewhere"))
    here = Grant(Role.TRAINER, Scope(ScopeKind.MODULE, MODULE.rpartition("/")[2]))
    stranger = sign_in("elsewhere@example.org", grants=[elsewhere])
    assert stranger.get(f"{MODULE}/facilitator").status_code == 404
    assert stranger.get("/teaching").status_code == 200
    assert f"{MODULE}/facilitator" not in stranger.get("/teaching").text
    trainer = sign_in("here@example.org", grants=[here])
    assert trainer.get(f"{MODULE}/facilitator").status_code == 200
    assert f"{MODULE}/facilitator" in trainer.get("/teaching").text


def test_a_lesson_without_a_translation_says_so_and_keeps_its_language(joined: FlaskClient) -> None:
    page = joined.get(f"{MODULE}/next?lang=sv").text
    assert "has not been translated yet" in page
    assert '<article class="reading" lang="en"' in page


def test_an_assignment_without_a_translation_says_so_in_the_readers_language(joined: FlaskClient) -> None:
    post(joined, "/language", {"language": "sv", "next": "/"})
    page = joined.get(f"{MODULE}/assignment").text
    assert '<html lang="sv"' in page
    assert "Sidan är inte översatt ännu. Du läser den på engelska." in page
    assert '<div class="lesson" lang="en">' in page


def test_a_file_is_known_by_its_digest_alone(joined: FlaskClient) -> None:
    page = joined.get(MODULE).text + "".join(
        joined.get(one).text for one in (FIRST, SECOND, f"{MODULE}/next")
    )
    path = page.split(f'href="{MODULE}/files/')[1].split('"')[0]
    answer = joined.get(f"{MODULE}/files/{path}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert joined.get(f"{MODULE}/files/{'0' * 64}/jobs.csv").status_code == 404
    assert joined.get(f"{MODULE}/files/..%2F..%2Fkeys/secret").status_code == 404


def test_a_running_test_comes_before_everything_else(joined: FlaskClient) -> None:
    post(joined, f"{MODULE}/final-test/start", page=f"{MODULE}/final-test")
    page = joined.get("/learning").text
    assert "Your final test is running" in page
    assert f'href="{MODULE}/final-test"' in page
    assert "Continue: lesson" not in page
    assert re.search(r"You have time until \d\d:\d\d\.", page)


def test_a_lesson_page_needs_three_queries_at_most(app: Flask, joined: FlaskClient) -> None:
    with counted_queries(app) as statements:
        assert joined.get(FIRST).status_code == 200
    assert len(statements) <= 3, statements


def test_the_dashboard_needs_six_queries_at_most(app: Flask, joined: FlaskClient) -> None:
    with counted_queries(app) as statements:
        assert joined.get("/learning").status_code == 200
    assert len(statements) <= 6, statements
