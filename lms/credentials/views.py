"""What pages of certificates show beside the rows: titles of modules, what a look-up says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from lms.content.catalogue import Catalogue, UnknownEditionError
from lms.credentials import queries, rules
from lms.credentials.queries import Finding, Unissued
from lms.credentials.records import Record, Wording
from lms.credentials.rules import RevocationReason

ALTERED = "altered"


def completed_titles(waiting: Iterable[Unissued], catalogue: Catalogue, language: str) -> tuple[str, ...]:
    """Titles of the modules that were completed and have no certificate yet."""
    return tuple(_title(one, catalogue, language) for one in waiting)


def _title(one: Unissued, catalogue: Catalogue, language: str) -> str:
    slug = one.enrolment.module_slug
    try:
        return catalogue.edition(slug, one.completion.edition_digest).text(language).title
    except UnknownEditionError:
        return slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What anyone may learn of a certificate by its code. No address, and the name as its holder chose."""

    code: str
    answer: str
    """A `Standing`, or `altered`."""
    title: str
    wording: Wording | None
    record: Record | None
    issuer_name: str
    hours: str
    awarded_on: date
    issued_at: datetime
    expires_on: date | None
    revoked_at: datetime | None
    revoked_reason: RevocationReason | None
    is_trial: bool
    holder: str | None
    """The name, masked unless the holder chose otherwise; None where it was erased."""
    is_name_shown: bool


def verification(found: Finding, language: str, now: datetime) -> Verification:
    """What the public page says."""
    credential, record = found.credential, found.record
    wording = record.wording_in(language) if record else None
    return Verification(
        code=credential.code,
        answer=queries.standing_of(credential, now).value if found.is_intact else ALTERED,
        title=wording.title if wording else credential.title,
        wording=wording,
        record=record,
        issuer_name=credential.issuer_name,
        hours=credential.hours,
        awarded_on=credential.awarded_on,
        issued_at=credential.issued_at,
        expires_on=credential.expires_on,
        revoked_at=credential.revoked_at,
        revoked_reason=credential.revoked_reason,
        is_trial=credential.is_trial,
        holder=_holder(found),
        is_name_shown=found.shows_name,
    )


def _holder(found: Finding) -> str | None:
    if found.record is None:
        return None
    name = found.record.holder_name
    return name if found.shows_name else rules.masked(name)
