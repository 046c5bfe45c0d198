"""Does an authority's time go into the seal, with what proves it later, and what if it is silent?"""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import page
import pikepdf
import pytest
from asn1crypto.cms import ContentInfo

from lms.credentials.formats import keys
from lms.credentials.formats.keys import Purpose
from lms.credentials.sealing.check import SealState, check_seal
from lms.credentials.sealing.marks import marks_in
from lms.credentials.sealing.seal import seal
from lms.credentials.sealing.sealers import Sealer
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


def test_an_authority_that_leads_to_another_root_is_refused(plain: bytes, others: Authorities) -> None:
    stranger = replace(others.time, roots=seal_key("stranger").sealer.certificates)
    with pytest.raises(TimestampError):
        with_time(plain, seal_key().sealer, stranger)


def test_silence_is_an_error_and_not_a_weaker_seal(plain: bytes, others: Authorities) -> None:
    for url in (others.time.url.replace("/time", "/nobody"), "http://127.0.0.1:1/tsa", "file:///dev/null"):
        with pytest.raises(TimestampError):
            with_time(plain, seal_key().sealer, replace(others.time, url=url))
