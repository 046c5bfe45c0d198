"""What makes a bank guessable or thin: warnings for the authors of a final test, each at its item."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lms.content.item_sources import (
    CategoriseSource,
    ChoiceSource,
    HotspotSource,
    ItemSource,
    MarkWordsSource,
    MatrixSource,
    NumericSource,
)
from lms.content.items import ItemType
from lms.content.naming import listed
from lms.content.outline import Blueprint
from lms.content.problems import Notes, Problem
from lms.content.sources import ModuleSource

BANK_PER_DRAW = 2
"""With twice the items drawn, a second attempt has, on average, half of its items new."""
TYPES_PER_OUTCOME = 3
"""One way of asking shows one side of what somebody can do."""
ENOUGH_TO_COUNT = 10
"""Among fewer items a share says nothing."""
MOST_AT_ONE_PLACE = 0.4
"""Of four options a quarter of the keys stand at each place by chance; beyond this, guessing pays."""
MOST_BY_LENGTH = 0.4
"""The same for keys that are the longest, or the shortest, of their options."""
MOST_TIMES_LONGER = 1.5
"""A key that is half as long again as any other option gives itself away."""
SHORT_TEXT = 30
"""Up to so many characters, lengths do not catch the eye."""
LEAST_WRONG = 2
"""With one wrong option, ticking all others is nearly safe."""
ENOUGH_FOR_A_HABIT = 3
"""So many items of a kind show a habit that learners notice."""
FEWEST_SETS, MOST_SETS = 3, 5
"""Neighbours get other numbers; and an author can still work each set out by hand."""


def check_bank(module: ModuleSource) -> Iterator[Problem]:
    """What should be better in the bank of the source language; nothing where no test is drawn from it."""
    bank, blueprint = module.source.final_test, module.structure.final_test
    if bank is None or blueprint is None or not bank.items:
        return
    notes = Notes(bank.path)
    _check_supply(bank.items, blueprint, notes)
    choices = [item for item in _of_type(bank.items, ItemType.SINGLE_CHOICE) if _right(item)]
    _check_places(choices, notes)
    _check_lengths(choices, notes)
    _check_true_false(_of_type(bank.items, ItemType.TRUE_FALSE), notes)
    _check_multiple(_of_type(bank.items, ItemType.MULTIPLE_CHOICE), notes)
    for item in bank.items:
        _check_item(item, notes)
    yield from notes.problems


def _of_type(items: Sequence[ItemSource], kind: ItemType) -> list[ChoiceSource]:
    return [item for item in items if isinstance(item, ChoiceSource) and item.type is kind]


def _check_supply(items: Sequence[ItemSource], blueprint: Blueprint, notes: Notes) -> None:
    for outcome, drawn in blueprint.draw.items():
        own = [item for item in items if item.learning_outcome == outcome]
        if not drawn or len(own) < drawn:
            continue  # an error already: the test cannot be drawn
        line = own[0].line
        if len(own) < BANK_PER_DRAW * drawn:
            message = f"{drawn} items are drawn for {outcome}; the bank should have {BANK_PER_DRAW * drawn}"
            notes.warning(line, 1, "bank-small", f"{message}, not {len(own)}")
        types = sorted({item.type.value for item in own})
        if len(types) < TYPES_PER_OUTCOME:
            message = f"{outcome} is tested by {' and '.join(types)} alone"
            notes.warning(line, 1, "bank-few-types", f"{message}; use {TYPES_PER_OUTCOME} types of item")


def _right(item: ChoiceSource) -> int:
    """The place of the right option, from 1; 0 where there is none."""
    return next((n for n, option in enumerate(item.options, 1) if option.is_correct), 0)


def _check_places(items: Sequence[ChoiceSource], notes: Notes) -> None:
    if len(items) < ENOUGH_TO_COUNT:
        return
    places = Counter(_right(item) for item in items)
    for place, count in places.items():
        if count > MOST_AT_ONE_PLACE * len(items):
            first = next(item for item in items if _right(item) == place)
            message = f"the right option is number {place} in {count} of {len(items)} single-choice items"
            notes.warning(first.line, 1, "bank-key-place", f"{message}; spread the places")


def _check_lengths(items: Sequence[ChoiceSource], notes: Notes) -> None:
    lengths = {item.id: _lengths(item) for item in items}
    for item in items:
        right, others = lengths[item.id]
        if others and right > max(SHORT_TEXT, MOST_TIMES_LONGER * max(others)):
            message = f"the right option has {right} characters, the longest wrong one {max(others)}"
            notes.warning(item.line, 1, "option-length", f"{message}: it can be picked by its length")
    if len(items) < ENOUGH_TO_COUNT:
        return
    longest = [one for one in items if lengths[one.id][0] > max(lengths[one.id][1], default=0)]
    shortest = [one for one in items if lengths[one.id][0] < min(lengths[one.id][1], default=0)]
    for word, found in (("longest", longest), ("shortest", shortest)):
        if len(found) > MOST_BY_LENGTH * len(items):
            names = ", ".join(item.id for item in found)
            message = f"the right option is the {word} in {len(found)} of {len(items)} single-choice items"
            notes.warning(found[0].line, 1, "bank-key-length", f"{message}: {names}")


def _lengths(item: ChoiceSource) -> tuple[int, list[int]]:
    """Characters of the right option and of the wrong ones."""
    counts = [(option.is_correct, len(" ".join(option.text.text.split()))) for option in item.options]
    right = next(count for is_right, count in counts if is_right)
    return right, [count for is_right, count in counts if not is_right]


def _check_true_false(items: Sequence[ChoiceSource], notes: Notes) -> None:
    keys = {_right(item) for item in items}
    if len(items) >= ENOUGH_FOR_A_HABIT and len(keys) == 1:
        message = f"all {len(items)} true/false items have the same answer; turn some of the statements round"
        notes.warning(items[0].line, 1, "bank-true-false", message)


def _check_multiple(items: Sequence[ChoiceSource], notes: Notes) -> None:
    right_counts = set()
    for item in items:
        right = sum(option.is_correct for option in item.options)
        right_counts.add(right)
        _check_wrong("options", [option.is_correct for option in item.options], item, notes)
    if len(items) >= ENOUGH_FOR_A_HABIT and len(right_counts) == 1:
        message = (
            f"every multiple-choice item has {right_counts.pop()} right options, which learners will notice"
        )
        notes.warning(items[0].line, 1, "bank-right-count", message)


def _check_item(item: ItemSource, notes: Notes) -> None:
    match item:
        case NumericSource():
            _check_numbers(item, notes)
        case HotspotSource(is_multiple=True):
            _check_wrong("areas", [area.is_correct for area in item.areas], item, notes)
        case MarkWordsSource():
            _check_wrong("words", [word.is_correct for word in item.words], item, notes)
        case CategoriseSource():
            used = {one.category.text for one in item.entries if one.entry}
            _check_spread("entry is of one category", len(used), item, notes)
        case MatrixSource():
            _check_spread("row has the same right column", len({row.right for row in item.rows}), item, notes)
        case _:
            pass


def _check_wrong(what: str, marks: Sequence[bool], item: ItemSource, notes: Notes) -> None:
    if marks.count(False) < LEAST_WRONG:
        message = f"“{item.id}” has fewer than {LEAST_WRONG} wrong {what}"
        notes.warning(item.line, 1, "item-few-wrong", message)


def _check_spread(what: str, different: int, item: ItemSource, notes: Notes) -> None:
    if different < 2:
        message = f"in “{item.id}” every {what}, so one answer everywhere is right"
        notes.warning(item.line, 1, "item-one-answer", message)


def _check_numbers(item: NumericSource, notes: Notes) -> None:
    if not item.misconceptions:
        message = f"“{item.id}” foresees no wrong value; who errs learns nothing from it"
        notes.warning(item.line, 1, "item-no-foreseen-value", message, "!= 0.54 ± 0.02\n    > You divided …")
    sets = len(item.parameters.rows) if item.parameters else 0
    if item.parameters and not FEWEST_SETS <= sets <= MOST_SETS:
        wanted = listed(str(n) for n in range(FEWEST_SETS, MOST_SETS + 1))
        message = f"“{item.id}” has {sets} set{'' if sets == 1 else 's'} of parameters; write {wanted}"
        notes.warning(item.parameters.line, 1, "item-parameter-sets", message)
