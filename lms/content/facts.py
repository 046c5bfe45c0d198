"""What `facts.yaml` says: values that age, kept in one place and quoted by all modules."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lms.content.frontmatter import Fields
from lms.content.module_schema import read_format
from lms.content.naming import MAX_ID, SLUG
from lms.content.problems import Notes, Problem
from lms.content.quoted_facts import CheckedAgainst, QuotedFact
from lms.content.written_numbers import NO_BREAK, format_day, format_number
from lms.content.yaml_nodes import MapNode, Node, Scalar, read_yaml

FACTS_FILE = "facts.yaml"
FACT_EXAMPLE = """\
facts:
  de-minimis-ceiling:
    value: 300000
    unit: EUR
    says: Ceiling of general de minimis aid in any three years
    source: Regulation (EU) 2023/2831, Art. 3(2)
    address: https://eur-lex.europa.eu/eli/reg/2023/2831/oj
    checked: 2026-11-21
    checked_against: act
    review_by: 2027-05-31"""
MAX_WORDS = 200

_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CURRENCY = re.compile(r"(?P<code>[A-Z]{3})(?: (?P<scale>\S.*))?")
_ADDRESS = re.compile(r"https://[^\s<>\"'`]+")
# Signs with a meaning in Markdown, YAML or a quiz are refused, so that no value changes what stands around
# it; nor may a text look like the number of a list entry.
_PLAIN = re.compile(r"(?!\d+\.(?: |$))(?:[^\W_]|[%°€])(?:[^\W_]|[ %°€,.;/()’–-])*")

Value = Decimal | date | Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value that ages: what it is, where it stands, and when somebody must look again."""

    id: str
    value: Value
    """A number, a day, or a text by language."""
    unit: Mapping[str, str]
    says: Mapping[str, str]
    source: str
    address: str
    checked: date
    checked_against: CheckedAgainst
    review_by: date
    line: int = field(compare=False, default=1)

    def number(self, language: str) -> str:
        """The value without its unit, as the language writes it."""
        if isinstance(self.value, Decimal):
            return format_number(self.value, language)
        return format_day(self.value, language) if isinstance(self.value, date) else self.raw(language)

    def raw(self, language: str) -> str:
        """The value as formulas, keys and parameters need it: `300000`, `2030-12-31`."""
        if isinstance(self.value, Decimal):
            return f"{self.value:f}"
        return self.value.isoformat() if isinstance(self.value, date) else _in(self.value, language)

    def shown(self, language: str) -> str:
        """The value with its unit: `EUR 300,000`, in Swedish `300 000 EUR`."""
        unit, number = _in(self.unit, language), self.number(language)
        currency = _CURRENCY.fullmatch(unit)
        if currency is None or not language.startswith("en"):
            return NO_BREAK.join(part for part in (number, unit) if part)
        return NO_BREAK.join(part for part in (currency["code"], number, currency["scale"]) if part)

    def quoted_in(self, language: str) -> QuotedFact:
        """What readers are told about it."""
        return QuotedFact(
            id=self.id,
            says=_in(self.says, language),
            value=self.shown(language),
            source=self.source,
            address=self.address,
            checked=self.checked,
            checked_against=self.checked_against,
        )


