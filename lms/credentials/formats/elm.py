"""The certificate in the European Learning Model 3, ready to be sealed in the Commission's issuer. Pure.

It is unsealed: a European Digital Credential proper needs an eIDAS e-seal in JAdES form. Nothing is claimed
that is not so: a level outside of national frameworks stands in a note and not as `eqfLevel`.
"""

import base64
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from lms.credentials.formats.achievement import assessment_name
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.badge import subject_id
from lms.credentials.formats.eu_codes import (
    AUTHORITY,
    BASE64,
    COUNTRY_CODES,
    GENERIC,
    LANGUAGE_CODES,
    NON_FORMAL,
    ONLINE,
    UNKNOWN_COUNTRY,
)
from lms.credentials.formats.labels import Labels, labels_in
from lms.credentials.records import Assessment, PartDetails, Record, Wording

Node = dict[str, Any]

CONTEXTS = ("https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap")
SCHEMA = "http://data.europa.eu/snb/model/ap/edc-generic-full"


def elm_of(record: Record, issuer: IssuerAddress, picture: bytes) -> Node:
    """The credential as JSON-LD, unsealed; `picture` is the PNG that a viewer shows."""
    return _Writer(record, issuer).credential(picture)


class _Writer:
    """Writes one record; every node has an address under that of the credential."""

    def __init__(self, record: Record, issuer: IssuerAddress) -> None:
        self.record = record
        self.issuer = issuer
        self.address = issuer.credential(record.id)
        self.labels = labels_in(record.language)
        self.issued = f"{record.issued_on}T00:00:00Z"

    def credential(self, picture: bytes) -> Node:
        document = {
            "@context": list(CONTEXTS),
            "id": self.address,
            "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
            "credentialProfiles": _concept(*GENERIC),
            "credentialSchema": {"id": SCHEMA, "type": "ShaclValidator2017"},
            "issued": self.issued,
            "validFrom": self.issued,
            "issuanceDate": self.issued,
            "issuer": self.organisation(),
            "displayParameter": self.display(picture),
            "credentialSubject": self.person(),
        }
        if self.record.expires_on:
            document["expirationDate"] = f"{self.record.expires_on}T23:59:59Z"
        return document

    def node(self, kind: str, name: str, **content: Any) -> Node:
        """Without what is empty."""
        kept = {key: value for key, value in content.items() if value}
        return {"id": f"{self.address}#{name}", "type": kind, **kept}

    def in_words(self, words: Callable[[Wording], str]) -> dict[str, str]:
        """A text in every language of the record."""
        return {one.language: text for one in self.record.wordings if (text := words(one))}

    def note(self, name: str, words: Callable[[Wording, Labels], str]) -> Node:
        texts = self.in_words(lambda one: words(one, labels_in(one.language)))
        return self.node("Note", name, noteLiteral=texts)

    def organisation(self) -> Node:
        country = _country(self.record.issuer.country)
        address = self.node("Address", "issuer-address", countryCode=country)
        region = {self.record.language: self.record.issuer.region} if self.record.issuer.region else None
        # Sealing replaces the identifier by that of the seal's certificate.
        identifier = self.node(
            "LegalIdentifier", "issuer-identifier", notation=self.issuer.did, spatial=country
        )
        return {
            "id": self.issuer.did,
            "type": "Organisation",
            "legalName": {self.record.language: self.record.issuer.name},
            "eIDASIdentifier": identifier,
            "location": self.node("Location", "issuer-place", address=address, geographicName=region),
        }

    def display(self, picture: bytes) -> Node:
        language = _language(self.record.language)
        image = self.node(
            "MediaObject",
            "picture",
            content=base64.b64encode(picture).decode("ascii"),
            contentEncoding=_concept(*BASE64),
            contentType=_concept(f"{AUTHORITY}/file-type/PNG", f"{AUTHORITY}/file-type"),
        )
        detail = self.node("DisplayDetail", "display-page", image=image, page=1)
        shown = self.node("IndividualDisplay", "display", language=language, displayDetail=detail)
        return self.node(
            "DisplayParameter",
            "display-parameter",
            title=self.in_words(self.title),
            language=[_language(one.language) for one in self.record.wordings],
            primaryLanguage=language,
            individualDisplay=shown,
        )

    def title(self, wording: Wording) -> str:
        labels = labels_in(wording.language)
        if self.record.is_specimen:
            return f"{labels.specimen}: {wording.title}"
        return f"{labels.trial}: {wording.title}" if self.record.is_trial else wording.title

    def person(self) -> Node:
        return {
            "id": subject_id(self.record),
            "type": "Person",
            "fullName": {self.record.language: self.record.holder_name},
            "hasClaim": self.achievement(),
        }

    def achievement(self) -> Node:
        return self.node(
            "LearningAchievement",
            "achievement",
            title=self.in_words(self.title),
            awardedBy=self.awarding("award", self.record.completed_on),
            provenBy=[self.assessment(one) for one in self.record.assessments],
            influencedBy=self.activity(),
            specifiedBy=self.specification(),
            hasPart=[self.part(one) for one in self.record.parts],
            additionalNote=self.recognition(),
        )

    def awarding(self, name: str, day: str) -> Node:
        body = self.organisation()
        return self.node("AwardingProcess", name, awardingBody=body, awardingDate=f"{day}T00:00:00Z")

    def assessment(self, one: Assessment) -> Node:
        titles = self.in_words(lambda wording: assessment_name(one.kind, labels_in(wording.language)))
        note = self.note(
            f"{one.kind}-supervision", lambda _, labels: f"{labels.supervision}: {labels.unsupervised}"
        )
        grade = self.note(
            f"{one.kind}-grade",
            lambda _, labels: f"{labels.share(one.percent)} ({labels.needed(one.pass_percent)})",
        )
        specification = self.node(
            "LearningAssessmentSpecification",
            f"{one.kind}-specification",
            title=titles,
            mode=_concept(*ONLINE),
            additionalNote=note,
        )
        return self.node(
            "LearningAssessment",
            one.kind,
            title=titles,
            awardedBy=self.awarding("award", self.record.completed_on),
            grade=grade,
            specifiedBy=specification,
        )

    def activity(self) -> Node:
        specification = self.node(
            "LearningActivitySpecification",
            "activity-specification",
            title=self.in_words(lambda one: one.title),
            mode=_concept(*ONLINE),
            volumeOfLearning=_duration(self.record.hours),
            additionalNote=self.note(
                "participation", lambda _, labels: f"{labels.participation}: {labels.online}"
            ),
        )
        return self.node(
            "LearningActivity",
            "activity",
            title=self.in_words(lambda one: one.title),
            awardedBy=self.awarding("award", self.record.completed_on),
            specifiedBy=specification,
        )

    def specification(self) -> Node:
        return {
            **self.node(
                "LearningAchievementSpecification",
                "specification",
                title=self.in_words(lambda one: one.title),
                description=self.in_words(lambda one: one.description),
                learningOutcome=list(self.outcomes()),
                learningSetting=_concept(*NON_FORMAL),
                volumeOfLearning=_duration(self.record.hours),
                additionalNote=list(self.notes()),
            ),
            "id": self.issuer.achievement(self.record.module_slug, self.record.achievement_version),
        }

    def outcomes(self) -> Iterator[Node]:
        count = len(self.record.wording.learning_outcomes)
        worded = [one for one in self.record.wordings if len(one.learning_outcomes) == count]
        for place in range(count):
            titles = {one.language: one.learning_outcomes[place] for one in worded}
            yield self.node("LearningOutcome", f"outcome-{place}", title=titles)

    def notes(self) -> Iterator[Node]:
        level = self.record.level
        yield self.note("level", lambda _, labels: f"{labels.level}: {labels.indicative.format(level=level)}")
        yield self.note("quality", lambda one, labels: f"{labels.quality_assurance}: {one.quality_assurance}")
        yield self.note("credits", lambda _, labels: f"{labels.workload}: {labels.no_credits}")

    def part(self, one: PartDetails) -> Node:
        return {
            "id": f"{self.issuer.credential(one.id)}#achievement",
            "type": "LearningAchievement",
            "title": {self.record.language: one.title},
            "awardedBy": self.awarding(f"award-{one.id}", one.completed_on),
        }

    def recognition(self) -> Node | None:
        recognised = self.record.recognition
        if recognised is None:
            return None
        return self.note("recognition", lambda _, labels: f"{labels.recognised}: {recognised.basis}")


def _concept(address: str, scheme: str) -> Node:
    return {"id": address, "type": "Concept", "inScheme": {"id": scheme, "type": "ConceptScheme"}}


def _language(code: str) -> Node:
    return _concept(f"{AUTHORITY}/language/{LANGUAGE_CODES.get(code, 'ENG')}", f"{AUTHORITY}/language")


def _country(code: str) -> Node:
    known = COUNTRY_CODES.get(code, UNKNOWN_COUNTRY)
    return _concept(f"{AUTHORITY}/country/{known}", f"{AUTHORITY}/country")


def _duration(hours: str) -> str:
    """`PT7H30M` for 7.5 hours."""
    minutes = round(Decimal(hours) * 60)
    whole, rest = divmod(minutes, 60)
    return f"PT{whole}H" + (f"{rest}M" if rest else "")
