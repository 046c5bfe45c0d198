"""What counts as wrong, and how badly. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from lms.core.backups import BackupState
from lms.core.tolerances import BACKUP_LATE, BACKUP_MUCH_LATE, LEAST_SPACE, LITTLE_SPACE

CLOCK_TOLERANCE = timedelta(minutes=2)
RENEWED_BY_NOW = timedelta(days=14)
"""What renews itself has done so long before."""


class Level(StrEnum):
    """How much something matters."""

    BROKEN = "broken"
    """People lose something, or are about to."""
    ATTENTION = "attention"
    """It works, and somebody should look at it."""
    NOTE = "note"
    """As it is set; worth knowing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be."""

    level: Level
    check: str
    text: str
    mend: str


def status_of(findings: Iterable[Finding]) -> int:
    """What the command ends with: 2 if something is broken, 1 if something needs a look, else 0."""
    levels = {finding.level for finding in findings}
    return 2 if Level.BROKEN in levels else int(Level.ATTENTION in levels)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The worst first."""
    return sorted(findings, key=lambda one: list(Level).index(one.level))


def space_level(free: int) -> Level | None:
    """Whether so many free bytes are too few."""
    if free < LEAST_SPACE:
        return Level.BROKEN
    return Level.ATTENTION if free < LITTLE_SPACE else None


def days_left(expires_at: datetime | None, now: datetime) -> int:
    """Whole days until something expires; none are left once it has."""
    return 0 if expires_at is None else max(0, (expires_at - now).days)


def expiry_level(expires_at: datetime | None, now: datetime) -> Level | None:
    """Whether something expires too soon; what has no end does not."""
    if expires_at is None or expires_at - now > RENEWED_BY_NOW:
        return None
    return Level.ATTENTION if expires_at > now else Level.BROKEN


def is_readable_by_others(mode: int) -> bool:
    """Somebody beside the owner may read or write it."""
    return bool(mode & 0o077)


def unknown_settings(given: Iterable[str], known: Iterable[str]) -> list[str]:
    """Names that nothing reads: a slip of the pen, most likely."""
    names = frozenset(known)
    return sorted(
        name
        for name in given
        if name.startswith("CAMPUS_") and name not in names and name.removesuffix("_FILE") not in names
    )


def backup_findings(state: BackupState, now: datetime, *, is_nightly: bool, is_trial: bool) -> list[Finding]:
    """What is to be said of the last backup. Nobody loses anything with a trial."""
    found = [*_about_age(state, now, is_nightly=is_nightly), *_about_last(state)]
    return [replace(one, level=Level.NOTE) for one in found] if is_trial else found


def _about_age(state: BackupState, now: datetime, *, is_nightly: bool) -> Sequence[Finding]:
    if state.made is None:
        return [_backup(Level.ATTENTION, "No backup was ever made here.", _how_to_begin(is_nightly))]
    age = now - state.made.made_at
    if age < BACKUP_LATE:
        return (
            ()
            if is_nightly
            else [_backup(Level.ATTENTION, "No nightly backup is set.", _how_to_begin(False))]
        )
    level = Level.BROKEN if age > BACKUP_MUCH_LATE and is_nightly else Level.ATTENTION
    return [
        _backup(
            level,
            f"The last backup is {age.days} days and {age.seconds // 3600} hours old.",
            _how_to_begin(is_nightly),
        )
    ]


def _how_to_begin(is_nightly: bool) -> str:
    if is_nightly:
        return "Look at what the worker logs, and try `bin/lms backup`."
    return "Set CAMPUS_BACKUP_FOLDER, best on another disk, and the worker makes one each night."


def _about_last(state: BackupState) -> list[Finding]:
    found = []
    if state.problem is not None:
        found.append(
            _backup(
                Level.BROKEN,
                f"The last backup failed: {state.problem}",
                "Mend that; `bin/lms backup` tries again.",
            )
        )
    if state.made is not None and not state.made.is_encrypted:
        found.append(
            _backup(
                Level.ATTENTION,
                "Backups are not encrypted: who has one has everybody’s data and the keys of certificates.",
                "`bin/lms backup keys create --out FILE` makes a key, and says what to set.",
            )
        )
    if state.made is not None and state.made.missing_count:
        found.append(
            _backup(
                Level.BROKEN,
                f"{state.made.missing_count} files were missing when the last backup was made.",
                "`bin/lms backup check FILE` lists them; look for them in an older backup.",
            )
        )
    return found


def _backup(level: Level, text: str, mend: str) -> Finding:
    return Finding(level=level, check="backup", text=text, mend=mend)
