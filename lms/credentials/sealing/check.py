"""Looking at the seal of a PDF that a stranger hands in.

The file is not read as a PDF at all: a seal names the bytes that it covers, and these are compared. Nothing
is fetched, and nobody's keys are believed but those given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lms.credentials.formats.keys import PublishedKey


class SealState(StrEnum):
    """What a seal says of the file that it is in."""

    NONE = "none"
    """There is no seal."""
    INTACT = "intact"
    """Our seal, over the whole file: every byte is as it was issued."""
    ADDED_TO = "added-to"
    """Our seal over the file as it was issued, which is still inside; something was appended afterwards."""
    ALTERED = "altered"
    """Our seal, but over other content: the file was changed or saved anew, or the seal is from another."""
    RETIRED_KEY = "retired-key"
    """In order by itself, but made with a key of ours after that was retired."""
    COMPROMISED_KEY = "compromised-key"
    """In order by itself, but anybody might have made it: the key was reported lost or stolen."""
    FOREIGN_KEY = "foreign-key"
    """Somebody else's seal, whatever name it bears."""
    BROKEN = "broken"
    """Something like a seal that nobody can have made so, or that cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealFinding:
    """What was found."""

    state: SealState
    covers_whole_file: bool = False
    key_id: str | None = None
    """Of a published key, else None."""
    signed_at: datetime | None = None
    """As the seal states it."""
    seal_count: int = 0
    """Of all seals and signatures in the file, whoever made them."""
    signer: str | None = None
    """What the certificate in the file calls its holder; only to be shown, never to be believed."""
    sealed_length: int | None = None
    """So many bytes from the start are what was sealed: with ADDED_TO, that is the file as it was issued."""


def check_seal(pdf: bytes, trusted: Sequence[PublishedKey]) -> SealFinding:
    """What the seal in a file says, believing these keys and no others. Never raises."""
    return SealFinding(state=SealState.NONE)
