"""From a file to an answer, whatever register there is to ask: a database, an archive, or none. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from lms.credentials.checking.comparison import Known, compare
from lms.credentials.checking.inspection import Inspection, inspect
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.keys import PublishedKey
from lms.credentials.rules.files_seen import Carrier
from lms.credentials.rules.verification import Answer, Entry, answer_of_file

Look = Callable[[bytes, Sequence[PublishedKey], IssuerAddress], Inspection]
"""As `inspect` does it."""


class Registered(Protocol):
    """A certificate as a register has it."""

    @property
    def entry(self) -> Entry:
        """What is public of it."""

    @property
    def known(self) -> Known:
        """What files that name it are compared with."""


R = TypeVar("R", bound=Registered)
R_co = TypeVar("R_co", bound=Registered, covariant=True)


class Register(Protocol[R_co]):
    """Where certificates are looked up; each look-up gives None where there is nothing."""

    def with_file(self, sha256: str) -> R_co | None:
        """By the digest of one of its files."""

    def with_id(self, credential_id: str) -> R_co | None:
        """By its id."""

    def with_code(self, code: str) -> R_co | None:
        """By its code."""

    def pages_of(self, credential_id: str) -> frozenset[str]:
        """Digests of what the pages of its PDFs show, as far as they are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified(Generic[R]):
    """The answer about a file, and the certificate that it is about."""

    answer: Answer
    found: Inspection
    registered: R | None


def verify_file(
    data: bytes,
    register: Register[R] | None,
    published: Sequence[PublishedKey],
    issuer: IssuerAddress,
    now: datetime,
    *,
    look: Look = inspect,
) -> Verified[R]:
    """What a file is worth. Never raises for what is in it. `look`: how the file is opened."""
    found = look(data, published, issuer)
    registered = _named(found, register) if register is not None else None
    known = registered.known if registered is not None else None
    if known is not None and register is not None and _is_other_pdf(found, known):
        known = replace(known, page_digests=register.pages_of(known.id))
    seen = compare(found, known)
    entry = registered.entry if registered is not None else None
    answer = answer_of_file(entry, seen, now, is_asked=register is not None)
    return Verified(answer=answer, found=found, registered=registered)


def _is_other_pdf(found: Inspection, known: Known) -> bool:
    return found.carrier is Carrier.PDF and found.sha256 not in known.file_digests


def _named(found: Inspection, register: Register[R]) -> R | None:
    """The certificate that the file is, else the one that it says it is: first by what is inside."""
    registered = register.with_file(found.sha256)
    for credential_id in sorted(found.ids):
        registered = registered or register.with_id(credential_id)
    for code in sorted(found.codes):
        registered = registered or register.with_code(code)
    return registered
