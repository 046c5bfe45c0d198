"""Registers and archives of invented certificates."""

import hashlib
import random
import uuid
from datetime import date
from pathlib import Path
from typing import Any

from lms.credentials.archive.register import Registered, Subject
from lms.credentials.archive.site import Contents, files_of
from lms.credentials.codes import new_code
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.wording.archive import ARCHIVE_TEXTS
from tests.support.forging.genuine import Genuine

ADDRESS = IssuerAddress("https://campus.example.org")
MADE_ON = date(2026, 11, 22)
SUBJECT = Subject(title="Clusters and cluster initiatives", issuer="Baltic Cluster Academy", hours="7.5")


def pdf_of(number: int) -> bytes:
    """A stand-in for the file of the certificate with that number."""
    return b"%PDF-1.7 " + str(number).encode()


def make_registered(number: int = 0, **changes: Any) -> Registered:
    """A certificate that stands; the same number gives the same."""
    drawn = random.Random(number)
    values: dict[str, Any] = {
        "id": str(uuid.UUID(int=drawn.getrandbits(128))),
        "code": new_code(drawn.randbytes(12)),
        "subject": SUBJECT,
        "awarded_on": date(2026, 11, 20),
        "issued_on": date(2026, 11, 21),
        "expires_on": None,
        "revoked_on": None,
        "revoked_reason": None,
        "is_replaced": False,
        "is_trial": False,
        "is_holder_erased": False,
        "record_sha256": hashlib.sha256(f"record {number}".encode()).hexdigest(),
        "files": (("pdf", hashlib.sha256(pdf_of(number)).hexdigest()),),
    }
    return Registered(**{**values, **changes})


def make_contents(*registered: Registered, **changes: Any) -> Contents:
    """What an archive of these certificates is made of."""
    english = {key: str(text._args[0]) for key, text in ARCHIVE_TEXTS.items()}
    values: dict[str, Any] = {
        "issuer": ADDRESS,
        "issuer_name": SUBJECT.issuer,
        "made_on": MADE_ON,
        "keys": (),
        "registered": registered,
        "status_lists": {},
        "achievements": {},
        "log": {"heads": []},
        "texts": {"en": english, "sv": {**english, "title": "Verifiera ett intyg"}},
        "languages": {"en": "English", "sv": "Svenska"},
    }
    return Contents(**{**values, **changes})


def write_archive(folder: Path, contents: Contents) -> Path:
    """The archive as files in a folder."""
    for path, data in files_of(contents):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def registered_as(genuine: Genuine) -> Registered:
    """A certificate that can be verified in all its forms, as an archive has it."""
    entry = genuine.entry
    return Registered(
        id=entry.id,
        code=entry.code,
        subject=Subject(title=entry.title, issuer=entry.issuer_name, hours=entry.hours),
        awarded_on=entry.awarded_on,
        issued_on=entry.issued_at.date(),
        expires_on=entry.expires_on,
        revoked_on=entry.revoked_at.date() if entry.revoked_at else None,
        revoked_reason=entry.revoked_reason.value if entry.revoked_reason else None,
        is_replaced=entry.superseded_by is not None,
        is_trial=entry.is_trial,
        is_holder_erased=False,
        record_sha256=hashlib.sha256(entry.id.encode()).hexdigest(),
        files=tuple(
            (form, hashlib.sha256(data).hexdigest())
            for form, data in (("pdf", genuine.pdf), ("badge", genuine.json), ("jwt", genuine.token.encode()))
        ),
    )
