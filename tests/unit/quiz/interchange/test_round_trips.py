"""Out to another format and back again: what both sides can say is the same."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lms.content.item_sources import (
    ChoiceSource,
    ClozeSource,
    ItemSource,
    MatchingSource,
    NumericSource,
    ShortTextSource,
)
from lms.content.items import ChoiceScoring, ItemType
from lms.quiz.interchange.checking import why_not
from lms.quiz.interchange.exporting import exported
from lms.quiz.interchange.formats import Format
from lms.quiz.interchange.importing import Bank, imported
from lms.quiz.interchange.support import KEPT, Part
from lms.quiz.interchange.words import true_and_false
from tests.unit.content import item_strategies as strategies

OUTCOMES = ("B1-O1", "T1-O2")
ROUND_TRIPS = (Format.GIFT, Format.MOODLE_XML)
MANY = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def sent(form: Format, *items: ItemSource) -> bytes:
    return exported(form, items, category="small-clusters", language="en").data


def back(form: Format, data: bytes) -> tuple[ItemSource, ...]:
    bank = Bank(language="en", outcomes=OUTCOMES, outcome="T1-O2")
    return imported(form, data, bank).items


def in_true_false_words(item: ChoiceSource) -> ChoiceSource:
    true, false = item.options
    texts = true_and_false("en")
    return replace(item, options=(replace(true, text=texts[0]), replace(false, text=texts[1])), shuffle=False)


def as_kept(item: ItemSource, form: Format) -> ItemSource:
    """The item without what the table says is lost."""
    parts = KEPT[form][item.type].parts
    item = replace(
        item,
        learning_outcome=item.learning_outcome
        if Part.OUTCOME in parts and item.learning_outcome
        else "T1-O2",
        points=item.points if Part.POINTS in parts else Decimal(1),
        hint=item.hint if Part.HINT in parts else None,
        explanation=item.explanation if Part.EXPLANATION in parts else None,
    )
    match item:
        case ChoiceSource():
            shuffle = item.shuffle if Part.SHUFFLE in parts else item.type is not ItemType.TRUE_FALSE
            is_multiple = item.type is ItemType.MULTIPLE_CHOICE
            scoring = ChoiceScoring.RIGHT_MINUS_WRONG if is_multiple else ChoiceScoring.EXACT
            return replace(item, shuffle=shuffle, scoring=scoring)
        case NumericSource():
            unit = item.answer.unit if Part.UNIT in parts else None
            return replace(item, answer=replace(item.answer, unit=unit))
        case MatchingSource():
            return replace(item, pairs=tuple(replace(pair, feedback=None) for pair in item.pairs))
        case ShortTextSource():
            return replace(item, fold_diacritics=False)
        case ClozeSource():
            return replace(item, fold_diacritics=False, feedback=None)
        case _:
            return item


def plain_numeric(item: NumericSource) -> NumericSource:
    """Without parameters, formulas and tolerances in per cent, which are worked out on the way."""
    values = [
        replace(
            value, value=f"{Decimal(value.value.removeprefix('a + ')):f}", is_formula=False, is_percent=False
        )
        for value in (item.answer, *item.misconceptions)
    ]
    values = [
        replace(v, value=str(int(Decimal(v.value))) if Decimal(v.value) % 1 == 0 else v.value) for v in values
    ]
    return replace(item, answer=values[0], misconceptions=tuple(values[1:]), parameters=None)


PLAIN_ITEMS: st.SearchStrategy[ItemSource] = st.one_of(
    strategies.choices(ItemType.SINGLE_CHOICE),
    strategies.choices(ItemType.TRUE_FALSE).map(in_true_false_words),
    strategies.choices(ItemType.MULTIPLE_CHOICE),
    strategies.numerics().map(plain_numeric),
    strategies.short_texts(),
    strategies.matchings(),
)


@pytest.mark.parametrize("form", ROUND_TRIPS)
@MANY
@given(PLAIN_ITEMS)
def test_what_a_format_keeps_comes_back(form: Format, item: ItemSource) -> None:
    assume(not why_not(item, "en"))
    assert back(form, sent(form, item)) == (as_kept(item, form),)


@MANY
@given(st.one_of(strategies.orderings(), strategies.clozes()))
def test_moodle_xml_keeps_orders_and_gaps(item: ItemSource) -> None:
    assume(not why_not(item, "en"))
    assert back(Format.MOODLE_XML, sent(Format.MOODLE_XML, item)) == (as_kept(item, Format.MOODLE_XML),)
