"""Do certificates keep PDF/A-3a and PDF/UA-1, as veraPDF, a second checker and qpdf say?"""

from pathlib import Path

import pytest

from tests.conformance.conftest import Verdicts
from tests.conformance.faults import STANDARDS
from tests.conformance.making import TIME_STATED
from tests.conformance.records import CERTIFICATES, LETTERS, SIXTY, TITLES
from tests.support.validators import page_validation, qpdf
from tests.support.validators.verapdf import ACCESSIBLE, ARCHIVE

pytestmark = pytest.mark.slow
GENUINE = (*CERTIFICATES, TIME_STATED)
IN_ORDER: dict[str, list[str]] = {ARCHIVE: [], ACCESSIBLE: []}


def test_every_language_and_every_edge_is_among_the_certificates() -> None:
    assert len(TITLES) == 9
    assert len(SIXTY) == 60
    assert set("åäöæøüßõšžāčēģīķļņūąęėįųćłńóśźż") <= set(LETTERS)


@pytest.mark.parametrize("name", GENUINE)
def test_verapdf_accepts_the_certificate(verapdf_verdicts: Verdicts, name: str) -> None:
    assert verapdf_verdicts[name] == IN_ORDER


@pytest.mark.parametrize("name", GENUINE)
def test_the_other_checkers_accept_the_certificate(files: Path, name: str) -> None:
    file = files / f"{name}.pdf"
    found = {standard: page_validation.problems(file, standard) for standard in IN_ORDER}
    assert found == IN_ORDER
    assert qpdf.problems(file) == []


@pytest.mark.parametrize("name", STANDARDS)
def test_both_checkers_find_the_planted_fault(files: Path, verapdf_verdicts: Verdicts, name: str) -> None:
    _, standard = STANDARDS[name]
    assert verapdf_verdicts[name][standard]
    assert page_validation.problems(files / f"{name}.pdf", standard)


def test_saving_anew_is_no_fault_by_itself(files: Path, verapdf_verdicts: Verdicts) -> None:
    assert verapdf_verdicts["saved anew"] == IN_ORDER
    assert page_validation.problems(files / "saved anew.pdf", ARCHIVE) == []


def test_qpdf_finds_a_file_that_broke_off(files: Path) -> None:
    assert qpdf.problems(files / "cut short.bin")
