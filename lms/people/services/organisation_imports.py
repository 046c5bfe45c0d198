"""Organisations brought as a list: looked at before anything is kept, then all or none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.core.db import db
from lms.core.scopes import Reach
from lms.people.models import Organisation
from lms.people.rules import OrganisationKind
from lms.people.rules.organisation_lists import Entry, Problem, ProblemKind
from lms.people.rules.regions import scopes_around
from lms.people.services.organisations import OrganisationDetails, hold_names, make_organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An organisation of the list, and whether one of that name and country is there already."""

    entry: Entry
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The whole list, looked at before anything is done."""

    lines: tuple[Planned, ...]
    problems: tuple[Problem, ...]

    @property
    def new_count(self) -> int:
        """How many organisations would be added."""
        return sum(not line.is_here for line in self.lines)


def plan_import(entries: Sequence[Entry], reach: Reach) -> ImportPlan:
    """What bringing these would do; nothing is written. What lies out of reach is a problem of the list."""
    here = _keys_here({entry.key[0] for entry in entries})
    lines = tuple(Planned(entry=entry, is_here=entry.key in here) for entry in entries)
    return ImportPlan(lines=lines, problems=tuple(_outside(entries, reach)))


def _keys_here(name_keys: set[str]) -> set[tuple[str, str]]:
    query = select(Organisation.name_key, Organisation.country).where(
        Organisation.name_key.in_(name_keys), Organisation.merged_into_id.is_(None)
    )
    return {(row.name_key, row.country) for row in db.session.execute(query)}


def _outside(entries: Sequence[Entry], reach: Reach) -> Iterator[Problem]:
    for entry in entries:
        around = scopes_around(entry.country, entry.region or "")
        if not any(reach.covers(scope) for scope in around):
            yield Problem(kind=ProblemKind.OUTSIDE, line=entry.line, value=entry.name)


def import_organisations(plan: ImportPlan, *, by: str) -> int:
    """Add what was planned; gives how many. Does nothing where the plan has a problem."""
    if plan.problems:
        return 0
    hold_names()
    here = _keys_here({line.entry.key[0] for line in plan.lines})  # some may have been added since the look
    new = [line.entry for line in plan.lines if line.entry.key not in here]
    for entry in new:
        make_organisation(_details(entry), by=by)
    return len(new)


def _details(entry: Entry) -> OrganisationDetails:
    return OrganisationDetails(
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        region=entry.region,
        sector=entry.sector,
        stage=entry.stage if entry.kind is OrganisationKind.CLUSTER else None,
    )
