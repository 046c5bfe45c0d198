"""Enrolments as the owner's desk lists them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, select

from lms.admin.queries.days import beginning_of
from lms.admin.queries.reach import enrolments_within
from lms.content.catalogue import Catalogue
from lms.core import clock
from lms.core.db import db
from lms.core.paging import Cursor, Key, Order, Page, Query, page_of, sorted_by
from lms.core.planning import is_there, row_by_row
from lms.core.scopes import UNLIMITED, Reach, ScopeKind
from lms.learning.models import Completion, Enrolment
from lms.learning.queries import stands
from lms.learning.rules import EnrolmentState, state_of, stuck_before
from lms.people.models import User
from lms.people.queries.calling import are_called_within
from lms.people.queries.people import ERASED
from lms.quiz.models import Attempt, Submission
from lms.quiz.queries.attempts import is_running

_IS_WAITING = Enrolment.id.in_(select(Submission.enrolment_id).where(Submission.queued_at.is_not(None)))
_ERASED = select(User.id).where(User.id == Enrolment.user_id, User.email.endswith(ERASED))
_IS_ERASED = is_there(_ERASED.correlate(Enrolment))
ORDERS = {
    order.name: order
    for order in (
        Order("-joined", (Key(Enrolment.enrolled_at, descending=True), Key(Enrolment.id, descending=True))),
        Order("joined", (Key(Enrolment.enrolled_at), Key(Enrolment.id))),
    )
}


_RARE = frozenset({EnrolmentState.WAITS_FOR_GRADING, EnrolmentState.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which enrolments are looked for; what is empty does not matter."""

    typed: str = ""
    """Words that begin one of a name, an address or an organisation."""
    modules: frozenset[str] | None = None
    state: EnrolmentState | None = None
    is_in_test: bool = False
    """Only those whose final test, with a time limit, is under way."""
    country: str = ""
    since: date | None = None
    until: date | None = None
    zone: tzinfo = UTC
    """In which the days begin and end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentLine:
    """One person in one module, as the list shows them."""

    id: str
    user_id: str
    name: str
    email: str
    organisation: str
    country: str
    module_slug: str
    enrolled_at: datetime
    last_step_at: datetime
    completed_at: datetime | None
    state: EnrolmentState


def find_enrolments(
    wanted: Wanted, reach: Reach, catalogue: Catalogue, *, order: str, cursor: Cursor
) -> Page[EnrolmentLine]:
    """A page of what is wanted and lies within reach; two round trips, one more where words are typed."""
    people = list(_of_people(wanted, reach, catalogue))
    ordered, others = list(_ordered(wanted)), list(_conditions(wanted))
    standing = list(_standing(wanted))
    along = _lines().where(*ordered, row_by_row([*people, *others, *standing], on_both=bool(wanted.typed)))
    # Whoever did a step lately has mostly joined lately: those who joined first would be read in vain.
    is_gathered = wanted.state is EnrolmentState.UNDER_WAY and order == "joined"
    # A database begins with what there is less of: who stands so, or these people.
    if wanted.is_in_test or wanted.state in _RARE:
        query = _lines().where(*standing, row_by_row([*people, *ordered, *others]))
    elif reach.is_everywhere and not wanted.typed:
        query = _lines().where(*people, *ordered, *others, *standing)
    else:
        query = _lines().where(*people, row_by_row([*ordered, *others, *standing]))
    page = page_of(query, ORDERS[order], cursor, along=along, lines=_lines(), is_gathered=is_gathered)
    return page.of(_line)


def all_enrolments(wanted: Wanted, reach: Reach, catalogue: Catalogue, *, order: str) -> Query:
    """The query for all of it, to be taken along; `lines` makes its rows ours."""
    return sorted_by(_query(wanted, reach, catalogue), ORDERS[order])


def lines(rows: Iterable[Any]) -> Iterable[EnrolmentLine]:
    """Rows of that query."""
    return map(_line, rows)


def enrolment_within(enrolment_id: str, reach: Reach, catalogue: Catalogue) -> EnrolmentLine | None:
    """One of them; None where it is none, or lies outside."""
    query = _query(Wanted(), reach, catalogue).where(Enrolment.id == enrolment_id)
    found = db.session.execute(query).one_or_none()
    return _line(found) if found else None


def enrolments_by_id(ids: Collection[str], reach: Reach, catalogue: Catalogue) -> list[EnrolmentLine]:
    """Those of them that lie within reach, by id; one round trip."""
    query = _query(Wanted(), reach, catalogue).where(Enrolment.id.in_(ids)).order_by(Enrolment.id)
    return [_line(row) for row in db.session.execute(query)]


def _query(wanted: Wanted, reach: Reach, catalogue: Catalogue) -> Query:
    people = _of_people(wanted, reach, catalogue)
    return _lines().where(*people, *_ordered(wanted), *_conditions(wanted), *_standing(wanted))


def _lines() -> Query:
    """Everybody has an account; joined as if not, it is looked up only where something of it is asked."""
    query: Query = (
        select(
            Enrolment.id,
            Enrolment.user_id,
            Enrolment.module_slug,
            User.certificate_name,
            User.email,
            User.organisation,
            User.country,
            Enrolment.enrolled_at,
            Enrolment.withdrawn_at,
            Enrolment.idle_since,
            Completion.completed_at,
            _IS_WAITING.label("is_waiting"),
        )
        .outerjoin(User, User.id == Enrolment.user_id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
    )
    return query


def _ordered(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    """The conditions that the indexes of the orders know of."""
    if wanted.since is not None:
        yield Enrolment.enrolled_at >= beginning_of(wanted.since, wanted.zone)
    if wanted.until is not None:
        yield Enrolment.enrolled_at < beginning_of(wanted.until + timedelta(days=1), wanted.zone)
    if wanted.state is EnrolmentState.STUCK:
        # Whoever has done no step for so long joined before: those who came since are left out at once.
        yield Enrolment.enrolled_at <= stuck_before(clock.now())
    if wanted.modules is not None and len(wanted.modules) == 1:
        yield Enrolment.module_slug == next(iter(wanted.modules))


def _of_people(wanted: Wanted, reach: Reach, catalogue: Catalogue) -> Iterable[ColumnElement[bool]]:
    has_studies = bool(reach.ids(ScopeKind.COURSE) or reach.ids(ScopeKind.MODULE))
    if wanted.typed:
        yield are_called_within(wanted.typed, UNLIMITED if has_studies else reach, Enrolment.user_id)
    if has_studies or not wanted.typed:
        yield enrolments_within(reach, catalogue)
    if wanted.country:
        yield User.country == wanted.country


def _conditions(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.modules is not None and len(wanted.modules) != 1:
        yield Enrolment.module_slug.in_(wanted.modules)
    if _may_be_erased(wanted):
        yield row_by_row([~_IS_ERASED], on_both=True)


def _may_be_erased(wanted: Wanted) -> bool:
    """Erased people have left all they were in, and nothing says what they were called or where they live."""
    has_left = wanted.state in {None, EnrolmentState.WITHDRAWN}
    return has_left and not wanted.is_in_test and not wanted.typed and not wanted.country


def _standing(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.state is not None:
        yield stands(wanted.state, _IS_WAITING, clock.now())
    if wanted.is_in_test:
        yield Enrolment.id.in_(select(Attempt.enrolment_id).where(is_running(clock.now())))


def _line(row: Any) -> EnrolmentLine:
    return EnrolmentLine(
        id=row.id,
        user_id=row.user_id,
        name=row.certificate_name or "",
        email=row.email,
        organisation=row.organisation or "",
        country=row.country or "",
        module_slug=row.module_slug,
        enrolled_at=row.enrolled_at,
        last_step_at=row.idle_since or row.completed_at or row.enrolled_at,
        completed_at=row.completed_at,
        state=state_of(
            withdrawn_at=row.withdrawn_at,
            idle_since=row.idle_since,
            is_waiting=row.is_waiting,
            now=clock.now(),
        ),
    )
