"""How the last backup went: a small file in the data folder, for pages and `lms doctor`."""

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

STATE = "backups.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBackup:
    """A backup that was finished."""

    made_at: datetime
    """The moment whose state it holds."""
    file: str
    size: int
    sha256: str
    """Of the file, as `sha256sum` prints it."""
    seconds: float
    is_encrypted: bool
    missing_count: int = 0
    """Files that the database names and that are nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupState:
    """The last backup, and the last failure if that came after it."""

    made: MadeBackup | None = None
    failed_at: datetime | None = None
    problem: str | None = None


def last_backup(data: Path) -> BackupState:
    """What is known of backups of the installation in a data folder. An unreadable note counts as none."""
    try:
        kept = json.loads((data / STATE).read_text(encoding="utf-8"))
        made, failed_at = kept["made"], kept["failed_at"]
        return BackupState(
            made=MadeBackup(**{**made, "made_at": datetime.fromisoformat(made["made_at"])}) if made else None,
            failed_at=datetime.fromisoformat(failed_at) if failed_at else None,
            problem=kept["problem"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return BackupState()


def note_backup(data: Path, made: MadeBackup) -> None:
    """Remember a backup; what failed before it is settled."""
    _write(data, BackupState(made=made))


def note_failure(data: Path, moment: datetime, problem: str) -> None:
    """Remember that a backup could not be made; the last one that was made stays known."""
    _write(data, replace(last_backup(data), failed_at=moment, problem=problem))


def _write(data: Path, state: BackupState) -> None:
    unfinished = data / f".new-{STATE}-{os.getpid()}"
    unfinished.write_text(json.dumps(asdict(state), default=datetime.isoformat, indent=1), encoding="utf-8")
    unfinished.replace(data / STATE)
