"""The report on an enquiry: a sealed PDF with the table of all lines inside, and that table as CSV."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.core import clock
from lms.core.addresses import public_address
from lms.core.db import reading
from lms.core.errors import NotFoundError
from lms.core.pdf import Printer
from lms.core.settings import settings
from lms.credentials import queries
from lms.credentials.printing.reports import Heading, report_document, table_of
from lms.credentials.rules.enquiries import Line, LineAnswer
from lms.credentials.services import keys
from lms.credentials.services.sealing import seal_pdf

REASON = "Report on certificates that were verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that a report says, and the same as a table."""

    heading: Heading
    lines: Sequence[Line]
    table: bytes


def answers_to(enquiry_id: str, issuer: str) -> Answers:
    """The answers, once every line has one; raises NotFoundError."""
    with reading():
        heading, lines = _loaded(enquiry_id, issuer)
    return Answers(heading=heading, lines=lines, table=table_of(lines, heading.language))


def sealed_report(answers: Answers, seconds: int) -> bytes:
    """The report, laid out within so many seconds. Raises PdfError, KeyMissingError, SealerError."""
    printer = Printer(wall_seconds=seconds, cpu_seconds=seconds)
    try:
        pdf = printer.render(report_document(answers.heading, answers.lines, answers.table))
    finally:
        printer.close()
    with reading():
        sealer = keys.active_sealer()
    return seal_pdf(pdf, sealer, reason=REASON, location=public_address())


def _loaded(enquiry_id: str, issuer: str) -> tuple[Heading, list[Line]]:
    progress = queries.progress_of(enquiry_id)
    if progress is None:
        raise NotFoundError
    heading = Heading(
        enquiry_id=enquiry_id,
        kind=progress.enquiry.kind,
        language=progress.enquiry.language,
        moment=clock.now(),
        issuer=issuer,
        address=public_address(),
        fonts=settings().data / "build" / "fonts",
        counts=progress.counts,
    )
    lines = [
        Line(
            position=row.position,
            label=row.label,
            answer=row.answer or LineAnswer.UNCHECKED,
            code=row.code,
            sha256=row.sha256,
            facts=row.facts,
        )
        for row in queries.lines_of(enquiry_id)
    ]
    return heading, lines
