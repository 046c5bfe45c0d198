"""What needs attention, and what to do about it, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from lms.admin.rules.state import Concern, Trouble
from lms.web.filters import show_day, show_file_size, show_moment, show_number


@dataclass(frozen=True, slots=True)
class Words:
    """What is wrong, and what helps."""

    what: LazyString
    help: LazyString


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A concern as the page shows it."""

    is_urgent: bool
    what: str
    help: str
    detail: str
    """As the system itself says it, in English."""


_RUN_WORKER = _(
    "Start it: bin/serve starts it together with the server. If it runs, its log says what is wrong."
)
_NIGHTLY = _("Set CAMPUS_BACKUP_FOLDER, best on another disk, and the worker makes a backup each night.")

WORDS: Mapping[Trouble, Words] = {
    Trouble.SCHEMA_OTHER: Words(
        _("The database has the tables of another release than the server that runs: pages may fail."),
        _("Stop the server and start bin/serve of the newer release: it brings the database up to date."),
    ),
    Trouble.NO_ROOM: Words(
        _("The disk is nearly full: only %(free)s are free."),
        _("Make room or take a larger disk now. A full disk refuses answers, certificates and mail."),
    ),
    Trouble.LITTLE_ROOM: Words(
        _("The disk fills up: %(free)s are free."),
        _("Make room or take a larger disk before it is full."),
    ),
    Trouble.WORKER_NEVER: Words(
        _("The worker was never seen: no mail goes out, no certificate gets its file."), _RUN_WORKER
    ),
    Trouble.WORKER_AWAY: Words(
        _("The worker was last seen on %(moment)s: no mail went out since, no certificate got its file."),
        _RUN_WORKER,
    ),
    Trouble.REMOVAL_LATE: Words(
        _("What was kept long enough is not removed. The worker got to the end of it last on %(moment)s."),
        _("See that the worker runs and what it logs."),
    ),
    Trouble.REMOVAL_FAILED: Words(
        _("Some of what was kept long enough could not be removed: %(what)s."),
        _("The log of the worker says what stands in the way. All else went; it tries again each hour."),
    ),
    Trouble.NO_MAIL_SERVER: Words(
        _("No mail server is set: mail stays in the outbox, and nobody can confirm an address."),
        _("Set CAMPUS_MAIL_SERVER and start the server anew."),
    ),
    Trouble.MAIL_PAUSED: Words(
        _("All mail is paused. Mails that wait: %(count)s."),
        _("Let it go on from the page of the outbox when you are ready."),
    ),
    Trouble.MAIL_LATE: Words(
        _("Mail does not go out. Mails that have waited for more than an hour: %(count)s."),
        _("See that the worker runs; the page of the outbox says what the mail server answered."),
    ),
    Trouble.MAIL_FAILED: Words(
        _("Mails that were given up in the last week: %(count)s."),
        _("Look at them in the outbox: addresses may be wrong. The others can be tried again."),
    ),
    Trouble.NO_BACKUP: Words(_("No backup was ever made here."), _NIGHTLY),
    Trouble.NO_NIGHTLY_BACKUP: Words(_("No nightly backup is set."), _NIGHTLY),
    Trouble.BACKUP_OLD: Words(
        _("The last backup is from %(moment)s."),
        _("See that the worker runs and what it logs, and try: bin/lms backup."),
    ),
    Trouble.BACKUP_FAILED: Words(
        _("The last attempt to make a backup failed."),
        _("Mend what is said below; bin/lms backup tries again."),
    ),
    Trouble.BACKUP_PLAIN: Words(
        _("Backups are not encrypted: whoever gets one has everybody’s data and the keys of certificates."),
        _("bin/lms backup keys create makes a key and says what to set."),
    ),
    Trouble.BACKUP_INCOMPLETE: Words(
        _("Files that were missing when the last backup was made: %(count)s."),
        _("bin/lms backup check FILE lists them; look for them in an older backup."),
    ),
    Trouble.KEYS: Words(
        _("A key of certificates cannot be used, or soon cannot."),
        _("docs/keys.md says what to do. Until then certificates may be issued late, never wrongly."),
    ),
    Trouble.SEAL_EXPIRES: Words(
        _("The certificate of the seal ends on %(day)s."),
        _("Renew it before that day: docs/keys.md says how. Sealed certificates stay valid."),
    ),
    Trouble.FILES_GIVEN_UP: Words(
        _("Files of certificates that could not be made: %(count)s."),
        _("Open “Certificates that wait” and try again; the log of the worker says what was wrong."),
    ),
    Trouble.FILES_LATE: Words(
        _("Files of certificates that are due for more than an hour: %(count)s."),
        _("See that the worker runs and that the keys are in order."),
    ),
    Trouble.NO_ADMINISTRATOR: Words(
        _("Nobody is an administrator."),
        _("bin/lms people first-link makes a link for the first one."),
    ),
    Trouble.INVENTED_ISSUER: Words(
        _("The issuer is the invented one that was shipped: every certificate is marked as a trial."),
        _("Set the real one in the settings, or put it into programme.yaml without “invented: true”."),
    ),
    Trouble.NO_CONTACT: Words(
        _("The privacy notice names no address that people can write to about their data."),
        _("Set it in the settings: “Address for questions”."),
    ),
    Trouble.CONTENT_WARNINGS: Words(
        _("Places in the modules that should be put right: %(count)s."),
        _("bin/lms content check lists them with file and line. Everything can be served all the same."),
    ),
    Trouble.SQLITE_OLD: Words(
        _("The SQLite library is an old one: one process must do everything."),
        _("Install the package pysqlite3, or move to PostgreSQL."),
    ),
}


def said(concern: Concern) -> Said:
    """A concern in words."""
    words = WORDS[concern.trouble]
    values = {name: _shown(name, value) for name, value in concern.values.items()}
    return Said(
        is_urgent=concern.is_urgent,
        what=str(words.what) % values,
        help=str(words.help),
        detail=values.get("problem", ""),
    )


def _shown(name: str, value: object) -> str:
    if isinstance(value, datetime):
        return show_day(value) if name == "day" else show_moment(value)
    if isinstance(value, int):
        return show_file_size(value) if name == "free" else show_number(value)
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return str(value)
