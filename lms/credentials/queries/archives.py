"""What goes into an archive: everything that was issued, without a name."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from lms.core.db import db
from lms.credentials.archive.register import Registered, Subject
from lms.credentials.models import Achievement, Credential, CredentialFile, LogHead

AT_ONCE = 1000


def everything_registered() -> Iterator[Registered]:
    """Each certificate with the digests of its files."""
    made = select(CredentialFile).where(CredentialFile.sha256.is_not(None))
    files: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for file in db.session.scalars(made.execution_options(yield_per=AT_ONCE)):
        files[file.credential_id].append((file.form.value, str(file.sha256)))
    for credential in db.session.scalars(select(Credential).execution_options(yield_per=AT_ONCE)):
        yield _registered(credential, tuple(sorted(files[credential.id])))


def _registered(credential: Credential, files: tuple[tuple[str, str], ...]) -> Registered:
    return Registered(
        id=credential.id,
        code=credential.code,
        subject=Subject(title=credential.title, issuer=credential.issuer_name, hours=credential.hours),
        awarded_on=credential.awarded_on,
        issued_on=credential.issued_at.date(),
        expires_on=credential.expires_on,
        revoked_on=credential.revoked_at.date() if credential.revoked_at else None,
        revoked_reason=credential.revoked_reason.value if credential.revoked_reason else None,
        is_replaced=credential.superseded_by is not None,
        is_trial=credential.is_trial,
        is_holder_erased=credential.holder_erased_at is not None,
        record_sha256=credential.record_sha256,
        files=files,
    )


def every_achievement() -> Sequence[Achievement]:
    """All versions of all that can be achieved."""
    return db.session.scalars(select(Achievement).order_by(Achievement.slug, Achievement.version)).all()


def every_log_head() -> Sequence[LogHead]:
    """All heads of the log, oldest first."""
    return db.session.scalars(select(LogHead).order_by(LogHead.day)).all()
