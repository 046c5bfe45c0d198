"""Joining a module, with what should come before it."""

import pytest
from flask import Flask

from lms.content.outline import Module, Prerequisite
from lms.learning import queries, services
from lms.learning.services import PrerequisitesMissingError
from tests.factories.modules import make_module
from tests.factories.people import make_user

WORD = "a-years-practice"
FIRST = make_module(slug="first", lessons=("one",), require=())


def asking_for(*prerequisites: Prerequisite) -> Module:
    return make_module(slug="second", prerequisites=prerequisites)


def test_something_missing_keeps_people_out_and_is_named(context: Flask) -> None:
    user = make_user()
    wanted = asking_for(Prerequisite(module="first", or_declaration=WORD), Prerequisite(module="third"))
    with pytest.raises(PrerequisitesMissingError) as refusal:
        services.enrol(wanted, user.id, frozenset({WORD}))
    assert [check.prerequisite.module for check in refusal.value.missing] == ["third"]
    assert queries.enrolment_of(user.id, "second") is None


def test_a_years_practice_is_taken_on_a_persons_word_and_kept(context: Flask) -> None:
    user = make_user()
    wanted = asking_for(Prerequisite(module="first", or_declaration=WORD))
    enrolment = services.enrol(wanted, user.id, frozenset({WORD, "something-else"}))
    assert enrolment.declarations == [WORD]


def test_lessons_done_count_where_only_lessons_are_asked_for(context: Flask) -> None:
    user = make_user()
    wanted = asking_for(Prerequisite(module="first", lessons=1))
    with pytest.raises(PrerequisitesMissingError):
        services.enrol(wanted, user.id)
    services.complete_lesson(services.enrol(FIRST, user.id), FIRST, "one")
    assert services.enrol(wanted, user.id).module_slug == "second"


def test_what_is_only_recommended_keeps_nobody_out(context: Flask) -> None:
    user = make_user()
    wanted = asking_for(Prerequisite(module="first", is_recommended=True))
    assert services.enrol(wanted, user.id).declarations == []


def test_whoever_enrols_another_answers_for_what_should_come_first(context: Flask) -> None:
    person, owner = make_user(), make_user(email="owner@example.org")
    wanted = asking_for(Prerequisite(module="first"))
    with pytest.raises(PrerequisitesMissingError):
        services.enrol_other(wanted, person, by=owner, meets_prerequisites=False)
    assert services.enrol_other(wanted, person, by=owner, meets_prerequisites=True).declarations == []


def test_leaving_and_joining_again_starts_anew(context: Flask) -> None:
    user = make_user()
    before = services.enrol(FIRST, user.id)
    services.complete_lesson(before, FIRST, "one")
    services.withdraw(before)
    after = services.enrol(FIRST, user.id)
    assert after.id != before.id
    assert queries.facts_of(after).lessons == ()
    assert len(queries.facts_of(before).lessons) == 1


def test_nobody_is_in_a_module_they_did_not_join(context: Flask) -> None:
    assert queries.facts_of_module(make_user().id, "first") is None
