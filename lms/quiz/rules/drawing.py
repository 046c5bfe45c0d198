"""Which items an attempt asks, in which order, with which numbers, and in which order options stand.

All follows from the attempt's seed by ranks: things are sorted by the SHA-256 of the seed and their
name. So the same seed gives the same test in every process, Python version and language, and no order
can depend on what is right, because the key has no part in a name.
"""

import hashlib
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lms.content.item_views import Order
from lms.content.items import Item, ItemType, NumericItem
from lms.content.outline import Blueprint
from lms.content.shared_bank import fitting, is_graded_at_once, leaves_enough, shares_of

MOST_OF_ONE_TYPE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnItem:
    """One item of an attempt."""

    position: int
    """From 1."""
    item_id: str
    variant: int


_Swap = tuple[str, str, str]
"""Outcome, item to take out, item of another type to put in."""


class BankTooSmallError(Exception):
    """The bank has too few items for an outcome; the compiler refuses such a module."""


def draw(
    blueprint: Blueprint, bank: Mapping[str, Item], seed: str, *, avoid: Collection[str] = frozenset()
) -> tuple[DrawnItem, ...]:
    """The items of an attempt: as many of each outcome as the blueprint says, of varied types.

    Items to avoid are drawn only where the blueprint cannot be met without them.
    """
    chosen = {outcome: _first(bank, outcome, count, seed, avoid) for outcome, count in blueprint.draw.items()}
    for kind, count in blueprint.types.items():
        _settle(chosen, bank, kind, count, seed, avoid)
    spare = {item_id: item for item_id, item in bank.items() if item_id not in avoid}
    _vary(chosen, bank, spare, seed, frozenset(blueprint.types))
    return _placed(chosen, bank, seed)


def draw_beside(
    wanted: Mapping[str, int], final_test: Blueprint, bank: Mapping[str, Item], seed: str
) -> tuple[DrawnItem, ...]:
    """The items of a test before the final test: they leave it enough of the types that it counts.

    Only items that are graded at once are drawn, because nobody is to wait for the result.
    """
    usable = {item_id: item for item_id, item in bank.items() if is_graded_at_once(item)}
    chosen = {outcome: _first(usable, outcome, count, seed) for outcome, count in wanted.items()}
    for kind, count in final_test.types.items():
        shares = shares_of(kind, wanted, final_test.draw, bank.values())
        taken = {outcome: _count({outcome: chosen.get(outcome, [])}, usable, kind) for outcome in shares}
        target = None if leaves_enough(taken, shares, count) else fitting(shares, count)
        for outcome, of_kind in (target or {}).items():
            chosen[outcome] = _split(usable, outcome, kind, of_kind, wanted.get(outcome, 0), seed)
    _vary(chosen, usable, usable, seed, frozenset(final_test.types))
    return _placed(chosen, usable, seed)


def _split(
    bank: Mapping[str, Item], outcome: str, kind: ItemType, of_kind: int, count: int, seed: str
) -> list[str]:
    """So many items of an outcome, and so many of them of a type."""
    ranked = shuffled(seed, "draw", (item.id for item in bank.values() if item.learning_outcome == outcome))
    own = [item_id for item_id in ranked if bank[item_id].type is kind]
    others = [item_id for item_id in ranked if bank[item_id].type is not kind]
    return own[:of_kind] + others[: count - of_kind]


def _placed(
    chosen: Mapping[str, Sequence[str]], bank: Mapping[str, Item], seed: str
) -> tuple[DrawnItem, ...]:
    placed = shuffled(seed, "position", (item_id for ids in chosen.values() for item_id in ids))
    items = _with_cases_together(placed, bank)
    return tuple(
        DrawnItem(position=position, item_id=item_id, variant=variant_of(bank[item_id], seed))
        for position, item_id in enumerate(items, start=1)
    )


def _with_cases_together(placed: Sequence[str], bank: Mapping[str, Item]) -> Iterator[str]:
    """The items of a case one after the other, where the first of them stands: its text is read once."""
    given: set[str] = set()
    for item_id in placed:
        case = bank[item_id].case
        together = [item_id] if case is None else [one for one in placed if bank[one].case == case]
        yield from (one for one in together if one not in given)
        given.update(together)


def variant_of(item: Item, seed: str) -> int:
    """Which set of numbers a seed gives to an item."""
    count = len(item.variants) if isinstance(item, NumericItem) else 1
    return int(_rank(seed, "variant", item.id), 16) % count


def order_of(item_id: str, seed: str) -> Order:
    """In which order a seed shows the lists of an item.

    The same in every language, because members are ranked by their place in the file.
    """

    def order(name: str, length: int) -> tuple[int, ...]:
        ranked = shuffled(seed, f"{item_id}/{name}", (str(place) for place in range(length)))
        return tuple(int(place) for place in ranked)

    return order


