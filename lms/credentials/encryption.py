"""How what is personal is kept unreadable: AES-256-GCM, bound to what it is about. Pure."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lms.core.errors import CampusError

KEY_BYTES = 32
NONCE_BYTES = 12


class UndecryptableError(CampusError):
    """It was encrypted with another key, is about something else, or was altered."""


def encrypted(key: bytes, data: bytes, *, about: str, nonce: bytes) -> bytes:
    """The nonce and the encrypted data; opens only with the same `about`. A nonce is used once."""
    return nonce + AESGCM(key).encrypt(nonce, data, about.encode())


def decrypted(key: bytes, data: bytes, *, about: str) -> bytes:
    """What was encrypted. Raises UndecryptableError."""
    nonce, rest = data[:NONCE_BYTES], data[NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, rest, about.encode())
    except (InvalidTag, ValueError) as error:
        raise UndecryptableError from error
