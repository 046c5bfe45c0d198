"""Certificates for seals as a provider issues them: a root that others trust, and a seal under it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from lms.credentials.sealing.sealers import KeySealer

ISSUED_AT = datetime(2025, 11, 1, tzinfo=UTC)
ROOT, SEAL = "Root of a provider", "Baltic Cluster Academy"
REVOCATIONS = "http://provider.example.org/revoked.crl"
USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who vouches for a seal."""

    root: bytes
    """Its certificate, PEM."""
    sealer: KeySealer


@cache
def provider(number: int = 1) -> Provider:
    """Another for each number, with other keys under the same names; made anew in each run."""
    root_key, own_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(ROOT, root_key, root_key, *_of_a_root())
    own = _certificate(SEAL, own_key, root_key, *_of_a_seal())
    sealer = KeySealer(f"seal-{number}", own_key, (own, root))
    return Provider(root=root.public_bytes(Encoding.PEM), sealer=sealer)


Key = ec.EllipticCurvePrivateKey
Extension = tuple[x509.ExtensionType, bool]


def _of_a_root() -> tuple[Extension, ...]:
    return (x509.BasicConstraints(True, 0), True), (_usage("key_cert_sign", "crl_sign"), True)


def _of_a_seal() -> tuple[Extension, ...]:
    address = x509.UniformResourceIdentifier(REVOCATIONS)
    return (
        (x509.BasicConstraints(False, None), True),
        (_usage("digital_signature", "content_commitment"), True),
        # pdfsig takes a seal for that of a mail, and trusts it only if it names such a list; none is fetched.
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False),
        (x509.CRLDistributionPoints([x509.DistributionPoint([address], None, None, None)]), False),
    )


def _usage(*named: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{one: one in named for one in USAGES})


def _certificate(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    root_key: ec.EllipticCurvePrivateKey,
    *extensions: Extension,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(ROOT))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ISSUED_AT)
        .not_valid_after(ISSUED_AT + timedelta(days=3650))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    for extension, is_critical in extensions:
        builder = builder.add_extension(extension, critical=is_critical)
    return builder.sign(root_key, SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
