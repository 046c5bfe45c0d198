"""Who may mark what, when points are decided, and what they come to."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.assignments import AssignmentRule, Criterion, Level, Rubric
from lms.quiz.rules import marking as rules
from lms.quiz.rules.marking import MarkerRole, MarkingFact, Points

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RULE = AssignmentRule(pass_points=5)
POINTS = st.fixed_dictionaries({f"c{n}": st.integers(0, 2) for n in range(1, 5)})


def rubric(criteria: int = 4) -> Rubric:
    levels = tuple(Level(points=points, label=str(points), html="") for points in (0, 1, 2))
    return Rubric(
        criteria=tuple(Criterion(id=f"c{n}", title_html="", levels=levels) for n in range(1, criteria + 1))
    )


def points(*given: int) -> Points:
    return {f"c{n}": one for n, one in enumerate(given, 1)}


def marked(role: MarkerRole, given: Points, marker: str = "") -> MarkingFact:
    return MarkingFact(role=role, marker_id=marker or role, points=given, is_finished=True, lapses_at=None)


def begun(role: MarkerRole, marker: str = "", *, hours: float = 1) -> MarkingFact:
    until = NOW + timedelta(hours=hours)
    return MarkingFact(role=role, marker_id=marker or role, points={}, is_finished=False, lapses_at=until)


@pytest.mark.parametrize(
    ("given", "passes"),
    [((2, 1, 1, 1), True), ((1, 1, 1, 1), False), ((2, 2, 2, 0), False), ((2, 2, 2, 2), True)],
)
def test_work_passes_with_enough_points_and_no_criterion_at_zero(
    given: tuple[int, ...], passes: bool
) -> None:
    judged = rules.judge(rubric(), RULE, points(*given))
    assert (judged.score, judged.max_score, judged.is_passed) == (sum(given), 8, passes)


def test_a_module_may_let_a_zero_pass() -> None:
    lenient = AssignmentRule(pass_points=5, none_at_zero=False)
    assert rules.judge(rubric(), lenient, points(2, 2, 2, 0)).is_passed


@given(POINTS, st.sampled_from(["c1", "c2", "c3", "c4"]))
def test_more_points_never_make_work_fail(given: dict[str, int], criterion: str) -> None:
    better = {**given, criterion: min(2, given[criterion] + 1)}
    before, after = (rules.judge(rubric(), RULE, one) for one in (given, better))
    assert after.score >= before.score
    assert after.is_passed >= before.is_passed


def test_roles_are_taken_one_after_the_other() -> None:
    first, second = marked(MarkerRole.FIRST, points(1)), marked(MarkerRole.SECOND, points(2))
    agreeing = marked(MarkerRole.SECOND, points(1))
    cases: list[tuple[list[MarkingFact], int, MarkerRole | None]] = [
        ([], 1, MarkerRole.FIRST),
        ([begun(MarkerRole.FIRST)], 1, None),
        ([begun(MarkerRole.FIRST)], 2, MarkerRole.SECOND),
        ([begun(MarkerRole.FIRST, hours=-1)], 1, MarkerRole.FIRST),
        ([first], 2, MarkerRole.SECOND),
        ([first, second], 2, MarkerRole.THIRD),
        ([first, agreeing], 2, None),
        ([first, second, begun(MarkerRole.THIRD)], 2, None),
    ]
    for markings, needed, role in cases:
        assert rules.open_role(markings, needed=needed, in_review=False, now=NOW) is role
    assert rules.open_role([first], needed=1, in_review=True, now=NOW) is MarkerRole.REVIEW


def test_nobody_marks_their_own_work_or_the_same_work_twice() -> None:
    def may(person: str, *markings: MarkingFact) -> MarkerRole | None:
        return rules.may_take(
            markings, person_id=person, author_id="author", needed=2, in_review=False, now=NOW
        )

    assert may("author") is None
    assert may("one") is MarkerRole.FIRST
    assert may("one", marked(MarkerRole.FIRST, points(1), "one")) is None
    assert may("one", begun(MarkerRole.FIRST, "one", hours=-1)) is MarkerRole.FIRST


@given(POINTS, POINTS, POINTS)
def test_a_third_decides_what_is_disputed_and_nothing_else(
    one: dict[str, int], two: dict[str, int], three: dict[str, int]
) -> None:
    both = [marked(MarkerRole.FIRST, one), marked(MarkerRole.SECOND, two)]
    decided = rules.settled([*both, marked(MarkerRole.THIRD, three)], needed=2, in_review=False)
    assert decided is not None
    for key, given_points in decided.items():
        assert given_points == (one[key] if one[key] == two[key] else three[key])
    alone = rules.settled(both, needed=2, in_review=False)
    assert (alone == one) if one == two else (alone is None)


def test_one_marker_decides_where_one_is_enough_and_waits_where_two_are_needed() -> None:
    first = marked(MarkerRole.FIRST, points(1))
    assert rules.settled([first], needed=1, in_review=False) == points(1)
    assert rules.settled([first], needed=2, in_review=False) is None
    assert rules.settled([first], needed=1, in_review=True) is None


def test_the_draw_of_a_second_marker_takes_about_its_share_and_is_always_the_same() -> None:
    ids = [f"submission-{n}" for n in range(2000)]
    drawn = [rules.markers_needed(one, 20) for one in ids]
    assert 320 <= drawn.count(2) <= 480
    assert drawn == [rules.markers_needed(one, 20) for one in ids]
    assert {rules.markers_needed(one, 0) for one in ids} == {1}
    assert {rules.markers_needed(one, 100) for one in ids} == {2}


def test_a_code_says_nothing_about_the_person_and_is_hardly_ever_shared() -> None:
    codes = {rules.code_of(f"submission-{n}") for n in range(1000)}
    assert len(codes) > 990
    assert all(len(code) == 4 and not set(code) & set("01OILU") for code in codes)
