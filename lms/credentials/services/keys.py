"""The keys of this installation: which sign now, and all that were ever published."""

from pathlib import Path

from lms.credentials.formats.keys import KeyPair, PublishedKey, Purpose
from lms.credentials.sealing.sealers import Sealer


def active(purpose: Purpose) -> KeyPair:
    """The key that signs badges or tokens now. Raises KeyMissingError."""
    raise NotImplementedError


def active_sealer() -> Sealer:
    """What seals PDF files now. Raises KeyMissingError, SealerError."""
    raise NotImplementedError


def published() -> tuple[PublishedKey, ...]:
    """Every key that was ever used, the newest first."""
    raise NotImplementedError


def make_first_keys(folder: Path) -> tuple[PublishedKey, ...]:
    """Make a key for each purpose that has none yet, in `keys/` of the data folder; gives those made."""
    raise NotImplementedError
