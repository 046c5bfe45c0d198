"""Many certificates checked at once: an enquiry, its lines and their answers, how long it is kept. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lms.credentials.rules.checks import Topic
from lms.credentials.rules.verification import Answer, Note, Verdict

KEPT = timedelta(hours=24)
"""After that the worker removes the enquiry with its report."""
LEASE = timedelta(minutes=2)
"""Longer than a batch takes; an enquiry whose worker died is taken up again after it."""
BATCH = 20
"""Lines that are checked between two transactions; certificates and mail get their turn in between."""
MOST_TRIES = 3
"""A line that takes the worker down with it so often is left unchecked."""
MOST_REPORT_TRIES = 8
"""Some three quarters of an hour: a machine may be busy, a device that seals may be locked."""
REPORT_SECONDS = (60, 120, 240)
"""A thousand lines take some seconds of a processor; each time it takes longer, more is allowed."""
MOST_OPEN = 20
"""Enquiries that may wait at the same time; each may hold an archive."""


class EnquiryKind(StrEnum):
    """What was handed in."""

    CODES = "codes"
    FILES = "files"


class LineAnswer(StrEnum):
    """The answer to one line, those that need attention first."""

    ALTERED = "altered"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    MALFORMED = "malformed"
    """Not a code at all."""
    TRIAL = "trial"
    """A trial or a specimen: proves nothing."""
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    UNCHECKED = "unchecked"
    VALID = "valid"


def line_answer(answer: Answer) -> LineAnswer:
    """What a line says of an answer."""
    if Note.SPECIMEN in answer.notes or (answer.verdict is Verdict.VALID and not answer.is_reliable):
        return LineAnswer.TRIAL
    return LineAnswer(answer.verdict.value)


def batch_size(attempt: int) -> int:
    """How many lines to take: one alone after a batch was not finished, to find the one that does harm."""
    return BATCH if attempt <= 1 else 1


def is_harmful(attempt: int) -> bool:
    """The line was tried alone and often enough."""
    return attempt > MOST_TRIES


def report_seconds(attempt: int) -> int:
    """How long the layout of a report may take."""
    return REPORT_SECONDS[min(attempt, len(REPORT_SECONDS)) - 1]


def lease_of(attempt: int, *, is_report: bool) -> timedelta:
    """How long a worker has an enquiry for itself, and how long another waits after it failed."""
    return LEASE + timedelta(seconds=report_seconds(attempt)) if is_report else LEASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the report."""

    position: int
    label: str
    """The code, the name of the file, or what was written in place of a code."""
    answer: LineAnswer
    code: str | None
    sha256: str | None
    facts: Mapping[str, str]
    """What the register says, and what was found wrong; see `facts_of`."""


def facts_of(answer: Answer) -> dict[str, str]:
    """What a report says beside the answer: nothing of the holder."""
    # Whether it stands is said by the answer and the dates.
    found = (check.reason.value for check in answer.failed if check.topic is not Topic.STANDING)
    said: dict[str, str | None] = {"findings": " ".join(found)}
    entry = answer.entry
    if entry is not None:
        said |= {
            "title": entry.title,
            "issuer": entry.issuer_name,
            "awarded": entry.awarded_on.isoformat(),
            "issued": entry.issued_at.date().isoformat(),
            "expires": entry.expires_on.isoformat() if entry.expires_on else None,
            "revoked": entry.revoked_at.date().isoformat() if entry.revoked_at else None,
            "reason": entry.revoked_reason.value if entry.revoked_reason else None,
            "replaced_by": entry.superseded_by,
            "is_erased": "yes" if entry.holder_erased_at else None,
        }
    return {name: value for name, value in said.items() if value}


def counts_of(answers: Iterable[LineAnswer]) -> dict[LineAnswer, int]:
    """How often each answer was given, those that need attention first."""
    counted = Counter(answers)
    return {answer: counted[answer] for answer in LineAnswer if counted[answer]}
