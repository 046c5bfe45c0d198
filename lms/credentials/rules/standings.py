"""What a credential is worth at a moment, and why one is withdrawn."""

from datetime import date, datetime
from enum import StrEnum


class Standing(StrEnum):
    """What a credential is worth today."""

    VALID = "valid"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


def standing(
    *, revoked_at: datetime | None, superseded_by: str | None, expires_on: date | None, now: datetime
) -> Standing:
    """The standing at a moment; what weighs most comes first. It still holds on the day it expires."""
    if revoked_at is not None:
        return Standing.REVOKED
    if superseded_by is not None:
        return Standing.SUPERSEDED
    if expires_on is not None and now.date() > expires_on:
        return Standing.EXPIRED
    return Standing.VALID


def may_be_revoked(present: Standing) -> bool:
    """Whatever was not withdrawn yet can be: one that expired or was replaced may have been an error too."""
    return present is not Standing.REVOKED


class RevocationReason(StrEnum):
    """Why a certificate was withdrawn: a choice of reasons, because the page that shows it is public."""

    ISSUED_IN_ERROR = "issued-in-error"
    ASSESSMENT_NOT_VALID = "assessment-not-valid"
    DETAILS_WRONG = "details-wrong"
    REQUEST_OF_HOLDER = "request-of-holder"
    PART_WITHDRAWN = "part-withdrawn"
    """Of a course certificate or diploma: a certificate that it rests on was withdrawn. Nobody chooses it."""
