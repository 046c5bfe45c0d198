"""What became of every question of a file, line by line, and how it is written out."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of one question."""

    TAKEN = "taken"
    CHANGED = "changed"
    """Taken, but something had to be adapted."""
    LEFT = "left"
    NOTED = "noted"
    """No question: a category, a character that was taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One question, or something else worth knowing, and where it stands."""

    line: int
    """In the file that is read; 0 where a bank is written out."""
    verdict: Verdict
    name: str = ""
    item: str = ""
    """The id it got or has here."""
    notes: tuple[str, ...] = ()
    """What was adapted, or why it was left."""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one file."""

    findings: tuple[Finding, ...]

    def count(self, *verdicts: Verdict) -> int:
        """How many findings are of these kinds."""
        return sum(finding.verdict in verdicts for finding in self.findings)

    @property
    def arrived(self) -> int:
        """How many questions got through, as they were or adapted."""
        return self.count(Verdict.TAKEN, Verdict.CHANGED)


def as_text(report: Report, path: str) -> str:
    """One `path:line verdict name → id: notes` for each finding, and a last line with the sums."""
    return "\n".join([*_lines(report, path), _sums(report)])


def _lines(report: Report, path: str) -> Iterator[str]:
    for finding in report.findings:
        place = f"{path}:{finding.line}" if finding.line else path
        name = finding.name if finding.name == finding.item else f"“{finding.name}”" if finding.name else ""
        arrow = f"→ {finding.item}" if finding.item and finding.item != finding.name else ""
        words = " ".join(part for part in (place, finding.verdict, name, arrow) if part)
        yield f"{words}: {'; '.join(finding.notes)}" if finding.notes else words


def _sums(report: Report) -> str:
    kinds = (Verdict.TAKEN, Verdict.CHANGED, Verdict.LEFT)
    return ", ".join(f"{report.count(kind)} {kind}" for kind in kinds)


def as_json(report: Report) -> str:
    """An object with the findings and their sums."""
    sums = {kind.value: report.count(kind) for kind in Verdict}
    whole = {"findings": [asdict(finding) for finding in report.findings], "sums": sums}
    return json.dumps(whole, ensure_ascii=False, indent=2)
