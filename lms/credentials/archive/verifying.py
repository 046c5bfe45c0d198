"""Verifying with an archive in place of the installation, or with its published keys alone."""

from dataclasses import replace
from datetime import datetime

from lms.credentials.archive.reading import Archive
from lms.credentials.archive.registers import ArchiveRegister
from lms.credentials.checking.inspection import Inspection, inspect
from lms.credentials.checking.verifying import verify_file
from lms.credentials.formats.status_list import StatusListError, is_revoked
from lms.credentials.rules.checks import Reason
from lms.credentials.rules.verification import Answer, Verdict, answer_of_code


def answer_for_code(archive: Archive, code: str, now: datetime) -> Answer:
    """What an archive with a register knows of a code."""
    found = ArchiveRegister(archive, codes=frozenset({code})).with_code(code)
    return answer_of_code(found.entry if found else None, now)


def answer_for_file(archive: Archive, data: bytes, now: datetime) -> Answer:
    """What a file is worth by its own seal and proof, and by the register where the folder has one."""
    seen = inspect(data, archive.keys, archive.issuer)
    vouched = frozenset({seen.sha256} if seen.seal is Reason.SEAL_INTACT else ())
    register = ArchiveRegister(archive, seen.ids, seen.codes, vouched) if archive.has_register else None
    answer = verify_file(data, register, archive.keys, archive.issuer, now).answer
    if answer.verdict is Verdict.INTACT and _is_listed_as_revoked(archive, seen):
        return replace(answer, verdict=Verdict.REVOKED)
    return answer


def _is_listed_as_revoked(archive: Archive, seen: Inspection) -> bool:
    entry = (seen.document or {}).get("credentialStatus")
    address = str(entry.get("statusListCredential", "")) if isinstance(entry, dict) else ""
    number = address.rpartition("/status/")[2]
    status_list = archive.status_list(int(number)) if number.isascii() and number.isdigit() else None
    try:
        return status_list is not None and is_revoked(seen.document or {}, status_list)
    except StatusListError:
        return False
