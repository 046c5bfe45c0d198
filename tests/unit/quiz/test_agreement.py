"""Agreement of markers, compared with values worked out by hand and with what must hold."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lms.quiz.rules.agreement import agreement_of, by_criterion, weighted_kappa

PAIRS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40)


def test_a_worked_example() -> None:
    # Ten works: first gives 0,0,1,1,1,1,2,2,2,2; second 0,1,1,1,1,2,2,2,2,0.
    pairs = [(0, 0), (0, 1), (1, 1), (1, 1), (1, 1), (1, 2), (2, 2), (2, 2), (2, 2), (2, 0)]
    # Distances seen: 1 + 1 + 2 = 4 of 10. Shares: first 2, 4, 4; second 2, 4, 4 of 10. By chance
    # 2·(2·4)·1 for 0/1, 2·(2·4)·2 for 0/2, 2·(4·4)·1 for 1/2 = 16 + 32 + 32 = 80 of 100.
    assert weighted_kappa(pairs) == 1 - Fraction(4, 10) / Fraction(80, 100) == Fraction(1, 2)
    assert agreement_of(pairs).exact == Fraction(7, 10)


def test_full_agreement_is_one_and_one_level_alone_says_nothing() -> None:
    assert weighted_kappa([(0, 0), (1, 1), (2, 2)]) == 1
    assert weighted_kappa([(1, 1), (1, 1)]) is None


@given(PAIRS)
def test_kappa_is_at_most_one_and_does_not_care_who_was_first(pairs: list[tuple[int, int]]) -> None:
    kappa = weighted_kappa(pairs)
    assert kappa is None or kappa <= 1
    assert kappa == weighted_kappa([(second, first) for first, second in pairs])


def test_pairs_are_made_criterion_by_criterion() -> None:
    assert by_criterion([({"c1": 1, "c2": 0}, {"c1": 2, "c2": 0}), ({"c1": 0}, {"c1": 0, "c2": 1})]) == {
        "c1": [(1, 2), (0, 0)],
        "c2": [(0, 0)],
    }
