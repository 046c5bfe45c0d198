"""Where a translated page differs from its source: what is stale, what is missing, which items disagree."""

from collections import Counter
from dataclasses import dataclass

from lms.content.canonical import block_digests, head_digest
from lms.content.item_parity import check_items
from lms.content.item_sources import CaseSource, ItemSource
from lms.content.outline import Block
from lms.content.problems import Notes
from lms.content.sources import LessonPage, PageSource, ProseBlock


def blocks_of(page: PageSource, source: PageSource | None) -> tuple[Block, ...]:
    """The blocks of a page; of a translated one with what they were made from and whether it has changed."""
    digests = block_digests(page.body)
    if source is None:
        return tuple(Block(digest=digest) for digest in digests)
    current = set(block_digests(source.body))
    origins = [*page.translated_from, *[None] * len(digests)]
    return tuple(
        Block(digest=digest, translated_from=origin, is_stale=origin is not None and origin not in current)
        for digest, origin in zip(digests, origins, strict=False)
    )


def is_stamped(page: PageSource) -> bool:
    """The page says what it was translated from."""
    return bool(page.translated_from) or (not page.body and page.translated_head is not None)


def untranslated(source: PageSource, page: PageSource) -> tuple[str, ...]:
    """Digests of source blocks that are new: neither translated nor the new form of a translated one.

    A changed block is stale and counts there; only what exceeds the number of stale blocks is new.
    """
    if not page.translated_from:
        return ()
    now, then = Counter(block_digests(source.body)), Counter(page.translated_from)
    new, gone = list((now - then).elements()), (then - now).total()
    return tuple(new[gone:])


def check_translation(source: PageSource, page: PageSource, where: str, notes: Notes) -> None:
    """Note where a translated page differs from its source in what must be the same, and what is stale.

    `where` names module and language, for the command that records what it was made from.
    """
    _check_head(source, page, notes)
    check_items(source, page, notes)
    if page.translated_from:
        _check_stamp(source, page, notes)
    else:
        _check_blocks(source, page, notes)
    if not is_stamped(page):
        message = "this translation does not say what it was made from, so it cannot become stale"
        example = f"lms content stamp {where} {page.file}"
        notes.warning(1, 1, "translation-unstamped", message, example)


def _check_head(source: PageSource, page: PageSource, notes: Notes) -> None:
    """What a lesson takes and teaches is the same in every language."""
    if not isinstance(source, LessonPage) or not isinstance(page, LessonPage):
        return
    if page.minutes != source.minutes:
        message = f"the lesson takes {page.minutes} minutes here, {source.minutes} in the source"
        notes.error(*page.place("minutes"), "parity-head", message, f"minutes: {source.minutes}")
    if page.learning_outcomes != source.learning_outcomes:
        example = f"outcomes: [{', '.join(source.learning_outcomes)}]"
        notes.error(*page.place("outcomes"), "parity-head", "the source has other outcomes", example)


def _check_stamp(source: PageSource, page: PageSource, notes: Notes) -> None:
    blocks = blocks_of(page, source)
    if len(page.translated_from) != len(blocks):
        message = f"translated_from lists {len(page.translated_from)} digests for {len(blocks)} blocks"
        place = page.place("translated_from")
        notes.error(
            *place, "translation-stamp", message, "Translate all blocks, then run `lms content stamp`."
        )
        return
    for unit, block in zip(_units(page), blocks, strict=True):
        if block.is_stale:
            message = "the source of this block has changed since it was translated"
            notes.warning(unit.line, 1, "translation-stale", message)
    if page.translated_head not in (None, head_digest(source)):
        message = "the title or another text in the head of the source has changed since it was translated"
        notes.warning(1, 1, "translation-stale", message)
    new = len(untranslated(source, page))
    if new:
        message = (
            f"{new} block{'s' if new > 1 else ''} of the source {'are' if new > 1 else 'is'} not translated"
        )
        notes.warning(1, 1, "translation-blocks-missing", message)


def _check_blocks(source: PageSource, page: PageSource, notes: Notes) -> None:
    """A page that says nothing of its origin must at least have the same blocks in the same order."""
    ours, theirs = _units(page), expected_units(source, page)
    for unit, other in zip(ours, theirs, strict=False):
        if unit.kind != other.kind:
            message = f"here is {unit.kind}, in the source {other.kind} (line {other.line})"
            notes.error(unit.line, 1, "translation-blocks-differ", message)
            return
    if len(ours) != len(theirs):
        message = f"there are {len(ours)} blocks here, {len(theirs)} are expected from the source"
        notes.error(ours[-1].line if ours else 1, 1, "translation-blocks-differ", message)


def _name_of(unit: CaseSource | ItemSource) -> str:
    """`the item lq-norrvik`."""
    return f"the {'case' if isinstance(unit, CaseSource) else 'item'} {unit.id}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of translation: a prose block, a case or an item."""

    line: int
    kind: str
    digest: str


def _units(page: PageSource) -> list[Unit]:
    places: list[tuple[int, str]] = []
    for block in page.body:
        if isinstance(block, ProseBlock):
            level = block.heading_level
            places.append(
                (block.line, f"a heading of level {level}" if level else "a paragraph, list or table")
            )
        else:
            places += [(unit.line, _name_of(unit)) for unit in block.units]
    digests = block_digests(page.body)
    return [Unit(line, kind, digest) for (line, kind), digest in zip(places, digests, strict=True)]


def expected_units(source: PageSource, page: PageSource) -> list[Unit]:
    """The units of the source that a translated page must have, in order.

    An item may be left for later: it has an id, and the source language is shown for it.
    """
    left_out = {_name_of(unit) for unit in (*source.items, *source.cases)} - {
        _name_of(unit) for unit in (*page.items, *page.cases)
    }
    return [unit for unit in _units(source) if unit.kind not in left_out]
