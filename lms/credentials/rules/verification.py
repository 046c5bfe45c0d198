"""What follows from all that was found about a certificate: one answer, and what was checked to give it.

Whoever verifies, be it the page, a machine, a report or the terminal, says what stands here.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from lms.credentials.rules.checks import Check, Outcome, Reason
from lms.credentials.rules.files_seen import Carrier, Difference, FileSeen, checks_of_file
from lms.credentials.rules.standings import RevocationReason, Standing, standing


class Verdict(StrEnum):
    """The answer in one word."""

    VALID = "valid"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    ALTERED = "altered"
    """What we issued under this code differs from this file, or from the register itself."""
    UNKNOWN = "unknown"
    INTACT = "intact"
    """Only away from the register: made with our key and unaltered; whether it still stands was not asked."""


class Note(StrEnum):
    """What has to be said beside the verdict."""

    TRIAL = "trial"
    SPECIMEN = "specimen"
    HOLDER_ERASED = "holder-erased"
    KEY_RETIRED = "key-retired"
    SELF_ISSUED_KEY = "self-issued-key"
    NOT_THE_FILE_ITSELF = "not-the-file-itself"
    """The credential is genuine; the bytes around it, or their order, are not those that we gave out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the register has about a certificate: nameless."""

    id: str
    code: str
    title: str
    issuer_name: str
    hours: str
    awarded_on: date
    issued_at: datetime
    expires_on: date | None
    is_trial: bool
    revoked_at: datetime | None = None
    revoked_reason: RevocationReason | None = None
    superseded_by: str | None = None
    """Code of the certificate that replaced this one."""
    supersedes: str | None = None
    """Code of the certificate that this one replaced."""
    holder_erased_at: datetime | None = None
    is_intact: bool | None = True
    """What is kept still has the digest taken at issue; None: there is nothing left to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said to whoever asked."""

    verdict: Verdict
    notes: tuple[Note, ...] = ()
    checks: tuple[Check, ...] = ()
    entry: Entry | None = None
    differences: tuple[Difference, ...] = ()
    """How the file differs from what was issued, where that can be told."""

    @property
    def is_reliable(self) -> bool:
        """A real certificate that stands today: the one question of whoever must decide."""
        return self.verdict is Verdict.VALID and not {Note.TRIAL, Note.SPECIMEN} & set(self.notes)

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that were not passed."""
        return tuple(check for check in self.checks if check.outcome is Outcome.FAILED)

    @property
    def is_of_the_file_itself(self) -> bool:
        """The file is one that was given out, or a credential of ours that is only written otherwise."""
        if self.entry is None:
            return False
        is_registered = Check(reason=Reason.FILE_IDENTICAL) in self.checks
        return is_registered or Note.NOT_THE_FILE_ITSELF in self.notes


def answer_of_code(entry: Entry | None, now: datetime) -> Answer:
    """What is known of a code by the register alone."""
    if entry is None:
        return Answer(verdict=Verdict.UNKNOWN, checks=(Check(reason=Reason.NOT_REGISTERED),))
    return Answer(
        verdict=_verdict_of_entry(entry, now),
        notes=_notes_of_entry(entry),
        checks=(*_checks_of_entry(entry), Check(reason=_stands(entry, now))),
        entry=entry,
    )


def answer_of_digest(entry: Entry | None, now: datetime) -> Answer:
    """What is known of a file that stayed where it is, by its digest alone."""
    answer = answer_of_code(entry, now)
    if entry is None:
        return answer
    first, *rest = answer.checks
    return replace(answer, checks=(first, Check(reason=Reason.FILE_IDENTICAL), *rest))


def answer_of_file(entry: Entry | None, seen: FileSeen, now: datetime, *, is_asked: bool = True) -> Answer:
    """What is known of a file. `is_asked`: whether there was a register to ask."""
    own = tuple(checks_of_file(seen))
    if entry is None:
        return Answer(
            verdict=_verdict_without_entry(seen, is_asked=is_asked),
            notes=_notes_of_file(seen),
            checks=(Check(reason=_why_unregistered(seen, is_asked=is_asked)), *_without_comparison(own)),
        )
    return Answer(
        verdict=_verdict_of_file(entry, seen, now),
        notes=(*_notes_of_entry(entry), *_notes_of_file(seen)),
        checks=(*_checks_of_entry(entry), *own, Check(reason=_stands(entry, now))),
        entry=entry,
        differences=() if seen.is_registered else seen.differences or (),
    )


def _without_comparison(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    return tuple(one for one in checks if one.reason is not Reason.FILE_DIFFERS)


def _why_unregistered(seen: FileSeen, *, is_asked: bool) -> Reason:
    if not is_asked:
        return Reason.REGISTER_NOT_ASKED
    return Reason.NOT_REGISTERED if seen.names_certificate else Reason.NAMES_NOTHING


def _verdict_without_entry(seen: FileSeen, *, is_asked: bool) -> Verdict:
    if is_asked or not seen.is_marked:
        return Verdict.UNKNOWN
    return Verdict.INTACT if _is_intact(seen) else Verdict.ALTERED


def _verdict_of_file(entry: Entry, seen: FileSeen, now: datetime) -> Verdict:
    if seen.is_registered or (seen.carrier is not Carrier.PDF and _is_intact(seen)):
        return _verdict_of_entry(entry, now)
    return Verdict.ALTERED


def _is_intact(seen: FileSeen) -> bool:
    """All of it is as we made it, as far as the file itself can show."""
    checks = _without_comparison(tuple(checks_of_file(seen)))
    return seen.is_marked and all(check.outcome is not Outcome.FAILED for check in checks)


def _verdict_of_entry(entry: Entry, now: datetime) -> Verdict:
    if entry.is_intact is False:
        return Verdict.ALTERED
    return Verdict(_standing(entry, now).value)


def _standing(entry: Entry, now: datetime) -> Standing:
    return standing(
        revoked_at=entry.revoked_at, superseded_by=entry.superseded_by, expires_on=entry.expires_on, now=now
    )


_STANDING_REASONS = {
    Standing.VALID: Reason.STANDS,
    Standing.EXPIRED: Reason.EXPIRED,
    Standing.SUPERSEDED: Reason.SUPERSEDED,
    Standing.REVOKED: Reason.REVOKED,
}


def _stands(entry: Entry, now: datetime) -> Reason:
    return _STANDING_REASONS[_standing(entry, now)]


def _checks_of_entry(entry: Entry) -> tuple[Check, ...]:
    kept = {True: Reason.ENTRY_UNCHANGED, False: Reason.ENTRY_CHANGED, None: Reason.ENTRY_ERASED}
    return Check(reason=Reason.REGISTERED), Check(reason=kept[entry.is_intact])


def _notes_of_entry(entry: Entry) -> tuple[Note, ...]:
    notes = [Note.TRIAL] if entry.is_trial else []
    if entry.holder_erased_at is not None:
        notes.append(Note.HOLDER_ERASED)
    return tuple(notes)


def _notes_of_file(seen: FileSeen) -> tuple[Note, ...]:
    says = {
        Note.SPECIMEN: seen.is_specimen,
        Note.KEY_RETIRED: seen.is_key_retired,
        Note.SELF_ISSUED_KEY: seen.is_key_self_issued,
        Note.NOT_THE_FILE_ITSELF: seen.carrier is not Carrier.PDF
        and not seen.is_registered
        and _is_intact(seen),
    }
    return tuple(note for note, applies in says.items() if applies)
