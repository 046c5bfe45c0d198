"""What this package knows about a person, given out and removed. The proof without a name stays."""

import json
from collections.abc import Iterator, Sequence
from functools import partial

from sqlalchemy import Select, delete, select, update

from lms.core import clock
from lms.core.db import db
from lms.core.privacy import GivenFile, PersonalData
from lms.core.storage import MissingFileError
from lms.credentials import queries, services
from lms.credentials.bundle import file_name, shortened
from lms.credentials.codes import grouped
from lms.credentials.documents import DOCUMENTS, FOLDERS, WORDS
from lms.credentials.models import (
    Cohort,
    CohortMember,
    Credential,
    CredentialFile,
    CredentialRecord,
    HolderAward,
    HolderName,
    PersonKey,
    SharedCredential,
    ShareLink,
)
from lms.credentials.queries.sharing import OwnLink, links_of
from lms.credentials.rules import EventKind, FileForm
from lms.credentials.services.events import note
from lms.learning.models import Completion, Enrolment


def export(user_id: str) -> dict[str, object]:
    """A person's certificates as they were recorded, and the name that they confirmed."""
    name = db.session.get(HolderName, user_id)
    return {
        "confirmed_name": {"name": name.name, "confirmed_at": name.confirmed_at.isoformat()}
        if name
        else None,
        "certificates": [_certificate(held) for held in queries.held_by(user_id)],
        "cohorts": [_cohort(one) for one in _cohorts_of(user_id)],
        "share_links": [_share_link(one) for one in links_of(user_id)],
    }


def _completions_of(user_id: str) -> Select[str]:
    in_modules = select(Enrolment.id).where(Enrolment.user_id == user_id)
    return select(Completion.id).where(Completion.enrolment_id.in_(in_modules))


def _cohorts_of(user_id: str) -> Sequence[Cohort]:
    listed = select(CohortMember.cohort_id).where(CohortMember.completion_id.in_(_completions_of(user_id)))
    return db.session.scalars(select(Cohort).where(Cohort.id.in_(listed)).order_by(Cohort.started_at)).all()


def _cohort(one: Cohort) -> dict[str, object]:
    return {"module": one.module_slug, "started_at": one.started_at.isoformat()}


def _share_link(one: OwnLink) -> dict[str, object]:
    link = one.link
    return {
        "label": link.label,
        "created_at": link.created_at.isoformat(),
        "ended_at": link.ended_at.isoformat() if link.ended_at else None,
        "certificate_count": one.count,
    }


def _certificate(held: queries.Held) -> dict[str, object]:
    credential = held.credential
    return {
        "id": credential.id,
        "completion_id": held.row.completion_id,
        "issued_at": credential.issued_at.isoformat(),
        "standing": queries.standing_of(credential, clock.now()).value,
        "revoked_at": credential.revoked_at.isoformat() if credential.revoked_at else None,
        "name_shown": held.row.name_shown.value,
        "files": [_file(one) for one in queries.files_of(credential.id)],
        "record_sha256": credential.record_sha256,
        "record": json.loads(queries.text_of(held.row, held.key)),
    }


def _file(one: CredentialFile) -> dict[str, object]:
    return {"form": one.form.value, "language": one.language, "sha256": one.sha256}


def files(user_id: str) -> list[GivenFile]:
    """Every stored form of a person's certificates, and what is made of them for Europass."""
    found = queries.files_of_holder(user_id)
    return [
        one for held in queries.held_by(user_id) for one in _files(held, found.get(held.credential.id, ()))
    ]


def _files(held: queries.Held, rows: Sequence[CredentialFile]) -> Iterator[GivenFile]:
    record, credential = held.record, held.credential
    folder = file_name(f"{record.issued_on} {shortened(record.title)} {grouped(credential.code)[:9]}")
    for row in rows:
        if row.stored_sha256 is not None:
            yield GivenFile(path=f"certificates/{folder}/{_name_of(row)}", data=partial(_opened, row.id))
    yield GivenFile(path=f"certificates/{folder}/elm.jsonld", data=partial(services.elm_file, record))


def _name_of(row: CredentialFile) -> str:
    names = {
        FileForm.PDF: f"certificate-{row.language}.pdf",
        FileForm.BADGE: "badge.json",
        FileForm.JWT: "badge.jwt",
    }
    return names[row.form]


def _opened(file_id: str) -> bytes | None:
    found = queries.file_with_its_key(file_id)
    try:
        file = services.opened(*found) if found is not None else None
    except MissingFileError:
        return None
    return file.data if file is not None else None


def erase(user_id: str) -> None:
    """Remove whose the certificates were. What was awarded stays without a name, and can be verified.

    The files follow a moment later (`services.remove_erased_files`), because a file cannot be rolled back.
    """
    ids = [held.credential.id for held in queries.held_by(user_id)]
    db.session.execute(update(Credential).where(Credential.id.in_(ids)).values(holder_erased_at=clock.now()))
    db.session.execute(
        update(CredentialFile).where(CredentialFile.credential_id.in_(ids)).values(due_at=None)
    )
    for credential_id in ids:
        note(credential_id, EventKind.HOLDER_ERASED)
    _erase_links(user_id)
    listed = CohortMember.completion_id.in_(_completions_of(user_id))
    db.session.execute(delete(CohortMember).where(listed))
    db.session.execute(delete(HolderAward).where(HolderAward.holder_id == user_id))
    db.session.execute(delete(CredentialRecord).where(CredentialRecord.holder_id == user_id))
    for personal in (HolderName, PersonKey):
        db.session.execute(delete(personal).where(personal.user_id == user_id))
    db.session.flush()


def _erase_links(user_id: str) -> None:
    links = select(ShareLink.id).where(ShareLink.holder_id == user_id)
    db.session.execute(delete(SharedCredential).where(SharedCredential.link_id.in_(links)))
    db.session.execute(delete(ShareLink).where(ShareLink.holder_id == user_id))


PERSONAL_DATA = PersonalData(
    package="credentials",
    tables=frozenset(
        {"cohort_member", "credential_record", "holder_award", "holder_name", "person_key", "share_link"}
    ),
    export=export,
    erase=erase,
    words=WORDS,
    documents=DOCUMENTS,
    folders=FOLDERS,
    files=files,
)
