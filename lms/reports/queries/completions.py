"""How many completed what: one question that all figures of a page are summed from."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.sql.functions import aggregate_strings

from lms.core.db import db
from lms.core.scopes import Reach, ScopeKind
from lms.learning.models import Completion
from lms.people.models import Consent, User
from lms.people.queries.organisations import is_member, is_member_in
from lms.people.queries.reaching import people_within
from lms.people.rules import ConsentKind
from lms.reports.rules.asked import GROUPS, Counted, Wanted
from lms.reports.rules.figures import FEWEST, Tally
from lms.reports.rules.quarters import Quarter

MANY = 4 * FEWEST
"""Where so many completions are of one module and one quarter, they are of enough people."""


def completions(wanted: Wanted, reach: Reach, *, scoped_modules: Collection[str]) -> list[Counted]:
    """All completions within reach of which no more than one thing that is asked is not true, summed.

    With the others it is known what an answer would tell beside one to which less is asked. `scoped_modules`
    are those that a role over modules names.
    """
    has_agreed = Consent.id.is_not(None)
    of_others = func.count().filter(~has_agreed)
    quarter = _quarter()
    query: Any = _joined(
        select(
            Completion.module_slug,
            User.country,
            (User.occupation if wanted.occupations else literal("")).label("occupation"),
            _as_number(is_member(wanted.organisation) if wanted.organisation else true()).label("member"),
            _as_number(is_member_in(wanted.region) if wanted.region else true()).label("in_region"),
            quarter.label("quarter"),
            func.count().label("count"),
            func.count(Consent.id).label("agreed"),
            case((of_others < MANY, aggregate_strings(User.id, " ").filter(~has_agreed))).label("others"),
        )
    )
    query = query.where(_seen(reach, scoped_modules), *_nearly_asked(wanted))
    parts = [Completion.module_slug, User.country, "occupation", "member", "in_region", "quarter"]
    rows = db.session.execute(query.group_by(*(text(one) if isinstance(one, str) else one for one in parts)))
    return [
        Counted(
            module_slug=row.module_slug,
            country=row.country or "",
            group=_group(row.occupation),
            is_member=bool(row.member),
            is_in_region=bool(row.in_region),
            quarter=Quarter.read(row.quarter),
            tally=_tally(row),
        )
        for row in rows
    ]


def _group(occupation: str) -> str:
    return next((name for name, several in GROUPS.items() if occupation in several), "")


def _tally(row: Any) -> Tally:
    if row.count - row.agreed >= MANY:
        return Tally(row.count, row.agreed, None)
    return Tally.of(row.count, row.agreed, (row.others or "").split())


def _as_number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _nearly_asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Of all that is asked, no more than one thing is not true."""
    modules, times = modules_asked(wanted), and_(true(), *times_asked(wanted))
    asked = [*people_asked(wanted), *modules, *([times] if wanted.since or wanted.until else [])]
    if len(asked) < 2:
        return []
    missed: Any = sum((case((one, 0), else_=1) for one in asked), literal(0))
    return [missed <= 1]


def _quarter() -> ColumnElement[str]:
    """2026-4; as text its beginning is what SQLite keeps, and quick to sum up by."""
    moment: Any = Completion.completed_at
    if db.engine.dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", moment), "YYYY-Q")
    number = (cast(func.substr(moment, 6, 2, type_=String), Integer) + 2) // 3
    return func.substr(moment, 1, 5, type_=String).concat(cast(number, String))


def _joined(query: Any) -> Any:
    agreed = and_(
        Consent.user_id == User.id,
        Consent.kind == ConsentKind.ACHIEVEMENTS_TO_OFFICIALS,
        Consent.withdrawn_at.is_(None),
    )
    return query.select_from(Completion).join(User, User.id == Completion.user_id).outerjoin(Consent, agreed)


def _seen(reach: Reach, scoped_modules: Collection[str]) -> ColumnElement[bool]:
    within = people_within(reach)
    if not reach.ids(ScopeKind.MODULE) and not reach.ids(ScopeKind.COURSE):
        return within
    return or_(within, Completion.module_slug.in_(scoped_modules))


def completions_asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What is asked of completions."""
    return [*modules_asked(wanted), *times_asked(wanted)]


def modules_asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Of what they are."""
    return [] if wanted.modules is None else [Completion.module_slug.in_(wanted.modules)]


def times_asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    """When they were."""
    found: list[ColumnElement[bool]] = []
    if wanted.since:
        found.append(Completion.completed_at >= wanted.since.begins)
    if wanted.until:
        found.append(Completion.completed_at < wanted.until.following.begins)
    return found


def are_fewer(wanted: Wanted, *, than: int) -> bool:
    """What is asked was completed less often than that; one round trip, none where all is asked."""
    asked = completions_asked(wanted)
    if not asked:
        return False
    found = select(Completion.user_id).where(*asked).limit(than).subquery()
    return (db.session.scalar(select(func.count()).select_from(found)) or 0) < than


def people_asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What is asked of accounts."""
    found: list[ColumnElement[bool]] = []
    if wanted.country:
        found.append(User.country == wanted.country)
    if wanted.occupations:
        found.append(User.occupation.in_(wanted.occupations))
    if wanted.organisation:
        found.append(is_member(wanted.organisation))
    if wanted.region:
        found.append(is_member_in(wanted.region))
    return found
