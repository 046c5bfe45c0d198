"""How ageing facts come into a module: `[[fact:ID]]` gives way to the value before anything is read.

In YAML a value is put in as characters that mean nothing there and turns back when a scalar is built, so that
it can neither end a text nor begin a key. In Markdown the values themselves are harmless: see `facts`.
Lines stay lines; a column is found again from what was replaced before it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lms.content.facts import FACTS_FILE, Fact
from lms.content.naming import did_you_mean, listed
from lms.content.problems import Notes, Problem
from lms.content.written_numbers import format_day
from lms.content.yaml_nodes import veiled

MAX_QUOTES = 500
EXAMPLE = "[[fact:de-minimis-ceiling]]\n[[fact:de-minimis-ceiling number]]"

_FORMS = ("number", "raw", "checked", "source")
_ANY = re.compile(r"\[\[\s*fact\b[^\[\]\n]*\]{0,2}", re.IGNORECASE)
_QUOTE = re.compile(r"\[\[fact:(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)(?: (?P<form>[a-z]+))?\]\]")
_NOTHING = "0"
"""Stands for what cannot be quoted: also a number has to be read there without more problems."""


@dataclass(frozen=True, slots=True)
class Span:
    """What was replaced in a line: where it stands now, how long it is now, and how long it was."""

    start: int
    length: int
    was: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A file with the values in it."""

    text: str
    written: str
    """As the author wrote it, and as it is read where values do not count: quotations stay as they are."""
    ids: tuple[str, ...] = ()
    """The facts that are quoted, in the order of first use."""
    has_quotes_in_head: bool = False
    spans: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    """Line → what was replaced in it, from left to right."""
    problems: tuple[Problem, ...] = ()

    def placed(self, problem: Problem) -> Problem:
        """The problem at its place in the file as written."""
        if problem in self.problems:
            return problem
        column = problem.column
        for span in reversed(self.spans.get(problem.line, ())):
            if problem.column > span.start + span.length:
                column += span.was - span.length
            elif problem.column > span.start:
                column = span.start + 1
        return problem if column == problem.column else replace(problem, column=column)


def placed(problems: Iterable[Problem], files: Mapping[str, Quoted]) -> tuple[Problem, ...]:
    """Problems of texts with values in them, each at its place in the file as written."""
    return tuple(files[one.path].placed(one) if one.path in files else one for one in problems)


def quote_facts(text: str, path: str, facts: Mapping[str, Fact], language: str) -> Quoted:
    """Put the values in, as the language of the file writes them."""
    if "[[" not in text:
        return Quoted(text=text, written=text)
    return _Quoter(path, facts, language).quoted(text)


def without_quotes(text: str) -> str:
    """The text with something harmless of the same length in the place of every quotation."""
    return _ANY.sub(lambda match: "x" * len(match[0]), text)


class _Quoter:
    def __init__(self, path: str, facts: Mapping[str, Fact], language: str) -> None:
        self.notes = Notes(path)
        self.facts = facts
        self.language = language
        self.ids: dict[str, None] = {}
        self.count = 0
        self.spans: dict[int, tuple[Span, ...]] = {}

    def quoted(self, text: str) -> Quoted:
        lines = text.split("\n")
        yaml_end = _end_of_yaml(lines, self.notes.path)
        new = [self.line(n, line, is_yaml=n <= yaml_end) for n, line in enumerate(lines, 1)]
        written = [_veiled_quotes(line) if n <= yaml_end else line for n, line in enumerate(lines, 1)]
        if self.count > MAX_QUOTES:
            message = f"facts are quoted {self.count} times in this file; {MAX_QUOTES} times are enough"
            self.notes.error(1, 1, "fact-form", message)
        return Quoted(
            text="\n".join(new) if self.count <= MAX_QUOTES else text,
            written="\n".join(written),
            ids=tuple(self.ids),
            has_quotes_in_head=any(number <= yaml_end for number in self.spans),
            spans=self.spans if self.count <= MAX_QUOTES else {},
            problems=tuple(self.notes.problems),
        )

    def line(self, number: int, line: str, *, is_yaml: bool) -> str:
        spans: list[Span] = []
        shift = 0

        def put_in(match: re.Match[str]) -> str:
            nonlocal shift
            value = self.value(match, number)
            spans.append(Span(match.start() + shift, len(value), len(match[0])))
            shift += len(value) - len(match[0])
            return veiled(value) if is_yaml else value

        new = _ANY.sub(put_in, line)
        if spans:
            self.spans[number] = tuple(spans)
        return new

    def value(self, match: re.Match[str], number: int) -> str:
        self.count += 1
        place = (number, match.start() + 1)
        quote = _QUOTE.fullmatch(match[0])
        if quote is None or quote["form"] not in (None, *_FORMS):
            message = (
                f"“{match[0][:60]}” quotes no fact; write its id, and behind it nothing or {listed(_FORMS)}"
            )
            self.notes.error(*place, "fact-form", message, EXAMPLE)
            return _NOTHING
        fact = self.facts.get(quote["id"])
        if fact is None:
            message = f"{FACTS_FILE} has no fact “{quote['id']}”.{did_you_mean(quote['id'], self.facts)}"
            self.notes.error(*place, "unknown-fact", message)
            return _NOTHING
        self.ids[fact.id] = None
        return self.form(fact, quote["form"])

    def form(self, fact: Fact, form: str | None) -> str:
        match form:
            case "number":
                return fact.number(self.language)
            case "raw":
                return fact.raw(self.language)
            case "checked":
                return format_day(fact.checked, self.language)
            case "source":
                return fact.source
            case _:
                return fact.shown(self.language)


def _end_of_yaml(lines: list[str], path: str) -> int:
    """The last line that is YAML: of a Markdown file the end of its head."""
    if not path.endswith(".md"):
        return len(lines)
    if lines[0].rstrip() != "---":
        return 0
    return next((n for n, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), 0)


def _veiled_quotes(line: str) -> str:
    return _ANY.sub(lambda match: veiled(match[0]), line)
