"""Which type the items of a module had when they were last served, so that none changes it under its id.

Answers and results are kept under an item's id; those of one type say nothing of another. A small file for
each module remembers the types, also of items that are no longer in the bank.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain

from lms.content.items import Item, ItemType
from lms.content.module_files import MODULE_YAML, Files
from lms.content.outline import Module
from lms.content.problems import Notes, Problem
from lms.core.storage import MissingFileError, Storage

Types = Mapping[str, str]
"""Item id → type."""


def note_served_types(modules: Mapping[str, Module], storage: Storage) -> None:
    """Remember the types of these modules, which are about to be served."""
    for slug, module in modules.items():
        before = _served(slug, storage)
        now = before | _types_of(module)
        if now != before:
            storage.put_named(_name(slug), json.dumps(now, sort_keys=True, indent=1).encode())


def changed_types(modules: Mapping[str, Module], files: Files, storage: Storage) -> Iterator[Problem]:
    """Items that have another type than when they were last served, each at its line."""
    for slug, module in modules.items():
        served = _served(slug, storage)
        for item_id, now in _types_of(module).items():
            before = served.get(item_id, now)
            if before != now:
                yield from _problem(module, item_id, ItemType(now), before, files)


def _name(slug: str) -> str:
    return f"served/{slug}.json"


def _served(slug: str, storage: Storage) -> dict[str, str]:
    try:
        kept = json.loads(storage.get_named(_name(slug)))
    except (MissingFileError, ValueError):
        return {}  # never served, or unreadable: then there is nothing to compare with
    return (
        {key: value for key, value in kept.items() if isinstance(value, str)}
        if isinstance(kept, dict)
        else {}
    )


def _types_of(module: Module) -> dict[str, str]:
    text = module.text(module.source_language)
    checks = chain.from_iterable(lesson.items for lesson in text.lessons.values())
    handed_in = text.assignment.items if text.assignment else ()
    items: Iterator[Item] = chain(text.test_items.values(), checks, handed_in)
    return {item.id: item.type.value for item in items}


def _problem(module: Module, item_id: str, now: ItemType, before: str, files: Files) -> Iterator[Problem]:
    path, line = _place(module, item_id, files)
    notes = Notes(path)
    notes.error(
        line,
        1,
        "item-type-changed",
        f"“{item_id}” was served as {before} and is {now.value} now; answers are kept under its id and would"
        " not fit it. Give the new question an id of its own",
        f"### {item_id}-2",
    )
    yield from notes.problems


def _place(module: Module, item_id: str, files: Files) -> tuple[str, int]:
    """Where the item stands in the source language."""
    root = next(
        path.removesuffix(MODULE_YAML)
        for path in sorted(files)
        if path.endswith(f"/{module.slug}/{MODULE_YAML}")
    )
    head = re.compile(rf"^####? +{re.escape(item_id)}(?=\s|$)".encode(), re.MULTILINE)
    for path in sorted(files):
        if path.startswith(f"{root}{module.source_language}/") and path.endswith(".md"):
            found = head.search(files[path])
            if found:
                return path, files[path].count(b"\n", 0, found.start()) + 1
    return f"{root}{MODULE_YAML}", 1
