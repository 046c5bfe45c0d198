"""When two texts are the same answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quiz.rules.texts import folded, is_same


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Cluster Initiative", "cluster initiative"),
        ("  cluster   initiative ", "cluster initiative"),
        ("cluster\u00a0initiative", "cluster initiative"),
        ("“cluster initiative”.", "cluster initiative"),
        ("five–fold", "five-fold"),
        ("five - fold", "five-fold"),
        ("STRASSE", "straße"),
        ("cafe\u0301", "café"),
        ("clu\u00adster", "cluster"),
        ("porter’s", "porter's"),
        ("ﬁrm", "firm"),
    ],
)
def test_case_space_and_signs_of_writing_do_not_count(given: str, wanted: str) -> None:
    assert is_same(given, wanted, fold_diacritics=False)


@pytest.mark.parametrize(
    ("given", "wanted"), [("kluster", "klúster"), ("tillvaxt", "tillväxt"), ("røg", "rog")]
)
def test_diacritics_count_unless_they_are_folded(given: str, wanted: str) -> None:
    assert not is_same(given, wanted, fold_diacritics=False)
    assert is_same(given, wanted, fold_diacritics=True)


@pytest.mark.parametrize("given", ["", "   ", "...", "🙂", "clusterinitiative"])
def test_other_texts_are_not_the_same(given: str) -> None:
    assert not is_same(given, "cluster initiative", fold_diacritics=True)


@given(st.text(max_size=60), st.booleans())
def test_folding_twice_changes_nothing_more(text: str, fold: bool) -> None:
    once = folded(text, fold_diacritics=fold)
    assert folded(once, fold_diacritics=fold) == once
