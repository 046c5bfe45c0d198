"""Does a certificate keep PDF/A-3a and PDF/UA-1, as a checker says that is not ours?"""

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import page
import pikepdf
import pytest

from lms.core import pdf_finish, pdf_worker
from lms.core.pdf import Attachment, Document, Printer
from lms.credentials.printing.rendering import document_of
from lms.credentials.records import OutcomeResult, Signatory
from lms.people import names
from lms.people.certificate_font import name_face
from tests.factories.credentials import ENGLISH, SWEDISH, make_record

ARCHIVE, ACCESSIBLE = page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1
SIXTY = "Wilhelmina-Maria Žanete Bērziņa-Öberg Święcisława Čiurlionis"
LONG_TITLE = (
    "Cluster programme monitoring and evaluation: from the logic of intervention to evidence that a "
    "minister, an auditor and a cluster manager can use"
)
LONG_OUTCOMES = tuple(
    f"{text}, and defend it before a sceptical audience" for text in ENGLISH.learning_outcomes
)
LONGEST = replace(ENGLISH, title=LONG_TITLE, learning_outcomes=LONG_OUTCOMES)

RECORDS = {
    "real": make_record(),
    "short name": make_record(holder_name="Li"),
    "sixty characters": make_record(holder_name=SIXTY),
    "Cyrillic name": make_record(holder_name="Олександра Їжакевич"),
    "Swedish": make_record(wordings=(SWEDISH, ENGLISH)),
    "trial": make_record(is_trial=True),
    "Swedish trial": make_record(wordings=(SWEDISH,), is_trial=True),
    "labels in two languages, signed": make_record(
        wordings=(replace(ENGLISH, language="lv"),),
        signatories=(Signatory(name="Ebba Norrvik", role="Head of training"),),
        expires_on="2031-11-21",
    ),
    "second page": make_record(
        outcome_results=tuple(OutcomeResult(outcome=one, score="4.5", max_score="6") for one in range(5))
    ),
    "longest": make_record(wordings=(LONGEST,), holder_name=SIXTY, is_trial=True),
}


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    printer = Printer()
    yield printer
    printer.close()


def attachment(name: str, media_type: str) -> Attachment:
    return Attachment(
        name=name,
        body=b'{"name": "B\xc4\x93rzi\xc5\x86a"}',
        media_type=media_type,
        description="The certificate for machines – ķ",
        relationship="Source",
        made_at=datetime(2026, 11, 21, 10, 30, tzinfo=UTC),
    )


def with_files(document: Document) -> Document:
    files = attachment("credential.jwt", "application/vc+jwt"), attachment("badge.json", "application/json")
    return replace(document, attachments=files)


@pytest.fixture(scope="module")
def certificate(printer: Printer, pdf_fonts: Path) -> bytes:
    return printer.render(with_files(document_of(make_record(), pdf_fonts)))


def failures(pdf: bytes, profile: page.ValidationProfile) -> list[str]:
    return [one.rule_id for one in page.validate_pdf_bytes(pdf, profile=profile).failures]


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The PDF with one thing spoilt, otherwise as it was."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out, fix_metadata_version=False)
    return out.getvalue()


def without_part(opened: pikepdf.Pdf) -> None:
    metadata = opened.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def without_language(opened: pikepdf.Pdf) -> None:
    del opened.Root.Lang


def without_tags(opened: pikepdf.Pdf) -> None:
    del opened.Root.StructTreeRoot


def without_alternative_text(opened: pikepdf.Pdf) -> None:
    figures = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert figures
    for figure in figures:
        del figure.Alt


def without_relationship(opened: pikepdf.Pdf) -> None:
    for one in opened.objects:
        if isinstance(one, pikepdf.Dictionary) and "/AFRelationship" in one:
            del one.AFRelationship


def without_kind_of_file(opened: pikepdf.Pdf) -> None:
    for one in opened.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/EmbeddedFile":
            del one.Subtype


def without_fonts(opened: pikepdf.Pdf) -> None:
    for one in opened.objects:
        if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one:
            del one.FontFile2


@pytest.mark.parametrize("kind", RECORDS)
@pytest.mark.parametrize("profile", [ARCHIVE, ACCESSIBLE], ids=["PDF/A-3a", "PDF/UA-1"])
def test_certificates_keep_both_standards(
    printer: Printer, pdf_fonts: Path, kind: str, profile: page.ValidationProfile
) -> None:
    assert len(SIXTY) == 60
    assert failures(printer.render(document_of(RECORDS[kind], pdf_fonts)), profile) == []


def test_a_copy_that_changes_nothing_is_still_in_order(certificate: bytes) -> None:
    copy = changed(certificate, lambda opened: None)
    assert failures(copy, ARCHIVE) == failures(copy, ACCESSIBLE) == []


@pytest.mark.parametrize("spoil", [without_part, without_language, without_tags, without_alternative_text])
def test_the_checker_sees_what_spoils_accessibility(
    certificate: bytes, spoil: Callable[[pikepdf.Pdf], None]
) -> None:
    assert failures(changed(certificate, spoil), ACCESSIBLE)


@pytest.mark.parametrize("spoil", [without_fonts, without_tags, without_relationship, without_kind_of_file])
def test_the_checker_sees_what_spoils_archiving(
    certificate: bytes, spoil: Callable[[pikepdf.Pdf], None]
) -> None:
    assert failures(changed(certificate, spoil), ARCHIVE)


