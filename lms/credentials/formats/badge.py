"""The certificate as an Open Badge 3.0, which is a Verifiable Credential 2.0. Pure.

Only terms that the pinned contexts define are used, no context of our own: one that went dark would
make every badge unverifiable.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Any

from lms.credentials.formats.achievement import achievement_of, achievement_text_of, assessment_name
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.contexts import BADGE_CONTEXTS
from lms.credentials.formats.labels import Labels, labels_in
from lms.credentials.formats.status_list import status_entry
from lms.credentials.records import Recognition, Record

SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
SCHEMA_TYPE = "1EdTechJsonSchemaValidator2019"
WAIVER = "waiver"


def badge_of(record: Record, issuer: IssuerAddress) -> dict[str, Any]:
    """The credential, without a proof; the same record gives the same."""
    labels = labels_in(record.language)
    document = {
        "@context": list(BADGE_CONTEXTS),
        "id": issuer.credential(record.id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _name(record, labels),
        "issuer": _issuer(record, issuer),
        "awardedDate": f"{record.completed_on}T00:00:00Z",
        "validFrom": f"{record.issued_on}T00:00:00Z",
        "validUntil": f"{record.expires_on}T23:59:59Z" if record.expires_on else None,
        "credentialSubject": _subject(record, issuer),
        "evidence": list(_evidence(record, issuer, labels)),
        "credentialSchema": [{"id": SCHEMA, "type": SCHEMA_TYPE}],
        "credentialStatus": _status(record, issuer),
    }
    return {name: value for name, value in document.items() if value}


def _name(record: Record, labels: Labels) -> str:
    if record.is_specimen:
        return f"{labels.specimen}: {record.title}"
    return f"{labels.trial}: {record.title}" if record.is_trial else record.title


def _issuer(record: Record, issuer: IssuerAddress) -> dict[str, Any]:
    address = {"type": ["Address"], "addressCountryCode": record.issuer.country}
    if record.issuer.region:
        address["addressRegion"] = record.issuer.region
    profile = {"id": issuer.did, "type": ["Profile"], "name": record.issuer.name, "address": address}
    return {**profile, "url": record.issuer.web} if record.issuer.web else profile


def _subject(record: Record, issuer: IssuerAddress) -> dict[str, Any]:
    text = achievement_text_of(record)
    results = list(_results(record, issuer.achievement(record.module_slug, record.achievement_version)))
    return {
        "id": subject_id(record),
        "type": ["AchievementSubject"],
        "identifier": list(_identity(record)),
        "achievement": achievement_of(text, record.achievement_version, record.language, issuer),
        **({"result": results} if results else {}),
    }


def subject_id(record: Record) -> str:
    """Who holds it, as a name that means nothing anywhere else: another in each credential."""
    return f"urn:uuid:{uuid.uuid5(uuid.UUID(record.id), 'holder')}"


def _identity(record: Record) -> Iterator[dict[str, Any]]:
    yield {
        "type": "IdentityObject",
        "identityType": "name",
        "hashed": False,
        "identityHash": record.holder_name,
    }
    if record.email_hash:
        yield {
            "type": "IdentityObject",
            "identityType": "emailAddress",
            "hashed": True,
            "salt": record.salt,
            "identityHash": record.email_hash,
        }


def _results(record: Record, address: str) -> Iterator[dict[str, Any]]:
    for one in record.assessments:
        yield _result(f"{address}#{one.kind}", str(one.percent))
    for result in record.outcome_results:
        share = 100 * Decimal(result.score) / Decimal(result.max_score) if Decimal(result.max_score) else 0
        value = Decimal(share).quantize(Decimal(1), rounding=ROUND_DOWN)
        yield _result(f"{address}#outcome-{result.outcome}", str(value))


def _result(description: str, value: str) -> dict[str, Any]:
    return {"type": ["Result"], "resultDescription": description, "value": value, "status": "Completed"}


def _evidence(record: Record, issuer: IssuerAddress, labels: Labels) -> Iterator[dict[str, Any]]:
    """How it was earned: assessments, the certificates it is made up of, what was recognised."""
    for one in record.assessments:
        result = f"{labels.share(one.percent)} ({labels.needed(one.pass_percent)})"
        narrative = f"{result}. {labels.supervision}: {labels.unsupervised}"
        name = assessment_name(one.kind, labels)
        yield {"type": ["Evidence"], "name": name, "narrative": narrative}
    for part in record.parts:
        yield {"id": issuer.credential(part.id), "type": ["Evidence"], "name": part.title}
    if record.recognition is not None:
        yield _recognition(record.recognition, labels)


def _recognition(recognition: Recognition, labels: Labels) -> dict[str, Any]:
    name = labels.waived if recognition.kind == WAIVER else labels.recognised
    return {
        "type": ["Evidence"],
        "name": name,
        "narrative": f"{recognition.basis} ({recognition.decided_on})".strip(),
    }


def _status(record: Record, issuer: IssuerAddress) -> dict[str, str] | None:
    return status_entry(record.status_index, issuer) if record.status_index is not None else None


def as_bytes(document: Mapping[str, Any]) -> bytes:
    """The document as it is stored, attached and served: the same document gives the same bytes."""
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
