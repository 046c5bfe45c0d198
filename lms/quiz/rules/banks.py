"""The questions of a module as a trainer looks through them: what each is, which of them are wanted."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from lms.content.items import Item, ItemType, NumericItem
from lms.content.outline import Lesson, Module
from lms.quiz.rules.parts import plain
from lms.quiz.rules.statistics_notes import Noted

_TEST_FILE = "final-test.md"
_NOT_READ = frozenset(
    {"id", "type", "scoring", "learning_outcome", "right_id", "category_id", "right_column_ids", "endings"}
)
"""Fields of items that hold no words."""


class Source(StrEnum):
    """Where a question stands."""

    TEST = "test"
    SELF_CHECKS = "self-checks"


class Sorting(StrEnum):
    """In which order a bank is listed."""

    FILE = "file"
    """As the author wrote them."""
    ID = "id"
    OUTCOME = "outcome"
    TYPE = "type"
    ATTENTION = "attention"
    """What figures say should be looked at comes first."""
    FACILITY = "facility"
    """The hardest first."""
    DISCRIMINATION = "discrimination"
    """Those first that tell least between people who know and people who don't."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankEntry:
    """A question of a module in all its languages."""

    source: Source
    file: str
    """Path of the file in the source language, from the folder of the programme."""
    lesson: Lesson | None
    """The lesson that it checks; None: it is of the final test."""
    versions: Mapping[str, Item]
    """Language → the question in it, source language first."""

    @property
    def item(self) -> Item:
        """The question in the source language."""
        return next(iter(self.versions.values()))

    @property
    def id(self) -> str:
        """Its id."""
        return self.item.id

    @property
    def case_id(self) -> str | None:
        """The case that it belongs to."""
        return self.item.case.id if self.item.case else None

    @property
    def variant_count(self) -> int:
        """Sets of numbers that it can be asked with."""
        return len(self.item.variants) if isinstance(self.item, NumericItem) else 1

    def shown(self, language: str) -> Item:
        """The question in a language, or in the source language where it has not been translated."""
        return self.versions.get(language, self.item)

    def is_missing(self, language: str) -> bool:
        """It has no text of its own in this language."""
        return language not in self.versions


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFilter:
    """Which questions are wanted, and in which order."""

    words: str = ""
    source: Source | None = None
    outcome: str = ""
    type: ItemType | None = None
    case: str = ""
    language: str = ""
    """Only what is not translated into it."""
    needs_look: bool = False
    """Only what figures say something about."""
    sorting: Sorting = Sorting.FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How a learning outcome is served by the bank of the final test."""

    outcome: str
    in_bank: int
    drawn: int
    """Questions in one final test."""
    prepared: int
    """Questions in one preparation test, which are taken from the same bank."""
    types: Mapping[ItemType, int]


def bank_of(module: Module) -> tuple[BankEntry, ...]:
    """All questions of a module: those of the final test, then the self-checks of its lessons."""
    return (*_test_entries(module), *_self_checks(module))


def find_entry(module: Module, item_id: str) -> BankEntry | None:
    """The question with this id."""
    return next((entry for entry in bank_of(module) if entry.id == item_id), None)


def _languages(module: Module) -> list[str]:
    return list(dict.fromkeys((module.source_language, *module.texts)))


def _test_entries(module: Module) -> Iterator[BankEntry]:
    for item_id in module.text(module.source_language).test_items:
        found = {
            language: items[item_id]
            for language in _languages(module)
            if item_id in (items := module.text(language).test_items)
        }
        file = _path(module, _TEST_FILE)
        yield BankEntry(source=Source.TEST, file=file, lesson=None, versions=_written(found))


def _self_checks(module: Module) -> Iterator[BankEntry]:
    for lesson in module.lessons:
        checks = {
            language: {item.id: item for item in text.items}
            for language in _languages(module)
            if (text := module.text(language).lessons.get(lesson.slug)) is not None
        }
        file = _path(module, f"{lesson.number:02d}-{lesson.slug}.md")
        for item_id in checks[module.source_language]:
            found = {language: items[item_id] for language, items in checks.items() if item_id in items}
            yield BankEntry(source=Source.SELF_CHECKS, file=file, lesson=lesson, versions=_written(found))


def _written(versions: Mapping[str, Item]) -> Mapping[str, Item]:
    """Only the languages that have words of their own: what is missing there stands as in the source."""
    source = next(iter(versions.values()))
    return {language: item for language, item in versions.items() if item is source or item != source}


def _path(module: Module, file: str) -> str:
    return f"{module.course}/{module.slug}/{module.source_language}/{file}"


def wanted(
    entries: Sequence[BankEntry], by: BankFilter, figures: Mapping[str, Noted] | None = None
) -> list[BankEntry]:
    """The entries that fit all that is asked for, sorted; `figures` by item id, where there are any."""
    known = figures or {}
    found = [entry for entry in entries if _fits(entry, by) and _is_noted(entry, by, known)]
    match by.sorting:
        case Sorting.ATTENTION | Sorting.FACILITY | Sorting.DISCRIMINATION:
            return sorted(found, key=lambda entry: _weakness(known.get(entry.id), by.sorting))
        case Sorting.ID:
            return sorted(found, key=lambda entry: entry.id)
        case Sorting.OUTCOME:
            return sorted(found, key=lambda entry: entry.item.learning_outcome or "~")
        case Sorting.TYPE:
            order = list(ItemType)
            return sorted(found, key=lambda entry: order.index(entry.item.type))
        case Sorting.FILE:
            return found


def _is_noted(entry: BankEntry, by: BankFilter, known: Mapping[str, Noted]) -> bool:
    return not by.needs_look or (
        entry.source is Source.TEST and entry.id in known and bool(known[entry.id].notes)
    )


def _weakness(noted: Noted | None, sorting: Sorting) -> tuple[bool, float]:
    """What is looked at first; what has no figures comes last."""
    figures = noted.figures if noted else None
    if noted is None or figures is None:
        return (True, 0)
    if sorting is Sorting.ATTENTION:
        return (False, -noted.urgency)
    value = figures.facility if sorting is Sorting.FACILITY else figures.discrimination
    return (value is None, value or 0)


def _fits(entry: BankEntry, by: BankFilter) -> bool:
    return (
        by.source in (None, entry.source)
        and by.outcome in ("", entry.item.learning_outcome)
        and by.type in (None, entry.item.type)
        and by.case in ("", entry.case_id)
        and (not by.language or entry.is_missing(by.language))
        and _has_words(entry, by.words)
    )


def _has_words(entry: BankEntry, words: str) -> bool:
    wanted_words = _folded(words).split()
    if not wanted_words:
        return True
    text = _folded(" ".join([entry.id, *(words_of(item) for item in entry.versions.values())]))
    return all(word in text for word in wanted_words)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def words_of(item: Item) -> str:
    """All that can be read in a question: prompt, answers, feedback, hint, explanation, case."""
    return plain(" ".join(_texts(item)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in _NOT_READ:
                yield from _texts(getattr(value, field.name))


def prompt_of(item: Item) -> str:
    """The question in one line, without its answers."""
    if isinstance(item, NumericItem):
        return plain(item.variants[0].prompt_html)
    segments = getattr(item, "segments", None)
    if segments is None:
        return plain(getattr(item, "prompt_html", ""))
    return plain("".join(one if isinstance(one, str) else getattr(one, "text", "…") for one in segments))


def coverage_of(module: Module) -> tuple[Coverage, ...]:
    """How the bank of the final test serves what an attempt draws from it, outcome by outcome."""
    items = list(module.text(module.source_language).test_items.values())
    drawn = module.blueprint.draw if module.blueprint else {}
    prepared = module.preparation.draw if module.preparation else {}
    return tuple(
        Coverage(
            outcome=outcome,
            in_bank=sum(item.learning_outcome == outcome for item in items),
            drawn=drawn.get(outcome, 0),
            prepared=prepared.get(outcome, 0),
            types=Counter(item.type for item in items if item.learning_outcome == outcome),
        )
        for outcome in module.learning_outcomes
    )
