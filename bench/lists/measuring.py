"""How long a page takes: processor time of the application and of its database, and by the clock.

Requests go to the application in this process, without a network. On SQLite the database runs in this
process too; of PostgreSQL, the time of the one process that serves the connection is added, and it may not
hand work to others meanwhile. Each address is asked once to warm up and then measured; what comes near the
limit is measured again, what stays a little above it oftener, and the best of all counts: whatever else the
machine does only adds to it.
"""

import gc
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text

from bench import stage
from bench.lists.pages import MOST_MS
from bench.stage import Person
from lms.core.db import db

NEAR = 0.6
"""From this share of its limit on, a page is measured again."""
ROUNDS = 5
MOST_ROUNDS = 15
BY_CHANCE = 1.5
"""Times the limit: what other work on the machine may make of a page that keeps within it."""
NANO = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one address cost."""

    address: str
    cpu_ms: float
    wall_ms: float
    queries: int
    database_ms: float
    """Of that, in the queries, by the clock."""


class Meter:
    """Asks an application for pages and measures."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._client: FlaskClient = app.test_client(use_cookies=False)
        self._statements = 0
        self._database_ms = 0.0
        # As in a server (`lms.wsgi`): what lives as long as the process is not looked at again.
        gc.collect()
        gc.freeze()
        with app.app_context():
            self._engine = db.engine
            self._backend = self._process_of_database()

    def _process_of_database(self) -> Path | None:
        if self._engine.dialect.name != "postgresql":
            return None
        # All requests come one after the other, over the one connection that stands open.
        with self._engine.connect() as connection:
            return Path(f"/proc/{connection.scalar(text('SELECT pg_backend_pid()'))}/schedstat")

    def page(self, address: str, person: Person) -> str:
        """What stands on it."""
        answer = self._client.get(address, headers=person.headers, base_url=f"http://{stage.HOST}")
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status}")
        return answer.text

    def measure(self, address: str, person: Person, most_ms: float = MOST_MS) -> Measured:
        """The best of several rounds: of one far below the limit, of many a little above it."""
        with self._counting():
            self.page(address, person)
            queries = self._statements
            first = self._once(address, person, queries)
            if first.cpu_ms < NEAR * most_ms:
                return first
            rounds = [first, *(self._once(address, person, queries) for _ in range(ROUNDS - 1))]
            while len(rounds) < MOST_ROUNDS and _is_a_little_above(most_ms, rounds):
                rounds.append(self._once(address, person, queries))
        return Measured(
            address=address,
            cpu_ms=min(one.cpu_ms for one in rounds),
            wall_ms=min(one.wall_ms for one in rounds),
            queries=max(one.queries for one in rounds),
            database_ms=min(one.database_ms for one in rounds),
        )

    def _once(self, address: str, person: Person, queries: int) -> Measured:
        self._statements, self._database_ms = 0, 0.0
        gc.collect()
        cpu, wall = self._cpu_ns(), time.perf_counter_ns()
        self.page(address, person)
        return Measured(
            address=address,
            wall_ms=(time.perf_counter_ns() - wall) / NANO,
            cpu_ms=(self._cpu_ns() - cpu) / NANO,
            queries=max(queries, self._statements),
            database_ms=self._database_ms,
        )

    def _cpu_ns(self) -> int:
        other = int(self._backend.read_text().split()[0]) if self._backend else 0
        return time.process_time_ns() + other

    @contextmanager
    def _counting(self) -> Iterator[None]:
        began = 0

        def before(*_given: object) -> None:
            nonlocal began
            began = time.perf_counter_ns()

        def after(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            self._database_ms += (time.perf_counter_ns() - began) / NANO
            if statement.lstrip().upper().startswith(("SELECT", "WITH")):
                self._statements += 1

        self._statements = 0
        event.listen(self._engine, "before_cursor_execute", before)
        event.listen(self._engine, "after_cursor_execute", after)
        try:
            yield
        finally:
            event.remove(self._engine, "before_cursor_execute", before)
            event.remove(self._engine, "after_cursor_execute", after)


def _is_a_little_above(most_ms: float, rounds: Iterable[Measured]) -> bool:
    return most_ms < min(one.cpu_ms for one in rounds) < BY_CHANCE * most_ms
