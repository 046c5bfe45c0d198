"""Organisations made, changed and closed."""

from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.folding import fold
from lms.core.ids import new_id
from lms.people.models import Organisation
from lms.people.rules import ClusterStage, OrganisationKind


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
    """A new organisation; gives its id."""
    row = Organisation(id=new_id(), created_at=clock.now())
    _fill(row, details)
    db.session.add(row)
    _record(row.id, "organisation.made", by=by)
    return row.id


def change_organisation(organisation_id: str, details: OrganisationDetails, *, by: str) -> None:
    """Keep what is known of it now; what differs is in the log, as it was and as it is."""
    row = organisation_to_change(organisation_id)
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


def _fill(row: Organisation, details: OrganisationDetails) -> None:
    row.name, row.name_key = details.name, fold(details.name)[:160]
    row.kind, row.country, row.region = details.kind, details.country, details.region
    row.sector, row.stage = details.sector, details.stage


def close_organisation(organisation_id: str, *, by: str, is_closed: bool) -> None:
    """It is no more, or is again; its members stay what they are."""
    organisation_to_change(organisation_id).closed_at = clock.now() if is_closed else None
    _record(organisation_id, "organisation.closed" if is_closed else "organisation.opened", by=by)


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
