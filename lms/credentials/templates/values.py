"""What the fields of a template say for a record, in a language: plain texts and lists of them. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from lms.content.print_templates.fields import FIELDS, Kind
from lms.content.print_templates.sandbox import Value
from lms.credentials.codes import grouped
from lms.credentials.printing.content import Fact, Signed, Table, content_of
from lms.credentials.records import Logo, Record
from lms.credentials.wording.phrases import Both, both, speaker

FACTS = {
    "Workload": "workload",
    "Level": "level",
    "Assessment": "assessment",
    "Participation": "participation",
    "Supervision during assessment": "supervision",
    "Quality assurance": "quality_assurance",
    "Date of issue": "issued_on",
    "Completed": "completed_on",
    "Valid until": "expires_on",
}
"""A label in English → the field that it stands before."""
LONG_NAME, LONGEST_NAME = 24, 40
LONG_TEXT, LONGEST_TEXT = 340, 620
"""Characters of title and outcomes together."""


def values_of(record: Record, language: str) -> dict[str, Value]:
    """All fields, whether a template uses them or not; what does not apply is empty."""
    spoken = speaker(language).language
    content = content_of(record, spoken)
    values: dict[str, Value] = {name: _nothing(field.kind) for name, field in FIELDS.items()}
    values |= _plain(record, spoken, content["wording"].title, content["wording"].learning_outcomes)
    values["wording_language"] = content["wording"].language
    values["title_en"] = content["english_title"] or ""
    for name in ("kind", "place", "sealed"):
        values |= _said(name, content[name])
    labels = content["labels"]
    for name, key in {"awarding_body": "awarding_body", "title": "achieved", "outcomes": "outcomes"}.items():
        values |= _said(f"{name}_label", labels[key])
    values |= _said("verify_label", labels["verify"])
    values |= _said("code_label", both(spoken, lambda say: say.gettext("Code")))
    for fact in (*content["facts"], *content["dates"]):
        values |= _stated(fact)
    if content["mark"]:
        values |= {**_said("mark", content["mark"].kind), **_said("mark_text", content["mark"].text)}
    values["signatories"] = tuple(_signed(content["signatories"], labels["invented"]))
    values |= _logos(record, spoken)
    return values | (_table(content["table"]) if content["table"] else {})


def _nothing(kind: Kind) -> Value:
    return () if kind in (Kind.TEXTS, Kind.GROUPS) else ""


def _plain(record: Record, language: str, title: str, outcomes: Sequence[str]) -> dict[str, Value]:
    address = record.verification_url
    length = len(title) + sum(len(one) for one in outcomes)
    return {
        "language": language,
        "holder_name": record.holder_name,
        "title": title,
        "outcomes": tuple(outcomes),
        "awarding_body": record.issuer.name,
        "code": grouped(record.code),
        "verification_url": address,
        "short_address": address.partition("://")[2],
        "qr": "asset:qr.svg",
        "qr_alt": speaker(language).gettext("QR code: %(address)s", address=address),
        "name_size": _size(len(record.holder_name), LONG_NAME, LONGEST_NAME),
        "text_size": _size(length, LONG_TEXT, LONGEST_TEXT),
    }


def _size(length: int, long: int, longest: int) -> str:
    return "small" if length > longest else "medium" if length > long else "large"


def _said(name: str, text: Both) -> Mapping[str, str]:
    return {name: text.local, f"{name}_en": text.english or ""}


def _stated(fact: Fact) -> Mapping[str, str]:
    name = FACTS[fact.label.english or fact.label.local]
    return {**_said(name, fact.value), **_said(f"{name}_label", fact.label)}


def _signed(signatories: Sequence[Signed], invented: Both) -> Iterator[Mapping[str, str]]:
    for one in signatories:
        yield {"name": one.name, "role": one.role, "note": invented.local if one.is_invented else ""}


def _logos(record: Record, language: str) -> dict[str, Value]:
    labels = {
        "partners": both(language, lambda say: say.gettext("Partners")),
        "funders": both(language, lambda say: say.gettext("Funded by")),
    }
    values: dict[str, Value] = {}
    for name, label in labels.items():
        values |= _said(f"{name}_label", label)
    for name, kind in {"issuer_logo": "issuer", "partners": "partner", "funders": "funder"}.items():
        values[name] = tuple(_picture(one) for one in record.logos if one.kind == kind)
    return values


def _picture(logo: Logo) -> Mapping[str, str]:
    return {"picture": f"asset:{logo.sha256}", "alt": logo.alt}


def _table(table: Table) -> dict[str, Value]:
    return {
        **_said("table_title", table.title),
        **_said("table_note", table.note),
        "table_heads": tuple({"text": one.local, "text_en": one.english or ""} for one in table.heads),
        "table_rows": tuple({"cells": tuple(row)} for row in table.rows),
    }
