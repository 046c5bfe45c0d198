"""The certificate as a page: what it says, that it is one page, in our fonts, whatever the name."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from lms.core.pdf import Printer
from lms.credentials.codes import grouped
from lms.credentials.printing.fitting import NAME_ROOM_MM
from lms.credentials.printing.rendering import document_of, html_of
from lms.credentials.records import Logo, OutcomeResult, PartDetails, Record, Signatory
from lms.credentials.templates.examples import Example, example_record
from lms.people import names
from lms.people.certificate_font import name_face
from lms.web.fonts import BALTIC_LETTERS
from tests.factories.credentials import CODE, ENGLISH, SWEDISH, make_record
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

    def pdf(self, record: Record, language: str | None = None) -> bytes:
        return self.printer.render(document_of(record, self.fonts, language=language))

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
        "Final test, passed with 82% (70% needed)",
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


LABELS = {
    "da": ("Arbejdsbyrde", "7,5 timer", "21. november 2026", "Sverige"),
    "de": ("Arbeitsaufwand", "7,5 Stunden", "21. November 2026", "Schweden"),
    "en": ("Workload", "7.5 hours", "21 November 2026", "Sweden"),
    "et": ("Õppe maht", "7,5 tundi", "21. november 2026", "Rootsi"),
    "fi": ("Työmäärä", "7,5 tuntia", "21. marraskuuta 2026", "Ruotsi"),
    "lt": ("Darbo krūvis", "7,5 valandos", "2026 m. lapkričio 21 d.", "Švedija"),
    "lv": ("Darba apjoms", "7,5 stundas", "2026. gada 21. novembris", "Zviedrija"),
    "pl": ("Nakład pracy", "7,5 godziny", "21 listopada 2026", "Szwecja"),
    "sv": ("Omfattning", "7,5 timmar", "21 november 2026", "Sverige"),
}
LETTERS = "Åå Ää Öö Ææ Øø Üü ß Õõ Šš Žž Āā Čč Ēē Ģģ Īī Ķķ Ļļ Ņņ Ūū Ąą Ęę Ėė Įį Ųų Ćć Łł Ńń Óó Śś Źź Żż"


@pytest.mark.parametrize("language", LABELS)
def test_it_speaks_nine_languages_and_quietly_english(press: Press, language: str) -> None:
    record = make_record(holder_name=longest("ķžåżõł"), expires_on="2031-11-21")
    record = replace(record, wordings=(replace(ENGLISH, title=LETTERS),))
    pdf = press.pdf(record, language)
    words = " ".join(text_of(pdf, press.folder).split())
    assert page_count(pdf, press.folder) == 1
    for said in (*LABELS[language], *LABELS["en"], LETTERS, record.holder_name, "Valid until"):
        assert said in words, said
    assert f'<html lang="{language}">' in html_of(record, press.fonts, language)


def test_where_a_record_is_worded_in_the_language_the_english_title_stands_below(press: Press) -> None:
    html = html_of(make_record(wordings=(SWEDISH, ENGLISH)), press.fonts)
    assert f'<h2 lang="sv">{SWEDISH.title}</h2>' in html
    assert f'<p class="title-en" lang="en">{ENGLISH.title}</p>' in html
    assert ENGLISH.quality_assurance in html


def test_without_a_wording_in_the_language_that_of_issue_is_marked_as_what_it_is(press: Press) -> None:
    html = html_of(make_record(), press.fonts, "lv")
    assert '<html lang="lv">' in html
    assert '<h2 lang="en">' in html


def test_a_language_that_is_none_of_ours_has_english_labels(press: Press) -> None:
    record = make_record(wordings=(replace(ENGLISH, language="uk"),))
    assert '<html lang="en">' in html_of(record, press.fonts)


RESULTS = tuple(OutcomeResult(outcome=place, score="4.5", max_score="6") for place in range(5))


def test_results_of_each_outcome_stand_on_a_second_page(press: Press) -> None:
    pdf = press.pdf(make_record(outcome_results=RESULTS), "de")
    second = text_of(pdf, press.folder).split("\f")[1]
    words = " ".join(second.split())
    assert page_count(pdf, press.folder) == 2
    assert "Ergebnisse nach Lernergebnissen" in words
    assert words.count("4,5 / 6 75 %") == 5
    assert all(outcome in words for outcome in ENGLISH.learning_outcomes)
    assert "Anna Bērziņa" in words


@pytest.mark.parametrize(
    ("kind", "said"),
    [("course", "COURSE CERTIFICATE Completed course"), ("diploma", "DIPLOMA Completed programme")],
)
def test_a_certificate_of_several_modules_lists_them(press: Press, kind: str, said: str) -> None:
    parts = tuple(
        PartDetails(
            id=str(number),
            code=CODE,
            title=f"Module {number}",
            hours="7.5",
            level="EQF 5",
            completed_on="2026-11-20",
        )
        for number in range(8)
    )
    pdf = press.pdf(make_record(kind=kind, parts=parts, assessments=(), workload=(), hours="60"))
    first, second, _end = text_of(pdf, press.folder).split("\f")
    words = " ".join(first.split()).replace("Anna Bērziņa ", "")
    assert said in words
    assert "Final test" not in words
    assert f"Module 7 7.5 EQF 5 20 November 2026 {grouped(CODE)}" in " ".join(second.split())


def test_who_signs_and_logos_become_smaller_before_they_touch(press: Press) -> None:
    one = Signatory(name="Ebba Norrvik", role="Head of training", is_invented=True)
    assert 'class="signed signed-0"' in html_of(make_record(signatories=(one,)), press.fonts)
    html = html_of(example_record(Example.LONGEST, "de"), press.fonts, "de")
    assert 'class="signed signed-2"' in html
    assert 'class="logos logos-small"' in html


def test_signatories_logos_and_the_seal_are_said_and_what_is_invented_is_marked(
    press: Press, tmp_path: Path
) -> None:
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 4"><rect width="9" height="4"/></svg>'
    digest = hashlib.sha256(picture).hexdigest()
    logos = tuple(
        Logo(name="Sea Fund", kind=kind, sha256=digest, media_type="image/svg+xml", alt=f"{kind} Sea Fund")
        for kind in ("issuer", "partner", "funder")
    )
    signatories = (Signatory(name="Ebba Norrvik", role="Head of training", is_invented=True),)
    record = make_record(logos=logos, signatories=signatories)
    document = document_of(record, press.fonts, language="sv", logos={digest: picture})
    words = " ".join(text_of(press.printer.render(document), tmp_path).split())
    assert "Ebba Norrvik Head of training (påhittad person · invented person)" in words
    assert "PDF-filen är elektroniskt förseglad av Baltic Cluster Academy." in words
    assert "Partner Partners" in words
    assert "Finansieras av Funded by" in words
    assert all(f'alt="{kind} Sea Fund"' in document.html for kind in ("issuer", "partner", "funder"))


def test_a_specimen_says_so_and_never_that_it_is_a_certificate(press: Press) -> None:
    words = press.words(make_record(is_specimen=True))
    assert "SPECIMEN – NOT A CERTIFICATE" in words
    assert " CERTIFICATE " not in words.replace("A CERTIFICATE", "")