def test_a_name_with_letters_that_no_font_has_would_spoil_it_and_no_account_takes_it(
    printer: Printer, pdf_fonts: Path
) -> None:
    name = "漢字"
    pdf = printer.render(document_of(make_record(holder_name=name), pdf_fonts))
    assert failures(pdf, ARCHIVE) == ["PDFA3A-NOTDEF-GLYPH-001"]
    assert names.problem_on_certificate(name, name_face())


def test_what_is_attached_is_listed_once_with_what_it_is(certificate: bytes) -> None:
    with pikepdf.open(io.BytesIO(certificate)) as opened:
        assert list(opened.attachments) == ["badge.json", "credential.jwt"]
        files = [one.EF.F for one in opened.Root.AF]
        assert [str(one.Subtype) for one in files] == ["/application/json", "/application/vc+jwt"]
        assert all(one.read_bytes() == attachment("", "").body for one in files)
        assert [str(one.AFRelationship) for one in opened.Root.AF] == ["/Source", "/Source"]
        assert str(opened.Root.AF[0].Desc) == "The certificate for machines – ķ"
        assert str(files[0].Params.CreationDate) == "D:20261121103000Z"


def test_attachments_in_another_order_give_the_same_bytes(
    printer: Printer, pdf_fonts: Path, certificate: bytes
) -> None:
    document = with_files(document_of(make_record(), pdf_fonts))
    other = replace(document, attachments=tuple(reversed(document.attachments)))
    assert printer.render(other) == certificate


def test_the_metadata_can_be_read_by_programs_that_know_no_pdf(certificate: bytes) -> None:
    for said in (b'pdfaid:part="3" pdfaid:conformance="A"', b"<pdfuaid:part>1</pdfuaid:part>"):
        assert certificate.count(said) == 1
    assert certificate.count(b"<rdf:RDF") == certificate.count(b"</rdf:RDF>") == 1


class Stream:
    """As much of a stream as `finish` touches."""

    def __init__(self, body: bytes) -> None:
        self.stream, self.extra, self.compress = [body], dict[str, Any](), True

    @property
    def data(self) -> bytes:
        return b"<<>>\nstream\n" + b"\n".join(self.stream) + b"\nendstream"


class Pdf:
    def __init__(self, *bodies: bytes) -> None:
        self.objects = [Stream(body) for body in bodies]


def test_no_stream_ends_so_that_its_length_seems_wrong() -> None:
    pdf = Pdf(*(b"m" * length for length in range(600)))
    pdf_finish.finish(pdf)
    filters = {stream.extra["Filter"] for stream in pdf.objects}
    assert filters == {"/FlateDecode", "[/ASCII85Decode /FlateDecode]"}
    assert not any(stream.stream[0].endswith(b"\r") for stream in pdf.objects)
    assert not any(stream.compress for stream in pdf.objects)


# The library leaves the file of its colour profile to the garbage collector.
leaves_a_file_open = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def press_for(document: Document) -> tuple[pdf_worker.Press, dict[str, Any], dict[str, tuple[bytes, str]]]:
    """Printing in this process: what the library says can be heard."""
    press, style = pdf_worker.Press(), document.style
    named = {
        f"asset:{name}": (one.body, one.media_type)
        for name, one in {**style.assets, **document.assets}.items()
    }
    press.keep_style({"css": style.css, "style": style.digest}, named)
    return (
        press,
        {
            "style": style.digest,
            "html": document.html,
            "is_xml": document.is_xml,
            "identifier": document.identifier.hex(),
            "attachments": [],
        },
        named,
    )


@leaves_a_file_open
def test_an_unclear_end_in_the_librarys_own_streams_is_avoided(pdf_fonts: Path) -> None:
    press, head, assets = press_for(document_of(make_record(), pdf_fonts))
    usual, other = press._print(head, assets), press._print(head, assets, uncompressed_pdf=True)
    assert b"/ObjStm" in usual
    assert not re.search(rb"/ObjStm|/Type /XRef", other)
    assert failures(other, ARCHIVE) == failures(other, ACCESSIBLE) == []


@leaves_a_file_open
def test_read_as_xml_it_is_the_same_to_the_byte(pdf_fonts: Path) -> None:
    press, head, assets = press_for(document_of(RECORDS["Swedish trial"], pdf_fonts))
    assert ElementTree.fromstring(head["html"]).tag == "html"
    as_html, malformed = {**head, "is_xml": False}, {**head, "html": head["html"].replace("<br/>", "<br>")}
    assert press.render(head, assets) == press.render(as_html, assets) == press.render(malformed, assets)


def warnings_about(document: Document, caplog: pytest.LogCaptureFixture) -> list[str]:
    logger = logging.getLogger("weasyprint")
    logger.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.WARNING, logger="weasyprint"):
            press, head, assets = press_for(document)
            press.render(head, assets)
    finally:
        logger.removeHandler(caplog.handler)
    return [entry.getMessage() for entry in caplog.records]


@leaves_a_file_open
@pytest.mark.parametrize("kind", ["real", "longest", "Swedish trial"])
def test_laying_out_gives_no_warning(pdf_fonts: Path, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    assert warnings_about(document_of(RECORDS[kind], pdf_fonts), caplog) == []


@leaves_a_file_open
def test_a_warning_would_be_heard(pdf_fonts: Path, caplog: pytest.LogCaptureFixture) -> None:
    document = document_of(make_record(), pdf_fonts)
    style = replace(document.style, css=document.style.css + "p { background-position-y: 1mm }")
    assert warnings_about(replace(document, style=style), caplog)
