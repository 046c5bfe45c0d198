"""Files as colleagues elsewhere would hand them over: what becomes of each question, line by line."""

from dataclasses import replace
from pathlib import Path

import pytest

from lms.content.item_writing import write_item
from lms.quiz.interchange.formats import Format
from lms.quiz.interchange.importing import Bank, imported
from lms.quiz.interchange.report import Verdict, as_text

SAMPLES = Path(__file__).parent / "samples"
BANK = Bank(language="en", outcomes=("T1-O1", "T1-O2"), outcome="T1-O1")
CASES = {
    "colleagues.gift": Format.GIFT,
    "colleagues.aiken.txt": Format.AIKEN,
    "colleagues.xml": Format.MOODLE_XML,
}


@pytest.mark.parametrize("name", CASES)
def test_the_report_and_the_items_are_as_expected(name: str) -> None:
    found = imported(CASES[name], (SAMPLES / name).read_bytes(), BANK)
    written = "\n\n".join(write_item(item) for item in found.items)
    expected = (SAMPLES / f"{name}.expected.txt").read_text("utf-8")
    assert f"{as_text(found.report, name)}\n\n{written}\n" == expected


@pytest.mark.parametrize("name", CASES)
def test_every_question_is_counted_once(name: str) -> None:
    found = imported(CASES[name], (SAMPLES / name).read_bytes(), BANK)
    assert found.report.arrived == len(found.items)
    assert len({finding.item for finding in found.report.findings if finding.item}) == len(found.items)
    assert all(finding.notes for finding in found.report.findings if finding.verdict is Verdict.LEFT)


@pytest.mark.parametrize("name", CASES)
def test_what_the_bank_has_already_is_left(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    first = imported(CASES[name], data, BANK)
    again = imported(CASES[name], data, replace(BANK, items=first.items))
    assert again.items == ()
    assert again.report.arrived == 0


@pytest.mark.parametrize("name", CASES)
def test_windows_and_old_mac_line_ends_a_bom_and_utf_16_change_nothing(name: str) -> None:
    text = (SAMPLES / name).read_bytes().decode("utf-8").replace("\r\n", "\n")
    usual = imported(CASES[name], text.encode(), BANK)
    for data in (
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
    ):
        assert imported(CASES[name], data, BANK) == usual
