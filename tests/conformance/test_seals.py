"""Do others accept the seal of a certificate, and do they notice what forgers do to it?"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding

from lms.credentials.sealing.certificates import self_issued
from lms.credentials.sealing.sealers import KeySealer
from tests.conformance.badges import SIGNED_AT
from tests.conformance.faults import (
    added_to,
    changed,
    cut_short,
    nothing,
    one_byte_changed,
    with_signature_of,
)
from tests.conformance.making import TIME_STATED, sealed
from tests.conformance.records import CERTIFICATES
from tests.support.providers import provider
from tests.support.validators import mutool, openssl_cms, pdfsig

pytestmark = pytest.mark.slow

ALL = {"pdfsig", "openssl", "mutool"}
FAULTS = {
    "unsealed": ALL,
    "one byte changed": ALL,
    "cut short": ALL,
    "saved anew": ALL,
    "signature of another": ALL,
    # OpenSSL is given the bytes that the seal names, and they are as they were.
    "added to": {"pdfsig", "mutool"},
    # MuPDF believes whatever certificates a file brings along.
    "sealed by a stranger": {"pdfsig", "openssl"},
}
"""What was done to the file, and who must notice; the others cannot, and are seen not to."""


class Checkers:
    """All readers of seals, trusting one root."""

    def __init__(self, folder: Path, root: bytes) -> None:
        self.root = folder / "root.pem"
        self.root.write_bytes(root)
        self.trust = pdfsig.make_trust(folder / "trust", self.root)

    def problems(self, file: Path) -> Mapping[str, list[str]]:
        return {
            "pdfsig": pdfsig.problems(file, self.trust),
            "openssl": openssl_cms.problems(file, self.root),
            "mutool": mutool.problems(file),
        }


@pytest.fixture(scope="module")
def checkers(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Checkers:
    return Checkers(tmp_path_factory.mktemp("seals"), (files / "root.pem").read_bytes())


@pytest.fixture(scope="module")
def forged(files: Path) -> Mapping[str, bytes]:
    genuine, unsealed = ((files / name).read_bytes() for name in ("plain.pdf", "unsealed.bin"))
    return {
        "unsealed": unsealed,
        "one byte changed": one_byte_changed(genuine),
        "cut short": cut_short(genuine),
        "saved anew": changed(genuine, nothing),
        "signature of another": with_signature_of((files / "sv.pdf").read_bytes(), genuine),
        "added to": added_to(genuine),
        "sealed by a stranger": sealed(unsealed, provider(2).sealer),
    }


@pytest.mark.parametrize("name", CERTIFICATES)
def test_every_reader_of_seals_accepts_the_certificate(files: Path, checkers: Checkers, name: str) -> None:
    assert checkers.problems(files / f"{name}.pdf") == {"pdfsig": [], "openssl": [], "mutool": []}


def test_they_accept_a_seal_whose_time_an_authority_states(files: Path, tmp_path: Path) -> None:
    file, root = files / f"{TIME_STATED}.pdf", files / f"{TIME_STATED}.pem"
    trust = pdfsig.make_trust(tmp_path / "trust", root)
    assert pdfsig.problems(file, trust) == []
    assert openssl_cms.problems(file, root) == mutool.problems(file) == []


@pytest.mark.parametrize("name", FAULTS)
def test_readers_of_seals_notice_the_forgery(
    forged: Mapping[str, bytes], checkers: Checkers, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "forged.pdf"
    file.write_bytes(forged[name])
    assert {who for who, found in checkers.problems(file).items() if found} == FAULTS[name]


def test_a_self_issued_certificate_serves_too_for_whoever_trusts_it(files: Path, tmp_path: Path) -> None:
    own, other = (generate_private_key(SECP256R1()) for _ in range(2))
    names = {"organisation": "Academy", "country": "SE", "moment": SIGNED_AT}
    certificates = [self_issued(one, **names) for one in (own, other)]
    mine, strange = (tmp_path / "own.pem", tmp_path / "other.pem")
    for path, certificate in zip((mine, strange), certificates, strict=True):
        path.write_bytes(certificate.public_bytes(Encoding.PEM))
    file = tmp_path / "certificate.pdf"
    file.write_bytes(sealed((files / "unsealed.bin").read_bytes(), KeySealer("own", own, (certificates[0],))))
    trust = pdfsig.make_trust(tmp_path / "trust", mine, pdfsig.PEER)
    assert pdfsig.problems(file, trust, pdfsig.VALID) == []
    assert pdfsig.certificate_problems(mine, trust) == []
    assert pdfsig.certificate_problems(strange, trust)
    assert openssl_cms.problems(file, mine) == mutool.problems(file) == []
    assert openssl_cms.problems(file, strange)
