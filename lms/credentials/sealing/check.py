"""Looking at the seal of a PDF that a stranger hands in.

The file is not read as a PDF at all: a seal names the bytes that it covers, and these are compared. Nothing
is fetched, and nobody's keys are believed but those given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from lms.credentials.formats.keys import PublishedKey, Purpose
from lms.credentials.sealing.marks import Mark, marks_in
from lms.credentials.sealing.signatures import Signature, UnreadableError, read_signature

LARGEST_PDF = 20_000_000
TOLERANCE = timedelta(minutes=10)
"""A key may have been retired while a seal was being made."""


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


ORDER = (
    SealState.INTACT,
    SealState.ADDED_TO,
    SealState.RETIRED_KEY,
    SealState.COMPROMISED_KEY,
    SealState.ALTERED,
    SealState.BROKEN,
    SealState.FOREIGN_KEY,
    SealState.NONE,
)
"""Where a file has several seals, the first of these says what it is worth."""


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
    if len(pdf) > LARGEST_PDF:
        return SealFinding(state=SealState.BROKEN)
    keys = {key.kid: key for key in trusted if key.purpose is Purpose.SEAL}
    marks = marks_in(pdf)
    findings = [_finding(pdf, mark, keys) for mark in marks]
    if not findings:
        return SealFinding(state=SealState.NONE)
    return replace(min(findings, key=lambda one: ORDER.index(one.state)), seal_count=len(marks))


def _finding(pdf: bytes, mark: Mark, keys: Mapping[str, PublishedKey]) -> SealFinding:
    try:
        signature = read_signature(mark.signature)
    except UnreadableError:
        return SealFinding(state=SealState.BROKEN)
    key = keys.get(signature.kid or "")
    state = _state(pdf, mark, signature, key)
    says_what_it_sealed = state not in {SealState.ALTERED, SealState.BROKEN}
    return SealFinding(
        state=state,
        covers_whole_file=says_what_it_sealed and mark.end == len(pdf),
        key_id=key.kid if key else None,
        signed_at=mark.signed_at if says_what_it_sealed else None,
        signer=signature.signer,
        sealed_length=mark.end if says_what_it_sealed and key else None,
    )


def _state(pdf: bytes, mark: Mark, signature: Signature, key: PublishedKey | None) -> SealState:
    if key is None:
        return SealState.FOREIGN_KEY
    if not signature.is_genuine:
        return SealState.BROKEN
    if mark.gap is None or not signature.covers(pdf[: mark.gap[0]], pdf[mark.gap[1] : mark.end]):
        return SealState.ALTERED
    if key.compromised_at is not None:
        return SealState.COMPROMISED_KEY
    if key.retired_at is not None and _is_late(mark.signed_at, key.retired_at):
        return SealState.RETIRED_KEY
    return SealState.INTACT if mark.end == len(pdf) else SealState.ADDED_TO


def _is_late(signed_at: datetime | None, retired_at: datetime) -> bool:
    return signed_at is None or signed_at > retired_at + TOLERANCE
