"""Verifying with the register of this installation. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lms.core import clock
from lms.core.addresses import public_address
from lms.core.storage import MissingFileError
from lms.credentials import queries
from lms.credentials.checking.comparison import Known
from lms.credentials.checking.inspection import inspect, sha256_of
from lms.credentials.checking.isolation import inspect_apart
from lms.credentials.checking.verifying import Verified, verify_file
from lms.credentials.formats.addresses import IssuerAddress, address_of
from lms.credentials.formats.badge import badge_of
from lms.credentials.formats.keys import PublishedKey
from lms.credentials.formats.pdf_pages import digest_of_pages
from lms.credentials.models import Credential, CredentialFile
from lms.credentials.queries.verification import Finding
from lms.credentials.rules import FileForm
from lms.credentials.rules.verification import Answer, Entry, answer_of_code, answer_of_digest
from lms.credentials.services import files, keys


@dataclass(frozen=True)
class Kept:
    """A certificate as the database has it."""

    finding: Finding

    @property
    def entry(self) -> Entry:
        """What is public of it."""
        return self.finding.entry

    @cached_property
    def files(self) -> Sequence[CredentialFile]:
        """All its files."""
        return queries.files_of(self.finding.credential.id)

    @property
    def known(self) -> Known:
        """What files that name it are compared with."""
        record = self.finding.record
        return Known(
            id=self.entry.id,
            code=self.entry.code,
            file_digests=frozenset(one.sha256 for one in self.files if one.sha256),
            document=badge_of(record, address_of(record)) if record is not None else None,
            has_seal=any(one.key_id for one in self.files if one.form is FileForm.PDF),
        )


class DatabaseRegister:
    """Looks certificates up in the database."""

    def with_file(self, sha256: str) -> Kept | None:
        """By the digest of one of its files."""
        return _kept(queries.finding_of_file(sha256))

    def with_id(self, credential_id: str) -> Kept | None:
        """By its id."""
        return _kept(queries.finding_of_id(credential_id))

    def with_code(self, code: str) -> Kept | None:
        """By its code."""
        return _kept(queries.finding_of_code(code))

    def pages_of(self, credential_id: str) -> frozenset[str]:
        """Digests of what the pages of its PDFs show, as far as they are kept."""
        finding = queries.finding_of_id(credential_id)
        if finding is None or finding.record is None:
            return frozenset()
        rows = [row for row in queries.files_of(credential_id) if row.form is FileForm.PDF]
        return frozenset(filter(None, (_pages_of(finding.credential, row.language) for row in rows)))


def _pages_of(credential: Credential, language: str) -> str | None:
    try:
        file = files.file_of(credential, FileForm.PDF, language)
    except MissingFileError:
        return None
    return digest_of_pages(file.data) if file is not None else None


def _kept(finding: Finding | None) -> Kept | None:
    return Kept(finding) if finding is not None else None


def verify_by_code(code: str) -> tuple[Answer, Finding | None]:
    """What is known of a code."""
    finding = queries.finding_of_code(code)
    return answer_of_code(finding.entry if finding else None, clock.now()), finding


def verify_by_digest(sha256: str) -> tuple[Answer, Finding | None]:
    """What is known of a file by its digest alone."""
    finding = queries.finding_of_file(sha256)
    return answer_of_digest(finding.entry if finding else None, clock.now()), finding


def verify_by_file(data: bytes, published: Sequence[PublishedKey] | None = None) -> Verified[Kept]:
    """What a file is worth. For many files, give the published keys, so that they are read once."""
    trusted = keys.published() if published is None else published
    address, register = IssuerAddress(public_address()), DatabaseRegister()
    # What we made ourselves needs no guard.
    look = inspect if register.with_file(sha256_of(data)) is not None else inspect_apart
    return verify_file(data, register, trusted, address, clock.now(), look=look)
