"""The time on a seal: stated by an authority (RFC 3161), with what shows later that all was in order then.

What is asked are the authority's own address, and those in certificates that lead to a root of ours: of the
seal, and of the authority. Whoever answers in its place, which is often asked over plain HTTP, can so make us
ask nothing; nor can a file that is verified, for whose sake nothing at all is asked.
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
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
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
    given = [x509.load_der_x509_certificate(one.dump()) for one in stamper.cert_registry]
    theirs = _leading_to(authority.roots, given)
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


def _leading_to(roots: tuple[x509.Certificate, ...], given: list[x509.Certificate]) -> list[x509.Certificate]:
    """Of the certificates that somebody sent, those whose signatures lead to a root: to be believed."""
    issuers, left = [*roots], given
    found: list[x509.Certificate] = []
    while issuers:
        led = [one for one in left if any(_is_issued_by(issuer, one) for issuer in issuers)]
        found += led
        left = [one for one in left if one not in led]
        issuers = [one for one in led if _may_issue(one)]
    return found


def _is_issued_by(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _may_issue(certificate: x509.Certificate) -> bool:
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except (x509.ExtensionNotFound, ValueError):
        return False


def _links(known: list[x509.Certificate]) -> Iterator[tuple[x509.Certificate, x509.Certificate]]:
    """Each certificate with that of its issuer; roots, which nobody else issued, left out."""
    for one in dict.fromkeys(known):
        issuer = next((other for other in known if other.subject == one.issuer), None)
        if issuer is not None and one.issuer != one.subject:
            yield one, issuer


def _plain(certificate: x509.Certificate) -> Certificate:
    return Certificate.load(certificate.public_bytes(Encoding.DER))


class _StayingHere(urllib.request.HTTPRedirectHandler):
    """Whoever sends us on to another address could choose it."""

    def redirect_request(self, *_: object) -> None:
        """Refuse; it is then an error like any other answer that is none."""


_OPENER = urllib.request.build_opener(_StayingHere)


def _ask(url: str, data: bytes | None, kind: str | None) -> bytes:
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"not an address of the web: {url[:80]}")
    request = urllib.request.Request(url, data=data, headers={"Content-Type": kind} if kind else {})
    try:
        with _OPENER.open(request, timeout=SECONDS) as response:
            answer = cast(bytes, response.read(LARGEST_ANSWER + 1))
    except urllib.error.HTTPError as problem:
        problem.close()
        raise
    if len(answer) > LARGEST_ANSWER:
        raise ValueError(f"{url[:80]} answers with more than {LARGEST_ANSWER} bytes")
    return answer
