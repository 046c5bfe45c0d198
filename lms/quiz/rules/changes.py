"""What a change to an item is: of words only, or of what its answers are worth.

Two editions of an item are compared trait by trait, with the parts of the one found again in the other
(`parts.matches`). Whoever began a test goes on with the edition that they began with; a change of scoring
reaches an attempt that was handed in only by a regrade.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.content.items import Item
from lms.content.outline import Module
from lms.quiz.rules.grading import versions_of
from lms.quiz.rules.item_traits import accepted, traits
from lms.quiz.rules.parts import Matches, matches, part_lists, plain
from lms.quiz.rules.traits import SCORING_TRAITS, Key, Trait


class ChangeKind(StrEnum):
    """How far a change goes."""

    UNCHANGED = "unchanged"
    COSMETIC = "cosmetic"
    """Words, feedback, hint or explanation: every answer is worth what it was."""
    SCORING = "scoring"
    """Some answer may be worth something else."""
    TYPE = "type"
    """Another type under the same id; such a file is refused."""
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it was."""

    trait: Trait
    part: str
    """Words of the option, pair or gap that it is about; empty where it is about the whole item."""
    before: str | None
    """None: it was not there."""
    after: str | None
    """None: it is no longer there."""

    @property
    def is_scoring(self) -> bool:
        """It may change what an answer is worth."""
        return self.trait in SCORING_TRAITS


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """What became of one item from one edition to another."""

    item_id: str
    kind: ChangeKind
    differences: tuple[Difference, ...] = ()


def changes_between(before: Module, after: Module) -> tuple[ItemChange, ...]:
    """What became of each item of the bank, in the order of the later file; removed ones at the end."""
    old = before.text(before.source_language).test_items
    new = after.text(after.source_language).test_items
    return tuple(
        change_of(item_id, versions_of(before, item_id), versions_of(after, item_id))
        for item_id in dict.fromkeys([*new, *old])
    )


def change_of(item_id: str, before: Sequence[Item], after: Sequence[Item]) -> ItemChange:
    """What became of an item, given in all its languages, source language first; empty: not there."""
    if not before or not after:
        return ItemChange(item_id=item_id, kind=ChangeKind.REMOVED if before else ChangeKind.ADDED)
    if before[0].type is not after[0].type:
        return ItemChange(item_id=item_id, kind=ChangeKind.TYPE, differences=(_type_change(before, after),))
    found = tuple(_differences(before, after))
    if not found:
        return ItemChange(item_id=item_id, kind=ChangeKind.UNCHANGED)
    is_scoring = any(one.is_scoring for one in found)
    kind = ChangeKind.SCORING if is_scoring else ChangeKind.COSMETIC
    return ItemChange(item_id=item_id, kind=kind, differences=found)


def _type_change(before: Sequence[Item], after: Sequence[Item]) -> Difference:
    return Difference(trait=Trait.TYPE, part="", before=before[0].type.value, after=after[0].type.value)


def _differences(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Difference]:
    which = matches(before[0], after[0])
    found = (
        *_of_traits(before[0], after[0], which),
        *_of_parts(before[0], after[0], which),
        *_of_accepted(before, after),
    )
    yield from found
    if not found and [*before[1:]] != [*after[1:]]:
        yield Difference(trait=Trait.TRANSLATION, part="", before=None, after=None)


def _of_traits(before: Item, after: Item, which: Matches) -> Iterator[Difference]:
    """Traits of parts that are in both editions, and of the item itself."""
    old, new = traits(before, which), traits(after, None)
    _keep_common_order(old, new)
    words, targets = _words(after), _targets(before, after)
    for key in dict.fromkeys([*old, *new]):
        trait, place = key
        is_comparable = place == "" or (key in old and key in new)
        if is_comparable and old.get(key) != new.get(key):
            was, now = (_in_words(values.get(key), trait, targets) for values in (old, new))
            yield Difference(trait=trait, part=words.get(place, ""), before=was, after=now)


def _keep_common_order(old: dict[Key, str], new: dict[Key, str]) -> None:
    """Leave entries that are in one edition only out of the order: that they came or went is told apart."""
    key = (Trait.ORDER, "")
    if key in old and key in new:
        common = set(old[key].split()) & set(new[key].split())
        for values in (old, new):
            values[key] = " ".join(one for one in values[key].split() if one in common)


def _targets(before: Item, after: Item) -> Mapping[str, str]:
    """Words for the ids that keys consist of; what is gone keeps its old words."""
    names = ("rights", "categories", "columns", "entries")
    new = {place: plain(words) for name in names for place, words in part_lists(after).get(name, {}).items()}
    old = {
        f"({place})": plain(words)
        for name in names
        for place, words in part_lists(before).get(name, {}).items()
    }
    return old | new


def _in_words(value: str | None, trait: Trait, targets: Mapping[str, str]) -> str | None:
    if value is None or trait not in {Trait.KEY, Trait.ORDER}:
        return value
    return ", ".join(targets.get(one, one) for one in value.split())


def _of_parts(before: Item, after: Item, which: Matches) -> Iterator[Difference]:
    """Parts that were taken out or put in."""
    old, new = part_lists(before), part_lists(after)
    for name in dict.fromkeys([*old, *new]):
        matched = which.of(name)
        for place, words in old.get(name, {}).items():
            if place not in matched:
                yield Difference(trait=_presence(name), part=plain(words), before=plain(words), after=None)
        for place, words in new.get(name, {}).items():
            if place not in matched.values():
                yield Difference(trait=_presence(name), part=plain(words), before=None, after=plain(words))


def _presence(name: str) -> Trait:
    return Trait.PARAMETERS if name == "variants" else Trait.PART


def _words(item: Item) -> Mapping[str, str]:
    """List and id of each part → its words."""
    return {
        f"{name}/{place}": plain(words)
        for name, parts in part_lists(item).items()
        for place, words in parts.items()
        # With one set of numbers there is nothing to tell apart.
        if name != "variants" or len(parts) > 1
    }


def _of_accepted(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Difference]:
    """Typed answers that count, in whatever language they stand: each is taken in all of them."""
    old, new = accepted(before), accepted(after)
    for place in dict.fromkeys([*old, *new]):
        was, now = old.get(place, ()), new.get(place, ())
        for answer in was:
            if answer not in now:
                yield Difference(trait=Trait.ACCEPTED, part=place, before=answer, after=None)
        for answer in now:
            if answer not in was:
                yield Difference(trait=Trait.ACCEPTED, part=place, before=None, after=answer)
