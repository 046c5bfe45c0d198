"""What is known of the files of credentials."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from lms.core.db import db
from lms.credentials.models import Credential, CredentialFile, CredentialRecord, PersonKey
from lms.credentials.queries.credentials import Held, held_from
from lms.credentials.rules import FileForm


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """A holder's credential, with one file of it if that was ever asked for."""

    held: Held
    file: CredentialFile | None


# Put together once: downloads are to cost little, and that took a fifth of this question.
_HELD_FILE = (
    select(Credential, CredentialRecord, PersonKey, CredentialFile)
    .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
    .outerjoin(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
    .outerjoin(
        CredentialFile,
        (CredentialFile.credential_id == Credential.id) & (CredentialFile.form == bindparam("form")),
    )
    .where(Credential.id == bindparam("credential_id"), CredentialRecord.holder_id == bindparam("user_id"))
)


def held_file(
    user_id: str, credential_id: str, form: FileForm, language: str | None = None
) -> HeldFile | None:
    """One of a person's credentials with a file (None: in the language of issue); one round trip."""
    where = {"user_id": user_id, "credential_id": credential_id, "form": form}
    rows = db.session.execute(_HELD_FILE, where).all()
    if not rows:
        return None
    held = held_from(rows[0][0], rows[0][1], rows[0][2])
    wanted = language_of_file(form, language or held.record.language)
    files: list[CredentialFile | None] = [row[3] for row in rows]
    return HeldFile(held=held, file=next((one for one in files if one and one.language == wanted), None))


def language_of_file(form: FileForm, language: str) -> str:
    """Only the PDF is made in languages; the others hold all of them."""
    return language if form is FileForm.PDF else ""


def file_row(credential_id: str, form: FileForm, language: str) -> CredentialFile | None:
    """The row of one file, if it was ever asked for."""
    query = select(CredentialFile).where(
        CredentialFile.credential_id == credential_id,
        CredentialFile.form == form,
        CredentialFile.language == language_of_file(form, language),
    )
    return db.session.scalar(query)


def file_with_key(
    credential_id: str, form: FileForm, language: str
) -> tuple[CredentialFile, PersonKey | None] | None:
    """One file with the key that opens it; None where it was never asked for, or its holder was erased."""
    query = (
        select(CredentialFile, PersonKey)
        .join(CredentialRecord, CredentialRecord.credential_id == CredentialFile.credential_id)
        .outerjoin(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
        .where(
            CredentialFile.credential_id == credential_id,
            CredentialFile.form == form,
            CredentialFile.language == language_of_file(form, language),
        )
    )
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def file_with_its_key(file_id: str) -> tuple[CredentialFile, PersonKey | None] | None:
    """The same by the id of the file's row."""
    query = (
        select(CredentialFile, PersonKey)
        .join(CredentialRecord, CredentialRecord.credential_id == CredentialFile.credential_id)
        .outerjoin(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
        .where(CredentialFile.id == file_id)
    )
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def files_of(credential_id: str) -> Sequence[CredentialFile]:
    """All files of a credential: made, due, given up and removed."""
    query = select(CredentialFile).where(CredentialFile.credential_id == credential_id)
    return db.session.scalars(query.order_by(CredentialFile.form, CredentialFile.language)).all()


def files_of_holder(user_id: str) -> dict[str, tuple[CredentialFile, ...]]:
    """Credential id → its files, for all credentials of a person; one round trip."""
    query = (
        select(CredentialFile)
        .join(CredentialRecord, CredentialRecord.credential_id == CredentialFile.credential_id)
        .where(CredentialRecord.holder_id == user_id)
        .order_by(CredentialFile.form, CredentialFile.language)
    )
    found: dict[str, tuple[CredentialFile, ...]] = {}
    for file in db.session.scalars(query):
        found[file.credential_id] = (*found.get(file.credential_id, ()), file)
    return found


def file_to_change(file_id: str) -> CredentialFile | None:
    """The row of a file, locked until the transaction ends."""
    query = select(CredentialFile).where(CredentialFile.id == file_id)
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def is_made(file_id: str) -> bool:
    """The file is there to be had."""
    query = select(CredentialFile.id).where(
        CredentialFile.id == file_id, CredentialFile.stored_sha256.is_not(None)
    )
    return db.session.scalar(query) is not None


def credential_with_file(sha256: str) -> Credential | None:
    """The credential of the file with this digest; found after its holder was erased as well."""
    query = select(Credential).join(CredentialFile).where(CredentialFile.sha256 == sha256)
    return db.session.scalar(query)


def files_of_erased_holders(limit: int) -> Sequence[CredentialFile]:
    """Files that are still kept though their holder was erased."""
    query = (
        select(CredentialFile)
        .join(Credential)
        .where(Credential.holder_erased_at.is_not(None), CredentialFile.stored_sha256.is_not(None))
    )
    return db.session.scalars(query.limit(limit)).all()


def files_given_up(credential_id: str) -> Sequence[CredentialFile]:
    """Files that were tried too often."""
    query = select(CredentialFile).where(
        CredentialFile.credential_id == credential_id,
        CredentialFile.sha256.is_(None),
        CredentialFile.due_at.is_(None),
    )
    return db.session.scalars(query).all()


def is_any_file_due() -> bool:
    """A file is still to be made, now or later."""
    query = select(CredentialFile.id).where(CredentialFile.due_at.is_not(None)).limit(1)
    return db.session.scalar(query) is not None


def known_files(digests: Sequence[str]) -> frozenset[str]:
    """Which of these files in the storage a row names."""
    query = select(CredentialFile.stored_sha256).where(CredentialFile.stored_sha256.in_(digests))
    return frozenset(str(one) for one in db.session.scalars(query))


def plain_files(limit: int) -> list[str]:
    """Ids of files that lie in the storage as their holders get them."""
    query = (
        select(CredentialFile.id)
        .join(CredentialRecord, CredentialRecord.credential_id == CredentialFile.credential_id)
        .where(CredentialFile.stored_sha256 == CredentialFile.sha256)
        .order_by(CredentialFile.id)
    )
    return list(db.session.scalars(query.limit(limit)))


def file_with_holder(file_id: str) -> tuple[CredentialFile, str] | None:
    """A file, locked until the transaction ends, and whose it is; None where its holder was erased."""
    query = (
        select(CredentialFile, CredentialRecord.holder_id)
        .join(CredentialRecord, CredentialRecord.credential_id == CredentialFile.credential_id)
        .where(CredentialFile.id == file_id)
        .with_for_update(of=CredentialFile)
        .execution_options(populate_existing=True)
    )
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None
