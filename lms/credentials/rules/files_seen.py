"""What was found in a file that claims to be a certificate, and the checks that follow from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lms.credentials.rules.checks import Check, Reason


class Field(StrEnum):
    """What of a certificate can differ."""

    HOLDER = "holder"
    EMAIL = "email"
    TITLE = "title"
    ISSUER = "issuer"
    COMPLETED = "completed"
    ISSUED = "issued"
    EXPIRES = "expires"
    WORKLOAD = "workload"
    OUTCOMES = "outcomes"
    RESULT = "result"
    ID = "id"
    STATUS = "status"
    PAGE = "page"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A value of the file that is not the one issued. The holder's true name is never among them."""

    field: Field
    issued: str | None
    found: str | None


class Carrier(StrEnum):
    """What kind of file it is, by its bytes."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"
    JSON = "json"
    JWT = "jwt"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """What was found in a file and by comparing it with what was issued. Nothing in it is checked further."""

    carrier: Carrier
    sha256: str
    is_registered: bool = False
    """It is byte for byte a file that we issued."""
    trouble: Reason | None = None
    """Why it could not be read."""
    seal: Reason | None = None
    """Of a PDF."""
    credential: Reason | None = None
    """Of the credential inside, or of the JSON or JWT itself."""
    differences: tuple[Difference, ...] | None = None
    """From what the register says; None: there was nothing to compare with."""
    has_credential: bool = False
    is_identity_one: bool | None = None
    """All that it names is one and the same certificate; None: it names none."""
    is_status_ours: bool | None = None
    """Its entry in the status list is the one that was given to it; None: none is named, or none known."""
    is_specimen: bool = False
    is_key_retired: bool = False
    is_key_self_issued: bool = False

    @property
    def names_certificate(self) -> bool:
        """It says which certificate it is."""
        return self.is_identity_one is not None

    @property
    def is_marked(self) -> bool:
        """There is a seal or a proof by a key of ours, whether it holds or not."""
        return bool({self.seal, self.credential} & _OURS)


_OURS = frozenset(
    {
        Reason.SEAL_INTACT,
        Reason.SEAL_ALTERED,
        Reason.SEAL_ADDED_TO,
        Reason.SEAL_TOO_LATE,
        Reason.CREDENTIAL_IDENTICAL,
        Reason.PROOF_HOLDS,
        Reason.PROOF_FAILS,
        Reason.PROOF_TOO_LATE,
        Reason.PROOF_UNDEFINED_TERM,
    }
)


def checks_of_file(seen: FileSeen) -> Iterator[Check]:
    """Each check of the file itself, in the order in which a person would make them."""
    for reason in _reasons(seen):
        if reason is not None:
            yield Check(reason=reason)


def _reasons(seen: FileSeen) -> Iterator[Reason | None]:
    yield seen.trouble or _of_bytes(seen)
    yield seen.seal
    yield seen.credential
    if seen.has_credential or seen.differences:
        yield _of_content(seen)
    if seen.is_identity_one is not None:
        yield Reason.IDENTITY_ONE if seen.is_identity_one else Reason.IDENTITY_SEVERAL
    if seen.is_status_ours is not None:
        yield Reason.STATUS_OURS if seen.is_status_ours else Reason.STATUS_ELSEWHERE


def _of_bytes(seen: FileSeen) -> Reason | None:
    if seen.is_registered:
        return Reason.FILE_IDENTICAL
    if seen.carrier in {Carrier.PDF, Carrier.OTHER}:
        return Reason.FILE_DIFFERS
    return Reason.FILE_MADE_EACH_TIME if seen.carrier in {Carrier.PNG, Carrier.SVG} else None


def _of_content(seen: FileSeen) -> Reason:
    if seen.differences is None:
        return Reason.CONTENT_NOT_COMPARED
    return Reason.CONTENT_DIFFERS if seen.differences else Reason.CONTENT_AGREES
