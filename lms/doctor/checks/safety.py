"""What the installation could not live on without: its keys, its backups, its ledger of erasures."""

from collections.abc import Iterator

from config import Settings
from lms.core import clock
from lms.core.backups import last_backup
from lms.core.db import reading
from lms.core.errors import CampusError
from lms.credentials import queries
from lms.credentials.queries import vault
from lms.credentials.services.auditing import log_problems
from lms.credentials.services.keys import key_problems
from lms.doctor.rules import Finding, Level, backup_findings
from lms.people.ledger import erased_count
from lms.people.services.erasing import LEDGER

MOST_SHOWN = 5


def check_keys(_settings: Settings) -> Iterator[Finding]:
    """The keys of certificates open, and their certificates are not about to expire."""
    with reading():
        for sentence in key_problems():
            yield Finding(level=Level.BROKEN, check="keys", text=sentence, mend="docs/keys.md says how.")
        key = queries.some_key()
        try:
            if key is not None:
                vault.unwrapped(key)
        except CampusError:
            yield Finding(
                level=Level.BROKEN,
                check="keys",
                text="keys/vault is missing or is another one: no certificate can be opened.",
                mend="Bring it back from a backup; nobody can make it anew.",
            )


def check_backups(settings: Settings) -> Iterator[Finding]:
    """Backups are made, elsewhere, and with them the ledger of erasures."""
    folder = settings.backup.folder
    yield from backup_findings(
        last_backup(settings.data),
        clock.now(),
        is_nightly=folder is not None,
        is_trial=settings.is_trial,
    )
    if folder is None:
        return
    if not folder.is_dir():
        yield Finding(
            level=Level.BROKEN,
            check="backup",
            text=f"The folder of backups {folder} is not there.",
            mend="Mount its disk, or make the folder for the user that runs the server.",
        )
        return
    if folder.stat().st_dev == settings.data.stat().st_dev:
        yield Finding(
            level=Level.ATTENTION,
            check="backup",
            text="Backups lie on the same disk as what they are of.",
            mend="Copy them away each day, or let CAMPUS_BACKUP_FOLDER lie on another disk.",
        )
    yield from _of_ledger(settings)


def _of_ledger(settings: Settings) -> Iterator[Finding]:
    ours, copy = settings.data / LEDGER, (settings.backup.folder or settings.data) / LEDGER
    if not ours.exists():
        return
    known = erased_count(copy.read_text(encoding="ascii")) if copy.exists() else 0
    if known < erased_count(ours.read_text(encoding="ascii")):
        yield Finding(
            level=Level.BROKEN,
            check="erasures",
            text="The ledger of erasures beside the backups is missing or older than ours.",
            mend=f"Copy it: cp {ours} {copy}. A restore without it brings back who was erased.",
        )


def check_log(_settings: Settings) -> Iterator[Finding]:
    """Nothing in the log of certificates was altered; reads every file."""
    with reading():
        problems = log_problems()
    for problem in problems[:MOST_SHOWN]:
        yield Finding(
            level=Level.BROKEN,
            check="certificates",
            text=problem,
            mend="`bin/lms credentials audit` lists all; compare with a backup from before.",
        )
