"""What the page that verifies shows: no more of the holder than the way of asking allows."""

from dataclasses import dataclass
from enum import StrEnum

from lms.credentials import rules
from lms.credentials.queries.verification import Finding
from lms.credentials.records import Record, Wording
from lms.credentials.rules.verification import Answer, Note, Verdict
from lms.credentials.wording.checks import headline
from lms.people.rules import NameShown


class Source(StrEnum):
    """By what somebody asked."""

    CODE = "code"
    DIGEST = "digest"
    """The fingerprint of a file that stayed where it is."""
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What anyone may learn of a certificate. No address, and the name as its holder chose."""

    source: Source
    answer: Answer
    headline: str
    title: str
    record: Record | None
    wording: Wording | None
    holder: str | None
    """The name as it is shown; None where it is not."""
    name_shown: NameShown
    is_name_closed: bool
    """Nor may a name be compared with it."""

    @property
    def kind(self) -> str:
        """Which of the looks of the big answer it gets."""
        is_something_else = self.is_specimen or (
            self.answer.verdict is Verdict.VALID and not self.answer.is_reliable
        )
        return Verdict.UNKNOWN.value if is_something_else else self.answer.verdict.value

    @property
    def is_specimen(self) -> bool:
        """The file is one that only shows what a certificate looks like."""
        return Note.SPECIMEN in self.answer.notes

    @property
    def is_file(self) -> bool:
        """A file was sent."""
        return self.source is Source.FILE

    @property
    def is_exact(self) -> bool:
        """It was asked with the very file, and it stands."""
        return self.source is not Source.CODE and self.answer.is_of_the_file_itself

    @property
    def stands_for_itself(self) -> bool:
        """What was issued may stand beside the answer: it is no altered file or entry, and no specimen."""
        return self.shows_content and not self.is_specimen and self.answer.verdict is not Verdict.ALTERED

    @property
    def shows_content(self) -> bool:
        """There is something that we issued, and what is kept of it is unchanged."""
        return self.answer.entry is not None and self.answer.entry.is_intact is not False


def verification(answer: Answer, finding: Finding | None, source: Source, language: str) -> Verification:
    """What the public page says."""
    record = finding.record if finding is not None else None
    wording = record.wording_in(language) if record is not None else None
    shown = _name_shown(answer, finding, source)
    return Verification(
        source=source,
        answer=answer,
        headline=headline(answer, is_file=source is Source.FILE),
        title=wording.title if wording else (answer.entry.title if answer.entry else ""),
        record=record,
        wording=wording,
        holder=rules.as_shown(record.holder_name, shown) if record else None,
        name_shown=shown,
        is_name_closed=finding is not None and finding.is_name_closed,
    )


def _name_shown(answer: Answer, finding: Finding | None, source: Source) -> NameShown:
    if finding is None or source is Source.DIGEST:
        return NameShown.HIDDEN
    if source is Source.FILE and answer.is_of_the_file_itself:
        return NameShown.FULL  # it stands in the file that was handed in
    return finding.name_shown
