"""The certificate as a page: what it says, that it is one page, in our fonts, whatever the name."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from lms.core.pdf import Printer
from lms.credentials.codes import grouped
from lms.credentials.records import Record
from lms.credentials.rendering import NAME_ROOM_MM, document_of, html_of
from lms.people import names
from lms.people.certificate_font import name_face
from lms.web.fonts import BALTIC_LETTERS
from tests.factories.credentials import CODE, ENGLISH, ISSUER, SWEDISH, make_record
from tests.support.pdf import fonts_of, page_count, text_of

NAMES = {
    "da": "Søren Kjærgaard Åbenrå",
    "de": "Jürgen Groß-Österreich",
    "en": "Mary O’Neil",
    "et": "Õie Jõgi-Ääremaa Šžü",
    "fi": "Väinö Åkerlund-Hämäläinen",
    "lt": "Ąžuolas Čiurlionis Žemaitė Ėglė Šūkys Įvairė Ųųlė",
    "lv": "Žanete Šņukuļeviča-Ķeķere Ģirts Ēriks Ūdris",
    "pl": "Święcisława Źrebięć-Żółć Łączyńska Ńóś",
    "sv": "Åsa Öberg-Löfqvist Ärla",
    "uk": "Олександра Їжакевич",
}


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    printer = Printer()
    yield printer
    printer.close()


class Press:
    def __init__(self, printer: Printer, fonts: Path, folder: Path) -> None:
        self.printer, self.fonts, self.folder = printer, fonts, folder

    def pdf(self, record: Record) -> bytes:
        return self.printer.render(document_of(record, self.fonts))

    def words(self, record: Record) -> str:
        return " ".join(text_of(self.pdf(record), self.folder).split())


@pytest.fixture
def press(printer: Printer, pdf_fonts: Path, tmp_path: Path) -> Press:
    return Press(printer, pdf_fonts, tmp_path)


def longest(letters: str) -> str:
    """Sixty letters of a language, as wide as a name may be."""
    word = (letters * 60)[:60]
    return word[:19] + " " + word[20:39] + "-" + word[40:60]


@pytest.mark.parametrize("language", NAMES)
def test_names_of_all_languages_are_printed_as_they_are(press: Press, language: str) -> None:
    pdf = press.pdf(make_record(holder_name=NAMES[language]))
    assert NAMES[language] in text_of(pdf, press.folder).splitlines()
    assert page_count(pdf, press.folder) == 1


@pytest.mark.parametrize("language", BALTIC_LETTERS)
def test_sixty_characters_of_any_language_stand_on_one_line(press: Press, language: str) -> None:
    name = longest(BALTIC_LETTERS[language].lower() or "abcdefghijklmnopqrstuvwxyz")
    pdf = press.pdf(make_record(holder_name=name))
    assert name in text_of(pdf, press.folder).splitlines()
    assert page_count(pdf, press.folder) == 1


def test_every_name_that_an_account_accepts_fits_the_line() -> None:
    assert NAME_ROOM_MM >= names.ROOM_MM
    assert names.SMALLEST_POINTS >= 18
    assert names.problem_on_certificate("Wilhelmina Maria", name_face()) is None


def test_it_says_all_that_the_standard_for_micro_credentials_asks_for(press: Press) -> None:
    record = make_record()
    words = press.words(record)
    for said in (
        "Anna Bērziņa",
        record.title,
        "Västerbotten, Sweden",
        "Baltic Cluster Academy",
        "21 November 2026",
        *record.wording.learning_outcomes,
        "7.5 hours (lessons 7, final test 0.5)",
        "EQF 5, indicative, by the provider’s own reference",
        "Final test, passed with 82 % (70 % needed)",
        "Online, self-paced",
        record.wording.quality_assurance,
        "None; identity not checked",
        grouped(CODE),
        f"campus.example.org/verify/{CODE}",
    ):
        assert said in words


def test_only_our_fonts_are_used_and_all_are_embedded(press: Press) -> None:
    for name in ("Anna Bērziņa", "Олександра", "漢字 😀"):
        found = fonts_of(press.pdf(make_record(holder_name=name)), press.folder)
        assert found
        assert all(font.startswith(("Campus-Sans", "Campus-Serif")) for font, _ in found)
        assert all(embedded for _, embedded in found)


@pytest.mark.parametrize("wording", [ENGLISH, SWEDISH])
def test_a_trial_is_marked_and_a_real_one_is_not(press: Press, wording: Any) -> None:
    record = make_record(wordings=(wording,))
    marked = html_of(replace(record, is_trial=True), press.fonts)
    plain = html_of(record, press.fonts)
    assert marked.count('class="trial-') == 2
    assert 'class="trial-' not in plain
    assert press.pdf(replace(record, is_trial=True)) != press.pdf(record)


def test_the_mark_of_a_trial_can_be_read(press: Press) -> None:
    words = press.words(make_record(is_trial=True))
    assert words.count("Trial – not a certificate") >= 1
    assert "It proves nothing." in words
    assert "TRIAL – NOT A CERTIFICATE" in words
    assert " CERTIFICATE " not in press.words(make_record(is_trial=True)).replace("A CERTIFICATE", "")


def test_the_same_record_gives_the_same_bytes(press: Press) -> None:
    assert press.pdf(make_record()) == press.pdf(make_record())
    assert press.pdf(make_record()) != press.pdf(make_record(holder_name="Anna Bērziņš"))


def test_the_longest_texts_stay_on_one_page(press: Press) -> None:
    more = ", and defend the choice of method before a sceptical audience from at least three countries"
    outcomes = tuple(text + more for text in ENGLISH.learning_outcomes)
    wording = replace(
        ENGLISH,
        title="Cluster programme monitoring and evaluation: from the logic of intervention to evidence "
        "that a minister, an auditor and a cluster manager can use",
        learning_outcomes=outcomes,
    )
    pdf = press.pdf(make_record(wordings=(wording,)))
    words = " ".join(text_of(pdf, press.folder).split())
    assert page_count(pdf, press.folder) == 1
    assert all(outcome in words for outcome in outcomes)


@pytest.mark.parametrize(
    "name",
    [
        "<img src=file:///etc/passwd>",
        "{{ 7*7 }} {% raw %}",
        "</p><script>x</script>",
        "<style>@import url(//x)</style>",
        "&amp; &#60;b&#62;",
    ],
)
def test_a_name_is_text_and_never_markup(press: Press, name: str) -> None:
    lines = text_of(press.pdf(make_record(holder_name=name)), press.folder).splitlines()
    assert name in lines


def test_it_is_tagged_titled_and_in_the_language_of_the_record(press: Press) -> None:
    pdf = press.pdf(make_record(wordings=(SWEDISH, ENGLISH)))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root
        assert str(root.Lang) == "sv"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with opened.open_metadata() as metadata:
            assert metadata.pdfa_status == "3A"
            assert "Anna Bērziņa" in metadata["dc:title"]
        assert str(opened.docinfo["/CreationDate"]).startswith("D:20261121000000")


def test_dates_and_numbers_are_written_as_in_the_language(press: Press) -> None:
    words = press.words(make_record(wordings=(SWEDISH,)))
    assert "21 november 2026" in words
    assert "7,5" in words
    assert "Sverige" in words


def test_a_language_that_the_interface_does_not_speak_has_english_labels(press: Press) -> None:
    html = html_of(make_record(wordings=(replace(ENGLISH, language="lv"),), issuer=ISSUER), press.fonts)
    assert '<html lang="en">' in html
    assert '<h2 lang="lv">' in html
