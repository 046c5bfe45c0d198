"""Is a template fit for use? Every example is printed by it, in nine languages, and looked over."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from lms.content.print_templates.fields import FIELDS, Kind
from lms.content.print_templates.markup import check_filled
from lms.content.print_templates.model import PrintTemplate
from lms.content.print_templates.sandbox import Value
from lms.content.print_templates.styles import FAMILIES
from lms.content.problems import Notes
from lms.core.pdf import Document, LaidOut, PdfBusyError, PdfError, look_at
from lms.credentials.formats.labels import NINE_LANGUAGES
from lms.credentials.formats.pdf_structure import Structure, structure_of
from lms.credentials.printing.rendering import document_of
from lms.credentials.rules.preflight import MOST_PAGES, Check, Finding, look_over
from lms.credentials.templates.examples import LOGOS, PROVEN, Example, example_record
from lms.credentials.templates.printing import templated_document
from lms.credentials.templates.values import values_of
from lms.web.fonts import build_pdf_fonts

MOST_OF_A_KIND = 6
"""Findings of one check: more would say nothing new."""
NOT_AS_TEXT = frozenset({"qr", "verification_url"})
"""Mandatory fields that are looked for in another way."""


def preflight(
    template: PrintTemplate,
    fonts: Path,
    *,
    languages: Sequence[str] = NINE_LANGUAGES,
    examples: Sequence[Example] = PROVEN,
    lay_out: Callable[[Document], LaidOut] = look_at,
) -> tuple[Finding, ...]:
    """What keeps the template from being used, each thing once. Raises PdfBusyError."""
    found: dict[tuple[str, str], Finding] = {}
    for language in languages:
        for example in examples:
            for check, text in _look_at(template, fonts, example, language, lay_out):
                of_a_kind = sum(known == check.value for known, _ in found)
                if of_a_kind < MOST_OF_A_KIND:
                    finding = Finding(check=check.value, text=text, where=(example.value, language))
                    found.setdefault((check.value, text), finding)
    return tuple(found.values())


def example_document(
    template: PrintTemplate | None, fonts: Path, example: Example, language: str
) -> Document:
    """An example by a template, or by our own page; raises PdfError."""
    record = example_record(example, language)
    if template is None:
        return document_of(record, fonts, language=language, logos=LOGOS)
    return templated_document(record, template, fonts, language=language, logos=LOGOS)


def _look_at(
    template: PrintTemplate,
    fonts: Path,
    example: Example,
    language: str,
    lay_out: Callable[[Document], LaidOut],
) -> Iterator[tuple[Check, str]]:
    try:
        document = example_document(template, fonts, example, language)
        laid_out = lay_out(document)
    except PdfBusyError:  # says nothing of the template
        raise
    except PdfError as problem:
        yield Check.FILLING, str(problem)
        return
    notes = Notes("")
    check_filled(document.html.partition("<body>")[2].rpartition("</body>")[0], notes)
    for one in notes.problems:
        yield Check.FILLING, one.message
    record = example_record(example, language)
    values = values_of(record, language)
    yield from look_over(
        laid_out.pages,
        must_say=tuple(_must_say(values)),
        qr_alt=str(values["qr_alt"]),
        letters=_letters(fonts),
    )
    yield from _tags(structure_of(laid_out.pdf), language)


def _must_say(values: dict[str, Value]) -> Iterator[str]:
    """Every text of the mandatory fields, those in lists too."""
    for name, field in FIELDS.items():
        if not field.is_mandatory or name in NOT_AS_TEXT:
            continue
        value = values[name]
        if field.kind is Kind.TEXT:
            yield str(value)
        elif field.kind is Kind.TEXTS:
            yield from (str(one) for one in value)
        else:
            yield from (cell for row in value if isinstance(row, dict) for cell in row["cells"])


def _tags(structure: Structure, language: str) -> Iterator[tuple[Check, str]]:
    if structure.page_count > MOST_PAGES:
        yield Check.PAGES, str(structure.page_count)
    known = {family.replace(" ", "-") for family in FAMILIES}
    strange = [font for font in structure.fonts if not any(font.startswith(name) for name in known)]
    for font in (*strange, *structure.fonts_not_embedded):
        yield Check.FONTS, font
    whole = {
        "title": bool(structure.title) and structure.shows_title,
        "language": structure.language == language,
        "tags": structure.is_tagged and structure.claims_accessibility,
        "heading": structure.headings.count(1) == 1 and structure.headings[:1] == (1,),
        "alternative text": not structure.figures_without_text,
    }
    for what, is_there in whole.items():
        if not is_there:
            yield Check.TAGS, what


@cache
def _letters(fonts: Path) -> frozenset[int]:
    """The characters that all of our faces have."""
    maps = []
    for path in build_pdf_fonts(fonts).values():
        with TTFont(path, lazy=True) as font:
            maps.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*maps)
