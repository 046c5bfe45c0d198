"""What of an installation's state needs somebody's attention. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from lms.core.backups import BackupState
from lms.core.tolerances import (
    BACKUP_LATE,
    BACKUP_MUCH_LATE,
    LEAST_SPACE,
    LITTLE_SPACE,
    REMOVAL_LATE,
    WORKER_AWAY,
)

SEAL_RENEWED = timedelta(days=60)
"""How long before its end somebody should see to the certificate of the seal."""


class Trouble(StrEnum):
    """What can need attention."""

    NO_ROOM = "no-room"
    LITTLE_ROOM = "little-room"
    WORKER_NEVER = "worker-never"
    WORKER_AWAY = "worker-away"
    REMOVAL_LATE = "removal-late"
    REMOVAL_FAILED = "removal-failed"
    NO_MAIL_SERVER = "no-mail-server"
    MAIL_PAUSED = "mail-paused"
    MAIL_LATE = "mail-late"
    MAIL_FAILED = "mail-failed"
    NO_BACKUP = "no-backup"
    NO_NIGHTLY_BACKUP = "no-nightly-backup"
    BACKUP_OLD = "backup-old"
    BACKUP_FAILED = "backup-failed"
    BACKUP_PLAIN = "backup-plain"
    BACKUP_INCOMPLETE = "backup-incomplete"
    KEYS = "keys"
    SEAL_EXPIRES = "seal-expires"
    FILES_GIVEN_UP = "files-given-up"
    FILES_LATE = "files-late"
    NO_ADMINISTRATOR = "no-administrator"
    INVENTED_ISSUER = "invented-issuer"
    NO_CONTACT = "no-contact"
    CONTENT_WARNINGS = "content-warnings"
    SQLITE_OLD = "sqlite-old"
    SCHEMA_OTHER = "schema-other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something that needs attention; urgent where people lose something, or are about to."""

    trouble: Trouble
    is_urgent: bool
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """The disk that the data lie on, in bytes."""

    free: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """How it goes with removing what was kept long enough."""

    finished_at: datetime | None
    """When the worker got to the end last; None where it has never looked."""
    failed: tuple[str, ...]
    """Titles of the categories of which something could not go; in the language that is spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailState:
    """Mails of the outbox, counted."""

    has_server: bool
    is_paused: bool
    waiting: int
    late: int
    held: int
    failed: int
    """Given up in the last week."""
    sent: int
    """Sent in the last week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys of certificates."""

    problems: tuple[str, ...]
    """Sentences in English."""
    seal_ends: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is taught."""

    digest: str
    module_count: int
    warning_count: int
    is_issuer_invented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that is known of an installation at one moment."""

    at: datetime
    is_trial: bool
    versions: tuple[tuple[str, str], ...]
    """Name → version, of what it runs on."""
    is_schema_current: bool
    """The database has the tables that this release of the server asks for."""
    is_sqlite_old: bool
    database: str
    database_size: int
    disk: Disk
    worker_seen_at: datetime | None
    removal: Removal
    mail: MailState
    backup: BackupState
    is_backup_nightly: bool
    keys: Keys
    files_given_up: int
    files_late: int
    content: Content
    administrator_count: int
    has_contact: bool
    """People know whom to write to about their data."""


def concerns_of(state: State) -> list[Concern]:
    """What needs attention, the urgent first."""
    found = [
        *([] if state.is_schema_current else [_urgent(Trouble.SCHEMA_OTHER)]),
        *_of_disk(state.disk),
        *_of_worker(state),
        *_of_removal(state),
        *_of_mail(state),
        *_of_backup(state),
        *_of_keys(state),
        *_of_certificates(state),
        *_of_set_up(state),
    ]
    return sorted(found, key=lambda one: not one.is_urgent)


def _urgent(trouble: Trouble, **values: object) -> Concern:
    return Concern(trouble=trouble, is_urgent=True, values=values)


def _plain(trouble: Trouble, **values: object) -> Concern:
    return Concern(trouble=trouble, is_urgent=False, values=values)


def _of_disk(disk: Disk) -> Iterator[Concern]:
    if disk.free < LEAST_SPACE:
        yield _urgent(Trouble.NO_ROOM, free=disk.free)
    elif disk.free < LITTLE_SPACE:
        yield _plain(Trouble.LITTLE_ROOM, free=disk.free)


def _of_worker(state: State) -> Iterator[Concern]:
    if state.worker_seen_at is None:
        yield _urgent(Trouble.WORKER_NEVER)
    elif state.at - state.worker_seen_at > WORKER_AWAY:
        yield _urgent(Trouble.WORKER_AWAY, moment=state.worker_seen_at)


def _of_removal(state: State) -> Iterator[Concern]:
    removal = state.removal
    if removal.finished_at is not None and state.at - removal.finished_at > REMOVAL_LATE:
        yield _plain(Trouble.REMOVAL_LATE, moment=removal.finished_at)
    if removal.failed:
        yield _plain(Trouble.REMOVAL_FAILED, what=removal.failed)


def _of_mail(state: State) -> Iterator[Concern]:
    mail = state.mail
    if not mail.has_server:
        yield Concern(trouble=Trouble.NO_MAIL_SERVER, is_urgent=not state.is_trial)
    if mail.is_paused:
        yield _plain(Trouble.MAIL_PAUSED, count=mail.waiting)
    elif mail.late and mail.has_server:
        yield _urgent(Trouble.MAIL_LATE, count=mail.late)
    if mail.failed:
        yield _plain(Trouble.MAIL_FAILED, count=mail.failed)


def _of_backup(state: State) -> Iterator[Concern]:
    backup, hurts = state.backup, not state.is_trial
    if backup.problem is not None:
        yield Concern(trouble=Trouble.BACKUP_FAILED, is_urgent=hurts, values={"problem": backup.problem})
    if backup.made is None:
        yield Concern(trouble=Trouble.NO_BACKUP, is_urgent=hurts)
        return
    age = state.at - backup.made.made_at
    if not state.is_backup_nightly:
        yield _plain(Trouble.NO_NIGHTLY_BACKUP)
    if age > BACKUP_LATE:
        is_urgent = hurts and age > BACKUP_MUCH_LATE
        yield Concern(trouble=Trouble.BACKUP_OLD, is_urgent=is_urgent, values={"moment": backup.made.made_at})
    if not backup.made.is_encrypted:
        yield _plain(Trouble.BACKUP_PLAIN)
    if backup.made.missing_count:
        yield _urgent(Trouble.BACKUP_INCOMPLETE, count=backup.made.missing_count)


def _of_keys(state: State) -> Iterator[Concern]:
    for sentence in state.keys.problems:
        yield _urgent(Trouble.KEYS, problem=sentence)
    ends = state.keys.seal_ends
    if ends is not None and ends - state.at < SEAL_RENEWED and not state.keys.problems:
        yield _plain(Trouble.SEAL_EXPIRES, day=ends)


def _of_certificates(state: State) -> Iterator[Concern]:
    if state.files_given_up:
        yield _urgent(Trouble.FILES_GIVEN_UP, count=state.files_given_up)
    if state.files_late:
        yield _plain(Trouble.FILES_LATE, count=state.files_late)


def _of_set_up(state: State) -> Iterator[Concern]:
    if not state.administrator_count:
        yield _urgent(Trouble.NO_ADMINISTRATOR)
    if state.content.is_issuer_invented and not state.is_trial:
        yield _plain(Trouble.INVENTED_ISSUER)
    if not state.has_contact and not state.is_trial:
        yield _plain(Trouble.NO_CONTACT)
    if state.content.warning_count:
        yield _plain(Trouble.CONTENT_WARNINGS, count=state.content.warning_count)
    if state.is_sqlite_old:
        yield _plain(Trouble.SQLITE_OLD)
