"""The named parts of an item (options, pairs, entries, gaps …), and which is which in another edition.

Ids of parts follow their place in the file, so that an author who moves an option gives its id to another.
Two editions are therefore matched by what stands in them: a part with the same words is the same part,
and what is left over is the same part, reworded, where it stands at the same place.
"""

import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    Gap,
    HotspotItem,
    Item,
    LikertItem,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    PollItem,
    Word,
)

Parts = Mapping[str, str]
"""Id → what the participant reads there, as HTML, in the order of the file."""

Matched = Mapping[str, str]
"""Id in the earlier edition → id of the same part in the later one; what was removed is missing."""


_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")


def plain(text: str) -> str:
    """HTML as the words that stand in it, in one line."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Which part of an earlier edition of an item is which of a later one."""

    lists: Mapping[str, Matched] = field(default_factory=dict)

    def of(self, name: str) -> Matched:
        """The parts of one list."""
        return self.lists.get(name, {})


def part_lists(item: Item) -> dict[str, Parts]:
    """All lists of parts that an item has; the words of a drop-down are a list of their own."""
    match item:
        case ChoiceItem() | PollItem():
            return {"options": {one.id: one.html for one in item.options}}
        case HotspotItem():
            return {"options": {one.id: one.html for one in item.areas}}
        case NumericItem():
            return {"variants": {str(n): one.prompt_html for n, one in enumerate(item.variants)}}
        case MatchingItem():
            return {
                "lefts": {one.id: one.html for one in item.lefts},
                "rights": {one.id: one.html for one in item.rights},
            }
        case OrderingItem():
            return {"entries": {one.id: one.html for one in item.entries}}
        case CategoriseItem():
            return {
                "entries": {one.id: one.html for one in item.entries},
                "categories": {one.id: one.html for one in item.categories},
            }
        case MatrixItem():
            return {
                "rows": {one.id: one.html for one in item.rows},
                "columns": {one.id: one.html for one in item.columns},
            }
        case MarkWordsItem():
            return {"words": {one.id: one.text for one in item.segments if isinstance(one, Word)}}
        case ClozeItem():
            gaps = [one for one in item.segments if isinstance(one, Gap)]
            lists: dict[str, Parts] = {"gaps": {gap.id: gap.id for gap in gaps}}
            return lists | {gap.id: {one.id: one.text for one in gap.options} for gap in gaps}
        case LikertItem():
            return {"statements": {one.id: one.html for one in item.statements}}
        case _:
            return {}


def matches(before: Item, after: Item) -> Matches:
    """Which part is which, for two editions of an item in the source language."""
    old, new = part_lists(before), part_lists(after)
    lists = {name: _matched(parts, new.get(name, {})) for name, parts in old.items()}
    if isinstance(before, NumericItem) and isinstance(after, NumericItem):
        lists["variants"] = _variants(before, after)
    return Matches(lists=lists)


def _matched(before: Parts, after: Parts) -> Matched:
    """Equal words first, the first with the first; then the same place."""
    places = dict(zip(_numbered(after), after, strict=True))
    same = {old: places[key] for old, key in zip(before, _numbered(before), strict=True) if key in places}
    left_over = set(after) - set(same.values())
    return same | {old: old for old in before if old not in same and old in left_over}


def _numbered(parts: Parts) -> list[tuple[str, int]]:
    """The words of each part, with how often they have stood there before."""
    seen: Counter[str] = Counter()
    keys = []
    for text in parts.values():
        keys.append((text, seen[text]))
        seen[text] += 1
    return keys


def _variants(before: NumericItem, after: NumericItem) -> Matched:
    """The same set of parameters is one that puts the same numbers into the question.

    A set without a like is gone: its place may now hold other numbers. Where there is one set only, a
    number more or less in the wording (such as "to 2 decimals") makes it no other.
    """
    numbers = [_numbers_in(one.prompt_html) for one in after.variants]
    if len(before.variants) == len(after.variants) == 1:
        old, new = Counter(_numbers_in(before.variants[0].prompt_html)), Counter(numbers[0])
        return {"0": "0"} if old <= new or new <= old else {}
    found = {}
    for place, variant in enumerate(before.variants):
        wanted = _numbers_in(variant.prompt_html)
        like = [n for n, one in enumerate(numbers) if one == wanted]
        if like:
            found[str(place)] = str(place if place in like else like[0])
    return found


def _numbers_in(html: str) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(plain(html)))


def carried(before: Item, after: Item, response: Mapping[str, object]) -> dict[str, object]:
    """A response to the earlier edition as one to the later; picks that exist no more are left out."""
    which = matches(before, after)
    match after:
        case ChoiceItem() | HotspotItem() | PollItem():
            return {"chosen": _moved(response.get("chosen"), which.of("options"))}
        case MarkWordsItem():
            return {"marked": _moved(response.get("marked"), which.of("words"))}
        case OrderingItem():
            return {"order": _moved(response.get("order"), which.of("entries"))}
        case MatchingItem():
            return {"pairs": _rekeyed(response.get("pairs"), which.of("lefts"), which.of("rights"))}
        case CategoriseItem():
            moved = _rekeyed(response.get("categories"), which.of("entries"), which.of("categories"))
            return {"categories": moved}
        case MatrixItem():
            cells = response.get("cells")
            rows, columns = which.of("rows"), which.of("columns")
            ticked = cells.items() if isinstance(cells, Mapping) else ()
            return {"cells": {rows[row]: _moved(picks, columns) for row, picks in ticked if row in rows}}
        case ClozeItem():
            return {"gaps": _gaps(response.get("gaps"), which, after)}
        case _:
            return dict(response)


def _moved(ids: object, matched: Matched) -> list[str]:
    return [matched[one] for one in ids if one in matched] if isinstance(ids, list) else []


def _rekeyed(pairs: object, keys: Matched, values: Matched) -> dict[str, str]:
    given = pairs.items() if isinstance(pairs, Mapping) else ()
    return {keys[key]: values[value] for key, value in given if key in keys and value in values}


def _gaps(given: object, which: Matches, after: ClozeItem) -> dict[str, str]:
    chosen = {gap.id for gap in after.segments if isinstance(gap, Gap) and gap.options}
    texts = given.items() if isinstance(given, Mapping) else ()
    moved = {
        gap: which.of(gap).get(text) if gap in chosen else text
        for gap, text in texts
        if gap in which.of("gaps")
    }
    return {gap: text for gap, text in moved.items() if isinstance(text, str)}