def shuffled(seed: str, purpose: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names in the order that a seed gives them for this purpose."""
    return tuple(sorted(names, key=lambda name: _rank(seed, purpose, name)))


def _rank(seed: str, purpose: str, name: str) -> str:
    return hashlib.sha256(f"{seed}\n{purpose}\n{name}".encode()).hexdigest()


def _first(
    bank: Mapping[str, Item], outcome: str, count: int, seed: str, avoid: Collection[str] = frozenset()
) -> list[str]:
    ids = [item.id for item in bank.values() if item.learning_outcome == outcome]
    if len(ids) < count:
        raise BankTooSmallError(f"{outcome}: {count} items are to be drawn, the bank has {len(ids)}")
    return _last(avoid, shuffled(seed, "draw", ids))[:count]


def _last(avoid: Collection[str], ids: Iterable[str]) -> list[str]:
    """The ids in their order, but those to avoid at the end."""
    return sorted(ids, key=lambda item_id: item_id in avoid)


def _settle(
    chosen: dict[str, list[str]],
    bank: Mapping[str, Item],
    kind: ItemType,
    wanted: int,
    seed: str,
    avoid: Collection[str] = frozenset(),
) -> None:
    """Exchange items until exactly so many are of a type; the compiler has seen that the bank allows it."""
    while (missing := wanted - _count(chosen, bank, kind)) != 0:
        swap = next(_swaps(chosen, bank, kind, seed, avoid, more=missing > 0), None)
        if swap is None:
            return
        outcome, out, into = swap
        chosen[outcome][chosen[outcome].index(out)] = into


def _count(chosen: Mapping[str, Sequence[str]], bank: Mapping[str, Item], kind: ItemType) -> int:
    return sum(bank[item_id].type is kind for ids in chosen.values() for item_id in ids)


def _swaps(
    chosen: Mapping[str, Sequence[str]],
    bank: Mapping[str, Item],
    kind: ItemType,
    seed: str,
    avoid: Collection[str],
    *,
    more: bool,
) -> Iterator[_Swap]:
    """Exchanges inside an outcome that give one item more, or one fewer, of a type."""
    for into in _last(avoid, shuffled(seed, f"settle {kind}", bank)):
        outcome = bank[into].learning_outcome or ""
        if into in chosen.get(outcome, ()) or outcome not in chosen or (bank[into].type is kind) is not more:
            continue
        outs = [one for one in chosen[outcome] if (bank[one].type is kind) is not more]
        if outs:
            yield outcome, outs[-1], into


def _vary(
    chosen: dict[str, list[str]],
    bank: Mapping[str, Item],
    spare: Mapping[str, Item],
    seed: str,
    settled: frozenset[ItemType],
) -> None:
    """Exchange items until no type comes more than five times, or until the bank allows no better.

    Types whose number is settled stay as they are; only items of `spare` are put in.
    """
    while (swaps := _way_to_fewer(chosen, bank, spare, seed, settled)) is not None:
        for outcome, out, into in swaps:
            chosen[outcome][chosen[outcome].index(out)] = into


def _way_to_fewer(
    chosen: Mapping[str, Sequence[str]],
    bank: Mapping[str, Item],
    spare: Mapping[str, Item],
    seed: str,
    settled: frozenset[ItemType],
) -> list[_Swap] | None:
    """Exchanges that lower a type above the limit by one and lift only one below it; None if there are none.

    A shortest path through the types: a step from one type to another is an outcome that has drawn an
    item of the first and has an undrawn item of the second.
    """
    counts = Counter(bank[item_id].type for ids in chosen.values() for item_id in ids)
    ways: dict[ItemType, list[_Swap]] = {
        kind: [] for kind in sorted(counts) if counts[kind] > MOST_OF_ONE_TYPE and kind not in settled
    }
    queue = deque(ways)
    while queue:
        kind = queue.popleft()
        for swap in _steps(kind, chosen, bank, spare, seed):
            reached = bank[swap[2]].type
            if reached in ways or reached in settled:
                continue
            ways[reached] = [*ways[kind], swap]
            if counts[reached] < MOST_OF_ONE_TYPE:
                return ways[reached]
            queue.append(reached)
    return None


def _steps(
    kind: ItemType,
    chosen: Mapping[str, Sequence[str]],
    bank: Mapping[str, Item],
    spare: Mapping[str, Item],
    seed: str,
) -> Iterable[_Swap]:
    asked = [item.id for item in spare.values() if item.learning_outcome in chosen]
    for item_id in shuffled(seed, "spare", asked):
        item = bank[item_id]
        outcome = item.learning_outcome or ""
        drawn = [one for one in chosen[outcome] if bank[one].type is kind]
        if drawn and item.type is not kind and item_id not in chosen[outcome]:
            yield outcome, drawn[-1], item_id
