"""What the formats need of a key that signs. Pure."""

from typing import Protocol


class Signer(Protocol):
    """A private key, wherever it lies."""

    @property
    def kid(self) -> str:
        """Its name, under which its public half is published."""

    def sign(self, data: bytes) -> bytes:
        """An Ed25519 signature (64 bytes) for proofs; RSASSA-PKCS1-v1_5 with SHA-256 for tokens."""
