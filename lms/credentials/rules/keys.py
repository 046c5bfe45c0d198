"""Where keys are kept, and how seals, badges and tokens come by a new one."""

from enum import StrEnum


class KeyHolder(StrEnum):
    """What holds the private half of a key."""

    FILE = "file"
    """An encrypted file in `keys/` of the data folder."""
    PKCS11 = "pkcs11"
    """A device: a card, a token, a security module."""
    PROGRAM = "program"
    """A program or an address that is given a digest and gives a signature."""
