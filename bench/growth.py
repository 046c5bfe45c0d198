"""How much more a test costs when many were taken before: start, save, hand in and review, in processor time.

Everything runs in this process, without a network, so that the clock of the process counts the application
and its database alone. Databases of all sizes are measured in turn, so that what else the machine does hits
all.
"""

import gc
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table, text

from bench import stage
from bench.stage import Person
from lms.core.db import Base, db
from lms.learning.models import Enrolment, Result
from lms.people.models import User
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.queries.attempts import locked_attempt_with_items
from lms.quiz.services.attempts import start_attempt, submit_attempt
from lms.web.catalogue import current_catalogue

SIZES = (10, 1_000, 100_000)
PEOPLE = 24
MOST = 1.3
"""From the smallest to the largest a step may cost so many times as much, at most."""
ANSWER = "chosen=1&value=1&text=1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one step costs with so many tests in the database."""

    step: str
    size: int
    cpu_ms: float
    growth: float
    """In units of the same step with the fewest tests."""


@dataclass(slots=True)
class House:
    """An application whose database holds so many tests, and people who are about to take theirs."""

    app: Flask
    size: int
    people: Sequence[Person]
    costs: dict[str, list[float]] = field(default_factory=dict)


def measure(folder: Path, *, quick: bool) -> Iterator[Measured]:
    """All steps at all sizes; quick leaves out the largest."""
    sizes, count = (SIZES[:-1], PEOPLE // 4) if quick else (SIZES, PEOPLE)
    houses = [_house(folder, size, count + 1) for size in sizes]
    # What stands for good need not be looked through before each of some two thousand steps.
    gc.collect()
    gc.freeze()
    for place in range(count + 1):
        for house in houses:
            _take_test(house, house.people[place], is_warm=place > 0)
    for step in houses[0].costs:
        least = median(houses[0].costs[step])
        for house in houses:
            cost = median(house.costs[step])
            yield Measured(step=step, size=house.size, cpu_ms=cost, growth=cost / least)


def _house(folder: Path, size: int, people: int) -> House:
    data = folder / f"tests-{size}"
    compiled = [path for path in (folder / "data", folder / f"tests-{SIZES[0]}") if (path / "build").is_dir()]
    if compiled and not data.exists():  # what was compiled once need not be compiled again
        shutil.copytree(compiled[0] / "build", data / "build")
    app = stage.make_app(data)
    template, *others = stage.add_people(app, people + 1)
    with app.app_context():
        add_tests(template, size)
        db.engine.dispose()
    return House(app=app, size=size, people=others)


def add_tests(template: Person, size: int) -> None:
    """As many final tests as are wanted, by as many people: one is taken by somebody, and then copied."""
    _multiply(_taken_test(template), size)


def _taken_test(person: Person) -> str:
    """The id of a test that was answered and handed in."""
    enrolment = db.session.get_one(Enrolment, person.enrolment_id)
    module = current_catalogue().module(enrolment.module_slug)
    attempt_id = start_attempt(enrolment, module).id
    db.session.commit()
    stage.answer_everything_here([attempt_id])
    opened = locked_attempt_with_items(person.user_id, attempt_id)
    assert opened is not None
    submit_attempt(opened, module)
    db.session.commit()
    return attempt_id


def _multiply(attempt_id: str, size: int) -> None:
    """As many people as tests are wanted, each with a copy of this test."""
    attempt = db.session.get_one(Attempt, attempt_id)
    ids = {"user": attempt.user_id, "enrolment": attempt.enrolment_id, "attempt": attempt_id}
    count = size - 1
    _copy(User, {"id": "u", "email": "e"}, {"id": ids["user"]}, count)
    _copy(Enrolment, {"id": "n", "user_id": "u"}, {"id": ids["enrolment"]}, count)
    _copy(Result, {"id": "r", "enrolment_id": "n", "source_id": "a"}, {"source_id": attempt_id}, count)
    _copy(Attempt, {"id": "a", "enrolment_id": "n", "user_id": "u"}, {"id": attempt_id}, count)
    _copy(AttemptItem, {"attempt_id": "a"}, {"attempt_id": attempt_id}, count)
    db.session.commit()
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def _copy(model: type[Base], changed: Mapping[str, str], where: Mapping[str, str], count: int) -> None:
    """Copy rows many times; ids that have to differ become a letter with a number."""
    table = model.__table__
    assert isinstance(table, Table)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(
        f"printf('{changed[column.name]}%021d', i)" if column.name in changed else f'"{column.name}"'
        for column in table.columns
    )
    wanted = " AND ".join(f'"{name}" = :{name}' for name in where)
    more = f"SELECT i + 1 FROM numbers WHERE i < {count}"  # noqa: S608 (a number of ours)
    numbers = f"WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL {more})"
    rows = f'SELECT {values} FROM "{table.name}", numbers WHERE {wanted}'  # noqa: S608 (names of our own tables)
    db.session.execute(text(f'{numbers} INSERT INTO "{table.name}" ({columns}) {rows}'), dict(where))


def _take_test(house: House, person: Person, *, is_warm: bool) -> None:
    """One person's test, each step timed; the first person's only warms up."""
    client = house.app.test_client(use_cookies=False)
    module, _lessons = stage.slugs(house.app)
    costs = house.costs if is_warm else {}
    with _timed(costs, "starting a test"):
        _send(client, person, "POST", f"/modules/{module}/final-test/start")
    attempt = stage.attempts_of(house.app, [person])[person.user_id]
    for position in range(1, 21):
        with _timed(costs, "saving an answer"):
            _send(client, person, "POST", f"/attempts/{attempt}/items/{position}", ANSWER)
    with _timed(costs, "handing in 20 answers"):
        _send(client, person, "POST", f"/attempts/{attempt}/submit")
    for _ in range(3):
        with _timed(costs, "reviewing the result"):
            _send(client, person, "GET", f"/attempts/{attempt}/result")


def _send(client: FlaskClient, person: Person, method: str, path: str, body: str = "") -> None:
    headers = person.headers if method == "GET" else person.form_headers
    answer = client.open(path, method=method, headers=headers, data=body, base_url=f"http://{stage.HOST}")
    answer.close()
    if answer.status_code not in {200, 303}:
        raise RuntimeError(f"{method} {path}: {answer.status}")


@contextmanager
def _timed(costs: dict[str, list[float]], step: str) -> Iterator[None]:
    gc.collect()
    gc.disable()
    began = time.process_time()
    yield
    costs.setdefault(step, []).append((time.process_time() - began) * 1000)
    gc.enable()
