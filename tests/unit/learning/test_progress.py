"""Progress, completion and next steps, as rules over facts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.outline import Component, Module, Prerequisite
from lms.learning import rules
from lms.learning.rules import Facts, LessonFact, PlaceFact, PrerequisiteState, ResultFact, StepKind
from tests.factories.modules import make_module

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
LESSONS = ("one", "two", "three")
REQUIRED = (Component.LESSONS, Component.FINAL_TEST)


def module(*components: Component) -> Module:
    return make_module(lessons=LESSONS, require=components or REQUIRED)


def facts(*done: str, results: tuple[ResultFact, ...] = (), place: PlaceFact | None = None) -> Facts:
    moments = [START + timedelta(hours=hour) for hour in range(len(done))]
    return Facts(
        enrolment_id="e",
        module_slug="m",
        edition_digest="d",
        enrolled_at=START,
        lessons=tuple(
            LessonFact(lesson=slug, completed_at=at) for slug, at in zip(done, moments, strict=True)
        ),
        results=results,
        place=place,
    )


def result(score: int, *, is_passed: bool, day: int = 1) -> ResultFact:
    return ResultFact(
        activity=rules.FINAL_TEST,
        score=Decimal(score),
        max_score=Decimal(20),
        is_passed=is_passed,
        recorded_at=START + timedelta(days=day),
    )


def test_nothing_done_is_nought_per_cent() -> None:
    assert rules.progress(module(), facts()).percent == 0


def test_each_requirement_counts_the_same() -> None:
    assert rules.progress(module(), facts("one")).percent == 25
    assert rules.progress(module(), facts("one", "two", "three")).percent == 75


def test_a_failed_test_counts_nothing_and_a_passed_one_completes() -> None:
    failed = result(9, is_passed=False)
    passed = result(15, is_passed=True, day=2)
    assert rules.completed_on(module(), facts(*LESSONS, results=(failed,))) is None
    assert rules.completed_on(module(), facts(*LESSONS, results=(failed, passed))) == passed.recorded_at


def test_a_worse_result_later_never_replaces_a_better_one() -> None:
    both = facts(*LESSONS, results=(result(15, is_passed=True), result(3, is_passed=False, day=2)))
    best = both.best_result(rules.FINAL_TEST)
    assert best is not None
    assert best.score == 15
    assert rules.progress(module(), both).is_complete


def test_lessons_that_the_edition_does_not_have_count_nothing() -> None:
    assert rules.progress(module(), facts("a-lesson-of-another-edition")).percent == 0


def test_a_module_that_requires_nothing_is_never_completed() -> None:
    assert rules.completed_on(make_module(lessons=LESSONS, require=()), facts(*LESSONS)) is None


def test_the_next_step_is_where_the_reader_stopped() -> None:
    here = PlaceFact(lesson="two", anchor="s-idea", saved_at=START)
    step = rules.next_step(module(), facts("one", place=here))
    assert step.lesson is not None
    assert (step.kind, step.lesson.slug, step.anchor) == (StepKind.READ, "two", "s-idea")


def test_a_place_in_a_finished_lesson_gives_way_to_the_first_open_one() -> None:
    here = PlaceFact(lesson="one", anchor="s-idea", saved_at=START)
    step = rules.next_step(module(), facts("one", place=here))
    assert step.lesson is not None
    assert step.lesson.slug == "two"


def test_after_the_lessons_comes_the_final_test_and_then_the_result() -> None:
    assert rules.next_step(module(), facts(*LESSONS)).kind is StepKind.TAKE_FINAL_TEST
    done = facts(*LESSONS, results=(result(20, is_passed=True),))
    assert rules.next_step(module(), done).kind is StepKind.SEE_RESULT


Event = tuple[str, object]
events = st.lists(
    st.one_of(
        st.tuples(st.just("lesson"), st.sampled_from([*LESSONS, "unknown"])),
        st.tuples(st.just("result"), st.tuples(st.integers(0, 20), st.booleans())),
        st.tuples(st.just("place"), st.sampled_from(LESSONS)),
    ),
    max_size=20,
)


@given(events)
def test_progress_never_falls_whatever_happens(happened: list[Event]) -> None:
    percent, known = 0, facts()
    for kind, value in happened:
        known = after(known, kind, value)
        now = rules.progress(module(), known).percent
        assert now >= percent
        percent = now


def after(known: Facts, kind: str, value: object) -> Facts:
    lessons, results, place = known.lessons, known.results, known.place
    if kind == "lesson" and known.lesson_done_at(str(value)) is None:
        lessons = (*lessons, LessonFact(lesson=str(value), completed_at=START))
    elif kind == "result":
        assert isinstance(value, tuple)
        results = (*results, result(value[0], is_passed=value[1]))
    elif kind == "place":
        place = PlaceFact(lesson=str(value), anchor="", saved_at=START)
    return Facts(
        enrolment_id="e",
        module_slug="m",
        edition_digest="d",
        enrolled_at=START,
        lessons=lessons,
        results=results,
        place=place,
    )


@pytest.mark.parametrize(
    ("prerequisite", "completed", "lessons", "state"),
    [
        (Prerequisite(module="b1"), {"b1"}, {}, PrerequisiteState.MET),
        (Prerequisite(module="b1"), set(), {}, PrerequisiteState.MISSING),
        (Prerequisite(module="b1", or_declaration="practice"), set(), {}, PrerequisiteState.DECLARABLE),
        (Prerequisite(module="b1", is_recommended=True), set(), {}, PrerequisiteState.RECOMMENDED),
        (Prerequisite(module="b1", lessons=4), set(), {"b1": 4}, PrerequisiteState.MET),
        (Prerequisite(module="b1", lessons=4), set(), {"b1": 3}, PrerequisiteState.MISSING),
        (Prerequisite(or_declaration="statistics"), set(), {}, PrerequisiteState.DECLARABLE),
    ],
)
def test_a_prerequisite_stands_as_the_module_says(
    prerequisite: Prerequisite, completed: set[str], lessons: dict[str, int], state: PrerequisiteState
) -> None:
    asked = make_module(lessons=LESSONS, prerequisites=(prerequisite,))
    (check,) = rules.check_prerequisites(asked, completed=frozenset(completed), lessons_done=lessons)
    assert check.state is state


def test_a_declaration_opens_what_it_stands_for_and_nothing_else() -> None:
    asked = make_module(
        lessons=LESSONS,
        prerequisites=(Prerequisite(module="b1", or_declaration="practice"), Prerequisite(module="b2")),
    )
    checks = rules.check_prerequisites(asked, completed=frozenset({"b2"}), lessons_done={})
    assert len(rules.standing_in_the_way(checks, frozenset())) == 1
    assert rules.standing_in_the_way(checks, frozenset({"practice"})) == ()


def test_a_required_assignment_comes_last_and_completes_once_it_was_graded() -> None:
    asked = module(*REQUIRED, Component.ASSIGNMENT)
    test = result(15, is_passed=True)
    graded = replace(test, activity=rules.ASSIGNMENT, recorded_at=START + timedelta(days=9))
    kinds = [line.kind for line in rules.progress(asked, facts()).requirements]
    assert kinds[-2:] == ["final-test", "assignment"]
    assert rules.next_step(asked, facts(*LESSONS, results=(test,))).kind is StepKind.DO_ASSIGNMENT
    assert rules.completed_on(asked, facts(*LESSONS, results=(test,))) is None
    assert rules.next_step(asked, facts(*LESSONS, results=(test, graded))).kind is StepKind.SEE_RESULT
    assert rules.completed_on(asked, facts(*LESSONS, results=(test, graded))) == graded.recorded_at
