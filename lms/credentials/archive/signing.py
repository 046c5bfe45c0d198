"""The signature beside an archive's manifest: by the key that seals certificates, over the file as it is."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes

from lms.credentials.formats.keys import PublishedKey, Purpose
from lms.credentials.sealing.sealers import verify


def is_signature(key: PublishedKey, signature: bytes, data: bytes) -> bool:
    """That key, one that seals, signed the data."""
    if key.purpose is not Purpose.SEAL or not key.certificates:
        return False
    public = x509.load_pem_x509_certificate(key.certificates[0].encode()).public_key()
    try:
        verify(public, signature, data, hashes.SHA256())
    except InvalidSignature:
        return False
    return True
