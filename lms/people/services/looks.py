"""Who looked at whose data by name is written down, before the data are shown."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from lms.core import clock
from lms.core.db import db, write_or_note
from lms.core.ids import new_id
from lms.core.paging import Expression, Query
from lms.people import queries
from lms.people.models import Look
from lms.people.rules import LookKind

NOTED_AT_ONCE = 500
"""So many rows are written together: a list that is taken along may name everybody."""


def note_looks(looker_id: str, user_ids: Collection[str], kind: LookKind) -> None:
    """Write down that somebody sees these people's data by name: a row a day for each; oneself not.

    Call it from any page that shows such data, before it is sent: where nothing may be written (a GET),
    the rows are written in a short transaction of their own before the answer goes out.
    """
    others = set(user_ids) - {looker_id}
    if others:
        known = queries.looked_at_on(clock.now().date(), looker_id, others, kind)
        note_new_looks(looker_id, others - known, kind)


def note_new_looks(looker_id: str, user_ids: Collection[str], kind: LookKind) -> None:
    """The same of people known not to be noted today (`is_looked_at`), so that nothing need be asked."""
    others = set(user_ids) - {looker_id}
    if others:
        write_or_note(lambda: _write(looker_id, sorted(others), kind, clock.now()))


def note_list(looker_id: str, query: Query, kind: LookKind, *, user_id: Expression) -> Query:
    """Write down a look at everybody whom a query shows, before it is taken along; `user_id` says who it is.

    Gives the query of exactly these: whoever comes to it meanwhile comes with the next file.
    """
    moment = clock.now()
    ids = queries.ids_shown(query, user_id)
    found = db.session.scalars(ids, execution_options={"yield_per": NOTED_AT_ONCE})
    for batch in found.partitions():
        # Who is noted today already is not asked first: of so many, the writing itself finds it quicker.
        _write(looker_id, [one for one in batch if one != looker_id], kind, moment)
    return queries.of_noted(query, moment.date(), looker_id, kind, user_id=user_id)


def _write(looker_id: str, user_ids: Collection[str], kind: LookKind, moment: datetime) -> None:
    rows = [
        {
            "id": new_id(),
            "user_id": user_id,
            "looker_id": looker_id,
            "kind": kind,
            "looked_on": moment.date(),
            "looked_at": moment,
        }
        for user_id in user_ids
    ]
    if not rows:
        return
    connection = db.session.connection()
    insert = postgresql.insert(Look) if connection.dialect.name == "postgresql" else sqlite.insert(Look)
    # The same person may look in two windows at once.
    connection.execute(insert.on_conflict_do_nothing(), rows)
