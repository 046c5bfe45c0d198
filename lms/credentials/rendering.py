"""How a record becomes the HTML of a certificate, and that a PDF."""

import io
import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import segno
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import force_locale, gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lms.core.pdf import Asset, Document, Style, render_pdf
from lms.core.settings import settings
from lms.credentials.codes import grouped
from lms.credentials.records import Assessment, Recognition, Record
from lms.credentials.typesetting import POINTS_PER_MM, Metrics
from lms.learning.rules import ASSIGNMENT, RecognitionKind
from lms.web.fonts import build_pdf_fonts
from lms.web.i18n import INTERFACE_LANGUAGES, SOURCE_LANGUAGE

TEMPLATES = Path(__file__).parent.parent / "templates" / "pdf"
ICONS = Path(__file__).parent.parent / "static" / "icons"
SVG = "image/svg+xml"
PICTURES = {
    "constellation.svg": ICONS / "constellation.svg",
    "mark.svg": ICONS / "mark-line.svg",
    "dot.svg": TEMPLATES / "dot.svg",
}
FONTS = ("sans-regular", "sans-semibold", "serif-regular", "serif-semibold")

NAME_SIZES = range(18, 39)
NAME_ROOM_MM = 250.0
TEXT_ROOM_MM = 166.0
OUTCOME_ROOM_MM = 160.0
HEIGHT_MM = 94.0
"""Room between the line under the name and the QR code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """A set of sizes in which title and outcomes are set; the numbers stand in certificate.css too."""

    name: str
    title_points: float
    outcome_points: float
    title_gap_mm: float
    outcome_gap_mm: float


DENSITIES = (
    Density(name="normal", title_points=20, outcome_points=11, title_gap_mm=8.4, outcome_gap_mm=1.5),
    Density(name="tight", title_points=17, outcome_points=9.6, title_gap_mm=6.6, outcome_gap_mm=1.0),
    Density(name="tightest", title_points=14, outcome_points=8.2, title_gap_mm=5.2, outcome_gap_mm=0.6),
)

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=["jinja2.ext.i18n"],
    trim_blocks=True,
)
_environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]


def pdf_of(record: Record) -> bytes:
    """The certificate; the same record gives the same bytes. Raises PdfError."""
    return render_pdf(document_of(record, settings().data / "build" / "fonts"))


def document_of(record: Record, fonts: Path) -> Document:
    """What is laid out for a record, with fonts built into that folder."""
    return Document(
        html=html_of(record, fonts),
        style=style_of(fonts),
        identifier=uuid.UUID(record.id).bytes,
        assets={"qr.svg": Asset(body=qr_code(record.verification_url), media_type=SVG)},
    )


def html_of(record: Record, fonts: Path) -> str:
    """The certificate as HTML, in the language of the record where the interface speaks it."""
    language = record.language if record.language in INTERFACE_LANGUAGES else SOURCE_LANGUAGE
    with force_locale(language):
        return _environment.get_template("certificate.html").render(
            record=record,
            label_language=language,
            kind=gettext("Trial – not a certificate") if record.is_trial else gettext("Certificate"),
            density=_density_of(record, fonts).name,
            name_points=_metrics(fonts, "serif-semibold").largest_points(
                record.holder_name, NAME_ROOM_MM, NAME_SIZES
            ),
            place=place_of(record, language),
            facts=_facts_of(record, language),
            issued=_day(record.issued_day, language),
            code=grouped(record.code),
            short_address=record.verification_url.partition("://")[2],
        )


def place_of(record: Record, language: str) -> str:
    """Region and country of the issuer, the country in that language."""
    country = Locale.parse(language).territories.get(record.issuer.country, record.issuer.country)
    return ", ".join(part for part in (record.issuer.region, str(country)) if part)


def _day(day: date, language: str) -> str:
    # English without a country would put the month first, as in America.
    return format_date(day, "long", "en_GB" if language == "en" else language)


def _facts_of(record: Record, language: str) -> list[tuple[str, str, str | None]]:
    """Label, value, and the value's language where it is the record's own wording."""
    return [
        (gettext("Workload"), workload_of(record, language), None),
        (gettext("Level"), _level_of(record), None),
        (gettext("Assessment"), assessed(record), None),
        (gettext("Participation"), gettext("Online, self-paced"), None),
        (gettext("Supervision during assessment"), gettext("None; identity not checked"), None),
        (gettext("Quality assurance"), record.wording.quality_assurance, record.language),
        (gettext("Completed"), _day(record.completed_day, language), None),
    ]


def workload_of(record: Record, language: str) -> str:
    """Hours together and by component."""
    names = component_names()
    parts = ", ".join(
        f"{names.get(part.component, part.component)} {format_decimal(Decimal(part.hours), locale=language)}"
        for part in record.workload
    )
    return f"{hours_of(record, language)} ({parts})"


def hours_of(record: Record, language: str) -> str:
    """`7.5 hours`, in a language."""
    hours = Decimal(record.hours)
    shown = format_decimal(hours, locale=language)
    return str(ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2, hours=shown))


def component_names() -> dict[str, str]:
    """How the components of the workload are called."""
    return {
        "lessons": gettext("lessons"),
        "self-checks": gettext("self-checks"),
        "reading": gettext("reading"),
        "discussion": gettext("discussion"),
        "meeting": gettext("meeting"),
        "assignment": gettext("assignment"),
        "final-test": gettext("final test"),
    }


def _level_of(record: Record) -> str:
    return str(gettext("%(level)s, indicative, by the provider’s own reference", level=record.level))


def assessed(record: Record) -> str:
    """How it was assessed, with what result."""
    said = [_assessed(one) for one in record.assessments]
    if record.recognition is not None:
        said.append(_recognised(record.recognition))
    return " ".join(said)


def _recognised(recognition: Recognition) -> str:
    """What counted by decision, by its parts."""
    names = {"module": gettext("the whole module"), **component_names()}
    parts = ", ".join(names.get(part, part) for part in recognition.basis.split(", "))
    if recognition.kind == RecognitionKind.PRIOR_LEARNING:
        return str(gettext("Recognition of prior learning: %(parts)s", parts=parts))
    return str(gettext("Waived by decision: %(parts)s", parts=parts))


def _assessed(assessment: Assessment) -> str:
    figures = {"percent": assessment.percent, "needed": assessment.pass_percent}
    if assessment.kind == ASSIGNMENT:
        return str(
            gettext(
                "Assignment graded by a person, passed with %(percent)s %% (%(needed)s %% needed)", **figures
            )
        )
    return str(gettext("Final test, passed with %(percent)s %% (%(needed)s %% needed)", **figures))


def _density_of(record: Record, fonts: Path) -> Density:
    """The largest sizes at which title and outcomes keep clear of the QR code."""
    return next((one for one in DENSITIES if _height(record, one, fonts) <= HEIGHT_MM), DENSITIES[-1])


def _height(record: Record, density: Density, fonts: Path) -> float:
    serif, heavy = _metrics(fonts, "serif-regular"), _metrics(fonts, "serif-semibold")
    title_lines = heavy.line_count(record.title, TEXT_ROOM_MM, density.title_points)
    outcomes = record.wording.learning_outcomes
    lines = sum(serif.line_count(text, OUTCOME_ROOM_MM, density.outcome_points) for text in outcomes)
    says = 2 * 10.5 * 1.35
    text = says + title_lines * density.title_points * 1.18 + lines * density.outcome_points * 1.32
    return text / POINTS_PER_MM + density.title_gap_mm + len(outcomes) * density.outcome_gap_mm


@cache
def _metrics(fonts: Path, face: str) -> Metrics:
    return Metrics(build_pdf_fonts(fonts)[face])


@cache
def style_of(fonts: Path) -> Style:
    """The certificate's style sheet with its fonts and pictures."""
    built = build_pdf_fonts(fonts)
    assets = {f"{name}.ttf": Asset(body=built[name].read_bytes(), media_type="font/ttf") for name in FONTS}
    assets |= {name: Asset(body=path.read_bytes(), media_type=SVG) for name, path in PICTURES.items()}
    faces = "".join(_font_face(name) for name in FONTS)
    sizes = "".join(f".points-{points}{{font-size:{points}pt}}" for points in NAME_SIZES)
    css = (TEMPLATES / "certificate.css").read_text(encoding="utf-8")
    return Style(css=faces + css + sizes, assets=assets)


def _font_face(name: str) -> str:
    family, cut = name.split("-")
    weight = {"regular": 400, "semibold": 600}[cut]
    return (
        f'@font-face{{font-family:"Campus {family.title()}";font-weight:{weight};src:url(asset:{name}.ttf)}}'
    )


def qr_code(address: str) -> bytes:
    """The address as a QR code: one path, without a margin of its own."""
    buffer = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(buffer, kind="svg", border=0, xmldecl=False, svgns=True, dark="#14212b", omitsize=True)
    return buffer.getvalue()
