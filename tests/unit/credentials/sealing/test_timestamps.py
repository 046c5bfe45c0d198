"""Does an authority's time go into the seal, with what proves it later, and what if it is silent?"""

import io
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import HTTPError

import page
import pikepdf
import pytest
from asn1crypto.cms import ContentInfo
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from werkzeug.serving import make_server

from lms.credentials.checking.inspection import inspect
from lms.credentials.formats import keys
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.keys import Purpose
from lms.credentials.rules.checks import Reason
from lms.credentials.sealing import timestamps
from lms.credentials.sealing.check import SealState, check_seal
from lms.credentials.sealing.marks import marks_in
from lms.credentials.sealing.seal import seal
from lms.credentials.sealing.sealers import KeySealer, Sealer
from lms.credentials.sealing.timestamps import Authority, TimestampError
from tests.support.authority import Authorities, authorities
from tests.support.keys import seal_key


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authorities]:
    with authorities(tmp_path_factory.mktemp("authorities")) as running:
        yield running


def with_time(plain: bytes, sealer: Sealer, authority: Authority) -> bytes:
    now = datetime.now(UTC)
    return seal(plain, sealer, reason="Certificate", location="SE", moment=now, authority=authority)


@pytest.fixture(scope="module")
def timed(plain: bytes, others: Authorities) -> bytes:
    return with_time(plain, others.sealer, others.time)


def unsigned_attributes(pdf: bytes) -> list[str]:
    (mark,) = marks_in(pdf)
    content = ContentInfo.load(mark.signature)["content"]
    return [one["type"].native for one in content["signer_infos"][0]["unsigned_attrs"]]


def test_the_seal_carries_the_time_and_the_proofs_and_covers_them(timed: bytes, others: Authorities) -> None:
    assert unsigned_attributes(timed) == ["signature_time_stamp_token"]
    with pikepdf.open(io.BytesIO(timed)) as opened:
        proofs = opened.Root.DSS
        assert (len(proofs.Certs), len(proofs.OCSPs), len(proofs.CRLs)) == (5, 1, 1)
    public = others.sealer.certificates[0].public_key()
    key = keys.published(public, Purpose.SEAL, datetime.now(UTC))  # type: ignore[arg-type]
    found = check_seal(timed, [key])
    assert (found.state, found.covers_whole_file) == (SealState.INTACT, True)


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
def test_the_file_keeps_both_standards_without_an_exception(
    timed: bytes, profile: page.ValidationProfile
) -> None:
    assert page.validate_pdf_bytes(timed, profile=profile).failures == []


def test_a_self_issued_key_gets_the_time_too(plain: bytes, others: Authorities) -> None:
    pdf = with_time(plain, seal_key().sealer, others.time)
    assert unsigned_attributes(pdf) == ["signature_time_stamp_token"]
    assert check_seal(pdf, [seal_key().published]).state is SealState.INTACT


def test_an_authority_that_leads_to_another_root_is_refused_and_nothing_asked_that_it_names(
    plain: bytes, others: Authorities
) -> None:
    stranger = replace(others.time, roots=seal_key("stranger").sealer.certificates)
    others.asked.clear()
    with pytest.raises(TimestampError):
        with_time(plain, seal_key().sealer, stranger)
    assert set(others.asked) == {"/pki/tsa/time"}


def test_a_certificate_that_is_led_to_by_one_that_may_not_issue_is_not_believed(others: Authorities) -> None:
    seal_certificate, issuing, root = others.chain
    forged = signed_by(others.sealer, seal_certificate)
    given = [forged, seal_certificate, issuing]
    assert timestamps._leading_to((root,), given) == [issuing, seal_certificate]
    assert timestamps._leading_to(seal_key("stranger").sealer.certificates, given) == []


def signed_by(sealer: KeySealer, issuer: x509.Certificate) -> x509.Certificate:
    """A certificate that somebody made with the key of a seal, which may not be used for that."""
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(issuer.subject).issuer_name(issuer.subject)
    builder = builder.public_key(issuer.public_key()).serial_number(7)  # type: ignore[arg-type]
    builder = builder.not_valid_before(now).not_valid_after(now + timedelta(days=1))
    return builder.sign(sealer._private, hashes.SHA256())


def test_nobody_is_asked_to_be_sent_elsewhere() -> None:
    def elsewhere(_environ: dict[str, Any], start: Any) -> list[bytes]:
        asked.append("once")
        start("302 Found", [("Location", f"http://127.0.0.1:{server.server_port}/inside")])
        return [b""]

    asked: list[str] = []
    server = make_server("127.0.0.1", 0, elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with pytest.raises(HTTPError):
            timestamps._ask(f"http://127.0.0.1:{server.server_port}/list.crl", None, None)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert asked == ["once"]


def test_a_file_that_is_verified_makes_nobody_be_asked(
    plain: bytes, others: Authorities, monkeypatch: pytest.MonkeyPatch
) -> None:
    others.asked.clear()
    timed = with_time(plain, others.sealer, others.time)
    assert {"/pki/tsa/time", "/pki/ocsp/issuing"} <= set(others.asked)  # the listener hears what is asked
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: opened.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *names, **_: opened.append(names) or [])
    others.asked.clear()
    key = keys.published(others.sealer.certificates[0].public_key(), Purpose.SEAL, datetime.now(UTC))  # type: ignore[arg-type]
    for trusted in ((key,), ()):
        found = inspect(timed, trusted, IssuerAddress("https://campus.example.org"))
        assert found.seal is (Reason.SEAL_INTACT if trusted else Reason.SEAL_FOREIGN)
    assert (opened, others.asked) == ([], [])


def test_silence_is_an_error_and_not_a_weaker_seal(plain: bytes, others: Authorities) -> None:
    for url in (others.time.url.replace("/time", "/nobody"), "http://127.0.0.1:1/tsa", "file:///dev/null"):
        with pytest.raises(TimestampError):
            with_time(plain, seal_key().sealer, replace(others.time, url=url))
