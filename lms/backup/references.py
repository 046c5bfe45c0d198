"""Which files the rows of a database name, by the names that these have in a backup."""

from collections.abc import Iterator

from sqlalchemy import select, union
from sqlalchemy.engine import Connection

from lms.backup.folders import DATA
from lms.core.identity import LOGOS
from lms.core.runtime_settings import Setting
from lms.credentials.models import CredentialFile
from lms.learning.models import Enrolment
from lms.quiz.models.attempts import Attempt
from lms.quiz.models.submissions import SubmissionFile

ROWS_AT_ONCE = 1000


def named_files(connection: Connection) -> Iterator[str]:
    """Every file that a row names."""
    kept = select(CredentialFile.stored_sha256).where(CredentialFile.stored_sha256.is_not(None))
    for digest in connection.execute(kept.execution_options(yield_per=ROWS_AT_ONCE)).scalars():
        yield f"{DATA}files/by-digest/{str(digest)[:2]}/{digest}"
    handed_in = select(SubmissionFile.stored_as).distinct()
    for name in connection.execute(handed_in.execution_options(yield_per=ROWS_AT_ONCE)).scalars():
        yield f"{DATA}uploads/named/{name[:2]}/{name}"
    for logo in connection.execute(select(Setting.value).where(Setting.key == LOGOS)).scalar() or ():
        yield f"{DATA}editions/by-digest/{logo['sha256'][:2]}/{logo['sha256']}"


def named_editions(connection: Connection) -> Iterator[str]:
    """The folder of every edition that somebody is on or was judged by."""
    on = select(Enrolment.module_slug, Enrolment.edition_digest)
    judged = select(Attempt.module_slug, Attempt.edition_digest)
    for slug, digest in connection.execute(union(on, judged)):
        yield f"{DATA}editions/named/editions/{slug}/{digest}"
