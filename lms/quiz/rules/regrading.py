"""What judging an attempt anew by mended keys comes to: nobody loses by it.

For each item the better of two scores counts: the one that was announced, and the one by the mended key.
So a regrade never lowers a score or takes a pass back, and it does not matter whether several items are
mended together or one after the other. What an item is worth, what a hint costs and which outcome it tests
stay as they were announced with the test.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lms.content.items import Item
from lms.content.outline import Module, ModuleText
from lms.quiz.rules.grading import (
    AnsweredItem,
    ItemGrade,
    OutcomeGrade,
    grade_items,
    summed_up,
    versions_of,
)
from lms.quiz.rules.parts import carried, matches


class Verdict(StrEnum):
    """What the mended key makes of an answer."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"
    """It would earn less: what was announced stays."""
    LEFT = "left"
    """It can't be judged by the mended key: the item or its set of numbers is gone, or of another type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What a person was told of an attempt, by its first grading or by the latest regrade."""

    score: Decimal
    max_score: Decimal
    is_passed: bool
    items: Mapping[int, Decimal]
    """Position → points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEffect:
    """What becomes of one item of an attempt."""

    position: int
    item_id: str
    verdict: Verdict
    before: Decimal
    after: Decimal
    """By the mended key, whether it counts or not."""
    is_right: bool
    """By the mended key it earns all points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptEffect:
    """What becomes of an attempt."""

    items: tuple[ItemEffect, ...]
    """Those of its items that are judged anew."""
    score: Decimal
    is_passed: bool
    outcomes: tuple[OutcomeGrade, ...]
    is_better: bool
    """The score rises."""

    def has(self, verdict: Verdict) -> bool:
        """Some item has this verdict."""
        return any(item.verdict is verdict for item in self.items)


def judge_anew(
    edition: Module,
    keys: Module,
    answers: Sequence[AnsweredItem],
    announced: Announced,
    item_ids: frozenset[str],
) -> AttemptEffect:
    """Judge some items of an attempt of `edition` by the keys of another edition."""
    moved = {
        item.position: answer
        for item in answers
        if item.item_id in item_ids and (answer := _moved(edition, keys, item)) is not None
    }
    mended = with_keys(edition, keys, frozenset(item.item_id for item in moved.values()))
    first = grade_items(edition, answers)
    anew = grade_items(mended, [moved.get(item.position, item) for item in answers])
    effects: list[ItemEffect] = []
    best: list[ItemGrade] = []
    for item, old, new in zip(answers, first, anew, strict=True):
        before = announced.items[item.position]
        verdict = _verdict(before, new.score) if item.position in moved else Verdict.LEFT
        best.append(new if verdict is Verdict.BETTER else _as_announced(old, before))
        if item.item_id in item_ids:
            after = new.score if item.position in moved else before
            effects.append(
                ItemEffect(
                    position=item.position,
                    item_id=item.item_id,
                    verdict=verdict,
                    before=before,
                    after=after,
                    is_right=item.position in moved and new.share == 1,
                )
            )
    grade = summed_up(edition, best)
    return AttemptEffect(
        items=tuple(effects),
        score=max(grade.score, announced.score),
        is_passed=announced.is_passed or grade.is_passed,
        outcomes=grade.outcomes,
        is_better=grade.score > announced.score,
    )


def _verdict(before: Decimal, after: Decimal) -> Verdict:
    if before == after:
        return Verdict.SAME
    return Verdict.BETTER if after > before else Verdict.WORSE


def _as_announced(first: ItemGrade, score: Decimal) -> ItemGrade:
    """The points as they were announced; exact where they are those of the first grading."""
    if first.score == score or not first.max_score:
        return first
    return replace(first, share=Fraction(score) / Fraction(first.max_score), score=score)


def _moved(edition: Module, keys: Module, item: AnsweredItem) -> AnsweredItem | None:
    """The answer as one to the item of the other edition; None where that has no such item or numbers."""
    old, new = _source_item(edition, item.item_id), _source_item(keys, item.item_id)
    if old is None or new is None or old.type is not new.type:
        return None
    variants = matches(old, new).lists.get("variants")
    variant = item.variant if variants is None else variants.get(str(item.variant))
    if variant is None:
        return None
    response = None if item.response is None else carried(old, new, item.response)
    return replace(item, variant=int(variant), response=response)


def mended(edition: Module, keys: Module, item: AnsweredItem) -> tuple[Module, AnsweredItem]:
    """The edition with this item as it was mended, and the answer as one to that; as it is if that fails."""
    moved = _moved(edition, keys, item)
    if moved is None:
        return edition, item
    return with_keys(edition, keys, frozenset({item.item_id})), moved


def _source_item(module: Module, item_id: str) -> Item | None:
    return module.text(module.source_language).test_items.get(item_id)


def with_keys(edition: Module, keys: Module, item_ids: frozenset[str]) -> Module:
    """The edition with some items as they are in another, but for what was announced with the test."""
    texts = {
        language: _with_items(edition, keys, language, item_ids)
        for language in dict.fromkeys([*edition.texts, *keys.texts])
    }
    return replace(edition, texts=texts)


def _with_items(edition: Module, keys: Module, language: str, item_ids: frozenset[str]) -> ModuleText:
    own, other = edition.texts.get(language), keys.texts.get(language)
    kept = own.test_items if own else {}
    items = {item_id: item for item_id, item in kept.items() if item_id not in item_ids}
    for item_id in item_ids:
        mended = other.test_items.get(item_id) if other else None
        if mended is not None:
            items[item_id] = _as_worth_before(mended, versions_of(edition, item_id)[0])
    text = own or other
    assert text is not None
    return replace(text, test_items=items)


def _as_worth_before(item: Item, before: Item) -> Item:
    return replace(
        item,
        points=before.points,
        hint_cost=before.hint_cost,
        learning_outcome=before.learning_outcome,
    )
