"""Whether an answer that arrives is written, whatever the order in which answers arrive."""

from hypothesis import given
from hypothesis import strategies as st

from lms.quiz.rules.saving import Arrival, Origin, Stored, arrival_of, said

ONE, OTHER = {"text": "one"}, {"text": "other"}
PAIRS = [{"pairs": {str(left): "1" for left in range(count)}} for count in range(1, 5)]


def stored(response: object = None, page: str | None = None, sequence: int = 0, revision: int = 0) -> Stored:
    return Stored(response=response, page_id=page, sequence=sequence, revision=revision)  # type: ignore[arg-type]


def origin(page: str, sequence: int = 1, revision: int | None = 0) -> Origin:
    return Origin(page_id=page, sequence=sequence, revision=revision)


def test_the_first_answer_is_new() -> None:
    assert arrival_of(stored(), ONE, origin("a")) is Arrival.NEW


def test_an_earlier_save_of_the_same_page_is_old() -> None:
    four = stored(PAIRS[3], "a", sequence=5, revision=2)
    assert arrival_of(four, PAIRS[2], origin("a", sequence=4, revision=1)) is Arrival.OLD


def test_a_later_save_of_the_same_page_is_new_whatever_it_knew() -> None:
    assert arrival_of(stored(ONE, "a", 1, 1), OTHER, origin("a", 2, revision=0)) is Arrival.NEW


def test_a_form_sent_again_after_going_back_is_new() -> None:
    assert arrival_of(stored(ONE, "a", 1, 1), OTHER, origin("a", 1, revision=0)) is Arrival.NEW


def test_a_page_that_knew_the_stored_answer_may_replace_it() -> None:
    assert arrival_of(stored(ONE, "a", 3, 2), OTHER, origin("b", 1, revision=2)) is Arrival.NEW


def test_a_page_that_did_not_know_it_may_not() -> None:
    assert arrival_of(stored(ONE, "a", 3, 2), OTHER, origin("b", 9, revision=1)) is Arrival.CONFLICT


def test_the_same_answer_never_conflicts() -> None:
    assert arrival_of(stored(ONE, "a", 3, 2), ONE, origin("b", 1, revision=0)) is Arrival.SAME


def test_nothing_answered_is_the_same_as_never_answered() -> None:
    for empty in ({"chosen": []}, {"text": ""}, {"gaps": {"g1": ""}}, {"order": []}, {"pairs": {}}, {}):
        assert arrival_of(stored(), empty, origin("b")) is Arrival.SAME


def test_what_was_left_empty_does_not_count() -> None:
    assert said({"gaps": {"g1": "x", "g2": ""}}) == said({"gaps": {"g1": "x"}}) == {"gaps": {"g1": "x"}}
    assert said({"order": ["a", "b"]}) != said({"order": ["b", "a"]})


def test_a_page_without_counts_writes_as_before() -> None:
    assert arrival_of(stored(ONE, "a", 3, 2), OTHER, Origin()) is Arrival.NEW


@given(st.permutations(range(1, 6)))
def test_in_whatever_order_saves_of_one_page_arrive_the_last_one_stays(order: list[int]) -> None:
    answers = {sequence: {"text": f"answer {sequence}"} for sequence in order}
    lies = stored()
    for sequence in order:
        arrival = arrival_of(lies, answers[sequence], origin("a", sequence, revision=0))
        assert arrival in {Arrival.NEW, Arrival.OLD}
        if arrival is Arrival.NEW:
            lies = stored(answers[sequence], "a", sequence, lies.revision + 1)
    assert lies.response == answers[5]
