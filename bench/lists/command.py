"""`bin/bench lists`: every list page with a hundred thousand people, on SQLite and PostgreSQL."""

import json
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click
from flask import Flask, url_for

from bench import stage
from bench.lists import crowd, learning, traces
from bench.lists.addresses import addresses
from bench.lists.crowd import Crowd
from bench.lists.exports import exports
from bench.lists.learning import School
from bench.lists.measuring import Measured, Meter
from bench.lists.pages import ListPage, Watcher, list_pages, watchers
from bench.stage import Person
from drill.database import DATABASES, NoPostgresqlError, database
from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.scopes import EVERYWHERE
from lms.core.upkeep import refresh_statistics
from lms.web.catalogue import current_catalogue

PEOPLE = 100_000
SHOWN = 8
"""So many of the addresses that come nearest to their limit are listed."""
TURNS = 6
"""So often what broke a limit is asked again, at most."""
PAUSE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What all addresses of one page cost somebody."""

    database: str
    page: ListPage
    watcher: str
    measured: tuple[Measured, ...]

    @property
    def worst(self) -> Measured:
        """The slowest of them."""
        return max(self.measured, key=lambda one: one.cpu_ms)

    @property
    def queries(self) -> int:
        """The most that any of them takes."""
        return max(one.queries for one in self.measured)

    @property
    def failing(self) -> tuple[Measured, ...]:
        """Those that break a limit."""
        return tuple(one for one in self.measured if self._breaks(one))

    def _breaks(self, one: Measured) -> bool:
        return one.cpu_ms > self.page.most_ms or one.queries > self.page.most_queries


@click.command("lists")
@click.option("--people", type=click.IntRange(100), default=PEOPLE, show_default=True)
@click.option("--database", "kinds", type=click.Choice(DATABASES), multiple=True, default=DATABASES)
@click.option("--only", default="", help="Pages whose endpoint has this in it.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path))
def measure_lists(people: int, kinds: Sequence[str], only: str, file: Path | None) -> None:
    """Measure every list page; fails where one takes more than 100 ms or six queries, or what else it may."""
    rows: list[Row] = []
    for kind in kinds:
        try:
            rows += _on(kind, people, only)
        except NoPostgresqlError as problem:
            click.echo(f"Left out: {problem}", err=True)
    if file is not None:
        file.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    failing = [(row, one) for row in rows for one in row.failing]
    for row, one in failing:
        click.echo(f"TOO SLOW  {row.database}, {row.watcher}: {_in_figures(one)}  {one.address}")
    raise SystemExit(1 if failing else 0)


def _on(kind: str, people: int, only: str) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="campus-lists-") as folder, database(kind) as url:
        app = stage.make_app(Path(folder), url)
        began = time.perf_counter()
        organisation = fill(app, people)
        click.echo(f"{kind}: {people:,} people in {time.perf_counter() - began:.0f} s", err=True)
        visitors, rows = Visitors(app, kind, organisation), []
        click.echo(f"{'':34} {'':32} {'first':>7} {'slowest':>8} {'clock':>7} {'queries':>8} {'of':>5}")
        for row in visitors.rows(only):
            rows.append(row)
            click.echo(_line(row))
        if not only:
            _show_exports(app)
        rows = visitors.again(rows)
        with app.app_context():
            db.engine.dispose()
    for _share, one in sorted(_shares(rows), key=lambda pair: -pair[0])[:SHOWN]:
        click.echo(f"    {_in_figures(one)}  {one.address}")
    return rows


def _shares(rows: Iterable[Row]) -> Iterator[tuple[float, Measured]]:
    """What each address takes of what it may."""
    return ((one.cpu_ms / row.page.most_ms, one) for row in rows for one in row.measured)


def _show_exports(app: Flask) -> None:
    everywhere = Grant(Role.ADMINISTRATOR, EVERYWHERE)
    click.echo(f"{'':34} {'first byte ms':>14} {'CPU s':>7} {'MB':>6} {'memory MB':>10}")
    for one in exports(app, stage.signed_in(app, [everywhere])):
        figures = (
            f"{one.first_byte_ms:14.0f} {one.cpu_s:7.1f} {one.megabytes:6.1f} {one.memory_megabytes:10.1f}"
        )
        click.echo(f"{one.name + ' as ' + one.kind:34} {figures}")


def _line(row: Row) -> str:
    first, worst = row.measured[0], row.worst
    figures = f"{first.cpu_ms:7.0f} {worst.cpu_ms:8.0f} {worst.wall_ms:7.0f} {row.queries:8}"
    return f"{row.page.endpoint:34} {row.watcher:32} {figures} {len(row.measured):5}"


def _in_figures(one: Measured) -> str:
    return f"{one.cpu_ms:4.0f} ms ({one.database_ms:.0f} in the database), {one.queries} queries"


def _count_rows() -> None:
    """What the worker does on SQLite, and PostgreSQL by itself."""
    if db.engine.dialect.name == "sqlite":
        return refresh_statistics(db.engine)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE)")


def fill(app: Flask, count: int) -> str:
    """Write the crowd; gives the id of the largest organisation."""
    with app.app_context():
        people = Crowd(now=clock.now(), count=count)
        school = School(crowd=people, catalogue=current_catalogue())
        with db.engine.begin() as connection:
            for table, make in crowd.WRITTEN:
                crowd.write(connection, table, make(people))
            for table, make in (*learning.WRITTEN, *traces.WRITTEN):
                crowd.write(connection, table, make(school))
        _count_rows()
        return people.places[0].id


class Visitors:
    """Everybody who may open list pages, and what that costs."""

    def __init__(self, app: Flask, kind: str, organisation: str) -> None:
        self._app, self._kind = app, kind
        self._watchers = watchers(organisation)
        self._people = {one.name: stage.signed_in(app, one.grants) for one in self._watchers}
        self._meter = Meter(app)

    def rows(self, only: str) -> Iterator[Row]:
        """All pages, as everybody who may open them."""
        for page, path in _paths(self._app):
            for watcher in _who_opens(page, self._watchers):
                if only in page.endpoint:
                    yield self._row(page, path, watcher)

    def again(self, rows: list[Row]) -> list[Row]:
        """The same, with what broke a limit asked again, for some minutes: others may be at work."""
        for turn in range(TURNS):
            if not any(row.failing for row in rows):
                break
            time.sleep(PAUSE_S if turn else 0)
            rows = [self._once_more(row) for row in rows]
        return rows

    def _once_more(self, row: Row) -> Row:
        person, asked = self._person(row.watcher), {one.address for one in row.failing}
        most_ms = row.page.most_ms
        anew = {address: self._meter.measure(address, person, most_ms) for address in asked}
        measured = (
            min(one, anew.get(one.address, one), key=lambda each: each.cpu_ms) for one in row.measured
        )
        return replace(row, measured=tuple(measured))

    def _person(self, watcher: str) -> Person:
        return stage.signed_in_again(self._app, self._people[watcher])

    def _row(self, page: ListPage, path: str, watcher: Watcher) -> Row:
        person = self._person(watcher.name)
        is_short = not any(grant.scope.kind.value == "programme" for grant in watcher.grants)
        asked = addresses(path, self._meter.page(path, person), is_short=is_short)
        found = tuple(self._meter.measure(address, person, page.most_ms) for address in asked)
        return Row(database=self._kind, page=page, watcher=watcher.name, measured=found)


def _paths(app: Flask) -> list[tuple[ListPage, str]]:
    with app.app_context():
        module = next(iter(current_catalogue().modules))
    with app.test_request_context():
        return [(page, url_for(page.endpoint, **dict(page.values))) for page in list_pages(module)]


def _who_opens(page: ListPage, looking: Sequence[Watcher]) -> list[Watcher]:
    return [one for one in looking if any(grant.role in page.roles for grant in one.grants)]
