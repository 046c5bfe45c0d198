"""What a template of a certificate may say: the fields, which of them it must, and what each is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What stands behind a field; plain text in every case."""

    TEXT = "text"
    TEXTS = "texts"
    GROUPS = "groups"
    """A list of groups with a text under each key."""
    PICTURE = "picture"
    """The name of a picture, for `src` alone."""
    ADDRESS = "address"
    """For `href`, and to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field that a template can declare."""

    name: str
    says: str
    kind: Kind = Kind.TEXT
    is_mandatory: bool = False
    keys: Mapping[str, Kind] | None = None
    """Of each group."""


LABELLED = {
    "awarding_body": "who awards it",
    "title": "what was completed",
    "outcomes": "learning outcomes",
    "workload": "workload",
    "level": "level",
    "assessment": "type of assessment",
    "participation": "form of participation",
    "supervision": "supervision during assessment",
    "quality_assurance": "type of quality assurance",
    "issued_on": "date of issue",
    "completed_on": "date of completion",
    "expires_on": "last day on which it holds; empty where it does not expire",
    "code": "code under which it is verified",
    "partners": "logos of partners",
    "funders": "logos of funders",
}
"""Fields with a label of their own: `…_label`, and in English `…_label_en`."""
IN_ENGLISH_TOO = (
    *("title", "place", "workload", "level", "assessment", "participation", "supervision"),
    *("quality_assurance", "issued_on", "completed_on", "expires_on", "kind", "mark", "mark_text", "sealed"),
    *("table_title", "table_note"),
)
"""Fields whose English stands in `…_en`, which is empty where it says the same."""
MANDATORY = frozenset(
    (
        *("holder_name", "title", "place", "awarding_body", "issued_on", "outcomes", "workload", "level"),
        *("assessment", "participation", "quality_assurance"),
        *("kind", "mark", "code", "verification_url", "qr", "expires_on", "table_rows"),
    )
)
"""The eleven elements of a micro-credential (2022/C 243/02, Annex I), and what makes it checkable."""
PICTURES = {"picture": Kind.PICTURE, "alt": Kind.TEXT}
SIZES = "large, medium or small: a word for a class, so that long texts can be set smaller"


def _plain() -> Iterator[tuple[str, str, Kind]]:
    yield "language", "the code of the language of the certificate", Kind.TEXT
    yield "wording_language", "the code of the language of title, outcomes and quality assurance", Kind.TEXT
    yield "kind", "certificate, course certificate, diploma", Kind.TEXT
    yield "holder_name", "the holder’s name", Kind.TEXT
    yield "place", "region and country of the issuer", Kind.TEXT
    yield "outcomes", LABELLED["outcomes"], Kind.TEXTS
    yield "verify_label", "that here it can be verified", Kind.TEXT
    yield "verify_label_en", "the same in English", Kind.TEXT
    yield "verification_url", "the address at which it is verified", Kind.ADDRESS
    yield "short_address", "the same address, shorter to read", Kind.TEXT
    yield "qr", "the QR code with that address", Kind.PICTURE
    yield "qr_alt", "what the QR code says, for those who do not see it", Kind.TEXT
    yield "sealed", "that the file is sealed, and by whom", Kind.TEXT
    yield "mark", "that it is a trial or a specimen; empty on a real one", Kind.TEXT
    yield "mark_text", "why it is no certificate; empty on a real one", Kind.TEXT
    yield "table_title", "what the second page lists; empty without one", Kind.TEXT
    yield "table_note", "a line below the list", Kind.TEXT
    yield "name_size", SIZES, Kind.TEXT
    yield "text_size", SIZES, Kind.TEXT


def _groups() -> Iterator[Field]:
    for name in ("issuer_logo", "partners", "funders"):
        says = LABELLED.get(name, "logo of the issuer: one or none")
        yield Field(name=name, says=says, kind=Kind.GROUPS, keys=PICTURES)
    signed = {"name": Kind.TEXT, "role": Kind.TEXT, "note": Kind.TEXT}
    yield Field(name="signatories", says="who signs", kind=Kind.GROUPS, keys=signed)
    heads = {"text": Kind.TEXT, "text_en": Kind.TEXT}
    yield Field(name="table_heads", says="heads of its columns", kind=Kind.GROUPS, keys=heads)
    says = "rows of the second page: results by outcome, or parts of a course certificate"
    cells = {"cells": Kind.TEXTS}
    yield Field(name="table_rows", says=says, kind=Kind.GROUPS, keys=cells, is_mandatory=True)


def _all() -> Iterator[Field]:
    plain = {name: (says, kind) for name, says, kind in _plain()}
    groups = {field.name: field for field in _groups()}
    for name, says in LABELLED.items():
        if name not in groups:
            plain.setdefault(name, (says, Kind.TEXT))
        plain[f"{name}_label"] = (f"label: {says.partition(';')[0]}", Kind.TEXT)
        plain[f"{name}_label_en"] = (f"label in English: {says.partition(';')[0]}", Kind.TEXT)
    for name in IN_ENGLISH_TOO:
        plain[f"{name}_en"] = (f"in English: {plain[name][0].partition(';')[0]}", Kind.TEXT)
    for name, (says, kind) in plain.items():
        yield Field(name=name, says=says, kind=kind, is_mandatory=name in MANDATORY)
    yield from groups.values()


FIELDS: Mapping[str, Field] = {field.name: field for field in _all()}
