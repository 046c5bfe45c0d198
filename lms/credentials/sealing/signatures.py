"""Reading a signature (CMS) of unknown origin. No mathematics is done with strangers' keys."""

from dataclasses import dataclass
from typing import Any, cast

from asn1crypto.cms import CMSAttributes, ContentInfo, SignedData, SignerInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.general import (
    check_ess_certid,
    extract_certificate_info,
    extract_signer_info,
    find_unique_cms_attribute,
)

from lms.credentials.formats.keys import PublicKey, UnsuitableKeyError, thumbprint
from lms.credentials.sealing.sealers import name_of, verify

HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}


class UnreadableError(ValueError):
    """It is no signature that could be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a signature holds, as it says."""

    kid: str | None
    """Name of the key in its certificate; None where that is of a kind not used here."""
    signer: str
    """Whom the certificate names."""
    _info: SignerInfo
    _certificate: x509.Certificate

    @property
    def is_genuine(self) -> bool:
        """It was made with the key of its certificate. To be asked only where that key is known."""
        try:
            self._verify()
        except Exception:  # of the many kinds that libraries raise at nonsense
            return False
        return True

    def covers(self, *parts: bytes) -> bool:
        """These bytes, one after the other, are what was signed."""
        try:
            algorithm = self._info["digest_algorithm"]["algorithm"].native
            digest = hashes.Hash(HASHES[algorithm])
            for part in parts:
                digest.update(part)
            return bool(digest.finalize() == self._attribute("message_digest").native)
        except Exception:  # as above
            return False

    def _attribute(self, name: str) -> Any:
        return find_unique_cms_attribute(self._info["signed_attrs"], name)

    def _verify(self) -> None:
        certid = self._attribute("signing_certificate_v2")["certs"][0]
        own = Certificate.load(self._certificate.public_bytes(Encoding.DER))
        if self._attribute("content_type").native != "data" or not check_ess_certid(own, certid):
            raise InvalidSignature
        signed: CMSAttributes = self._info["signed_attrs"].untag()
        algorithm = self._info["signature_algorithm"]
        verify(
            self._certificate.public_key(),
            self._info["signature"].native,
            signed.dump(),
            HASHES[algorithm.hash_algo],
        )


def read_signature(data: bytes) -> Signature:
    """Read one; raises UnreadableError."""
    try:
        return _read(data)
    except Exception as problem:  # as above
        raise UnreadableError(str(problem)[:200]) from None


def _read(data: bytes) -> Signature:
    envelope = ContentInfo.load(data, strict=True)
    if envelope["content_type"].native != "signed_data":
        raise ValueError("it is signed data that is looked for")
    content: SignedData = envelope["content"]
    certificate = x509.load_der_x509_certificate(extract_certificate_info(content).signer_cert.dump())
    return Signature(
        kid=_kid(certificate),
        signer=name_of(certificate),
        _info=extract_signer_info(content),
        _certificate=certificate,
    )


def _kid(certificate: x509.Certificate) -> str | None:
    try:
        return thumbprint(cast(PublicKey, certificate.public_key()))
    except (UnsuitableKeyError, UnsupportedAlgorithm, AttributeError):
        return None