def _in(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, or in the source language, which stands first."""
    return texts.get(language) or next(iter(texts.values()), "")


def read_facts(text: str, path: str, languages: tuple[str, ...]) -> tuple[dict[str, Fact], Notes]:
    """Read `facts.yaml`; facts in which something is wrong are left out, and noted."""
    notes = Notes(path)
    node = read_yaml(text, notes)
    if node is None:
        return {}, notes
    fields = Fields(node, notes)
    read_format(fields)
    group = fields.group("facts", example=FACT_EXAMPLE)
    fields.close()
    read = (_FactReader(key, value, notes, languages) for key, value in (group.node.entries if group else ()))
    return {fact.id: fact for reader in read if (fact := reader.read()) is not None}, notes


def due_reviews(facts: Mapping[str, Fact], path: str, today: date) -> Iterator[Problem]:
    """Facts whose day of review has passed; the day comes from outside, since content must not know it."""
    notes = Notes(path)
    for fact in facts.values():
        if fact.review_by < today:
            message = f"“{fact.id}” was to be looked up again by {fact.review_by} in: {fact.source}"
            notes.warning(fact.line, 3, "fact-review-due", message)
    yield from notes.problems


class _FactReader:
    """Reads one fact."""

    def __init__(self, key: Scalar, node: Node, notes: Notes, languages: tuple[str, ...]) -> None:
        self.key = key
        self.notes = notes
        self.languages = languages
        self.fields = Fields(node, notes, name=key.text) if isinstance(node, MapNode) else None
        self.problems_before = len(notes.problems)

    def read(self) -> Fact | None:
        place = (self.key.line, self.key.column)
        if not SLUG.fullmatch(self.key.text) or len(self.key.text) > MAX_ID:
            message = f"“{self.key.text[:60]}” cannot name a fact; ids are small letters, digits and hyphens"
            self.notes.error(*place, "wrong-name", message, "de-minimis-ceiling:")
        if self.fields is None:
            message = f"“{self.key.text[:60]}” should be a group of keys"
            self.notes.error(*place, "wrong-value", message, FACT_EXAMPLE)
            return None
        fact = self.fact(self.fields)
        self.fields.close()
        return fact if len(self.notes.problems) == self.problems_before else None

    def fact(self, fields: Fields) -> Fact:
        checked, review_by = self.day(fields, "checked"), self.day(fields, "review_by")
        if review_by < checked:
            message = f"the next review, {review_by}, lies before the last check, {checked}"
            self.notes.error(*fields.place_of("review_by"), "wrong-value", message, "review_by: 2027-05-31")
        against = fields.word("checked_against", CheckedAgainst, example="checked_against: act")
        return Fact(
            id=self.key.text,
            value=self.value(fields),
            unit=self.texts(fields, "unit", "unit: {en: years, sv: år}", is_required=False),
            says=self.texts(fields, "says", "says: Length of the rolling period", is_required=True),
            source=self.plain(fields, "source", fields.text("source", example="source: Act 1/2026, Art. 2")),
            address=self.address(fields),
            checked=checked,
            checked_against=against or CheckedAgainst.BRIEF,
            review_by=review_by,
            line=self.key.line,
        )

    def value(self, fields: Fields) -> Value:
        node = fields.node.get("value")
        if isinstance(node, MapNode):
            return self.texts(fields, "value", "value: {en: two languages, sv: två språk}", is_required=True)
        written = fields.text("value", example="value: 300000", limit=MAX_WORDS)
        if _NUMBER.fullmatch(written):
            return Decimal(written)
        if _DAY.fullmatch(written):
            return self.day(fields, "value")
        if written:
            message = f"“value” should be a number, a day, or texts by language, not “{written[:60]}”"
            example = "value: 300000\nvalue: 2030-12-31\nvalue: {en: two languages, sv: två språk}"
            self.notes.error(*fields.place_of("value"), "wrong-value", message, example)
        return Decimal(0)

    def day(self, fields: Fields, key: str) -> date:
        written = fields.text(key, example=f"{key}: 2026-11-21", limit=40)
        try:
            return date.fromisoformat(written if _DAY.fullmatch(written) else "")
        except ValueError:
            if written:
                message = f"“{key}” should be a day, year first, not “{written}”"
                self.notes.error(*fields.place_of(key), "wrong-value", message, f"{key}: 2026-11-21")
            return date.min

    def texts(self, fields: Fields, key: str, example: str, *, is_required: bool) -> dict[str, str]:
        """A text in the source language, or texts by language; source language first."""
        source = self.languages[0]
        wanted = example if is_required else None
        if not isinstance(fields.node.get(key), MapNode):
            text = fields.text(key, example=wanted, limit=MAX_WORDS)
            return {source: self.plain(fields, key, text)} if text else {}
        texts = fields.text_map(key, example=wanted)
        place = fields.place_of(key)
        for language in texts:
            if language not in self.languages:
                message = f"“{language[:20]}” in “{key}” is not among the languages of the programme"
                self.notes.error(*place, "unknown-language", message, example)
        if source not in texts:
            message = f"“{key}” has no text in the source language, {source}"
            self.notes.error(*place, "missing-key", message, example)
        ordered = sorted(texts, key=lambda language: language != source)
        return {language: self.plain(fields, key, texts[language]) for language in ordered}

    def plain(self, fields: Fields, key: str, text: str) -> str:
        """The text; `says` is shown on its own and may have any signs."""
        if text and key != "says" and not _PLAIN.fullmatch(text):
            message = f"“{key}” stands in texts, where signs other than % ° € , . ; / ( ) ’ – have a meaning"
            self.notes.error(*fields.place_of(key), "fact-signs", message)
        return text

    def address(self, fields: Fields) -> str:
        address = fields.text("address", limit=400)
        if address and not _ADDRESS.fullmatch(address):
            message = f"“address” should begin with https://, not “{address[:60]}”"
            example = "address: https://eur-lex.europa.eu/eli/reg/2023/2831/oj"
            self.notes.error(*fields.place_of("address"), "wrong-value", message, example)
        return address
