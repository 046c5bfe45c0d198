"""Do certificates keep PDF/A-3a and PDF/UA-1, as veraPDF, a second checker and qpdf say?"""

import json
from pathlib import Path

import pikepdf
import pytest

from tests.conformance.conftest import Verdicts
from tests.conformance.faults import STANDARDS
from tests.conformance.issuing import NAME
from tests.conformance.making import BY_TEMPLATE, TIME_STATED
from tests.conformance.records import CERTIFICATES, LETTERS, SIXTY, TITLES
from tests.support.validators import page_validation, qpdf
from tests.support.validators.verapdf import ACCESSIBLE, ARCHIVE

pytestmark = pytest.mark.slow
GENUINE = (*CERTIFICATES, *BY_TEMPLATE.values(), TIME_STATED)
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


@pytest.mark.parametrize("name", BY_TEMPLATE.values())
def test_what_was_issued_under_a_template_has_its_badge_inside_and_is_sealed(files: Path, name: str) -> None:
    with pikepdf.open(files / f"{name}.pdf") as opened:
        badge = json.loads(opened.attachments["credential.json"].get_file().read_bytes())
        fields = [str(field.T) for field in opened.Root.AcroForm.Fields if "/V" in field]
    assert badge["credentialSubject"]["identifier"][0]["identityHash"] == NAME
    assert badge["proof"][0]["cryptosuite"] == "eddsa-rdfc-2022"
    assert fields == ["Seal"]


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
