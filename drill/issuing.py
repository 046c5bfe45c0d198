"""Is each certificate there once, with its files, when the process that makes them is killed all along?"""

import os
import select
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import NoReturn

import click
from flask import Flask

from drill.register import examine
from drill.stage import environ_of, make_app
from lms.core import clock
from lms.core.db import db, reading
from lms.core.jobs import IDLE_SECONDS
from lms.core.pdf import Attachment
from lms.credentials import queries, services
from lms.credentials.formats.labels import NINE_LANGUAGES
from lms.credentials.printing.rendering import pdf_of
from lms.credentials.records import Record
from lms.credentials.services import making, printing
from lms.credentials.services.key_changes import make_first_keys
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete, confirm_name, make_record
from tests.factories.people import make_user

LEASE = timedelta(seconds=0.3)
"""What died over a file is taken up again so soon: nobody waits for minutes here."""
LONGEST_LIFE = 120
"""Seconds in which a step must be done."""
STEP = b"."


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many people get a certificate, how many kills, drawn by which seed."""

    people: int
    kills: int
    seed: int

    @property
    def steps(self) -> int:
        """Certificates issued, badges and PDF files made."""
        # If these are over before the kills are, more languages are asked for; then people join.
        return 3 * self.people


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What happened, and what was lost or doubled."""

    plan: Plan
    database: str
    seconds: float
    people: int
    """Those of the plan, and whoever joined because all was done before the last kill."""
    kills: int
    orphans: int
    problems: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """For people to read."""
        yield f"{self.people} certificates on {self.database}, seed {self.plan.seed}"
        yield f"  {self.seconds:8.1f} s, in which the process was killed {self.kills} times"
        yield f"  {self.orphans:8} files that a killed process had left without a row, swept away"
        yield f"  {len(self.problems):8} problems"
        yield from (f"  - {problem}" for problem in self.problems)


def run(plan: Plan, data: Path, database_url: str | None, *, courses: Path | None = None) -> Report:
    """Issue to a cohort in a fresh data folder, kill the process meanwhile, then look what lies there."""
    app = make_app(data, environ_of(data, database_url, courses))
    people = add_cohort(app, plan.people)
    with app.app_context():
        page = pdf_of(make_record())
    began = time.monotonic()
    people, kills = _issue_and_kill(app, people, page, plan)
    with app.app_context():
        orphans = services.remove_orphans(before=clock.now() + timedelta(minutes=1))
        problems = examine(people)
        _let_go()
    return Report(
        plan=plan,
        people=len(people),
        database="PostgreSQL" if database_url else "SQLite",
        seconds=time.monotonic() - began,
        kills=kills,
        orphans=orphans,
        problems=problems,
    )


def add_cohort(app: Flask, count: int, *, after: int = 0) -> tuple[str, ...]:
    """People who have completed the first open module and confirmed their names; nothing was issued.

    `after`: how many were added before.
    """
    with app.app_context():
        catalogue = current_catalogue()
        make_first_keys(catalogue.programme.issuer)
        module = next(one for one in catalogue.modules.values() if one.is_open)
        people = tuple(make_user(email=f"drill{after + number}@example.org") for number in range(count))
        for person in people:
            confirm_name(person)
            complete(person, module)
        ids = tuple(person.id for person in people)
        db.session.commit()
        _let_go()
    return ids


def _issue_and_kill(
    app: Flask, people: tuple[str, ...], page: bytes, plan: Plan
) -> tuple[tuple[str, ...], int]:
    """One process after the other goes on with the work; gives for whom, and how many were killed at it."""
    random, left, kills, typical = Random(plan.seed), plan.steps, 0, 0.1
    languages = iter(NINE_LANGUAGES)
    while kills < plan.kills:
        share = max(0, left) / (plan.kills - kills)
        life = _Life(app, people, page, seed=random.randrange(10**9))
        began = time.monotonic()
        seen = life.wait_for(int(max(0, share - 0.5)))
        typical = max(0.02, (time.monotonic() - began) / seen) if seen else typical
        time.sleep(random.uniform(0, 2 * typical * min(1, share)))
        left -= seen + life.kill()
        if life.has_ended:  # too early: there is to be something left for the other kills
            if language := next(languages, None):
                left = _ask_for_more(app, people, language)
            else:
                people += add_cohort(app, plan.people, after=len(people))
                left = plan.steps
            continue
        kills += 1
        if kills % 20 == 0:
            click.echo(f"killed {kills} times, about {max(0, left)} steps left …", err=True)
    last = _Life(app, people, page, seed=plan.seed)
    last.wait_for(10**9)
    last.kill()
    return people, kills


def _ask_for_more(app: Flask, people: tuple[str, ...], language: str) -> int:
    """Have all certificates made in one language more; gives how many steps that is."""
    with app.app_context():
        for user_id in people:
            for held in queries.held_by(user_id):
                services.request_language(held.credential, language)
        db.session.commit()
        _let_go()
    return len(people)


def _let_go() -> None:
    """No connection is to be shared with a process that is made of this one."""
    db.session.remove()
    db.engine.dispose()


class _Life:
    """A process that does what is left, and says a word for each step."""

    def __init__(self, app: Flask, people: tuple[str, ...], page: bytes, *, seed: int) -> None:
        self.has_ended = False
        """It came to its end before it was killed."""
        self._words, speaks = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._words)
            _live(app, people, page, Random(seed), lambda: os.write(speaks, STEP))
        os.close(speaks)

    def wait_for(self, steps: int) -> int:
        """Wait until so many steps are done, or all; gives how many were done."""
        seen, deadline, word = 0, time.monotonic() + LONGEST_LIFE, STEP
        while seen < steps and word:
            ready, _, _ = select.select([self._words], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                break
            word = os.read(self._words, 1)
            seen += len(word)
        return seen

    def kill(self) -> int:
        """End it at once, with nothing put in order; gives how many more steps were done."""
        os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        self.has_ended = os.WIFEXITED(status)
        if self.has_ended and os.WEXITSTATUS(status):
            raise click.ClickException("The process that issues failed by itself; what it said stands above.")
        rest = 0
        while os.read(self._words, 1):
            rest += 1
        os.close(self._words)
        return rest


def _live(
    app: Flask, people: tuple[str, ...], page: bytes, random: Random, say: Callable[[], object]
) -> NoReturn:
    """Issue and make files until nothing is left. All is as ever but for the layout, which is done before."""
    status = 1
    try:
        keep = printing._keep

        def keep_and_say(*arguments: object) -> None:
            keep(*arguments)  # type: ignore[arg-type]
            say()

        def laid_out(
            record: Record, language: str | None = None, attachments: Sequence[Attachment] = ()
        ) -> bytes:
            return page

        making.pdf_of = laid_out  # type: ignore[attr-defined]  # in place of the one it imports
        printing.LEASE = printing.LONG_LEASE = LEASE
        printing._keep = keep_and_say  # type: ignore[assignment]
        with app.app_context():
            _work(people, random, say)
        status = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(status)


def _work(people: tuple[str, ...], random: Random, say: Callable[[], object]) -> None:
    catalogue = current_catalogue()
    for user_id in random.sample(people, len(people)):
        if not queries.unissued(user_id):
            db.session.rollback()
            continue
        services.issue_waiting(user_id, catalogue)
        db.session.commit()
        say()
        if random.random() < 0.5:
            services.render_due()
    while _is_something_due():
        if services.render_due() == 0:
            time.sleep(IDLE_SECONDS / 10)


def _is_something_due() -> bool:
    with reading():
        return queries.is_any_file_due()
