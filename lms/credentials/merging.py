"""Certificates of two accounts of one person come into one hand; what they say and their codes stay."""

import logging

from sqlalchemy import func, select, update

from lms.content.catalogue import Catalogue
from lms.core.db import db
from lms.core.extension import storage
from lms.core.storage import MissingFileError
from lms.credentials import queries
from lms.credentials.models import CredentialFile, CredentialRecord, HolderAward, HolderName, ShareLink
from lms.credentials.services import vault
from lms.credentials.services.awards import give_awards_if_possible
from lms.credentials.services.issuing import issue_waiting
from lms.people import queries as people
from lms.people.merging import Merging
from lms.people.rules.merging import Pair

log = logging.getLogger(__name__)


def merge(pair: Pair, _catalogue: Catalogue) -> None:
    """Move certificates with their files and links; what was encrypted for the other is for the kept one."""
    _move_key(pair)
    _move_awards(pair)
    _move_name(pair)
    move = update(ShareLink).where(ShareLink.holder_id == pair.other_id)
    db.session.execute(move.values(holder_id=pair.kept_id))
    db.session.flush()
    db.session.expire_all()


def _move_key(pair: Pair) -> None:
    """Where the kept one has no key yet, it takes over the other's; else everything is encrypted anew."""
    key = queries.person_key(pair.other_id)
    if key is not None and queries.person_key(pair.kept_id) is None:
        vault.hand_over_key(key, pair.kept_id)
        key = None
    query = select(CredentialRecord).where(CredentialRecord.holder_id == pair.other_id)
    for record in db.session.scalars(query.with_for_update()).all():
        if key is not None:
            _encrypt_anew(record, pair)
        record.holder_id = pair.kept_id
    db.session.flush()
    if key is not None:
        db.session.delete(key)
        db.session.flush()


def _encrypt_anew(record: CredentialRecord, pair: Pair) -> None:
    text = queries.text_of(record)
    record.text = vault.as_text(vault.encrypt(pair.kept_id, text.encode(), about=record.credential_id))
    for file in queries.files_of(record.credential_id):
        if file.stored_sha256 is not None and file.stored_sha256 != file.sha256:
            _encrypt_file_anew(file, pair)


def _encrypt_file_anew(file: CredentialFile, pair: Pair) -> None:
    """The bytes before stay in the storage until the sweep of what no row names; nobody can open them."""
    stored = str(file.stored_sha256)
    try:
        data = vault.decrypt(pair.other_id, storage().get(stored), about=file.credential_id)
    except MissingFileError:
        log.error("the file %s of certificate %s is not in the storage", stored, file.credential_id)
        return
    file.stored_sha256 = storage().put(vault.encrypt(pair.kept_id, data, about=file.credential_id))


def _move_awards(pair: Pair) -> None:
    """Course certificates that both were given are counted on."""
    numbers = (
        select(HolderAward.slug, func.max(HolderAward.sequence))
        .where(HolderAward.holder_id == pair.kept_id)
        .group_by(HolderAward.slug)
    )
    last = {row[0]: row[1] for row in db.session.execute(numbers)}
    query = select(HolderAward).where(HolderAward.holder_id == pair.other_id)
    for award in db.session.scalars(query.order_by(HolderAward.slug, HolderAward.sequence)).all():
        award.sequence += last.get(award.slug, 0)
        award.holder_id = pair.kept_id
    db.session.flush()


def _move_name(pair: Pair) -> None:
    """The name that the kept account confirmed counts; the other's where it is the same, or the only one."""
    kept, other = db.session.get(HolderName, pair.kept_id), db.session.get(HolderName, pair.other_id)
    if other is None:
        return
    present = people.holder(pair.kept_id).certificate_name
    if kept is None and present in {None, other.name}:
        db.session.add(HolderName(user_id=pair.kept_id, name=other.name, confirmed_at=other.confirmed_at))
    db.session.delete(other)
    db.session.flush()


def settle(pair: Pair, catalogue: Catalogue) -> None:
    """Issue what waited for a name, and what follows from the certificates of both together."""
    issue_waiting(pair.kept_id, catalogue)
    give_awards_if_possible(pair.kept_id, catalogue.programme)


MERGING = Merging(
    package="credentials",
    columns=frozenset(
        {
            "credential_record.holder_id",
            "holder_award.holder_id",
            "holder_name.user_id",
            "person_key.user_id",
            "share_link.holder_id",
        }
    ),
    merge=merge,
    settle=settle,
)
