"""Does the page of the state say what needs attention, and nothing else?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lms.admin.rules.state import (
    Content,
    Disk,
    Keys,
    MailState,
    Removal,
    State,
    Trouble,
    concerns_of,
)
from lms.admin.wording.state import WORDS
from lms.core.backups import BackupState, MadeBackup

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MADE = MadeBackup(
    made_at=NOW - timedelta(hours=10), file="a.backup", size=9, sha256="0", seconds=1.0, is_encrypted=True
)
MAIL = MailState(has_server=True, is_paused=False, waiting=1, late=0, held=0, failed=0, sent=9)
WELL = State(
    at=NOW,
    is_trial=False,
    versions=(("Cluster Campus", "1"),),
    is_schema_current=True,
    is_sqlite_old=False,
    database="PostgreSQL 17",
    database_size=10,
    disk=Disk(free=10**11, total=10**12),
    worker_seen_at=NOW - timedelta(seconds=20),
    removal=Removal(finished_at=NOW - timedelta(hours=25), failed=()),
    mail=MAIL,
    backup=BackupState(made=MADE),
    is_backup_nightly=True,
    keys=Keys(problems=(), seal_ends=NOW + timedelta(days=900)),
    files_given_up=0,
    files_late=0,
    content=Content(digest="0", module_count=3, warning_count=0, is_issuer_invented=False),
    administrator_count=1,
    has_contact=True,
)
BROKEN = {
    Trouble.NO_ROOM: replace(WELL, disk=Disk(free=10**6, total=10**12)),
    Trouble.LITTLE_ROOM: replace(WELL, disk=Disk(free=10**9, total=10**12)),
    Trouble.WORKER_NEVER: replace(WELL, worker_seen_at=None),
    Trouble.WORKER_AWAY: replace(WELL, worker_seen_at=NOW - timedelta(hours=1)),
    Trouble.REMOVAL_LATE: replace(WELL, removal=Removal(finished_at=NOW - timedelta(hours=27), failed=())),
    Trouble.REMOVAL_FAILED: replace(WELL, removal=Removal(finished_at=NOW, failed=("Sign-ins",))),
    Trouble.NO_MAIL_SERVER: replace(WELL, mail=replace(MAIL, has_server=False, late=3)),
    Trouble.MAIL_PAUSED: replace(WELL, mail=replace(MAIL, is_paused=True, late=3)),
    Trouble.MAIL_LATE: replace(WELL, mail=replace(MAIL, late=3)),
    Trouble.MAIL_FAILED: replace(WELL, mail=replace(MAIL, failed=3)),
    Trouble.NO_BACKUP: replace(WELL, backup=BackupState()),
    Trouble.NO_NIGHTLY_BACKUP: replace(WELL, is_backup_nightly=False),
    Trouble.BACKUP_OLD: replace(
        WELL, backup=BackupState(made=replace(MADE, made_at=NOW - timedelta(days=2)))
    ),
    Trouble.BACKUP_FAILED: replace(WELL, backup=BackupState(made=MADE, failed_at=NOW, problem="full")),
    Trouble.BACKUP_PLAIN: replace(WELL, backup=BackupState(made=replace(MADE, is_encrypted=False))),
    Trouble.BACKUP_INCOMPLETE: replace(WELL, backup=BackupState(made=replace(MADE, missing_count=2))),
    Trouble.KEYS: replace(WELL, keys=Keys(problems=("No key.",), seal_ends=NOW)),
    Trouble.SEAL_EXPIRES: replace(WELL, keys=Keys(problems=(), seal_ends=NOW + timedelta(days=40))),
    Trouble.FILES_GIVEN_UP: replace(WELL, files_given_up=2),
    Trouble.FILES_LATE: replace(WELL, files_late=2),
    Trouble.NO_ADMINISTRATOR: replace(WELL, administrator_count=0),
    Trouble.INVENTED_ISSUER: replace(WELL, content=replace(WELL.content, is_issuer_invented=True)),
    Trouble.NO_CONTACT: replace(WELL, has_contact=False),
    Trouble.CONTENT_WARNINGS: replace(WELL, content=replace(WELL.content, warning_count=4)),
    Trouble.SQLITE_OLD: replace(WELL, is_sqlite_old=True),
    Trouble.SCHEMA_OTHER: replace(WELL, is_schema_current=False),
}


def test_an_installation_that_does_well_needs_no_attention() -> None:
    assert concerns_of(WELL) == []


@pytest.mark.parametrize("trouble", Trouble)
def test_each_trouble_is_found_alone_and_has_words(trouble: Trouble) -> None:
    assert [one.trouble for one in concerns_of(BROKEN[trouble])] == [trouble]
    assert str(WORDS[trouble].help)


def test_what_is_urgent_comes_first_and_a_trial_is_in_no_hurry() -> None:
    state = replace(WELL, files_late=2, administrator_count=0, backup=BackupState())
    assert [one.is_urgent for one in concerns_of(state)] == [True, True, False]
    trial = concerns_of(replace(state, is_trial=True))
    assert [one.trouble for one in trial if one.is_urgent] == [Trouble.NO_ADMINISTRATOR]
