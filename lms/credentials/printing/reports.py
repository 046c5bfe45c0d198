"""How the answers to an enquiry become a table and a document; the same answers give the same bytes."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_datetime
from flask_babel import force_locale, gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lms.core.pdf import Asset, Attachment, Document, Style
from lms.core.spreadsheet_text import csv_of
from lms.credentials.codes import grouped
from lms.credentials.rules import RevocationReason
from lms.credentials.rules.checks import Check, Reason
from lms.credentials.rules.enquiries import EnquiryKind, Line, LineAnswer
from lms.credentials.rules.foreign_text import steers
from lms.credentials.wording import reports as texts
from lms.credentials.wording.checks import REASON_TEXTS as FINDING_TEXTS
from lms.credentials.wording.checks import TOPIC_TEXTS
from lms.credentials.wording.refusals import REASON_TEXTS
from lms.credentials.wording.reports import ANSWER_TEXTS
from lms.web.fonts import build_pdf_fonts
from lms.web.i18n import LOCALES

TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "pdf"
FACES = (
    ("Campus Sans", 400, "sans-regular"),
    ("Campus Sans", 600, "sans-semibold"),
    ("Campus Serif", 400, "serif-regular"),
    ("Campus Serif", 600, "serif-semibold"),
)
LAST_LETTER = "\u024f"
SIGNS = frozenset("–—‘’“”…•")
QUOTES = str.maketrans(dict.fromkeys('“”„‟«»"', "’"))
"""What would end a quotation, inside it."""

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=["jinja2.ext.i18n"],
    trim_blocks=True,
)
_environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What is said of the enquiry as a whole."""

    enquiry_id: str
    kind: EnquiryKind
    language: str
    moment: datetime
    """When the report was made."""
    issuer: str
    address: str
    fonts: Path
    counts: Mapping[LineAnswer, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The lines with one answer."""

    title: str
    is_fine: bool
    lines: tuple["_Printed", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """A line in three runs of text: cells of a table would take three times as long to lay out."""

    position: int
    given: str
    is_quoted: bool
    """It was written by whoever asked, and may say anything."""
    said: str
    """What we say of it."""


def table_of(lines: Sequence[Line], language: str) -> bytes:
    """All lines as CSV with a head in that language; no cell can begin a formula."""
    with force_locale(language):
        head = [str(column) for column in texts.COLUMNS]
        return csv_of(head, [_row(line) for line in lines]).encode()


def _row(line: Line) -> list[str | int]:
    facts = line.facts
    return [
        line.position,
        line.label,
        str(ANSWER_TEXTS[line.answer]),
        grouped(line.code or ""),
        *(facts.get(name, "") for name in ("title", "issuer", "awarded", "issued", "expires", "revoked")),
        str(REASON_TEXTS[RevocationReason(facts["reason"])]) if "reason" in facts else "",
        grouped(facts.get("replaced_by", "")),
        " ".join(_findings(line)),
        line.sha256 or "",
    ]


def _findings(line: Line) -> Iterator[str]:
    for name in line.facts.get("findings", "").split():
        check = Check(reason=Reason(name))
        yield f"{TOPIC_TEXTS[check.topic]}: {FINDING_TEXTS[check.reason]}"
    if "is_erased" in line.facts:
        yield str(texts.ERASED)


def report_document(heading: Heading, lines: Sequence[Line], table: bytes) -> Document:
    """The report to be laid out, with its table attached."""
    return Document(
        html=_html(heading, lines),
        style=_style(heading.fonts),
        identifier=bytes.fromhex(heading.enquiry_id[:32]),
        attachments=[
            Attachment(
                name="report.csv",
                body=table,
                media_type="text/csv",
                description="All lines as a table",
                relationship="Source",
                made_at=heading.moment,
            )
        ],
    )


def _html(heading: Heading, lines: Sequence[Line]) -> str:
    locale = LOCALES.get(heading.language, heading.language)
    with force_locale(locale):
        moment = format_datetime(heading.moment.astimezone(UTC), "medium", locale=locale, tzinfo=UTC)
        return _environment.get_template("enquiry.html").render(
            language=heading.language,
            title=texts.TITLE,
            author=heading.issuer,
            created=heading.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            checked=str(texts.CHECKED) % {"address": heading.address.partition("://")[2], "moment": moment},
            paragraphs=[
                texts.LEAD_FILES if heading.kind is EnquiryKind.FILES else texts.LEAD_CODES,
                texts.NAMES,
                *([texts.QUOTED] if any(line.label != line.code for line in lines) else []),
                texts.SEALED,
            ],
            counts=[(ANSWER_TEXTS[answer], count) for answer, count in heading.counts.items()],
            total_title=texts.TOTAL,
            total=len(lines),
            groups=list(_groups(heading, lines, locale)),
        )


def _groups(heading: Heading, lines: Sequence[Line], locale: str) -> Iterator[_Group]:
    for answer in heading.counts:
        own = [line for line in lines if line.answer is answer]
        yield _Group(
            title=f"{ANSWER_TEXTS[answer]} ({len(own)})",
            is_fine=answer is LineAnswer.VALID,
            lines=tuple(_printed(line, locale) for line in own),
        )


def _printed(line: Line, locale: str) -> _Printed:
    is_code = line.label == line.code
    code = "" if is_code else grouped(line.code or "")
    parts = (code, line.facts.get("title", ""), *_dates(line, locale), *_findings(line))
    return _Printed(
        position=line.position,
        given=grouped(line.label) if is_code else quoted(line.label),
        is_quoted=not is_code,
        said=printable(" · ".join(part for part in parts if part)),
    )


def _dates(line: Line, locale: str) -> Iterator[str]:
    for name, text in (("issued", texts.ISSUED), ("expires", texts.EXPIRED), ("revoked", texts.REVOKED)):
        if name in line.facts:
            day = format_date(date.fromisoformat(line.facts[name]), "medium", locale)
            yield str(text) % {"day": day}
    if "reason" in line.facts:
        yield str(REASON_TEXTS[RevocationReason(line.facts["reason"])])
    if "replaced_by" in line.facts:
        yield str(texts.REPLACED) % {"code": grouped(line.facts["replaced_by"])}


def quoted(text: str) -> str:
    """A stranger's text between quotation marks that it cannot end itself."""
    return f"“{printable(text).translate(QUOTES)}”"


def printable(text: str) -> str:
    """A text with a question mark for each letter that the fonts lack; names of files may have any."""
    return "".join(sign if _is_printable(sign) else "?" for sign in unicodedata.normalize("NFC", text))


def _is_printable(sign: str) -> bool:
    return sign in SIGNS or (" " <= sign <= LAST_LETTER and not steers(sign))


@cache
def _style(fonts: Path) -> Style:
    built = build_pdf_fonts(fonts)
    assets = {
        f"{name}.ttf": Asset(body=built[name].read_bytes(), media_type="font/ttf") for _, _, name in FACES
    }
    faces = "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};src:url(asset:{name}.ttf)}}'
        for family, weight, name in FACES
    )
    return Style(css=faces + (TEMPLATES / "enquiry.css").read_text(encoding="utf-8"), assets=assets)
