"""How many completed what: one question that all figures of a page are summed from."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, and_, extract, func, literal, or_, select

from lms.core.db import db
from lms.core.scopes import Reach, ScopeKind
from lms.learning.models import Completion
from lms.people.models import Consent, User
from lms.people.queries.organisations import is_member, is_member_in
from lms.people.queries.reaching import people_within
from lms.people.rules import ConsentKind, Occupation
from lms.reports.rules.figures import Tally, total
from lms.reports.rules.quarters import Quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What figures are asked of; empty is all."""

    modules: frozenset[str] | None = None
    """None: all."""
    country: str = ""
    region: str = ""
    organisation: str = ""
    occupations: frozenset[Occupation] = field(default_factory=frozenset)
    since: Quarter | None = None
    until: Quarter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Completions of one module in one quarter by people of one country."""

    module_slug: str
    country: str
    """Empty where they have not said."""
    quarter: Quarter
    tally: Tally


def completions(wanted: Wanted, reach: Reach, *, scoped_modules: Collection[str]) -> list[Counted]:
    """All completions within reach, summed; `scoped_modules` are those that a role over modules names."""
    month = _month()
    query: Any = _joined(
        select(
            Completion.module_slug,
            User.country,
            month,
            func.count().label("people"),
            func.count(Consent.id).label("agreed"),
        )
    )
    query = query.where(*people_asked(wanted), *completions_asked(wanted), _seen(reach, scoped_modules))
    found: dict[tuple[str, str, Quarter], Tally] = {}
    for row in db.session.execute(query.group_by(Completion.module_slug, User.country, month)):
        key = (row.module_slug, row.country or "", Quarter.of(date.fromisoformat(f"{row.month}-01")))
        found[key] = total((found.get(key, Tally()), Tally(row.people, row.agreed)))
    return [
        Counted(module_slug=slug, country=country, quarter=when, tally=tally)
        for (slug, country, when), tally in found.items()
    ]


def people(
    wanted: Wanted, reach: Reach, *, scoped_modules: Collection[str], part: str
) -> dict[str | Quarter, int]:
    """How many different people completed what is asked: in each country, in each quarter, or at all."""
    year, month = _year_and_month()
    parts: dict[str, tuple[Any, ...]] = {
        "": (literal("").label("whole"),),
        "country": (User.country,),
        "quarter": (year, ((month + 2) // 3).label("number")),
    }
    query: Any = _joined(select(*parts[part], func.count(User.id.distinct())))
    query = query.where(*people_asked(wanted), *completions_asked(wanted), _seen(reach, scoped_modules))
    rows = db.session.execute(query.group_by(*parts[part]) if part else query).all()
    if part == "quarter":
        return {Quarter(int(row[0]), int(row[1])): row[2] for row in rows}
    return {row[0] or "": row[1] for row in rows}


def _month() -> Any:
    """2026-11; as text it is the beginning of what SQLite keeps, and quick to sum up by."""
    moment: Any = Completion.completed_at
    if db.engine.dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", moment), "YYYY-MM").label("month")
    return func.substr(moment, 1, 7, type_=String).label("month")


def _year_and_month() -> tuple[Any, Any]:
    moment: Any = Completion.completed_at
    if db.engine.dialect.name == "postgresql":
        moment = func.timezone("UTC", moment)
    return extract("year", moment).label("year"), extract("month", moment).label("month")


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
    found: list[ColumnElement[bool]] = []
    if wanted.modules is not None:
        found.append(Completion.module_slug.in_(wanted.modules))
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
