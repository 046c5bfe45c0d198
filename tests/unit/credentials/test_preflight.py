"""Is a template fit for use? Good ones pass in nine languages, each kind of fault is found."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pytest

from lms.core.pdf import Printer
from lms.credentials.codes import grouped
from lms.credentials.formats.labels import NINE_LANGUAGES
from lms.credentials.formats.pdf_structure import structure_of
from lms.credentials.printing.previews import LONGEST_NAMES
from lms.credentials.rules.preflight import Check, colour_behind, contrast, over
from lms.credentials.templates.examples import Example, example_record
from lms.credentials.templates.preflight import example_document, preflight
from lms.credentials.templates.printing import html_by, templated_document
from tests.factories.credentials import make_record
from tests.factories.print_templates import changed_files, example, example_files
from tests.support.pdf import fonts_of, page_count, text_of

BLACK, WHITE, GREY = (0.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0), (0.5, 0.5, 0.5, 1.0)


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    printer = Printer()
    yield printer
    printer.close()


def styled(css: str) -> dict[str, bytes]:
    files = example_files()
    path = "certificates/upright/template.css"
    return {**files, path: files[path] + css.encode()}


def test_the_worked_example_passes_in_nine_languages(printer: Printer, pdf_fonts: Path) -> None:
    assert preflight(example(), pdf_fonts, examples=(Example.LONGEST,), lay_out=printer.look) == ()


FAULTS = {
    "p { break-before: page }": Check.PAGES,
    ".name { left: 120mm }": Check.WIDTH,
    ".proof { top: 60mm }": Check.OVERLAP,
    ".name { color: #999999 }": Check.CONTRAST,
    ".name { color: #ffffff }": Check.CONTRAST,
    ".head { background-color: #24506e }": Check.CONTRAST,
    ".mark { top: 52mm; height: 12mm }": Check.OVERLAP,
    ".small { font-size: 4pt }": Check.SIZE,
    ".qr { width: 9mm; height: 9mm }": Check.QR,
}


@pytest.mark.parametrize("css", FAULTS)
def test_a_style_that_makes_it_unreadable_is_found(printer: Printer, pdf_fonts: Path, css: str) -> None:
    template = example(styled(css))
    found = preflight(
        template, pdf_fonts, languages=("lt",), examples=(Example.LONGEST,), lay_out=printer.look
    )
    assert FAULTS[css] in {one.check for one in found}
    assert all(one.where == ("longest", "lt") for one in found)


MARKUP = {
    ("<dd>{{ workload }}", "<dd>{% if mark %}{{ workload }}{% endif %}"): Check.SAID,
    ("{{ awarding_body }}", "{{ awarding_body }} 漢字"): Check.LETTERS,
    ('src="{{ qr }}" alt="{{ qr_alt }}"', 'src="{{ qr }}" alt="{{ code }}"'): Check.QR,
}


@pytest.mark.parametrize(("old", "new"), MARKUP)
def test_what_is_not_shown_is_found(printer: Printer, pdf_fonts: Path, old: str, new: str) -> None:
    template = example(changed_files("template.html", old, new))
    found = preflight(
        template, pdf_fonts, languages=("en",), examples=(Example.SHORTEST,), lay_out=printer.look
    )
    assert MARKUP[old, new] in {one.check for one in found}


def test_a_template_that_cannot_be_filled_is_found_and_prints_nothing(pdf_fonts: Path) -> None:
    broken = replace(example(), html="<h1>{{ title.__class__ }}</h1>")
    found = preflight(broken, pdf_fonts, languages=("en",), examples=(Example.SHORTEST,))
    assert [one.check for one in found] == [Check.FILLING]


def test_the_same_record_gives_the_same_file_and_looking_changes_nothing(
    printer: Printer, pdf_fonts: Path, tmp_path: Path
) -> None:
    document = templated_document(make_record(), example(), pdf_fonts, language="sv")
    pdf = printer.render(document)
    assert printer.look(document).pdf == pdf == printer.render(document)
    assert page_count(pdf, tmp_path) == 1
    assert {name for name, _ in fonts_of(pdf, tmp_path)} <= {
        *("Campus-Sans", "Campus-Sans-Semi-Bold", "Campus-Serif", "Campus-Serif-Semi-Bold"),
    }
    assert all(is_embedded for _, is_embedded in fonts_of(pdf, tmp_path))
    shown = text_of(pdf, tmp_path)
    assert make_record().holder_name in shown
    assert grouped(make_record().code) in shown
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []
    structure = structure_of(pdf)
    assert (structure.language, structure.headings, structure.is_tagged) == ("sv", (1, 2), True)


@pytest.mark.parametrize("language", NINE_LANGUAGES)
def test_values_of_a_record_are_texts_in_its_language(language: str) -> None:
    html = html_by(example_record(Example.LONGEST, language), example(), language)
    assert html.startswith(f'<!doctype html>\n<html lang="{language}">')
    assert LONGEST_NAMES[language].replace("’", "’") in html
    assert "<script" not in html_by(make_record(holder_name="<script>x</script>"), example(), language)


@pytest.mark.parametrize("chosen", Example)
def test_each_example_is_what_it_says(chosen: Example) -> None:
    record = example_record(chosen, "pl")
    assert len(record.holder_name) <= 60
    assert bool(record.outcome_results) == (chosen in (Example.LONGEST, Example.RESULTS))
    assert bool(record.parts) == (chosen is Example.PARTS)
    assert len(record.title) <= 90


def test_without_a_template_examples_are_printed_by_our_own_page(pdf_fonts: Path) -> None:
    assert "trial-word" in example_document(None, pdf_fonts, Example.LONGEST, "da").html


def text_at(place: list[float], order: list[int]) -> Mapping[str, Any]:
    return {"place": place, "order": order, "text": "x"}


def test_contrast_is_that_of_wcag_on_what_lies_behind() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(GREY, GREY) == 1
    assert contrast((0.467, 0.467, 0.467, 1), WHITE) == pytest.approx(4.48, abs=0.01)
    assert over((0.0, 0.0, 0.0, 0.5), WHITE) == GREY
    below = {"place": [0, 0, 50, 50], "colour": GREY, "order": [0, 0, 1]}
    above = {"place": [0, 0, 50, 50], "colour": BLACK, "order": [2, 0, 9]}
    text = text_at([10, 10, 5, 5], [1, 1, 4])
    assert colour_behind(text, []) == WHITE
    assert colour_behind(text, [below]) == GREY
    assert colour_behind(text, [below, above]) is None
    assert colour_behind(text_at([60, 60, 5, 5], [1, 1, 4]), [below, above]) == WHITE
