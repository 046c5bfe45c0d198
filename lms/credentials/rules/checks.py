"""What was checked, and how it came out."""

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What a check is about."""

    REGISTER = "register"
    ENTRY = "entry"
    FILE = "file"
    SEAL = "seal"
    CREDENTIAL = "credential"
    CONTENT = "content"
    IDENTITY = "identity"
    STATUS_LIST = "status-list"
    STANDING = "standing"


class Outcome(StrEnum):
    """How a check came out."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_POSSIBLE = "not-possible"


class Reason(StrEnum):
    """What exactly was found; each has its sentence in `lms.credentials.wording.checks`."""

    REGISTERED = "registered"
    NOT_REGISTERED = "not-registered"
    NAMES_NOTHING = "names-nothing"
    REGISTER_NOT_ASKED = "register-not-asked"
    ENTRY_UNCHANGED = "entry-unchanged"
    ENTRY_CHANGED = "entry-changed"
    ENTRY_ERASED = "entry-erased"
    FILE_IDENTICAL = "file-identical"
    FILE_DIFFERS = "file-differs"
    FILE_MADE_EACH_TIME = "file-made-each-time"
    FILE_UNREADABLE = "file-unreadable"
    FILE_TOO_LARGE = "file-too-large"
    FILE_TOO_COMPLEX = "file-too-complex"
    SEAL_INTACT = "seal-intact"
    SEAL_MISSING = "seal-missing"
    SEAL_NOT_USED_THEN = "seal-not-used-then"
    SEAL_ALTERED = "seal-altered"
    SEAL_ADDED_TO = "seal-added-to"
    SEAL_FOREIGN = "seal-foreign"
    SEAL_BROKEN = "seal-broken"
    SEAL_TOO_LATE = "seal-too-late"
    SEAL_COMPROMISED = "seal-compromised"
    CREDENTIAL_IDENTICAL = "credential-identical"
    CREDENTIAL_MISSING = "credential-missing"
    CREDENTIAL_UNREADABLE = "credential-unreadable"
    PROOF_HOLDS = "proof-holds"
    PROOF_FAILS = "proof-fails"
    PROOF_MISSING = "proof-missing"
    PROOF_FOREIGN = "proof-foreign"
    PROOF_UNDEFINED_TERM = "proof-undefined-term"
    PROOF_UNREADABLE = "proof-unreadable"
    PROOF_TOO_LATE = "proof-too-late"
    PROOF_COMPROMISED = "proof-compromised"
    CONTENT_AGREES = "content-agrees"
    CONTENT_DIFFERS = "content-differs"
    CONTENT_NOT_COMPARED = "content-not-compared"
    IDENTITY_ONE = "identity-one"
    IDENTITY_SEVERAL = "identity-several"
    STATUS_OURS = "status-ours"
    STATUS_ELSEWHERE = "status-elsewhere"
    STANDS = "stands"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


_PASSED = frozenset(
    {
        Reason.REGISTERED,
        Reason.ENTRY_UNCHANGED,
        Reason.FILE_IDENTICAL,
        Reason.SEAL_INTACT,
        Reason.CREDENTIAL_IDENTICAL,
        Reason.PROOF_HOLDS,
        Reason.CONTENT_AGREES,
        Reason.IDENTITY_ONE,
        Reason.STATUS_OURS,
        Reason.STANDS,
    }
)
_NOT_POSSIBLE = frozenset(
    {
        Reason.REGISTER_NOT_ASKED,
        Reason.ENTRY_ERASED,
        Reason.FILE_MADE_EACH_TIME,
        Reason.SEAL_NOT_USED_THEN,
        Reason.CONTENT_NOT_COMPARED,
    }
)
_TOPICS = {
    "registered": Topic.REGISTER,
    "not-registered": Topic.REGISTER,
    "names-nothing": Topic.REGISTER,
    "stands": Topic.STANDING,
    "expired": Topic.STANDING,
    "superseded": Topic.STANDING,
    "revoked": Topic.STANDING,
    "register": Topic.REGISTER,
    "entry": Topic.ENTRY,
    "file": Topic.FILE,
    "seal": Topic.SEAL,
    "credential": Topic.CREDENTIAL,
    "proof": Topic.CREDENTIAL,
    "content": Topic.CONTENT,
    "identity": Topic.IDENTITY,
    "status": Topic.STATUS_LIST,
}
"""By the whole value, else by its first word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check with its result."""

    reason: Reason

    @property
    def topic(self) -> Topic:
        """What was checked."""
        whole = self.reason.value
        return _TOPICS.get(whole) or _TOPICS[whole.partition("-")[0]]

    @property
    def outcome(self) -> Outcome:
        """How it came out."""
        if self.reason in _PASSED:
            return Outcome.PASSED
        return Outcome.NOT_POSSIBLE if self.reason in _NOT_POSSIBLE else Outcome.FAILED
