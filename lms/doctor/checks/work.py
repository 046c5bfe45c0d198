"""What waits or was given up: mail, what is to go, files of certificates; and who looks after it."""

from collections.abc import Iterator

from sqlalchemy import func, select

from config import Settings
from lms.content.loader import due_facts
from lms.core import clock
from lms.core.db import db, reading
from lms.core.mail import is_paused
from lms.core.mail_counts import count_mails
from lms.core.tolerances import FILE_LATE, REMOVAL_LATE
from lms.credentials.models import CredentialFile
from lms.credentials.templates import shelf
from lms.doctor.rules import Finding, Level
from lms.people import queries as people
from lms.web.identity import present_programme


def check_mail(settings: Settings) -> Iterator[Finding]:
    """Mail goes out."""
    with reading():
        counts, is_stopped = count_mails(), is_paused()
    if is_stopped:
        yield Finding(
            level=Level.ATTENTION,
            check="mail",
            text=f"All mail is paused; {counts.waiting} mails wait.",
            mend="Let it go on from the page of the outbox when you are ready.",
        )
    elif counts.late and settings.mail_server is not None:
        yield Finding(
            level=Level.ATTENTION,
            check="mail",
            text=f"{counts.late} mails have waited for more than an hour.",
            mend="`bin/lms mail` lists them; see that the worker runs and the mail server takes mail.",
        )
    if counts.failed:
        yield Finding(
            level=Level.ATTENTION,
            check="mail",
            text=f"{counts.failed} mails were given up in the last week.",
            mend="`bin/lms mail` lists them; their addresses may be wrong, or the server refuses us.",
        )


def check_removal(_settings: Settings) -> Iterator[Finding]:
    """What was kept long enough goes."""
    with reading():
        state = people.removal_state()
    if state.failed:
        yield _of_removal(
            f"Something could not be removed though its time is over: {', '.join(state.failed)}.",
            "What the worker logs names each row, and why; the others went. It tries again each hour.",
        )
    if state.finished_at is not None and clock.now() - state.finished_at > REMOVAL_LATE:
        yield _of_removal(
            "The worker has not finished for a day to remove what was kept long enough.",
            "See that it runs, and what it logs.",
        )


def _of_removal(text: str, mend: str) -> Finding:
    return Finding(level=Level.ATTENTION, check="removal", text=text, mend=mend)


def check_certificates(_settings: Settings) -> Iterator[Finding]:
    """Files of certificates are made."""
    made = CredentialFile.sha256.is_(None)
    with reading():
        given_up = db.session.scalar(
            select(func.count()).select_from(CredentialFile).where(made, CredentialFile.due_at.is_(None))
        )
        late = db.session.scalar(
            select(func.count())
            .select_from(CredentialFile)
            .where(made, CredentialFile.due_at < clock.now() - FILE_LATE)
        )
    if given_up:
        yield Finding(
            level=Level.BROKEN,
            check="certificates",
            text=f"{given_up} files of certificates were given up.",
            mend="Certificates that wait, under Teaching, lists them; `bin/lms credentials render CODE`.",
        )
    if late:
        yield Finding(
            level=Level.ATTENTION,
            check="certificates",
            text=f"{late} files of certificates are due for more than an hour.",
            mend="See that the worker runs, and that the keys below are in order.",
        )


def check_people(_settings: Settings) -> Iterator[Finding]:
    """Somebody can administer the installation."""
    with reading():
        is_anybody = bool(people.administrator_ids())
    if not is_anybody:
        yield Finding(
            level=Level.ATTENTION,
            check="people",
            text="Nobody is an administrator.",
            mend="`bin/lms people first-link` makes a link for the first one.",
        )


def check_courses(settings: Settings) -> Iterator[Finding]:
    """The programme is real, its facts are looked after, its template can be used."""
    programme = present_programme()
    if programme.issuer.is_invented and not settings.is_trial:
        yield _of_courses(
            "The issuer in programme.yaml is invented: every certificate is marked as a trial.",
            "Put the real one there, and take `invented: true` away.",
        )
    due = due_facts(settings.courses, clock.now().date())
    if due:
        yield _of_courses(
            f"{len(due)} facts in the courses are due for review.",
            "`bin/lms content check` lists them with file and line.",
        )
    proof = shelf.proof_of(programme.template.digest) if programme.template else None
    if proof is not None and not proof.passes:
        yield _of_courses(
            "The template of certificates failed its proof: an earlier version is used instead.",
            "The page of templates says what was found.",
        )


def _of_courses(text: str, mend: str) -> Finding:
    return Finding(level=Level.ATTENTION, check="courses", text=text, mend=mend)
