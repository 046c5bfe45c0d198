"""What was achieved, apart from by whom: the text that is kept by version, and its Open Badges form. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.labels import Labels, labels_in
from lms.credentials.records import COURSE, MODULE, IssuerDetails, Record
from lms.learning.rules import ASSIGNMENT

EQF = "European Qualifications Framework"
EQF_LEVELS = "http://data.europa.eu/snb/eqf/"
_EQF_PREFIX = "EQF "
TYPES = {MODULE: "MicroCredential", COURSE: "Certificate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementWording:
    """What an achievement is called, in one language."""

    language: str
    title: str
    description: str
    learning_outcomes: tuple[str, ...]
    quality_assurance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """An assessment that must be passed, and with how much."""

    kind: str
    pass_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A smaller achievement that this one is made up of."""

    title: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementText:
    """Everything that is the same for all who achieved it; another text is another version."""

    slug: str
    kind: str
    code: str
    """Of the module, as people call it: `B1`."""
    issuer: IssuerDetails
    hours: str
    level: str
    assessments: tuple[Required, ...]
    has_outcome_results: bool
    parts: tuple[Part, ...]
    participation: str
    supervision: str
    wordings: tuple[AchievementWording, ...]
    """In the order of their languages' codes."""

    def wording_in(self, language: str) -> AchievementWording:
        """In that language, else in English, else in the first."""
        by_language = {one.language: one for one in self.wordings}
        return by_language.get(language) or by_language.get("en") or self.wordings[0]

    @property
    def canonical(self) -> str:
        """As JSON in its one form: what the digest is taken of."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text, hexadecimal."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()


def achievement_text_of(record: Record) -> AchievementText:
    """What a record says of the achievement, leaving out the person."""
    return AchievementText(
        slug=record.module_slug,
        kind=record.kind,
        code=record.module_id,
        issuer=record.issuer,
        hours=record.hours,
        level=record.level,
        assessments=tuple(Required(kind=a.kind, pass_percent=a.pass_percent) for a in record.assessments),
        has_outcome_results=bool(record.outcome_results),
        parts=tuple(Part(title=one.title, hours=one.hours) for one in record.parts),
        participation=record.participation,
        supervision=record.supervision,
        wordings=tuple(_wordings(record)),
    )


def _wordings(record: Record) -> Iterator[AchievementWording]:
    for one in sorted(record.wordings, key=lambda wording: wording.language):
        yield AchievementWording(
            language=one.language,
            title=one.title,
            description=one.description,
            learning_outcomes=one.learning_outcomes,
            quality_assurance=one.quality_assurance,
        )


def achievement_text_from(text: str) -> AchievementText:
    """Read a canonical text back."""
    data = json.loads(text)
    return AchievementText(
        **{
            **data,
            "issuer": IssuerDetails(**data["issuer"]),
            "assessments": tuple(Required(**one) for one in data["assessments"]),
            "parts": tuple(Part(**one) for one in data["parts"]),
            "wordings": tuple(_wording(one) for one in data["wordings"]),
        }
    )


def _wording(data: Mapping[str, Any]) -> AchievementWording:
    return AchievementWording(**{**data, "learning_outcomes": tuple(data["learning_outcomes"])})


def achievement_of(
    text: AchievementText, version: int, language: str, issuer: IssuerAddress
) -> dict[str, Any]:
    """The `Achievement` of an Open Badge, in one language."""
    wording, address = text.wording_in(language), issuer.achievement(text.slug, version)
    results = result_descriptions(text, wording, address)
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": TYPES.get(text.kind, "Certificate"),
        "name": wording.title,
        "description": wording.description or wording.title,
        "criteria": {"narrative": narrative_of(text, wording)},
        "image": {"id": f"{address}/badge.png", "type": "Image", "caption": wording.title},
        "inLanguage": wording.language,
        "humanCode": text.code,
        "version": str(version),
        **({"alignment": alignment} if (alignment := list(_alignments(text, wording.language))) else {}),
        **({"resultDescription": results} if results else {}),
    }


def _alignments(text: AchievementText, language: str) -> Iterator[dict[str, Any]]:
    if (level := eqf_level(text.level)) is not None:
        yield {
            "type": ["Alignment"],
            "targetName": labels_in(language).indicative.format(level=text.level),
            "targetFramework": EQF,
            "targetCode": level,
            "targetUrl": EQF_LEVELS + level,
        }


def eqf_level(level: str) -> str | None:
    """The digit of a level of the European framework; None for a level of any other."""
    digit = level.removeprefix(_EQF_PREFIX)
    return digit if level.startswith(_EQF_PREFIX) and digit in "12345678" and len(digit) == 1 else None


def result_descriptions(
    text: AchievementText, wording: AchievementWording, address: str
) -> list[dict[str, Any]]:
    """What results of this achievement mean."""
    labels = labels_in(wording.language)
    of_assessments = [
        {
            "id": f"{address}#{one.kind}",
            "type": ["ResultDescription"],
            "name": assessment_name(one.kind, labels),
            "resultType": "Percent",
            "valueMin": "0",
            "valueMax": "100",
            "requiredValue": str(one.pass_percent),
        }
        for one in text.assessments
    ]
    outcomes = wording.learning_outcomes if text.has_outcome_results else ()
    of_outcomes = [
        {
            "id": f"{address}#outcome-{place}",
            "type": ["ResultDescription"],
            "name": outcome,
            "resultType": "Percent",
            "valueMin": "0",
            "valueMax": "100",
        }
        for place, outcome in enumerate(outcomes)
    ]
    return of_assessments + of_outcomes


def assessment_name(kind: str, labels: Labels) -> str:
    """What an assessment is called."""
    return labels.assignment if kind == ASSIGNMENT else labels.final_test


def narrative_of(text: AchievementText, wording: AchievementWording) -> str:
    """In Markdown what it takes, with every element of a micro-credential that has no place of its own."""
    labels = labels_in(wording.language)
    lines = [(labels.outcomes, _list(wording.learning_outcomes))] if wording.learning_outcomes else []
    if text.parts:
        lines.append((labels.made_up_of, _list(parts_of(text, labels))))
    lines += [(label, f" {value}") for label, value in facts_of(text, wording)]
    return "\n\n".join(f"**{label}:**{value}" for label, value in lines)


def facts_of(text: AchievementText, wording: AchievementWording) -> list[tuple[str, str]]:
    """Label and value of what is said in a line each."""
    labels = labels_in(wording.language)
    return [
        (labels.workload, f"{hours_in(text.hours, labels)} {labels.no_credits}"),
        (labels.level, labels.indicative.format(level=text.level)),
        (labels.assessment, "; ".join(_assessments(text, labels)) or "–"),
        (labels.participation, labels.online),
        (labels.supervision, labels.unsupervised),
        (labels.quality_assurance, wording.quality_assurance),
    ]


def parts_of(text: AchievementText, labels: Labels) -> list[str]:
    """What it is made up of, with the hours of each."""
    return [f"{one.title} ({hours_in(one.hours, labels)} h)" for one in text.parts]


def _list(entries: Any) -> str:
    return "\n\n" + "\n".join(f"- {entry}" for entry in entries)


def _assessments(text: AchievementText, labels: Labels) -> Iterator[str]:
    for one in text.assessments:
        at_least = labels.needed(one.pass_percent)
        yield f"{assessment_name(one.kind, labels)}, {at_least}"
    if text.parts:
        yield labels.in_each_part


def hours_in(hours: str, labels: Labels) -> str:
    """A decimal number as the language writes it."""
    return hours.replace(".", labels.decimal_sign)
