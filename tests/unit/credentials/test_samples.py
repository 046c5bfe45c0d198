"""Is the specimen complete, the same in all its forms, and the example of the documentation true?"""

import json
import re
from pathlib import Path

import pytest

from lms.credentials.codes import normalise_code
from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import badge_of
from lms.credentials.formats.did import did_document
from lms.credentials.formats.keys import Purpose
from lms.credentials.formats.labels import NINE_LANGUAGES, labels_in
from lms.credentials.formats.proofs import check_proof
from lms.credentials.formats.reading import credential_in
from lms.credentials.formats.status_list import is_revoked
from lms.credentials.formats.tokens import check_token
from lms.credentials.printing.samples import Keys, make_keys, write_sample
from lms.credentials.printing.specimen import WORDINGS, specimen_record
from lms.credentials.rules import missing_elements
from lms.credentials.sealing.check import SealState, check_seal

FILES = {
    "certificate.pdf",
    "credential.json",
    "credential.jwt",
    "badge.png",
    "badge.svg",
    "elm.jsonld",
    "did.json",
    "keys.json",
    "status-1.json",
    "seal.pem",
    "README.txt",
}


@pytest.fixture(scope="module")
def keys() -> Keys:
    return make_keys("Example Cluster Academy", "SE")


@pytest.fixture(scope="module")
def folder(keys: Keys, pdf_fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lms.credentials.printing.samples.make_keys", lambda *_: keys)
        written = write_sample("lv", out / "new", pdf_fonts)
    assert {path.name for path in written} == FILES
    return out / "new"


def test_every_form_holds_the_same_credential_and_its_proof_holds(folder: Path, keys: Keys) -> None:
    stored = json.loads((folder / "credential.json").read_text(encoding="utf-8"))
    for name in ("certificate.pdf", "credential.json", "badge.png", "badge.svg"):
        found = credential_in((folder / name).read_bytes())
        assert found.problem is None, name
        assert found.document == stored, name
        assert check_proof(stored, [keys.badge.published]).is_intact
    token = check_token((folder / "credential.jwt").read_text("ascii"), [keys.token.published])
    assert token.is_intact
    assert token.document == {name: value for name, value in stored.items() if name != "proof"}
    assert stored["id"] == json.loads((folder / "elm.jsonld").read_text(encoding="utf-8"))["id"]


def test_the_pdf_is_sealed_by_the_key_that_lies_beside_it(folder: Path, keys: Keys) -> None:
    finding = check_seal((folder / "certificate.pdf").read_bytes(), [keys.seal.published])
    assert finding.state is SealState.INTACT
    assert (folder / "seal.pem").read_text("ascii") == keys.seal.published.certificates[0]


def test_what_a_validator_would_ask_for_lies_beside_it(folder: Path, keys: Keys) -> None:
    document = json.loads((folder / "did.json").read_text(encoding="utf-8"))
    public = (keys.badge.published, keys.token.published)
    assert document == did_document(address_of(specimen_record("lv")), public)
    assert len(json.loads((folder / "keys.json").read_text(encoding="utf-8"))["keys"]) == len(Purpose)
    listed = json.loads((folder / "status-1.json").read_text(encoding="utf-8"))
    assert check_proof(listed, [keys.badge.published]).is_intact
    stored = json.loads((folder / "credential.json").read_text(encoding="utf-8"))
    assert not is_revoked(stored, listed)
    assert "Nothing in here certifies anything" in (folder / "README.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", NINE_LANGUAGES)
def test_the_specimen_is_whole_in_each_language_and_says_what_it_is(language: str) -> None:
    record = specimen_record(language)
    assert record.language == language
    assert missing_elements(record) == ()
    assert normalise_code(record.code) == record.code
    assert {one.language for one in record.wordings} == {one.language for one in WORDINGS}
    assert len({len(one.learning_outcomes) for one in record.wordings}) == 1
    badge = badge_of(record, address_of(record))
    assert badge["name"].startswith(labels_in(language).specimen)


def test_the_example_of_the_documentation_is_the_specimen(repository: Path) -> None:
    text = (repository / "docs" / "credentials.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found is not None
    record = specimen_record("en")
    assert json.loads(found.group(1)) == badge_of(record, address_of(record))
