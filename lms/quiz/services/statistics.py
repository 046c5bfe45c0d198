"""Keeping the statistics: every graded attempt is added once, in the transaction that grades it.

A few statements an attempt, however many there are: sums and counts are changed where they lie
(`SET n = n + …`), so that nothing is lost however many hand in at once. Everybody changes the sum of all
attempts of the module first and thereby waits for whoever is changing its figures: nobody waits in a circle.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import cast

from sqlalchemy import Table, Update, bindparam, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core.db import db, reading
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.quiz.models import FINAL_TEST, StatisticCount, StatisticSum
from lms.quiz.queries.attempts import AttemptWithItems
from lms.quiz.queries.regrades import announced_of, regraded_attempts
from lms.quiz.queries.statistics import (
    Mark,
    attempts_with_items,
    graded_attempts,
    judged_attempt,
    kept_tally,
)
from lms.quiz.rules.statistics_sums import Sums
from lms.quiz.rules.statistics_tally import EVERYTHING, WHOLE_TEST, JudgedAttempt, Tally, tally_of

Row = dict[str, str | int]
SUMS = cast(Table, StatisticSum.__table__)
COUNTS = cast(Table, StatisticCount.__table__)


def count_attempt(opened: AttemptWithItems, module: Module) -> None:
    """Add an attempt that was graded in this transaction; only final tests are counted."""
    if opened.attempt.quiz == FINAL_TEST:
        write(module.slug, tally_of(judged_attempt(opened.attempt, opened.items, module)))


def replace_attempt(module_slug: str, before: JudgedAttempt, after: JudgedAttempt) -> None:
    """Take out what an attempt added as it was judged before, and add how it is judged now.

    To replace several in one transaction, add their tallies up and `write` them once: quicker, and the same.
    """
    change = Tally()
    change.take_out(tally_of(before))
    change.add(tally_of(after))
    write(module_slug, change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What came of counting all attempts of a module anew."""

    before: int
    """Attempts that were in the figures."""
    now: int
    lost: int
    """Attempts that cannot be counted, because the edition that judged them is lost."""


def rebuild(module_slug: str, catalogue: Catalogue) -> Rebuilt:
    """Count all attempts of a module anew; those of people who had them erased cannot be counted again.

    Most of the reading is done before anybody has to wait; what was handed in meanwhile is added at the end.
    """
    with reading():
        marks = graded_attempts(module_slug)
        tally, lost = _tally_of_all(module_slug, marks, catalogue)
    write(module_slug, Tally())  # from here on whoever hands in waits
    before = kept_tally(module_slug, WHOLE_TEST).sums[EVERYTHING].n
    now = graded_attempts(module_slug)
    if marks - now:  # some were judged anew or erased: rare, so that it may take its time
        marks, tally, lost = set(), Tally(), 0
    added, more_lost = _tally_of_all(module_slug, now - marks, catalogue)
    tally.add(added)
    for table in (SUMS, COUNTS):
        db.session.execute(delete(table).where(table.c.module_slug == module_slug))
    write(module_slug, tally)
    return Rebuilt(before=before, now=len(now) - lost - more_lost, lost=lost + more_lost)


def _tally_of_all(module_slug: str, marks: Iterable[Mark], catalogue: Catalogue) -> tuple[Tally, int]:
    tally, lost = Tally(), 0
    regraded = regraded_attempts(module_slug)
    for attempt, items in attempts_with_items([attempt_id for attempt_id, _score in marks]):
        try:
            module = edition_of(catalogue, attempt)
        except NotFoundError:
            lost += 1
            continue
        announced = announced_of(attempt, items, regraded.get(attempt.id, ()))
        tally.add(tally_of(judged_attempt(attempt, items, module, announced)))
    return tally, lost


def write(module_slug: str, tally: Tally) -> None:
    """Add a tally to what is kept of a module: two statements, or six where something is taken out."""
    tally.sums.setdefault(EVERYTHING, Sums())
    sums = [{**asdict(key), **asdict(one)} for key, one in sorted(tally.sums.items())]
    counts = [{**asdict(key), **asdict(one)} for key, one in sorted(tally.counts.items())]
    for table, rows in ((SUMS, sums), (COUNTS, counts)):
        _change(table, [{"module_slug": module_slug, **row} for row in rows])


def _change(table: Table, rows: Sequence[Row]) -> None:
    # What gets fewer is there already; a row with a negative number could not be inserted in its place.
    more = [row for row in rows if int(row["n"]) >= 0]
    fewer = [{f"this_{name}": value for name, value in row.items()} for row in rows if int(row["n"]) < 0]
    connection = db.session.connection()
    if more:
        connection.execute(_upsert(table, connection.dialect.name), more)
    if fewer:
        connection.execute(_addition(table), fewer)
        connection.execute(delete(table).where(table.c.module_slug == rows[0]["module_slug"], table.c.n == 0))


@cache
def _upsert(table: Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    """Insert rows, or add them to those that are there."""
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    sums = {name: table.c[name] + insert.excluded[name] for name in _added(table)}
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=sums)


@cache
def _addition(table: Table) -> Update:
    """Add to rows that are there."""
    sums = {name: table.c[name] + bindparam(f"this_{name}") for name in _added(table)}
    same = (column == bindparam(f"this_{column.name}") for column in table.primary_key)
    return update(table).where(*same).values(sums)


def _added(table: Table) -> Sequence[str]:
    return [column.name for column in table.columns if not column.primary_key]
