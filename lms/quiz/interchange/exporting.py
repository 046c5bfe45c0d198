"""From a bank to a file for other systems, with a report of what each item lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lms.content.item_sources import ChoiceSource, ItemSource
from lms.content.items import Item
from lms.quiz.interchange.aiken_writing import misread, write_aiken
from lms.quiz.interchange.formats import NAMES, Format
from lms.quiz.interchange.gift_writing import write_gift
from lms.quiz.interchange.moodle_writing import write_moodle_xml
from lms.quiz.interchange.nearest import nearest
from lms.quiz.interchange.parts import parts_of
from lms.quiz.interchange.qti.package import write_qti
from lms.quiz.interchange.report import Finding, Report, Verdict
from lms.quiz.interchange.support import KEPT, Part


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, and what became of every item."""

    data: bytes
    report: Report


def exported(form: Format, items: Sequence[ItemSource], *, category: str, language: str) -> Exported:
    """The items as GIFT, Aiken or Moodle XML; the same bytes for the same items."""
    found: list[ItemSource] = []
    findings = []
    for item in items:
        written = [
            one for one in nearest(item, form, language) if form is not Format.AIKEN or not misread(one)
        ]
        found += written
        findings.append(finding_of(item, form, language, written))
    return Exported(_written(form, found, category), Report(tuple(findings)))


def exported_qti(
    items: Sequence[Item], sources: Sequence[ItemSource], *, name: str, language: str
) -> Exported:
    """The items, as they were compiled from these sources, as a QTI 2.1 package."""
    findings = tuple(finding_of(item, Format.QTI, language, [item]) for item in sources)
    return Exported(write_qti(items, name=name, language=language), Report(findings))


def _written(form: Format, items: Sequence[ItemSource], category: str) -> bytes:
    if form is Format.AIKEN:
        return write_aiken([item for item in items if isinstance(item, ChoiceSource)])
    write = write_gift if form is Format.GIFT else write_moodle_xml
    return write(items, category)


def finding_of(item: ItemSource, form: Format, language: str, written: Sequence[ItemSource]) -> Finding:
    """What became of one item."""
    notes = tuple(_losses(item, form, language, written))
    verdict = Verdict.LEFT if not written else Verdict.CHANGED if notes else Verdict.TAKEN
    return Finding(line=0, verdict=verdict, name=item.id, item=item.id, notes=notes)


def _losses(item: ItemSource, form: Format, language: str, written: Sequence[ItemSource]) -> Iterator[str]:
    if not written:
        yield f"{NAMES[form]} has no words for it"
        return
    kinds = {one.type for one in written}
    if kinds != {item.type}:
        yield f"it becomes {' and '.join(sorted(kinds))}"
    kept = KEPT[form][item.type].parts
    for part in Part:
        if part in parts_of(item, language) - kept - {Part.QUESTION, Part.ANSWERS}:
            yield f"lost: {part}"
