"""Decisions about certificates: may one be issued, does it stand, whose name is it. Pure."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lms.credentials.records import Record


class Element(StrEnum):
    """The mandatory elements of a micro-credential (Council Recommendation 2022/C 243/02, Annex I)."""

    LEARNER = "learner"
    TITLE = "title"
    COUNTRY = "country"
    AWARDING_BODY = "awarding-body"
    DATE_OF_ISSUE = "date-of-issue"
    LEARNING_OUTCOMES = "learning-outcomes"
    WORKLOAD = "workload"
    LEVEL = "level"
    ASSESSMENT = "assessment"
    PARTICIPATION = "participation"
    QUALITY_ASSURANCE = "quality-assurance"


def missing_elements(record: Record) -> tuple[Element, ...]:
    """The mandatory elements that a record lacks; a record that lacks one must not be issued."""
    wording = record.wording
    present = {
        Element.LEARNER: record.holder_name.strip(),
        Element.TITLE: wording.title.strip(),
        Element.COUNTRY: record.issuer.country.strip(),
        Element.AWARDING_BODY: record.issuer.name.strip(),
        Element.DATE_OF_ISSUE: record.issued_on,
        Element.LEARNING_OUTCOMES: wording.learning_outcomes and all(wording.learning_outcomes),
        Element.WORKLOAD: record.workload and float(record.hours) > 0,
        Element.LEVEL: record.level.strip(),
        Element.ASSESSMENT: record.assessments,
        Element.PARTICIPATION: record.participation,
        Element.QUALITY_ASSURANCE: wording.quality_assurance.strip(),
    }
    return tuple(element for element in Element if not present[element])


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


class RevocationReason(StrEnum):
    """Why a certificate was withdrawn: a choice of reasons, because the page that shows it is public."""

    ISSUED_IN_ERROR = "issued-in-error"
    ASSESSMENT_NOT_VALID = "assessment-not-valid"
    DETAILS_WRONG = "details-wrong"
    REQUEST_OF_HOLDER = "request-of-holder"


class EventKind(StrEnum):
    """What can happen to a credential."""

    ISSUED = "issued"
    RENDERED = "rendered"
    RENDERING_GIVEN_UP = "rendering-given-up"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    NAME_SHOWN = "name-shown"
    NAME_HIDDEN = "name-hidden"
    HOLDER_ERASED = "holder-erased"


HIDDEN = "•"
_SEPARATORS = frozenset(" -")


def masked(name: str) -> str:
    """A name as a stranger sees it: the first letter of each part, and how long the part is."""
    shown: list[str] = []
    for place, letter in enumerate(name):
        is_first = place == 0 or name[place - 1] in _SEPARATORS
        shown.append(letter if is_first or letter in _SEPARATORS else HIDDEN)
        ends_here = place + 1 == len(name) or name[place + 1] in _SEPARATORS
        if is_first and ends_here and letter not in _SEPARATORS:
            shown.append(HIDDEN)  # a part of one letter would be given away whole
    return "".join(shown)


_ONE_SIGN = str.maketrans({"’": "'", "ʼ": "'", "´": "'", "`": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-"})


def same_name(printed: str, typed: str) -> bool:
    """Whether the name on a certificate is the one in the record.

    Case, spaces and the kind of apostrophe or hyphen do not matter; letters and their accents do,
    because they tell people apart.
    """
    return _comparable(printed) == _comparable(typed)


def _comparable(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).translate(_ONE_SIGN).casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStep:
    """Whether the holder has said how the name is to be printed."""

    confirmed: str | None
    """The name as it was confirmed."""
    present: str
    """The name in the person's account."""

    @property
    def is_settled(self) -> bool:
        """Confirmed, and not changed since."""
        return self.confirmed is not None and self.confirmed == self.present


FAILURES_BEFORE_GIVING_UP = 8
_PAUSES = (10, 60, 300, 1800, 7200, 21600, 86400)


def pause_after(attempt_count: int) -> int | None:
    """Seconds to wait after so many failed attempts at the PDF; None: it is given up."""
    if attempt_count >= FAILURES_BEFORE_GIVING_UP:
        return None
    return _PAUSES[min(attempt_count, len(_PAUSES)) - 1]
