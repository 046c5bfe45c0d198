"""The time on a seal: stated by an authority (RFC 3161), with what shows later that all was in order then.

What is asked for and fetched are the authority's own addresses and those in the certificates of the seal and
of the authority: never one that a stranger's file names.
"""

import asyncio
import logging
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import cast

from asn1crypto.tsp import TimeStampReq, TimeStampResp
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.ocsp import OCSPRequestBuilder
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import CRLValidationError, OCSPValidationError, PathError, ValidationError

from lms.core.errors import CampusError

SECONDS = 15
LARGEST_ANSWER = 1024 * 1024
"""A longer list of withdrawn certificates would make every certificate that large."""
FAILURES = (
    OSError, HTTPException, ValueError, SigningError, PathError, ValidationError, CRLValidationError,
    OCSPValidationError,
)  # fmt: skip
"""What goes wrong with an authority: it does not answer, answers nonsense, or cannot be trusted now."""

# It warns at each seal that nothing more will be fetched, which is how it is meant here.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)


class TimestampError(CampusError):
    """No timestamp is to be had now, or not with what proves it later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who states the time, and the root certificates that it must lead to."""

    url: str
    roots: tuple[x509.Certificate, ...]


class Stamper(TimeStamper):
    """Asks an authority."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._url = url

    async def async_request_tsa_response(self, req: TimeStampReq) -> TimeStampResp:
        """Its answer."""
        answer = await asyncio.to_thread(_ask, self._url, req.dump(), "application/timestamp-query")
        return TimeStampResp.load(answer)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What says that certificates were not withdrawn."""

    answers: list[bytes] = field(default_factory=list)
    """About one certificate each (OCSP)."""
    lists: dict[str, bytes] = field(default_factory=dict)
    """Address → list (CRL)."""

    def gather(self, certificate: x509.Certificate, issuer: x509.Certificate) -> None:
        """Ask about a certificate: for the short answer where there is one, else for the list."""
        plain = _plain(certificate)
        if plain.ocsp_urls:
            question = OCSPRequestBuilder().add_certificate(certificate, issuer, SHA1()).build()
            data = question.public_bytes(Encoding.DER)
            self.answers.append(_ask(plain.ocsp_urls[0], data, "application/ocsp-request"))
            return
        for point in plain.crl_distribution_points[:1]:
            if point.url not in self.lists:
                self.lists[point.url] = _ask(point.url, None, None)


async def context_for(
    authority: Authority, stamper: Stamper, own: tuple[x509.Certificate, ...]
) -> ValidationContext:
    """What proves both certificates, of the seal and of the authority, gathered now."""
    await stamper.async_dummy_response("sha256")
    theirs = [x509.load_der_x509_certificate(one.dump()) for one in stamper.cert_registry]
    roots = [*authority.roots, own[-1]]
    known = [*own, *theirs, *authority.roots]
    found = Evidence()
    for certificate, issuer in _links(known):
        found.gather(certificate, issuer)
    return ValidationContext(
        trust_roots=[_plain(one) for one in roots],
        other_certs=[_plain(one) for one in known],
        crls=found.lists.values(),
        ocsps=found.answers,
        allow_fetching=False,
        revocation_mode="hard-fail",
    )


def _links(known: list[x509.Certificate]) -> Iterator[tuple[x509.Certificate, x509.Certificate]]:
    """Each certificate with that of its issuer; roots, which nobody else issued, left out."""
    for one in dict.fromkeys(known):
        issuer = next((other for other in known if other.subject == one.issuer), None)
        if issuer is not None and one.issuer != one.subject:
            yield one, issuer


def _plain(certificate: x509.Certificate) -> Certificate:
    return Certificate.load(certificate.public_bytes(Encoding.DER))


def _ask(url: str, data: bytes | None, kind: str | None) -> bytes:
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"not an address of the web: {url[:80]}")
    request = urllib.request.Request(url, data=data, headers={"Content-Type": kind} if kind else {})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            answer = cast(bytes, response.read(LARGEST_ANSWER + 1))
    except urllib.error.HTTPError as problem:
        problem.close()
        raise
    if len(answer) > LARGEST_ANSWER:
        raise ValueError(f"{url[:80]} answers with more than {LARGEST_ANSWER} bytes")
    return answer
