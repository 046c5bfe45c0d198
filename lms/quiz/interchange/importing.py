"""From a file of another system to items that can stand in one bank, with a report of every question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from lms.content.item_sources import ItemSource
from lms.content.item_writing import write_item
from lms.content.items import HAND_GRADED_TYPES, UNGRADED_TYPES
from lms.quiz.interchange.aiken_reading import read_aiken
from lms.quiz.interchange.checking import why_not
from lms.quiz.interchange.decoding import decoded
from lms.quiz.interchange.formats import Format
from lms.quiz.interchange.gift_reading import read_gift
from lms.quiz.interchange.moodle_reading import read_moodle_xml
from lms.quiz.interchange.naming import id_for
from lms.quiz.interchange.readings import FileRefusedError, Question, Reading, Remark
from lms.quiz.interchange.report import Finding, Report, Verdict

MAX_CHARACTERS = 500_000
"""Of all questions of a file as they would be written: twice what a bank may have."""
_READERS: Mapping[Format, Callable[[str, str], Reading]] = {
    Format.GIFT: read_gift,
    Format.AIKEN: read_aiken,
    Format.MOODLE_XML: read_moodle_xml,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The bank that questions are to be taken into."""

    language: str
    outcomes: tuple[str, ...]
    """All that the module has."""
    outcome: str | None = None
    """For questions that name none of them."""
    items: tuple[ItemSource, ...] = ()
    """Those it has already."""
    taken_ids: frozenset[str] = frozenset()
    """Ids that stand elsewhere in the module."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The items to be added, in their order, and what became of every question."""

    items: tuple[ItemSource, ...]
    report: Report


def read_questions(form: Format, data: bytes, language: str) -> Reading:
    """What stands in a file; raises FileRefusedError where it cannot be read."""
    text = decoded(data, is_xml=form is Format.MOODLE_XML)
    reading = _READERS[form](text.text, language)
    return Reading(reading.questions, (*text.remarks, *reading.remarks))


def imported(form: Format, data: bytes, bank: Bank) -> Imported:
    """The items of a file that can stand in the bank; raises FileRefusedError where it cannot be read."""
    reading = read_questions(form, data, bank.language)
    entering = _Entering(bank)
    findings = [entering.finding_of(question) for question in reading.questions]
    findings += [_noted(remark) for remark in reading.remarks]
    return Imported(tuple(entering.items), Report(tuple(sorted(findings, key=lambda one: one.line))))


def _noted(remark: Remark) -> Finding:
    return Finding(line=remark.line, verdict=Verdict.NOTED, notes=(remark.text,))


class _Entering:
    """Takes questions one by one; each has to be new, valid and of use."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.items: list[ItemSource] = []
        self.characters = 0
        self.taken = {*bank.taken_ids, *(item.id for item in bank.items)}
        self.there = {_nameless(item): item.id for item in bank.items}

    def finding_of(self, question: Question) -> Finding:
        if question.item is None:
            return self.left(question, question.reason)
        if question.item.type in UNGRADED_TYPES | HAND_GRADED_TYPES:
            return self.left(question, "no key can grade it; a final test has no such questions")
        outcome = next((tag for tag in question.tags if tag in self.bank.outcomes), self.bank.outcome)
        if outcome is None:
            return self.left(question, "it names no learning outcome of the module; use --outcome")
        item = replace(question.item, learning_outcome=outcome)
        there = self.there.get(_nameless(item))
        if there is not None:
            return self.left(question, f"the bank has the same question as {there}")
        return self.enter(question, item)

    def enter(self, question: Question, item: ItemSource) -> Finding:
        self.characters += len(write_item(item))
        if self.characters > MAX_CHARACTERS:
            message = "the questions up to here are more than a bank can hold; split the file"
            raise FileRefusedError(question.line, message)
        reason = why_not(replace(item, id="question"), self.bank.language)
        if reason:
            return self.left(question, reason)
        named = replace(item, id=id_for(item.id or question.name, item.prompt.text, self.taken))
        self.items.append(named)
        self.there[_nameless(named)] = named.id
        others = [tag for tag in question.tags if tag != item.learning_outcome]
        notes = [*question.changes, *(f"the tag “{tag[:60]}” was left out" for tag in others[:10])]
        verdict = Verdict.CHANGED if question.changes else Verdict.TAKEN
        return Finding(
            line=question.line, verdict=verdict, name=question.name, item=named.id, notes=tuple(notes)
        )

    def left(self, question: Question, reason: str) -> Finding:
        return Finding(
            line=question.line, verdict=Verdict.LEFT, name=question.name, notes=(*question.changes, reason)
        )


def _nameless(item: ItemSource) -> ItemSource:
    """The item without what two copies of one question may differ in."""
    return replace(item, id="", learning_outcome=None, points=Decimal(1))
