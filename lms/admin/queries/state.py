"""Looking at an installation: a few counts, some files, no change."""

import platform
import shutil
from importlib.metadata import version

from sqlalchemy import ColumnElement, case, func, select, text

import lms
from lms.admin.rules.state import Content, Disk, Keys, MailState, Removal, State
from lms.content.catalogue import Catalogue
from lms.core import clock, mail
from lms.core.backups import last_backup
from lms.core.db import db, may_be_shared
from lms.core.extension import campus
from lms.core.heartbeat import worker_seen_at
from lms.core.identity import CONTACT
from lms.core.mail_counts import count_mails
from lms.core.runtime_settings import value_of
from lms.core.settings import settings
from lms.core.tolerances import FILE_LATE
from lms.credentials.formats.keys import Purpose
from lms.credentials.models import CredentialFile
from lms.credentials.queries import keys as signing_keys
from lms.credentials.sealing.certificates import end_of
from lms.credentials.services.keys import key_problems
from lms.people import queries as people
from lms.web.identity import present_programme

PACKAGES = ("Flask", "SQLAlchemy", "WeasyPrint", "cryptography")


def state_now(catalogue: Catalogue) -> State:
    """All that the page of the state shows."""
    given = settings()
    usage = shutil.disk_usage(given.data)
    given_up, late = _files()
    database, size = _database()
    return State(
        at=clock.now(),
        is_trial=given.is_trial,
        versions=_versions(),
        is_schema_current=campus().has_current_schema(),
        is_sqlite_old=not may_be_shared(given.database_url),
        database=database,
        database_size=size,
        disk=Disk(free=usage.free, total=usage.total),
        worker_seen_at=worker_seen_at(given.data),
        removal=_removal(),
        mail=_mail(),
        backup=last_backup(given.data),
        is_backup_nightly=given.backup.folder is not None,
        keys=_keys(),
        files_given_up=given_up,
        files_late=late,
        content=Content(
            digest=catalogue.digest,
            module_count=len(catalogue.modules),
            warning_count=len(catalogue.warnings),
            is_issuer_invented=present_programme().issuer.is_invented,
        ),
        administrator_count=len(people.administrator_ids()),
        has_contact=bool(value_of(CONTACT)),
    )


def _versions() -> tuple[tuple[str, str], ...]:
    packages = ((name, version(name)) for name in PACKAGES)
    return (("Cluster Campus", lms.__version__), ("Python", platform.python_version()), *packages)


def _database() -> tuple[str, int]:
    """Kind and version of the database, and how many bytes it takes."""
    if db.engine.dialect.name == "sqlite":
        name = db.session.scalar(text("SELECT 'SQLite ' || sqlite_version()"))
        query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    else:
        name = db.session.scalar(text("SELECT 'PostgreSQL ' || current_setting('server_version')"))
        query = "SELECT pg_database_size(current_database())"
    return str(name), int(db.session.scalar(text(query)) or 0)


def _removal() -> Removal:
    found = people.removal_state()
    titles = tuple(one.title for one in campus().retention if one.name in found.failed)
    return Removal(finished_at=found.finished_at, failed=titles)


def _mail() -> MailState:
    counts = count_mails()
    return MailState(
        has_server=settings().mail_server is not None,
        is_paused=mail.is_paused(),
        waiting=counts.waiting,
        late=counts.late,
        held=counts.held,
        failed=counts.failed,
        sent=counts.sent,
    )


def _count_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _files() -> tuple[int, int]:
    """Files of certificates that were given up, and that are late."""
    is_late = CredentialFile.due_at < clock.now() - FILE_LATE
    query = select(_count_of(CredentialFile.due_at.is_(None)), _count_of(is_late))
    given_up, late = db.session.execute(query.where(CredentialFile.sha256.is_(None))).one()
    return given_up, late


def _keys() -> Keys:
    seal = signing_keys.active_key(Purpose.SEAL)
    ends = end_of(seal.certificates) if seal is not None else None
    return Keys(problems=tuple(key_problems()), seal_ends=ends)
