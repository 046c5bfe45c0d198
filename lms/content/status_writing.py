"""How the status of modules and translations is written out: for a hundred columns, and as JSON."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lms.content.module_size import (
    MINUTES_PER_SELF_CHECK,
    MINUTES_PER_TOOL,
    WORDS_PER_MINUTE,
    ModuleSize,
)
from lms.content.translation_status import PageStatus, TranslationStatus

WIDTH = 100
_INDENT = "    "


def count(number: int, noun: str) -> str:
    """`1 lesson`, `2 lessons`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def as_json(sizes: Sequence[ModuleSize], rows: Sequence[TranslationStatus]) -> str:
    """Both as one object."""
    whole = {"modules": [_size(one) for one in sizes], "translations": [_translation(row) for row in rows]}
    return json.dumps(whole, indent=2)


def as_text(sizes: Iterable[ModuleSize], rows: Iterable[TranslationStatus]) -> str:
    """The modules, then a table of the translations."""
    lines = [line for one in sizes for line in (*_module(one), "")]
    return "\n".join([*lines, *_matrix(rows)])


def _module(size: ModuleSize) -> Iterator[str]:
    yield f"{size.id}  {size.module}  ({size.state})"
    if not size.words:
        yield f"{_INDENT}no lessons yet"
        return
    words = f"{min(size.words):,}–{max(size.words):,} words each, {sum(size.words):,} in all"
    parts = [count(size.figures, "figure"), count(size.self_checks, "self-check")]
    parts += [f"{size.opinions} without a key"] if size.opinions else []
    tool = "a tool" if size.tools else "no tool"
    yield from _wrapped(f"{count(len(size.words), 'lesson')}: {words}; {', '.join(parts)}, {tool}")
    if size.bank:
        yield from _wrapped(f"bank of {sum(size.bank.values())}: {_supply(size)}")
        yield from _wrapped(f"types: {', '.join(f'{name} {number}' for name, number in size.types.items())}")
    yield from _wrapped(_time(size))


def _supply(size: ModuleSize) -> str:
    """`B1-O1 11 for 3 drawn`."""
    return ", ".join(
        f"{name} {items} for {size.drawn.get(name, 0)} drawn" for name, items in size.bank.items()
    )


def _time(size: ModuleSize) -> str:
    how = [f"{sum(size.words):,} words at {WORDS_PER_MINUTE} a minute"]
    asked = count(size.self_checks, "self-check")
    asked += f" and {size.opinions} without a key" if size.opinions else ""
    how.append(f"{asked} at {MINUTES_PER_SELF_CHECK} minutes")
    how += [f"{MINUTES_PER_TOOL} minutes for the tool"] if size.tools else []
    claim = f"lessons claim {size.lesson_minutes / 60:.1f} hours in their heads"
    workload = f"the workload {size.claimed_hours.normalize():f} for lessons, self-checks and reading"
    return f"takes {size.minutes / 60:.1f} hours ({' + '.join(how)}); {claim}, {workload}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT * 2)


def _size(size: ModuleSize) -> Mapping[str, object]:
    return {
        "module": size.module,
        "id": size.id,
        "state": size.state,
        "lessons": len(size.words),
        "words": list(size.words),
        "figures": size.figures,
        "self_checks": size.self_checks,
        "opinions": size.opinions,
        "tools": size.tools,
        "drawn": dict(size.drawn),
        "bank": dict(size.bank),
        "types": dict(size.types),
        "minutes": size.minutes,
        "lesson_minutes": size.lesson_minutes,
        "claimed_hours": float(size.claimed_hours),
    }


def _translation(row: TranslationStatus) -> Mapping[str, object]:
    return {
        "module": row.module,
        "language": row.language,
        "pages": len(row.pages),
        "fresh": row.fresh,
        "stale_blocks": row.stale_blocks,
        "missing": list(row.missing),
        "unstamped": list(row.unstamped),
        "parity_problems": row.parity_problems,
    }


def _matrix(rows: Iterable[TranslationStatus]) -> Iterator[str]:
    yield f"{'module':38} {'lang':5} {'fresh':>7} {'stale':>6} {'missing':>8} {'unstamped':>10} {'differ':>7}"
    for row in rows:
        fresh = f"{row.fresh}/{len(row.pages)}"
        yield (
            f"{row.module:38} {row.language:5} {fresh:>7} {row.stale_blocks:>6} {len(row.missing):>8} "
            f"{len(row.unstamped):>10} {row.parity_problems:>7}"
        )
        yield from (f"{_INDENT}{_page_line(page)}" for page in row.pages if not page.is_fresh)


def _page_line(page: PageStatus) -> str:
    if page.is_missing:
        return f"{page.file}: missing"
    words = [
        "does not say what it was made from" if not page.is_stamped else "",
        f"{count(page.stale_blocks, 'block')} stale" if page.stale_blocks else "",
        f"{count(page.untranslated_blocks, 'block')} not translated" if page.untranslated_blocks else "",
        f"{count(page.parity_problems, 'difference')} in items" if page.parity_problems else "",
    ]
    return f"{page.file}: {', '.join(word for word in words if word)}"
