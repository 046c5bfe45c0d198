"""The report on many certificates: its table, what is printed of each line, and its seal."""

import csv
import io
from datetime import UTC, date, datetime

import pikepdf
import pytest
from flask import Flask

from lms.core.db import db
from lms.core.settings import settings
from lms.credentials import queries, services
from lms.credentials.codes import new_code
from lms.credentials.printing.reports import Heading, printable, report_document, table_of
from lms.credentials.rules.checks import Check, Reason
from lms.credentials.rules.enquiries import EnquiryKind, Line, LineAnswer, counts_of, facts_of, line_answer
from lms.credentials.rules.lists import codes_in
from lms.credentials.rules.standings import RevocationReason
from lms.credentials.rules.verification import Answer, Entry, Note, Verdict
from lms.credentials.sealing.check import SealState, check_seal
from lms.credentials.services import REPORT_CSV, REPORT_PDF, keys
from tests.support.keys import give_keys

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
CODE = "7H3K9QXA7H3K9QXA7H3K"
ENTRY = Entry(
    id="1",
    code=CODE,
    title="Clusters",
    issuer_name="Academy",
    hours="7.5",
    awarded_on=date(2026, 11, 20),
    issued_at=MOMENT,
    expires_on=None,
    is_trial=False,
    revoked_at=MOMENT,
    revoked_reason=RevocationReason.ISSUED_IN_ERROR,
)
REVOKED = Answer(verdict=Verdict.REVOKED, entry=ENTRY, checks=(Check(reason=Reason.REVOKED),))
ALTERED = Answer(
    verdict=Verdict.ALTERED,
    entry=ENTRY,
    checks=(Check(reason=Reason.SEAL_ALTERED), Check(reason=Reason.CREDENTIAL_MISSING)),
)


def line(position: int, label: str, answer: Answer) -> Line:
    code = answer.entry.code if answer.entry else None
    return Line(
        position=position,
        label=label,
        answer=line_answer(answer),
        code=code,
        sha256="0" * 64,
        facts=facts_of(answer),
    )


LINES = [line(1, "=HYPERLINK(1).pdf", REVOKED), line(2, "Anna Bērziņa.pdf", ALTERED)]


@pytest.fixture
def heading(context: Flask) -> Heading:
    return Heading(
        enquiry_id="ab" * 32,
        kind=EnquiryKind.FILES,
        language="en",
        moment=MOMENT,
        issuer="Academy",
        address="https://campus.example.org",
        fonts=settings().data / "build" / "fonts",
        counts=counts_of(one.answer for one in LINES),
    )


def test_the_table_has_a_column_for_each_fact_and_no_cell_begins_a_formula(context: Flask) -> None:
    text = table_of(LINES, "en").decode("utf-8-sig")
    head, revoked, altered = csv.reader(io.StringIO(text))
    assert len(head) == len(revoked) == len(altered) == 14
    said = dict(zip(head, revoked, strict=True))
    assert (said["Answer"], said["Withdrawn on"], said["Reason"]) == (
        "Withdrawn",
        "2026-11-22",
        "It was issued in error.",
    )
    assert said["What was found"] == "", "that it was withdrawn is said already"
    assert said["Given"] == "'=HYPERLINK(1).pdf"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in (*revoked, *altered))
    assert dict(zip(head, altered, strict=True))["What was found"] == (
        "Seal: Our seal does not fit: the file was changed or saved anew after sealing. "
        "Machine-readable part: There is none in the file."
    )


def test_the_page_says_of_each_line_what_was_found_those_to_look_at_first(heading: Heading) -> None:
    document = report_document(heading, LINES, b"table")
    assert document.html.index("Not as we issued it (1)") < document.html.index("Withdrawn (1)")
    assert '<li>2 · <span class="quoted">“Anna Bērziņa.pdf”</span> · 7H3K-9QXA-7H3K' in document.html
    assert "Academy" in document.html
    (attached,) = document.attachments
    assert (attached.name, attached.body, attached.media_type) == ("report.csv", b"table", "text/csv")


def test_names_of_files_cannot_become_markup_or_letters_that_are_missing(heading: Heading) -> None:
    hostile = [line(1, "<script>ж.pdf", ALTERED)]
    document = report_document(heading, hostile, b"")
    assert "<script>" not in document.html
    assert "“&lt;script&gt;?.pdf”" in document.html
    assert printable("Čiurlionytė – 1") == "Čiurlionytė – 1"
    assert printable("Be\u0304rzin\u0327a\x9b\xad") == "Bērziņa??", "as a Mac writes letters; signs unseen"


def test_names_of_files_stand_between_quotation_marks_that_they_cannot_end(heading: Heading) -> None:
    document = report_document(heading, [line(1, "a” · Genuine and valid · “b.pdf", ALTERED)], b"")
    assert "“a’ · Genuine and valid · ’b.pdf”</span> · 7H3K" in document.html
    assert "was written by whoever asked for this report" in document.html
    codes = report_document(heading, [line(1, CODE, REVOKED)], b"")
    assert '<span class="code">7H3K-9QXA-7H3K-9QXA-7H3K</span> · Clusters' in codes.html
    assert "quotation marks" not in codes.html


def test_a_specimen_is_called_one_whoever_made_it() -> None:
    specimen = Answer(verdict=Verdict.UNKNOWN, notes=(Note.SPECIMEN,))
    assert line_answer(specimen) is LineAnswer.TRIAL


def test_it_is_sealed_as_certificates_are_with_its_table_inside(context: Flask) -> None:
    give_keys(context)
    token = services.ask_for_codes(codes_in(f"{new_code(bytes(12))}\nnonsense"), "lv")
    db.session.commit()
    while services.answer_enquiries("Baltic Cluster Academy"):
        pass
    enquiry = queries.progress_of(services.enquiry_id_of(token)).enquiry
    report, table = (services.report_file(enquiry, name) for name in (REPORT_PDF, REPORT_CSV))
    assert check_seal(report, keys.published()).state is SealState.INTACT
    with pikepdf.open(io.BytesIO(report)) as pdf:
        assert pdf.attachments["report.csv"].get_file().read_bytes() == table
    _head, unknown, malformed = csv.reader(io.StringIO(table.decode("utf-8-sig")))
    assert malformed[1] == "nonsense"
    assert "izdev" in unknown[2] or "izsnie" in unknown[2], unknown
