"""Do answers and results survive a server that is killed at random moments while many people take a test?"""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click
from flask import Flask

from bench.stage import add_people, slugs
from drill.findings import examine
from drill.machine import Machine, running
from drill.people import Participant, Progress
from drill.stage import environ_of, make_app
from lms.web.catalogue import current_catalogue

LONGEST_DARK = 0.5
"""Seconds that the server stays away at most, before it starts again."""
POLL = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many people, how many answers of each, how many kills, drawn by which seed."""

    people: int
    answers: int
    kills: int
    seed: int

    @property
    def total(self) -> int:
        """Answers of all."""
        return self.people * self.answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What happened, and what was lost."""

    plan: Plan
    database: str
    seconds: float
    kills: int
    acknowledged: int
    repeated: int
    strays: int
    problems: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """For people to read."""
        plan = self.plan
        yield f"{plan.people} people, {plan.answers} answers each, on {self.database}, seed {plan.seed}"
        yield f"  {self.seconds:8.1f} s, in which the server was killed {self.kills} times"
        yield f"  {self.acknowledged:8} answers acknowledged, each after a draft"
        yield f"  {self.repeated:8} requests sent again because nobody answered"
        yield f"  {self.strays:8} old saves that arrived after newer ones"
        yield f"  {len(self.problems):8} problems"
        yield from (f"  - {problem}" for problem in self.problems)


def run(plan: Plan, data: Path, database_url: str | None, *, courses: Path | None = None) -> Report:
    """Let people take a test in a fresh data folder, kill the server meanwhile, then look what lies there."""
    environ = environ_of(data, database_url, courses)
    app = make_app(data, environ)
    people, progress = add_people(app, plan.people), Progress()
    slug, _lessons = slugs(app)
    item_count = item_count_of(app, slug)
    began = time.monotonic()
    with running(environ) as machine:
        taking = [
            Participant(
                person=person, port=machine.port, random=Random(plan.seed * 1000 + number), progress=progress
            )
            for number, person in enumerate(people)
        ]
        failures: list[str] = []
        threads = [
            threading.Thread(target=_take, args=(one, slug, plan.answers, item_count, failures), daemon=True)
            for one in taking
        ]
        for thread in threads:
            thread.start()
        kills = _kill_now_and_then(machine, plan, progress, threads)
        for thread in threads:
            thread.join()
    return Report(
        plan=plan,
        database="PostgreSQL" if database_url else "SQLite",
        seconds=time.monotonic() - began,
        kills=kills,
        acknowledged=progress.acknowledged,
        repeated=progress.repeated,
        strays=progress.strays,
        problems=(*failures, *examine(app, taking)),
    )


def item_count_of(app: Flask, slug: str) -> int:
    """How many questions the final test of a module has."""
    with app.app_context():
        blueprint = current_catalogue().module(slug).blueprint
    assert blueprint is not None
    return blueprint.item_count


def _take(one: Participant, slug: str, answers: int, item_count: int, failures: list[str]) -> None:
    try:
        one.take_test(slug, answers, item_count)
    except Exception as problem:  # whatever it is, the drill has found something
        failures.append(f"attempt {one.attempt_id or 'not started'}: {problem!r}")


def _kill_now_and_then(
    machine: Machine, plan: Plan, progress: Progress, threads: Sequence[threading.Thread]
) -> int:
    """Kill the server when so many answers were acknowledged as the seed says; gives how often."""
    random = Random(plan.seed)
    moments = sorted(random.sample(range(plan.total), min(plan.kills, plan.total)))
    for number, moment in enumerate(moments, start=1):
        while progress.acknowledged < moment:
            if not any(thread.is_alive() for thread in threads):
                return number - 1
            time.sleep(POLL)
        machine.kill()
        click.echo(f"killed after {progress.acknowledged} answers …", err=True)
        time.sleep(random.uniform(0, LONGEST_DARK))
        machine.start()
    return len(moments)
