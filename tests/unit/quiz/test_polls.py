"""What a poll shows of the answers of all."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lms.quiz.rules.polls import LEAST_PEOPLE, counted, result_of
from tests.factories import quiz as make

answers = st.frozensets(st.sampled_from("abc"), min_size=1)


def test_too_few_people_are_not_counted_in_public() -> None:
    result = result_of(make.poll(), {"a": 4}, LEAST_PEOPLE - 1, frozenset("a"))
    assert result.lines == ()
    assert result.people == 4


def test_every_answer_is_shown_in_the_authors_order_with_its_share() -> None:
    result = result_of(make.poll(), {"c": 3, "a": 1, "gone": 1}, 5, frozenset("a"))
    lines = [(line.html, line.count, line.percent, line.is_own) for line in result.lines]
    assert lines == [
        ("Answer a", 1, 20, True),
        ("Answer b", 0, 0, False),
        ("Answer c", 3, 60, False),
    ]


@given(st.lists(st.lists(answers, min_size=1, max_size=4), min_size=1, max_size=8))
def test_counts_are_those_of_the_latest_answers(people: list[list[frozenset[str]]]) -> None:
    counts: dict[str, int] = {}
    for given_answers in people:
        before: frozenset[str] = frozenset()
        for answer in given_answers:
            counts = counted(counts, before, answer)
            before = answer
    latest = Counter(option for given_answers in people for option in given_answers[-1])
    assert {option: count for option, count in counts.items() if count} == dict(latest)
