"""Which texts stand where on a certificate: from a record to what the template puts on the page. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lms.credentials.codes import grouped
from lms.credentials.records import COURSE, DIPLOMA, Logo, OutcomeResult, Record
from lms.credentials.wording.phrases import (
    Both,
    Speaker,
    assessed,
    both,
    country_of,
    hours_of,
    level_name,
    level_of,
    place_of,
    speaker,
    workload_of,
)
from lms.web.i18n import SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and what stands there."""

    label: Both
    value: Both
    language: str | None = None
    """Of the value, where it is the record's own wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What says across the page that it is not a certificate."""

    kind: Both
    text: Both
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What the second page lists."""

    title: Both
    heads: tuple[Both, ...]
    rows: tuple[tuple[str, ...], ...]
    note: Both
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who signs, as it is printed."""

    name: str
    role: str
    is_invented: bool


def content_of(record: Record, language: str) -> dict[str, Any]:
    """All that the template shows, by its names there."""
    wording = record.wording_in(language)
    english = next((one.title for one in record.wordings if one.language == SOURCE_LANGUAGE), None)
    return {
        "record": record,
        "language": language,
        "wording": wording,
        "english_title": english if english != wording.title else None,
        "kind": both(language, lambda say: _kind(record, say)),
        "mark": _mark(record, language),
        "labels": _labels(record, language),
        "place": _place(record, language),
        "facts": _facts(record, language),
        "dates": _dates(record, language),
        "sealed": both(language, lambda say: _sealed(record, say)),
        "signatories": _signatories(record, language),
        "issuer_logo": next((one for one in record.logos if one.kind == "issuer"), None),
        "logos": _logos(record, language),
        "table": _table(record, language),
    }


def _kind(record: Record, say: Speaker) -> str:
    if record.is_specimen:
        return say.gettext("Specimen – not a certificate")
    if record.is_trial:
        return say.gettext("Trial – not a certificate")
    if record.kind == COURSE:
        return say.gettext("Course certificate")
    return say.gettext("Diploma") if record.kind == DIPLOMA else say.gettext("Certificate")


def _place(record: Record, language: str) -> Both:
    country = both(language, lambda say: country_of(record, say.language))
    return Both(local=place_of(record, language), english=country.english)


def _mark(record: Record, language: str) -> Mark | None:
    say = speaker(language)
    kind = both(language, lambda say: _kind(record, say))
    if record.is_specimen:
        text = both(language, lambda say: say.gettext("Made by a test key to show what it looks like."))
        return Mark(kind=kind, text=text, word=say.gettext("Specimen"))
    if not record.is_trial:
        return None
    text = both(
        language,
        lambda say: say.gettext(
            "Made by an installation on trial or with an invented issuer. It proves nothing."
        ),
    )
    return Mark(kind=kind, text=text, word=say.gettext("Trial"))


def _labels(record: Record, language: str) -> dict[str, Both]:
    return {
        "awarding_body": both(language, lambda say: say.gettext("Awarding body")),
        "achieved": both(language, lambda say: _achieved(record, say)),
        "outcomes": both(language, lambda say: say.gettext("Learning outcomes")),
        "verify": both(language, lambda say: say.gettext("Verify this certificate")),
        "invented": both(language, lambda say: say.gettext("invented person")),
    }


def _achieved(record: Record, say: Speaker) -> str:
    # A noun, because a verb would need the holder's gender in some languages.
    if record.kind == COURSE:
        return say.gettext("Completed course")
    return say.gettext("Completed programme") if record.kind == DIPLOMA else say.gettext("Completed module")


def _facts(record: Record, language: str) -> tuple[Fact, ...]:
    quality = record.wording_in(language)
    facts = [
        _fact(language, lambda say: (say.gettext("Workload"), workload_of(record, say.language))),
        _fact(language, lambda say: (say.gettext("Level"), level_of(record, say.language))),
        _fact(language, lambda say: (say.gettext("Assessment"), assessed(record, say.language))),
        _fact(language, lambda say: (say.gettext("Participation"), say.gettext("Online, self-paced"))),
        _fact(
            language,
            lambda say: (
                say.gettext("Supervision during assessment"),
                say.gettext("None; identity not checked"),
            ),
        ),
        Fact(
            label=both(language, lambda say: say.gettext("Quality assurance")),
            value=Both(local=quality.quality_assurance, english=_english_quality(record, language)),
            language=quality.language,
        ),
    ]
    return tuple(one for one in facts if one.value.local)


