"""An archive as a register to verify files with: the same steps as with the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from lms.credentials.archive.reading import Archive
from lms.credentials.archive.register import CODE, CREDENTIAL, RECORD
from lms.credentials.checking.comparison import Known
from lms.credentials.rules.standings import RevocationReason
from lms.credentials.rules.verification import Entry

NOT_FILES = frozenset({CODE, CREDENTIAL, RECORD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A certificate as an archive has it."""

    entry: Entry
    known: Known


@dataclass(frozen=True)
class ArchiveRegister:
    """Looks certificates up in an archive; raises UnreadableArchiveError where a part of it is missing.

    The archive gives no id and no code away: it confirms those that somebody has, here those of a file.
    """

    archive: Archive
    ids: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    vouched: frozenset[str] = frozenset()
    """Digests of files with the issuer's seal, intact: issued, though perhaps after the archive was made."""

    def with_file(self, sha256: str) -> Archived | None:
        """By the digest of one of its files."""
        found = self.archive.with_fingerprint(sha256)
        if found is None or found["as"] in NOT_FILES:
            return None
        return self._archived(found, frozenset({sha256}))

    def with_id(self, credential_id: str) -> Archived | None:
        """By its id."""
        found = self.archive.with_id(credential_id)
        return self._archived(found) if found else None

    def with_code(self, code: str) -> Archived | None:
        """By its code."""
        found = self.archive.with_code(code)
        return self._archived(found) if found else None

    def pages_of(self, credential_id: str) -> frozenset[str]:
        """Nothing: an archive keeps no pages."""
        return frozenset()

    def _archived(self, found: Mapping[str, Any], files: frozenset[str] = frozenset()) -> Archived:
        own_id = self._same(found, self.ids, self.archive.with_id)
        own_code = self._same(found, self.codes, self.archive.with_code)
        known = Known(id=own_id, code=own_code, file_digests=files | self.vouched, document=None)
        return Archived(entry=_entry(found, own_id, own_code), known=known)

    def _same(
        self,
        found: Mapping[str, Any],
        names: frozenset[str],
        look_up: Callable[[str], Mapping[str, Any] | None],
    ) -> str:
        entries = ((name, look_up(name)) for name in sorted(names))
        return next((name for name, entry in entries if entry and entry["id"] == found["id"]), "")


def _entry(found: Mapping[str, Any], own_id: str, own_code: str) -> Entry:
    return Entry(
        id=own_id,
        code=own_code,
        title=found["title"],
        issuer_name=found["issuer"],
        hours=found["hours"],
        awarded_on=date.fromisoformat(found["awarded"]),
        issued_at=_start_of(found["issued"]),
        expires_on=date.fromisoformat(found["expires"]) if "expires" in found else None,
        is_trial="trial" in found,
        revoked_at=_start_of(found["revoked"]) if "revoked" in found else None,
        revoked_reason=RevocationReason(found["reason"]) if "reason" in found else None,
        superseded_by="" if "replaced" in found else None,
        # Only that it was erased is known, not when.
        holder_erased_at=_start_of(found["issued"]) if "erased" in found else None,
    )


def _start_of(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
