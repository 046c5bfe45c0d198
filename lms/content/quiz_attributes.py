"""What stands in brackets behind the id of an item: outcome, points, type, and what some types add."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from lms.content.items import KEYED_TYPES, UNGRADED_TYPES, ChoiceScoring, ItemType
from lms.content.naming import OUTCOME_ID, did_you_mean, listed
from lms.content.problems import Notes

_Value = TypeVar("_Value")

MAX_POINTS = 100
MAX_WORDS = 10_000
MAX_FILES = 10
MAX_MEGABYTES = 25
KNOWN_ENDINGS = ("pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "txt", "csv", "png", "jpg", "webp")
HEADING_EXAMPLE = "### lq-norrvik  [outcome: B1-O3] [points: 1]"

_ATTRIBUTE = re.compile(r"\[\s*(?P<key>[A-Za-z-]+)\s*(?::\s*(?P<value>[^\]\[]*?)\s*)?\]")
_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9])?)\s*%")
_WORDS = re.compile(r"(?P<least>[0-9]{1,5})?\s*[-\u2013]\s*(?P<most>[0-9]{1,5})?")
_CHOICES = (ItemType.SINGLE_CHOICE, ItemType.TRUE_FALSE, ItemType.MULTIPLE_CHOICE)
_GRADED = tuple(kind for kind in ItemType if kind not in UNGRADED_TYPES)
_EVERYWHERE = ("outcome", "type")
_ONLY_FOR = {
    "points": _GRADED,
    "scoring": (ItemType.MULTIPLE_CHOICE, ItemType.HOTSPOT),
    "shuffle": _CHOICES,
    "fold": (ItemType.SHORT_TEXT, ItemType.CLOZE),
    "hint-cost": KEYED_TYPES,
    "words": (ItemType.ESSAY,),
    "files": (ItemType.UPLOAD,),
    "size": (ItemType.UPLOAD,),
    "accept": (ItemType.UPLOAD,),
}
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Attribute:
    """`[key: value]`; the value of `[case]` is None."""

    value: str | None
    column: int


class Attributes:
    """The attributes of one heading, read on demand; notes what is wrong with them."""

    def __init__(self, text: str, line: int, column: int, notes: Notes) -> None:
        self.line = line
        self.notes = notes
        self.found: dict[str, Attribute] = {}
        for match in _ATTRIBUTE.finditer(text):
            key = match["key"].lower()
            if key in self.found:
                self.error(column + match.start(), f"“{key}” stands here twice")
            self.found[key] = Attribute(match["value"], column + match.start())
        left = _ATTRIBUTE.sub("", text).strip()
        if left:
            message = f"“{left[:40]}” is no attribute; they are written [key: value]"
            self.error(column, message, HEADING_EXAMPLE)

    def error(self, column: int, message: str, example: str | None = None) -> None:
        """Note what is wrong with an attribute."""
        self.notes.error(self.line, column, "quiz-attribute", message, example)

    @property
    def is_case(self) -> bool:
        """The heading is that of a case."""
        return "case" in self.found

    def text(self, key: str) -> str | None:
        """The value as written; None where the attribute is missing."""
        attribute = self.found.get(key)
        return None if attribute is None else attribute.value or ""

    def column(self, key: str) -> int:
        """Where the attribute stands."""
        return self.found[key].column

    def check_keys(self, kind: ItemType) -> None:
        """Note attributes that nobody knows, and those of other types."""
        known = (*_EVERYWHERE, *_ONLY_FOR)
        for key, attribute in self.found.items():
            if key not in known:
                message = f"“{key}” is not known here.{did_you_mean(key, known)}"
                self.error(attribute.column, message, f"Known: {', '.join(known)}")
            elif kind not in _ONLY_FOR.get(key, (kind,)):
                self.error(attribute.column, f"“{key}” {_belongs(_ONLY_FOR[key])}, not to {kind}")

    def case_keys(self) -> None:
        """Note what stands at a case beside `[case]`."""
        for key, attribute in self.found.items():
            if key != "case" or attribute.value is not None:
                message = "a case has no attributes; each of its items has its own"
                self.error(attribute.column, message, "### harbour-town [case]")

    def word(self, key: str, words: Mapping[str, _Value]) -> _Value | None:
        """The meaning of one of a few words; None where the attribute is missing or means nothing."""
        value = self.text(key)
        if value is None:
            return None
        if value not in words:
            guess = did_you_mean(value, words)
            message = f"“{key}” cannot be “{value[:40]}”; it is {listed(words)}.{guess}"
            self.error(self.column(key), message, f"[{key}: {next(iter(words))}]")
            return None
        return words[value]

    def outcome(self) -> str | None:
        """The learning outcome."""
        value = self.text("outcome")
        if value is not None and not OUTCOME_ID.fullmatch(value):
            message = "an item belongs to one learning outcome, named by its id"
            self.error(self.column("outcome"), message, "[outcome: B1-O3]")
            return None
        return value

    def scoring(self) -> ChoiceScoring | None:
        """How picks earn points, where that is said."""
        return self.word("scoring", {word.value: word for word in ChoiceScoring})

    def points(self) -> Decimal:
        """The points; 1 where nothing is said."""
        value = self.text("points")
        if value is None:
            return Decimal(1)
        if not _POINTS.fullmatch(value) or not 0 < Decimal(value) <= MAX_POINTS:
            message = f"points are a number above 0 and up to {MAX_POINTS}"
            self.error(self.column("points"), message, "[points: 1]")
            return Decimal(1)
        return Decimal(value)

    def hint_cost(self, *, has_hint: bool) -> Decimal:
        """The share of the points that the hint costs."""
        value = self.text("hint-cost")
        if value is None:
            return Decimal(0)
        match = _PERCENT.fullmatch(value)
        if match is None or Decimal(match[1]) > 100:
            message = "the cost of a hint is a share of the points, from 0 to 100 %"
            self.error(self.column("hint-cost"), message, "[hint-cost: 25%]")
            return Decimal(0)
        if not has_hint:
            message = "a hint that costs points is missing"
            self.error(self.column("hint-cost"), message, "? Which two numbers are divided?")
            return Decimal(0)
        return Decimal(match[1]) / 100

    def words(self) -> tuple[int | None, int | None]:
        """The fewest and the most words of an essay."""
        value = self.text("words")
        if value is None:
            return None, None
        match = _WORDS.fullmatch(value)
        least, most = (_whole(match["least"]), _whole(match["most"])) if match else (None, None)
        if (least, most) == (None, None) or not 0 < (least or 1) <= (most or MAX_WORDS) <= MAX_WORDS:
            message = (
                f"the length of an essay is two numbers of words up to {MAX_WORDS:,}; one may be left out"
            )
            self.error(self.column("words"), message, "[words: 200-400]\n[words: -400]")
            return None, None
        return least, most

    def number(self, key: str, what: str, default: int, most: int) -> int:
        """A whole number from 1."""
        value = self.text(key)
        if value is None:
            return default
        if not re.fullmatch(r"[0-9]{1,3}", value) or not 1 <= int(value) <= most:
            message = f"{what} a whole number from 1 to {most}"
            self.error(self.column(key), message, f"[{key}: {default}]")
            return default
        return int(value)

    def endings(self, default: tuple[str, ...]) -> tuple[str, ...]:
        """The kinds of files that are accepted."""
        value = self.text("accept")
        if value is None:
            return default
        endings = [part.strip().lower().removeprefix(".") for part in value.split(",")]
        unknown = next((ending for ending in endings if ending not in KNOWN_ENDINGS), None)
        if unknown is not None or len(set(endings)) < len(endings):
            what = "a kind stands here twice" if unknown is None else f"“{unknown[:40]}” is not accepted"
            message = f"{what}; files can be {listed(KNOWN_ENDINGS)}"
            self.error(self.column("accept"), message, "[accept: pdf, docx, xlsx]")
            return default
        return tuple(endings)


def _whole(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _belongs(kinds: tuple[ItemType, ...]) -> str:
    if len(kinds) > _MOST_NAMED:
        return "belongs to types that have points" if kinds is _GRADED else "belongs to types with a key"
    return f"belongs to {listed(kind.value for kind in kinds)}"
