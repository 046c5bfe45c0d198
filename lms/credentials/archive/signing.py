"""The signature beside an archive's manifest: by the key that seals certificates, over the file as it is."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from lms.credentials.formats.keys import PublishedKey, Purpose


def is_signature(key: PublishedKey, signature: bytes, data: bytes) -> bool:
    """That key, one that seals, signed the data."""
    if key.purpose is not Purpose.SEAL or not key.certificates:
        return False
    public = x509.load_pem_x509_certificate(key.certificates[0].encode()).public_key()
    try:
        if isinstance(public, RSAPublicKey):
            public.verify(signature, data, PKCS1v15(), hashes.SHA256())
        elif isinstance(public, EllipticCurvePublicKey):
            public.verify(signature, data, ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True