def _fact(language: str, say: Callable[[Speaker], tuple[str, str]]) -> Fact:
    return Fact(
        label=both(language, lambda speaker: say(speaker)[0]),
        value=both(language, lambda speaker: say(speaker)[1]),
    )


def _english_quality(record: Record, language: str) -> str | None:
    said = record.wording_in(language).quality_assurance
    english = next(
        (one.quality_assurance for one in record.wordings if one.language == SOURCE_LANGUAGE), said
    )
    return english if english != said else None


def _dates(record: Record, language: str) -> tuple[Fact, ...]:
    days: list[tuple[Callable[[Speaker], str], date | None]] = [
        (lambda say: say.gettext("Date of issue"), record.issued_day),
        (lambda say: say.gettext("Completed"), record.completed_day),
        (lambda say: say.gettext("Valid until"), record.expiry_day),
    ]
    return tuple(
        Fact(label=both(language, label), value=both(language, _say_day(day)))
        for label, day in days
        if day is not None
    )


def _say_day(day: date) -> Callable[[Speaker], str]:
    return lambda say: say.day(day)


def _sealed(record: Record, say: Speaker) -> str:
    return say.gettext("The PDF file is electronically sealed by %(issuer)s.", issuer=record.issuer.name)


def _signatories(record: Record, language: str) -> tuple[Signed, ...]:
    roles = record.wording_in(language).signatory_roles
    return tuple(
        Signed(
            name=one.name,
            role=roles[number] if number < len(roles) else one.role,
            is_invented=one.is_invented,
        )
        for number, one in enumerate(record.signatories)
    )


def _logos(record: Record, language: str) -> list[tuple[Both, tuple[Logo, ...]]]:
    groups = [
        (both(language, lambda say: say.gettext("Partners")), "partner"),
        (both(language, lambda say: say.gettext("Funded by")), "funder"),
    ]
    found = [(label, tuple(one for one in record.logos if one.kind == kind)) for label, kind in groups]
    return [(label, logos) for label, logos in found if logos]


def _table(record: Record, language: str) -> Table | None:
    if record.parts:
        return _parts(record, language)
    return _results(record, language) if record.outcome_results else None


def _results(record: Record, language: str) -> Table:
    say, wording = speaker(language), record.wording_in(language)
    rows = tuple(
        (
            wording.learning_outcomes[one.outcome],
            f"{say.number(Decimal(one.score))} / {say.number(Decimal(one.max_score))}",
            _share(one, say),
        )
        for one in record.outcome_results
        if one.outcome < len(wording.learning_outcomes)
    )
    return Table(
        title=both(language, lambda say: say.gettext("Results by learning outcome")),
        heads=(
            both(language, lambda say: say.gettext("Learning outcomes")),
            both(language, lambda say: say.gettext("Points")),
            both(language, lambda say: say.gettext("Result")),
        ),
        rows=rows,
        note=both(language, lambda say: assessed(record, say.language)),
        language=wording.language,
    )


def _share(result: OutcomeResult, say: Speaker) -> str:
    score, best = Decimal(result.score), Decimal(result.max_score)
    return say.percent(int(score * 100 / best)) if best else "–"


def _parts(record: Record, language: str) -> Table:
    say = speaker(language)
    rows = tuple(
        (
            part.title,
            say.number(Decimal(part.hours)),
            level_name(part.level, language),
            say.day(date.fromisoformat(part.completed_on)),
            grouped(part.code),
        )
        for part in record.parts
    )
    return Table(
        title=both(language, lambda say: say.gettext("Made up of")),
        heads=(
            both(language, lambda say: say.gettext("Module")),
            both(language, lambda say: say.gettext("Hours")),
            both(language, lambda say: say.gettext("Level")),
            both(language, lambda say: say.gettext("Completed")),
            both(language, lambda say: say.gettext("Code")),
        ),
        rows=rows,
        note=both(language, lambda say: f"{say.gettext('Workload')}: {hours_of(record, say.language)}"),
        language=record.wording_in(language).language,
    )
