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

FORMAT = 1
FORMATS = frozenset({1})
"""Every format ever released can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the certificate says in one language."""

    language: str
    title: str
    learning_outcomes: tuple[str, ...]
    quality_assurance: str


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
    """First the language it was issued in, then the module's source language if that is another."""
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

    def wording_in(self, language: str) -> Wording:
        """In that language, else in the language of issue."""
        return next((one for one in self.wordings if one.language == language), self.wording)


def canonical(record: Record) -> str:
    """The record as canonical JSON: keys sorted, no spaces, Unicode as it is."""
    return json.dumps(
        asdict(record), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def digest_of_record(text: str) -> str:
    """SHA-256 of the canonical text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def record_from(text: str) -> Record:
    """Read a record back."""
    data = json.loads(text)
    if data["format"] not in FORMATS:
        raise ValueError(f"unknown format of a record: {data['format']}")
    return Record(
        **{
            **data,
            "wordings": tuple(_wording(one) for one in data["wordings"]),
            "workload": tuple(WorkloadPart(**one) for one in data["workload"]),
            "assessments": tuple(Assessment(**one) for one in data["assessments"]),
            "issuer": IssuerDetails(**data["issuer"]),
        }
    )


def _wording(data: Mapping[str, Any]) -> Wording:
    return Wording(**{**data, "learning_outcomes": tuple(data["learning_outcomes"])})
