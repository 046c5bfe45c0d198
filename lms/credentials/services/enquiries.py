"""Taking enquiries in and removing them. What was handed in lies in a folder of its own until checked."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete

from lms.core import clock
from lms.core.db import db, reading
from lms.core.errors import RefusedError
from lms.core.ids import digest_of, new_token
from lms.core.settings import settings
from lms.core.storage import MissingFileError, Storage
from lms.credentials import queries
from lms.credentials.formats.packed import names_in
from lms.credentials.models import Enquiry, EnquiryLine
from lms.credentials.rules.enquiries import KEPT, MOST_OPEN, EnquiryKind, LineAnswer
from lms.credentials.rules.lists import ListedCode

UPLOAD = "upload.zip"
REPORT_PDF = "report.pdf"
REPORT_CSV = "report.csv"
SWEPT = 20
EVERY_SECONDS = 60.0


class TooManyEnquiriesError(RefusedError):
    """So many wait already that another one would only make all of them late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line as it was handed in."""

    label: str
    code: str | None = None
    answer: LineAnswer | None = None


def enquiry_files() -> Storage:
    """Where uploads and reports of enquiries lie: `enquiries/` in the data folder; no backup needs it."""
    return Storage(settings().data / "enquiries")


def enquiry_id_of(token: str) -> str:
    """What the enquiry behind an address is known by."""
    return digest_of(token)


def report_file(enquiry: Enquiry, file: str) -> bytes:
    """The report in one of its two forms; raises MissingFileError until it is finished.

    Of a report that was given up there is the table alone.
    """
    if enquiry.due_at is not None:
        raise MissingFileError(file)
    return enquiry_files().get_named(name_of(enquiry.id, file))


def name_of(enquiry_id: str, file: str) -> str:
    """What a file of an enquiry is kept under."""
    return f"{enquiry_id}/{file}"


def ask_for_codes(codes: Sequence[ListedCode], language: str) -> str:
    """Have codes checked; gives the secret of the enquiry's address. Raises TooManyEnquiriesError."""
    token = new_token()
    _take(token, EnquiryKind.CODES, [_line_of(code) for code in codes], language)
    return token


def _line_of(code: ListedCode) -> NewLine:
    if code.problem is not None:
        return NewLine(label=code.text, answer=LineAnswer.MALFORMED)
    return NewLine(label=code.text, code=code.text)


def ask_for_files(archive: bytes, language: str) -> str:
    """Have the files of an archive checked, as `ask_for_codes`; raises RefusedArchiveError as well."""
    token = new_token()
    lines = [NewLine(label=name) for name in names_in(archive)]
    # Written before the transaction begins: it is large. Without its row it is swept up in a day.
    enquiry_files().put_named(name_of(digest_of(token), UPLOAD), archive)
    _take(token, EnquiryKind.FILES, lines, language)
    return token


def _take(token: str, kind: EnquiryKind, lines: Sequence[NewLine], language: str) -> None:
    if queries.open_enquiry_count() >= MOST_OPEN:
        raise TooManyEnquiriesError
    moment = clock.now()
    enquiry = Enquiry(
        id=digest_of(token),
        kind=kind,
        language=language,
        asked_at=moment,
        line_count=len(lines),
        due_at=moment,
        removed_after=moment + KEPT,
    )
    db.session.add(enquiry)
    db.session.flush()
    db.session.add_all(
        EnquiryLine(
            enquiry_id=enquiry.id,
            position=position,
            label=line.label,
            code=line.code,
            answer=line.answer,
            facts={},
        )
        for position, line in enumerate(lines, start=1)
    )
    db.session.flush()


def remove_enquiry(token: str) -> bool:
    """Remove an enquiry before its time, with all that was kept of it; False where there is none."""
    enquiry = queries.enquiry_to_change(digest_of(token))
    if enquiry is None:
        return False
    _remove(enquiry.id)
    return True


def _remove(enquiry_id: str) -> None:
    for file in (UPLOAD, REPORT_PDF, REPORT_CSV):
        enquiry_files().discard_named(name_of(enquiry_id, file))
    db.session.execute(delete(EnquiryLine).where(EnquiryLine.enquiry_id == enquiry_id))
    db.session.execute(delete(Enquiry).where(Enquiry.id == enquiry_id))


class OldEnquiries:
    """Job of the worker: removes what was kept long enough, and files that belong to nothing."""

    def __init__(self) -> None:
        self._last = -EVERY_SECONDS

    def __call__(self) -> int:
        """Remove them, at most once a minute; gives how many."""
        if time.monotonic() - self._last < EVERY_SECONDS:
            return 0
        self._last = time.monotonic()
        return _remove_old() + _remove_unknown_files()


def _remove_old() -> int:
    with reading():
        old = queries.enquiries_to_remove(clock.now(), SWEPT)
    for enquiry_id in old:
        _remove(enquiry_id)
        db.session.commit()
    return len(old)


def _remove_unknown_files() -> int:
    names = list(enquiry_files().names_before(clock.now() - KEPT - timedelta(hours=1)))
    for name in names:
        enquiry_files().discard_named(name)
    return len(names)
