"""Who puts the signature under a seal: one interface, whatever holds the key."""

from typing import Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.x509.oid import NameOID

from lms.core.errors import CampusError


class SealerError(CampusError):
    """What holds the key does not sign; the message says why and what to do."""


class Sealer(Protocol):
    """Signs with a key that has a certificate."""

    @property
    def kid(self) -> str:
        """The key's name."""

    @property
    def certificates(self) -> tuple[x509.Certificate, ...]:
        """First that of the key, then those that lead to its root."""

    def sign(self, data: bytes) -> bytes:
        """A signature over SHA-256 of the data: ECDSA as DER, or RSA PKCS#1 v1.5. Raises SealerError."""


class KeySealer:
    """Signs with a private key in the memory of this process."""

    def __init__(
        self,
        kid: str,
        private: EllipticCurvePrivateKey | RSAPrivateKey,
        certificates: tuple[x509.Certificate, ...],
    ) -> None:
        self.kid = kid
        self.certificates = certificates
        self._private = private

    def sign(self, data: bytes) -> bytes:
        """A signature over SHA-256 of the data."""
        if isinstance(self._private, RSAPrivateKey):
            return self._private.sign(data, PKCS1v15(), hashes.SHA256())
        return self._private.sign(data, ECDSA(hashes.SHA256()))


def name_of(certificate: x509.Certificate) -> str:
    """Whom a certificate names."""
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for one in certificate.subject.get_attributes_for_oid(kind):
            return str(one.value)
    return certificate.subject.rfc4514_string()


def verify(public: object, signature: bytes, data: bytes, algorithm: hashes.HashAlgorithm) -> None:
    """Raise InvalidSignature unless that key signed the data, in one of the two ways used here."""
    if isinstance(public, RSAPublicKey):
        public.verify(signature, data, PKCS1v15(), algorithm)
    elif isinstance(public, EllipticCurvePublicKey):
        public.verify(signature, data, ECDSA(algorithm))
    else:
        raise InvalidSignature


def checked(certificate: x509.Certificate, data: bytes, signature: bytes) -> bytes:
    """A signature that came from outside, if it is of the certificate's key. Raises SealerError."""
    try:
        verify(certificate.public_key(), signature, data, hashes.SHA256())
    except InvalidSignature:
        raise SealerError(
            "What came back is no signature by the key of the certificate: another key signed, or in "
            "another form."
        ) from None
    return signature
