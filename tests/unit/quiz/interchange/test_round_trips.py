"""Out to another format and back again: what both sides can say is the same."""

from dataclasses import replace
from decimal import Decimal
from html import unescape
from re import sub

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lms.content.item_sources import (
    ChoiceSource,
    ClozeSource,
    ItemSource,
    MatchingSource,
    NumericSource,
    OptionSource,
    Passage,
    ShortTextSource,
)
from lms.content.items import ChoiceScoring, ItemType
from lms.content.render import render_inline
from lms.quiz.interchange.checking import blank_context, why_not
from lms.quiz.interchange.escaping import escaped
from lms.quiz.interchange.exporting import exported
from lms.quiz.interchange.formats import Format
from lms.quiz.interchange.importing import Bank, imported
from lms.quiz.interchange.support import KEPT, Part
from lms.quiz.interchange.words import true_and_false
from tests.unit.content import item_strategies as strategies

OUTCOMES = ("B1-O1", "T1-O2")
ROUND_TRIPS = (Format.GIFT, Format.MOODLE_XML)
MANY = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


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
        hint_cost=Decimal(0),
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


AIKEN_ITEMS: st.SearchStrategy[ItemSource] = st.one_of(
    strategies.choices(ItemType.SINGLE_CHOICE),
    strategies.choices(ItemType.TRUE_FALSE).map(in_true_false_words),
)
PLAIN_ITEMS: st.SearchStrategy[ItemSource] = st.one_of(
    AIKEN_ITEMS,
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


TOKENS = [*"ab~=#:%;&.!?/", "%50%", r"\{", r"\}", r"\\", "//", "####", "]]>", "&amp;", "[html]", "::", "{}"]
SIGNS = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=12).map(lambda found: f"x{''.join(found)}")
"""All that means something in one of the formats."""
ANY_SIGNS = st.text(alphabet="ab 1~=#{}:\\%[]()<>&;$*_|-.?!/", min_size=1, max_size=25)
"""All that means something in Markdown, too."""


def with_signs(draw: st.DrawFn) -> ItemSource:
    texts = [Passage(draw(SIGNS)) for _ in range(6)]
    prompt, first, second, feedback, explanation, hint = texts
    return ChoiceSource(
        id="signs",
        type=ItemType.SINGLE_CHOICE,
        prompt=prompt,
        learning_outcome="T1-O2",
        explanation=explanation,
        hint=hint,
        options=(
            OptionSource(text=first, is_correct=True, feedback=feedback),
            OptionSource(text=second, is_correct=False),
        ),
    )


@pytest.mark.parametrize("form", ROUND_TRIPS)
@MANY
@given(st.composite(with_signs)())
def test_signs_of_the_formats_come_back_as_they_were(form: Format, item: ItemSource) -> None:
    assume(not why_not(item, "en"))
    assert back(form, sent(form, item)) == (as_kept(item, form),)


@MANY
@given(ANY_SIGNS)
def test_plain_words_are_shown_as_they_were_written(words: str) -> None:
    words = " ".join(words.split())
    assume(words and not words.startswith("? "))
    html = render_inline(escaped(words), blank_context("en")).html
    assert unescape(sub(r"<[^>]*>", "", html)) == words


@pytest.mark.parametrize("form", ROUND_TRIPS)
@MANY
@given(PLAIN_ITEMS)
def test_a_second_round_trip_changes_nothing(form: Format, item: ItemSource) -> None:
    once = back(form, sent(form, item))
    assume(once)
    assert back(form, sent(form, *once)) == once


@settings(MANY, max_examples=15)
@given(AIKEN_ITEMS)
def test_a_second_round_trip_through_aiken_changes_nothing(item: ItemSource) -> None:
    once = back(Format.AIKEN, sent(Format.AIKEN, item))
    assume(once)
    assert back(Format.AIKEN, sent(Format.AIKEN, *once)) == once
