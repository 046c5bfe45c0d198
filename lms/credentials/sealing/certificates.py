"""Certificates for seals: made by ourselves, or looked at before one from elsewhere is taken."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

VALIDITY = timedelta(days=20 * 366)
"""Long: nobody renews it, and a reader complains once it is over."""
LONGEST_NAME = 64
"""Of an organisation and a common name (X.520)."""
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""RFC 9336."""
QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
COMPLIANT = bytes.fromhex("060604008e460101")
FOR_SEALS = bytes.fromhex("060704008e46010602")
"""The statements `QcCompliance` and `QcType: eseal`, as DER."""
SEALS = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def self_issued(
    private: EllipticCurvePrivateKey | RSAPrivateKey, *, organisation: str, country: str, moment: datetime
) -> x509.Certificate:
    """A certificate that an organisation gives to itself."""
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:LONGEST_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, organisation[:LONGEST_NAME]),
        ]
    )
    own = x509.SubjectKeyIdentifier.from_public_key(private.public_key())
    # Some readers take a seal for that of an e-mail, and want to see the usage named.
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + VALIDITY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(SEALS, critical=True)
        .add_extension(usage, critical=False)
        .add_extension(own, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own), critical=False)
    )
    return builder.sign(private, hashes.SHA256())


def objection_to(certificate: x509.Certificate, moment: datetime) -> str | None:
    """Why a certificate is not fit for seals now; None where it is."""
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= moment <= last:
        return f"It is valid from {first:%Y-%m-%d} to {last:%Y-%m-%d}."
    usage = _usage(certificate)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        return "It may not be used for signatures (key usage)."
    return None


def end_of(certificates: str) -> datetime:
    """Until when the first of these certificates (PEM) is valid."""
    return x509.load_pem_x509_certificates(certificates.encode())[0].not_valid_after_utc


def claims_to_be_qualified(certificate: x509.Certificate) -> bool:
    """It says of itself that it is a qualified certificate for electronic seals (ETSI EN 319 412-5)."""
    try:
        found = certificate.extensions.get_extension_for_oid(QC_STATEMENTS).value
    except x509.ExtensionNotFound:
        return False
    said = found.public_bytes()
    return COMPLIANT in said and FOR_SEALS in said


def _usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None
