"""Who waits for a certificate: completions without one, of people who have an account."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from lms.core.paging import Cursor, Key, Order, Page, Query, first_of, page_of
from lms.core.paging_at_hand import page_at_hand
from lms.core.planning import row_by_row
from lms.core.scopes import Reach
from lms.credentials.models import HolderName
from lms.credentials.rules.batches import WaitingPerson
from lms.learning.models import Completion
from lms.people.models import User
from lms.people.queries.reaching import rows_within

LONGEST = "completed"
"""The order of those who have waited longest."""
ORDERS = {
    order.name: order
    for order in (
        Order(LONGEST, (Key(Completion.waits_since), Key(Completion.id))),
        Order(
            "-completed", (Key(Completion.waits_since, descending=True), Key(Completion.id, descending=True))
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who of those who wait is looked for."""

    reach: Reach
    module_slug: str | None = None


def longest_waiting(wanted: Wanted, *, limit: int) -> tuple[WaitingPerson, ...]:
    """Those who have waited longest; one round trip."""
    return tuple(map(_person, first_of(_query(wanted), ORDERS[LONGEST], limit, lines=_people())))


def find_waiting(
    wanted: Wanted, longest: Sequence[WaitingPerson], *, limit: int, order: str, cursor: Cursor
) -> Page[WaitingPerson]:
    """A page of them; no round trip, one where there are many.

    `longest`: one more than the limit of those who have waited longest; where there are fewer, it is all.
    """
    if len(longest) <= limit:
        return page_at_hand(longest, ORDERS[order], lambda one: (one.waits_since, one.completion_id), cursor)
    page = page_of(_query(wanted), ORDERS[order], cursor, lines=_people(), count_up_to=limit, are_many=True)
    return page.of(_person)


def _query(wanted: Wanted) -> Query:
    """A database begins with those who wait: they are few, and stand in the order of the list."""
    # One by one, so that nobody's account is looked up of whom the completion says enough.
    conditions = (row_by_row([one]) for one in _conditions(wanted))
    return _people().where(Completion.waits_since.is_not(None), *conditions)


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.module_slug is not None:
        yield Completion.module_slug == wanted.module_slug
    yield rows_within(wanted.reach, Completion.module_slug, Completion.user_id)
    yield User.disabled_at.is_(None)


def _people() -> Query:
    query: Query = (
        select(
            Completion.id,
            Completion.completed_at,
            Completion.waits_since,
            Completion.module_slug,
            Completion.user_id,
            User.certificate_name,
            User.email,
            User.language,
            HolderName.name.label("confirmed_name"),
        )
        .join(User, User.id == Completion.user_id)
        .outerjoin(HolderName, HolderName.user_id == User.id)
    )
    return query


def _person(row: Any) -> WaitingPerson:
    return WaitingPerson(
        user_id=row.user_id,
        completion_id=row.id,
        name=row.certificate_name or "",
        email=row.email,
        language=row.language,
        module_slug=row.module_slug,
        completed_at=row.completed_at,
        waits_since=row.waits_since,
        is_name_settled=row.confirmed_name is not None and row.confirmed_name == row.certificate_name,
    )
