"""What a certificate says: the record, frozen for ever, and the one way to write it down. Pure.

Everything that is printed and everything that verification shows comes from here alone. The text of
`canonical` is what the SHA-256 is taken of, so it is kept exactly as it was written.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

FORMAT = 2
FORMATS = frozenset({1, 2})
"""Every format ever released can be read; what a format did not know yet has its default."""
SALT_BYTES = 16
MODULE, COURSE, DIPLOMA = "module", "course", "diploma"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the certificate says in one language."""

    language: str
    title: str
    learning_outcomes: tuple[str, ...]
    quality_assurance: str
    description: str = ""
    """What it was about, in a sentence or two."""
    signatory_roles: tuple[str, ...] = ()
    """In the order of the signatories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkloadPart:
    """Hours of one component that was required."""

    component: str
    hours: str
    """A decimal number: `7.5`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What was assessed, with what result."""

    kind: str
    percent: int
    pass_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerDetails:
    """Who awards the certificate."""

    name: str
    country: str
    region: str
    web: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeResult:
    """What was reached in one learning outcome; the numbers are decimal: `7.5`."""

    outcome: int
    """Its place among the learning outcomes of each wording, from 0."""
    score: str
    max_score: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who answers for the certificate."""

    name: str
    role: str
    """In the language of issue."""
    is_invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture that stands on the certificate; its bytes are kept under the digest."""

    name: str
    kind: str
    """`issuer`, `partner` or `funder`."""
    sha256: str
    media_type: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDetails:
    """A certificate that this one is made up of."""

    id: str
    code: str
    title: str
    hours: str
    level: str
    completed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """On what ground parts were not taken here."""

    kind: str
    """`prior-learning` or `waiver`."""
    basis: str
    decided_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One certificate, complete."""

    format: int = FORMAT
    id: str
    code: str
    holder_name: str
    module_slug: str
    module_id: str
    edition_digest: str
    wordings: tuple[Wording, ...]
    """First the language it was issued in, then every other in which it is worded."""
    hours: str
    """Of the required components together: a decimal number."""
    workload: tuple[WorkloadPart, ...]
    level: str
    level_basis: str
    assessments: tuple[Assessment, ...]
    participation: str
    supervision: str
    issuer: IssuerDetails
    completed_on: str
    issued_on: str
    is_trial: bool
    verification_url: str
    supersedes: str | None = None
    """Id of the credential that this one replaces."""
    kind: str = MODULE
    """`module`, `course` or `diploma`."""
    salt: str = ""
    """32 random hexadecimal digits: without them nobody could guess the text behind the digest."""
    achievement_version: int = 1
    outcome_results: tuple[OutcomeResult, ...] = ()
    """Empty unless the module wants them printed."""
    signatories: tuple[Signatory, ...] = ()
    logos: tuple[Logo, ...] = ()
    expires_on: str | None = None
    status_index: int | None = None
    """Its place in the status list; None before there was one."""
    email_hash: str | None = None
    """`sha256$…` of the holder's address and the salt."""
    parts: tuple[PartDetails, ...] = ()
    """What a course certificate or a diploma is made up of."""
    is_specimen: bool = False
    recognition: Recognition | None = None
    template: str | None = None
    """Digest of the template of the programme that it is printed by, in every language; None: ours."""

    @property
    def wording(self) -> Wording:
        """In the language it was issued in."""
        return self.wordings[0]

    @property
    def title(self) -> str:
        """Of what was achieved, in the language of issue."""
        return self.wording.title

    @property
    def language(self) -> str:
        """The language it was issued in."""
        return self.wording.language

    @property
    def completed_day(self) -> date:
        """When everything that counts was done."""
        return date.fromisoformat(self.completed_on)

    @property
    def issued_day(self) -> date:
        """When it was issued."""
        return date.fromisoformat(self.issued_on)

    @property
    def expiry_day(self) -> date | None:
        """The last day on which it holds."""
        return date.fromisoformat(self.expires_on) if self.expires_on else None

    def wording_in(self, language: str) -> Wording:
        """In that language, else in English, else in the language of issue."""
        by_language = {one.language: one for one in self.wordings}
        return by_language.get(language) or by_language.get("en") or self.wording


def canonical(record: Record) -> str:
    """The record as canonical JSON: keys sorted, no spaces, Unicode as it is."""
    said = asdict(record)
    if record.template is None:
        del said["template"]  # as records were written before there were others
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest_of_record(text: str) -> str:
    """SHA-256 of the canonical text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def hashed_email(email: str, salt: str) -> str:
    """The address as an Open Badge names its holder: a verifier who knows it can compare."""
    return f"sha256${hashlib.sha256((email + salt).encode()).hexdigest()}"


def record_from(text: str) -> Record:
    """Read a record back."""
    data = json.loads(text)
    if data["format"] not in FORMATS:
        raise ValueError(f"unknown format of a record: {data['format']}")
    recognition = data.get("recognition")
    return Record(
        **{
            **data,
            "wordings": tuple(_wording(one) for one in data["wordings"]),
            "issuer": IssuerDetails(**data["issuer"]),
            "recognition": Recognition(**recognition) if recognition else None,
            **{key: tuple(kind(**one) for one in data.get(key, ())) for key, kind in _LISTS.items()},
        }
    )


_LISTS: Mapping[str, type] = {
    "workload": WorkloadPart,
    "assessments": Assessment,
    "outcome_results": OutcomeResult,
    "signatories": Signatory,
    "logos": Logo,
    "parts": PartDetails,
}


def _wording(data: Mapping[str, Any]) -> Wording:
    lists = ("learning_outcomes", "signatory_roles")
    return Wording(**{**data, **{key: tuple(data.get(key, ())) for key in lists}})
