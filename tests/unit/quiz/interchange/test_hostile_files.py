"""Files that trip importers: a located message each, in bounded time, and nothing half taken."""

import random
from collections.abc import Callable

import pytest

from lms.core.xml_reading import XmlRefusedError, parse_xml
from lms.quiz.interchange.checking import why_not
from lms.quiz.interchange.formats import IMPORTED, Format
from lms.quiz.interchange.importing import Bank, Imported, imported
from lms.quiz.interchange.readings import FileRefusedError
from lms.quiz.interchange.report import Report, Verdict
from tests.unit.quiz.interchange.hostile_files import XML, hostile, quiz
from tests.unit.quiz.interchange.test_samples import CASES, SAMPLES

BANK = Bank(language="en", outcomes=("T1-O1", "T1-O2"), outcome="T1-O1")
MOST_SECONDS = 60
"""Of a processor: several times what the slowest takes."""
SAID_BY_THEM = ("alert(1)", "passwd", "root:", "javascript", "<script")


def taken(form: Format, data: bytes) -> Imported | FileRefusedError:
    try:
        return imported(form, data, BANK)
    except FileRefusedError as refusal:
        return refusal


def is_located(found: Imported | FileRefusedError) -> bool:
    if isinstance(found, FileRefusedError):
        return found.line >= 1 and bool(found.message)
    report: Report = found.report
    return all(
        finding.line >= 1 and (finding.notes or finding.verdict is Verdict.TAKEN)
        for finding in report.findings
    )


@pytest.mark.slow
@pytest.mark.parametrize(("form", "name"), [(form, name) for form in IMPORTED for name in hostile(form)])
def test_a_hostile_file_gets_a_located_answer_in_time(
    form: Format, name: str, cpu_seconds: Callable[[], float]
) -> None:
    found = taken(form, hostile(form)[name])
    assert cpu_seconds() < MOST_SECONDS
    assert is_located(found)
    if isinstance(found, Imported):
        assert found.report.arrived == len(found.items)
        assert not [item for item in found.items if why_not(item, "en")]
        assert form is not Format.MOODLE_XML or not acting(found)


def acting(found: Imported) -> list[str]:
    """What came through of scripts and of the files of the machine."""
    texts = repr(found.items)
    return [word for word in SAID_BY_THEM if word in texts]


@pytest.mark.parametrize("name", ["scripts", "an inclusion", "a style sheet"])
def test_nothing_that_acts_comes_through(name: str) -> None:
    found = taken(Format.MOODLE_XML, XML[name].encode())
    assert isinstance(found, Imported)
    assert not acting(found)


@pytest.mark.parametrize(
    "name", [name for name in XML if "entit" in name or "document type" in name if "nowhere" not in name]
)
def test_document_types_are_refused_where_they_begin(name: str) -> None:
    with pytest.raises(XmlRefusedError, match="document types and entities are not read"):
        parse_xml(XML[name])


def test_a_file_that_yields_nothing_says_so() -> None:
    for form in IMPORTED:
        found = taken(form, b"\n\n")
        assert isinstance(found, FileRefusedError) or found.items == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_file_cut_off_anywhere_is_answered(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    for end in range(0, len(data), max(len(data) // 24, 1)):
        found = taken(CASES[name], data[:end])
        assert is_located(found)
        if CASES[name] is Format.MOODLE_XML and end < len(data) - 10:
            assert isinstance(found, FileRefusedError)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 40))]
)
def test_a_file_with_flipped_bits_is_answered(name: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray((SAMPLES / name).read_bytes())
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    assert is_located(taken(CASES[name], bytes(data)))


def test_the_line_of_a_broken_byte_is_told() -> None:
    found = taken(Format.GIFT, b"a\r\nb\rc\n::n::x\xc3{T}")
    assert isinstance(found, FileRefusedError)
    assert found.line == 4


def test_the_line_of_broken_xml_is_told() -> None:
    found = taken(Format.MOODLE_XML, b"<quiz>\n<question>\n</quiz>")
    assert isinstance(found, FileRefusedError)
    assert found.line == 3


def test_latin_1_is_read_where_xml_declares_it() -> None:
    data = quiz("Är det sant?").replace("UTF-8", "ISO-8859-1").encode("latin-1")
    found = taken(Format.MOODLE_XML, data)
    assert isinstance(found, Imported)
    assert found.items[0].prompt.text == "Är det sant?"
