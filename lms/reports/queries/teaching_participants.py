"""The participants of a module as its trainers list them, and one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, select, true

from lms.core.db import db
from lms.core.paging import Cursor, Expression, Key, Order, Page, page_of
from lms.core.planning import row_by_row, unindexed
from lms.learning.models import Completion, Enrolment, Place
from lms.learning.queries import stands
from lms.learning.rules import EnrolmentState, state_of
from lms.people.models import Consent, User
from lms.people.queries.calling import is_known_as
from lms.people.queries.looks import is_looked_at
from lms.people.rules import ConsentKind, LookKind
from lms.quiz.models import Submission

BY_NAME, BY_STEP, BY_JOINING = "name", "step", "joined"
WAITING = select(Submission.enrolment_id).where(Submission.queued_at.is_not(None))
WAITS = exists().where(Submission.enrolment_id == Enrolment.id, Submission.queued_at.is_not(None))
HAS_AGREED = exists().where(
    Consent.user_id == Enrolment.user_id,
    Consent.kind == ConsentKind.PATH_TO_TRAINERS,
    Consent.withdrawn_at.is_(None),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which participants of a module somebody looks for."""

    module_slug: str
    now: datetime
    standing: EnrolmentState | None = None
    words: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody in a module."""

    enrolment_id: str
    user_id: str
    name: str | None
    organisation: str | None
    country: str | None
    language: str
    is_closed: bool
    """Nobody can sign in to the account; what was completed before stands."""
    joined_at: datetime
    idle_since: datetime | None
    """Last step of somebody under way."""
    completed_at: datetime | None
    is_waiting: bool
    has_agreed: bool
    """To trainers seeing their path."""
    last_lesson: str | None
    """Where they were last."""

    @property
    def last_step_at(self) -> datetime:
        """The last step; the completion of whoever has finished."""
        return self.idle_since or self.completed_at or self.joined_at

    def state_at(self, now: datetime) -> EnrolmentState:
        """How they stand at a moment."""
        return state_of(withdrawn_at=None, idle_since=self.idle_since, is_waiting=self.is_waiting, now=now)


def find_participants(wanted: Wanted, *, sort: str, cursor: Cursor, looker_id: str) -> Page[Row[Any]]:
    """A page of them, three round trips at most; `is_noted`: the looker has seen their way today."""
    # By name, a database goes along people and looks at once whether they are called so.
    called = _called(wanted, User.id if sort.endswith(BY_NAME) else Enrolment.user_id)
    standing = _standing(wanted, WAITS)
    # Whoever goes on is sorted by the last step, which also says how they stand: the index of the order is
    # asked for it, and read no further than the standing goes.
    if not (_goes_on(wanted) and sort.endswith(BY_STEP)):
        standing = row_by_row([standing])
    people = _people(unindexed(User.id)) if sort == BY_NAME else _people()
    of_people = row_by_row(_of_country(wanted)), row_by_row([called], on_both=True)
    along = people.where(*_of_module(wanted), standing, *of_people)
    query, order = _participants(wanted, called), order_of(wanted, sort)
    # Whoever is under way joined lately, mostly: they stand at the far end, and are not very many.
    is_gathered = sort == BY_JOINING and wanted.standing is EnrolmentState.UNDER_WAY
    is_noted = is_looked_at(wanted.now.date(), looker_id, LookKind.PATH, Enrolment.user_id)
    lines = _people().add_columns(is_noted.label("is_noted"))
    return page_of(query, order, cursor, along=along, lines=lines, is_gathered=is_gathered)


def participants(wanted: Wanted) -> Select[Any]:
    """Who is in a module at present, as far as they are looked for."""
    return _participants(wanted, _called(wanted))


def _participants(wanted: Wanted, called: ColumnElement[bool]) -> Select[Any]:
    is_waiting = wanted.standing is EnrolmentState.WAITS_FOR_GRADING
    standing = _standing(wanted, Enrolment.id.in_(WAITING) if is_waiting else WAITS)
    if wanted.country:
        standing = row_by_row([standing])  # a database begins with people of that country, who are fewer
    return _people().where(*_of_module(wanted), standing, *_of_country(wanted), called)


def _called(wanted: Wanted, user_id: Expression = Enrolment.user_id) -> ColumnElement[bool]:
    return is_known_as(wanted.words, user_id) if wanted.words else true()


def _of_module(wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    return Enrolment.module_slug == wanted.module_slug, Enrolment.withdrawn_at.is_(None)


def _standing(wanted: Wanted, waits: ColumnElement[bool]) -> ColumnElement[bool]:
    return stands(wanted.standing, waits, wanted.now) if wanted.standing else true()


def _of_country(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.country:
        yield User.country == wanted.country


def _people(own_id: Expression = User.id) -> Select[Any]:
    """Without an index of people's ids a database begins with people, in their order."""
    query: Any = (
        select(
            Enrolment.id,
            Enrolment.user_id,
            User.certificate_name,
            User.organisation,
            User.country,
            User.language,
            User.disabled_at,
            Enrolment.enrolled_at,
            Enrolment.idle_since,
            Completion.completed_at,
            WAITS.label("is_waiting"),
            HAS_AGREED.label("has_agreed"),
            Place.lesson_slug,
        )
        .join(User, own_id == Enrolment.user_id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .outerjoin(Place, Place.enrolment_id == Enrolment.id)
    )
    found: Select[Any] = query
    return found


def order_of(wanted: Wanted, name: str) -> Order:
    """The order of a list, found in an index; by what is shown, because nobody sees addresses here."""
    keys: dict[str, tuple[Any, ...]] = {
        BY_STEP: (Enrolment.idle_since if _goes_on(wanted) else Enrolment.last_step_at,),
        BY_JOINING: (Enrolment.enrolled_at,),
        BY_NAME: (User.shown_key, User.id),
    }
    (first, *further), own = keys[name.lstrip("-")], Enrolment.id
    key = Key(first, descending=name.startswith("-"))
    return Order(name, (key, *map(Key, further), Key(own)))


def _goes_on(wanted: Wanted) -> bool:
    return wanted.standing not in {None, EnrolmentState.COMPLETED}


def participant_from(row: Row[Any]) -> Participant:
    """A row of `participants`."""
    return Participant(
        enrolment_id=row.id,
        user_id=row.user_id,
        name=row.certificate_name,
        organisation=row.organisation,
        country=row.country,
        language=row.language,
        is_closed=row.disabled_at is not None,
        joined_at=row.enrolled_at,
        idle_since=row.idle_since,
        completed_at=row.completed_at,
        is_waiting=bool(row.is_waiting),
        has_agreed=bool(row.has_agreed),
        last_lesson=row.lesson_slug,
    )


def participant(module_slug: str, enrolment_id: str) -> Participant | None:
    """One participant of a module; None where there is none of this id in it."""
    query = _people().where(
        Enrolment.id == enrolment_id,
        Enrolment.module_slug == module_slug,
        Enrolment.withdrawn_at.is_(None),
    )
    row = db.session.execute(query).one_or_none()
    return participant_from(row) if row else None
