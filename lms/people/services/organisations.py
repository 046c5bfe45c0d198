"""Organisations made, changed and closed."""

from dataclasses import asdict, dataclass

from sqlalchemy import func, select, text

from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.folding import fold
from lms.core.ids import new_id
from lms.people.errors import OrganisationHereError
from lms.people.models import Organisation
from lms.people.queries.organisations import namesake_of
from lms.people.rules import ClusterStage, OrganisationKind
from lms.people.rules.finding import organisation_key

_LOCK = 7_401_983_557
"""Key of PostgreSQL's advisory lock: two transactions that give names to organisations follow each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    """What is known of an organisation."""

    name: str
    kind: OrganisationKind
    country: str
    region: str | None
    sector: str | None
    stage: ClusterStage | None


def make_organisation(details: OrganisationDetails, *, by: str) -> str:
    """A new organisation; gives its id. Raises OrganisationHereError."""
    hold_names()
    _require_own_name(details)
    row = Organisation(id=new_id(), created_at=clock.now())
    _fill(row, details)
    db.session.add(row)
    _record(row.id, "organisation.made", by=by)
    return row.id


def change_organisation(organisation_id: str, details: OrganisationDetails, *, by: str) -> None:
    """Keep what is known of it now; what differs is in the log, as it was and as it is.

    Raises OrganisationHereError, but not for a double that keeps its name.
    """
    hold_names()
    row = organisation_to_change(organisation_id)
    if (fold(row.name), row.country) != (fold(details.name), details.country):
        _require_own_name(details)
    after = asdict(details)
    before = {name: getattr(row, name) for name in after}
    _fill(row, details)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        _record(
            organisation_id,
            "organisation.changed",
            by=by,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )


def hold_names() -> None:
    """Let nobody else give a name until the transaction ends: two at one moment would not see each other.

    To be called before an organisation is locked.
    """
    if db.session.get_bind().dialect.name == "postgresql":  # SQLite lets only one write at a time anyway
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _require_own_name(details: OrganisationDetails) -> None:
    here = namesake_of(details.name, details.country)
    if here is not None:
        raise OrganisationHereError(here)


def _fill(row: Organisation, details: OrganisationDetails) -> None:
    row.name, row.name_key = details.name, organisation_key(details.name)
    row.kind, row.country, row.region = details.kind, details.country, details.region
    row.sector, row.stage = details.sector, details.stage


def close_organisation(organisation_id: str, *, by: str, is_closed: bool) -> bool:
    """It is no more, or is again; its members stay what they are. False where it was so already."""
    row = organisation_to_change(organisation_id)
    if (row.closed_at is not None) is is_closed:
        return False
    row.closed_at = clock.now() if is_closed else None
    _record(organisation_id, "organisation.closed" if is_closed else "organisation.opened", by=by)
    return True


def organisation_to_change(organisation_id: str) -> Organisation:
    """The organisation, locked until the transaction ends; raises NotFoundError, for a double as well."""
    found = db.session.get(Organisation, organisation_id, with_for_update=True, populate_existing=True)
    if found is None or found.merged_into_id is not None:
        raise NotFoundError
    return found


def organisation_that_stays(organisation_id: str) -> Organisation | None:
    """The organisation, or the one it was merged into, locked until the transaction ends; or None."""
    stays = func.coalesce(Organisation.merged_into_id, Organisation.id)
    into = db.session.scalar(select(stays).where(Organisation.id == organisation_id))
    found = db.session.get(Organisation, into, with_for_update=True, populate_existing=True) if into else None
    if found is None or found.merged_into_id is None:
        return found
    return organisation_that_stays(found.id)  # merged on while the lock was waited for


def _record(organisation_id: str, event: str, *, by: str, **detail: object) -> None:
    audit.record(event, actor_id=by, subject=f"organisation:{organisation_id}", detail=detail)
    db.session.flush()
