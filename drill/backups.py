"""Is a backup made while people work whole, does it come back elsewhere, and does it stay without the erased?

People answer a test over HTTP while certificates are issued and one backup is made after the other. One out
of the middle must come back with all that was acknowledged before it began, damaged copies of it must be
refused, and whoever is erased afterwards must not come back with it.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from flask import Flask

from bench.growth import add_tests
from bench.stage import add_people, slugs
from drill.attempts import item_count_of
from drill.issuing import add_cohort
from drill.machine import running
from drill.people import Participant, Progress
from drill.restored import Known, problems_of
from drill.stage import environ_of, make_app
from lms.app import create_app
from lms.backup.encryption import new_identity
from lms.backup.errors import BackupError
from lms.backup.services.making import make_backup
from lms.backup.services.reading import BackupFile
from lms.backup.services.restoring import Restored, Target, restore
from lms.core.backups import MadeBackup
from lms.core.db import db
from lms.credentials import queries, services
from lms.people.models import User
from lms.people.services.erasing import LEDGER, erase_person
from lms.web.catalogue import current_catalogue

PAUSE = 0.2
"""Seconds between two backups."""
MOST_ERASED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many people work, how much there was before, and how many copies are damaged."""

    people: int
    answers: int
    certificates: int
    history: int
    """Final tests that were taken before."""
    damaged: int
    seed: int


@dataclass(slots=True)
class Report:
    """What happened, and what was lost."""

    plan: Plan
    way: str
    backups: list[MadeBackup] = field(default_factory=list)
    chosen: int = 0
    """The one that is restored."""
    rows: int = 0
    files: int = 0
    steps: Mapping[str, float] = field(default_factory=dict)
    acknowledged: int = 0
    wait: float = 0.0
    """The longest for an answer while a backup was made."""
    known: int = 0
    erased: int = 0
    damaged: int = 0
    refused: int = 0
    problems: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """For people to read."""
        one, plan = self.backups[self.chosen], self.plan
        yield f"{plan.people} people at work, {plan.history} tests before, {self.way}, seed {plan.seed}"
        yield f"  {self.acknowledged:8} answers acknowledged"
        yield f"  {self.wait:8.2f} s was the longest wait for an answer"
        yield f"  {len(self.backups):8} backups made meanwhile; number {self.chosen + 1} was restored"
        yield f"  {self.known:8} answers had been acknowledged before that one"
        yield f"  {one.seconds:8.1f} s to make it"
        yield f"  {one.size / 1e6:8.1f} MB, {self.rows} rows, {self.files} files"
        yield from (f"  {seconds:8.1f} s {step}" for step, seconds in self.steps.items())
        yield f"  {self.erased:8} people erased after the backup, and erased again after the restore"
        yield f"  {self.refused:8} of {self.damaged} damaged copies refused"
        yield f"  {len(self.problems):8} problems"
        yield from (f"  - {problem}" for problem in self.problems)


def run(
    plan: Plan, folder: Path, url: str | None, into: str | None, *, courses: Path | None = None
) -> Report:
    """Work, back up meanwhile, restore elsewhere, compare, erase, restore again, damage copies."""
    names = {True: "SQLite", False: "PostgreSQL"}
    report = Report(plan=plan, way=f"{names[url is None]} to {names[into is None]}")
    environ = environ_of(folder / "data", url, courses)
    app = make_app(folder / "data", environ)
    identity, recipient = new_identity()
    (folder / "key").write_text(identity + "\n", encoding="ascii")
    known, cohort = _work_and_back_up(app, environ, plan, folder, recipient, report)
    chosen = Path(report.backups[report.chosen].file)
    _damage(chosen, folder, plan, report)
    gone = _erase(app, cohort)
    report.erased = len(gone)
    restored = restore(
        BackupFile(path=chosen, identity=folder / "key"),
        Target(data=folder / "new", database_url=into, erasures=folder / "data" / LEDGER, verifies=True),
        create_app,
    )
    _note(report, restored)
    if restored.aftermath.erased_count != len(gone):
        report.problems.append(f"{restored.aftermath.erased_count} people were erased again, not {len(gone)}")
    report.problems += problems_of(folder / "new", into, known, gone)
    return report


def _note(report: Report, restored: Restored) -> None:
    report.rows = sum(rows for rows, _ in restored.manifest.tables.values())
    report.files = restored.manifest.file_count
    report.steps = restored.seconds
    report.problems += restored.aftermath.problems
    if restored.aftermath.verified_count == 0:
        report.problems.append("no certificate was there to be verified")


def _work_and_back_up(
    app: Flask, environ: dict[str, str], plan: Plan, folder: Path, recipient: str, report: Report
) -> tuple[Known, Sequence[str]]:
    """Gives what was acknowledged before the chosen backup began, and who was to get certificates."""
    cohort = add_cohort(app, plan.certificates)
    half = (len(cohort) + 1) // 2
    _issuer(app, cohort[:half])()
    template, *people = add_people(app, plan.people + 1)
    if plan.history:
        with app.app_context():
            add_tests(template, plan.history)
            db.engine.dispose()
    (slug, _lessons), progress = slugs(app), Progress()
    with running(environ) as machine:
        taking = [
            Participant(
                person=one, port=machine.port, random=Random(plan.seed * 1000 + number), progress=progress
            )
            for number, one in enumerate(people)
        ]
        takes = [_taker(one, slug, plan.answers, item_count_of(app, slug)) for one in taking]
        with _at_work([*takes, _issuer(app, cohort[half:])], report.problems) as threads:
            known = _back_up_meanwhile(app, threads, taking, progress, folder, recipient, report)
    report.acknowledged, report.chosen = progress.acknowledged, len(known) // 2
    chosen = known[report.chosen]
    report.known = sum(len(answers) for answers in chosen.values())
    return chosen, cohort


def _taker(one: Participant, slug: str, answers: int, item_count: int) -> Callable[[], None]:
    return lambda: one.take_test(slug, min(answers, item_count), item_count)


def _issuer(app: Flask, cohort: Sequence[str]) -> Callable[[], None]:
    def issue() -> None:
        with app.app_context():
            for user_id in cohort:
                if queries.unissued(user_id):
                    services.issue_waiting(user_id, current_catalogue())
                db.session.commit()
                while services.render_due():
                    pass
            db.session.remove()

    return issue


@contextmanager
def _at_work(jobs: Sequence[Callable[[], None]], problems: list[str]) -> Iterator[list[threading.Thread]]:
    def watched(job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as problem:  # whatever it is, the drill has found something
            problems.append(f"while at work: {problem!r}")

    threads = [threading.Thread(target=watched, args=(job,), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    yield threads
    for thread in threads:
        thread.join()


def _back_up_meanwhile(
    app: Flask,
    threads: Sequence[threading.Thread],
    taking: Sequence[Participant],
    progress: Progress,
    folder: Path,
    recipient: str,
    report: Report,
) -> list[Known]:
    """One backup after the other until the work is done; gives what was acknowledged before each."""
    known: list[Known] = []
    while any(thread.is_alive() for thread in threads) or not report.backups:
        before = {one.attempt_id: dict(one.acknowledged) for one in taking if one.attempt_id}
        progress.longest_since()
        with app.app_context():
            made = make_backup(folder / f"{len(report.backups) + 1}.backup", (recipient,))
            db.session.remove()
        report.wait = max(report.wait, progress.longest_since())
        report.backups.append(made)
        known.append(before)
        if made.missing_count:
            report.problems.append(f"{made.missing_count} files were missing in a backup")
        time.sleep(PAUSE)
    return known


def _damage(whole: Path, folder: Path, plan: Plan, report: Report) -> None:
    """Copies with one bit turned over or their end cut off, where the seed says: all are refused."""
    random, data, copy = Random(plan.seed), whole.read_bytes(), folder / "damaged.backup"
    for number in range(plan.damaged):
        place = random.randrange(len(data))
        changed = bytearray(data[:place] if number % 4 == 0 else data)
        if number % 4:
            changed[place] ^= 1 << random.randrange(8)
        copy.write_bytes(changed)
        report.damaged += 1
        try:
            BackupFile(path=copy, identity=folder / "key").check()
        except BackupError:
            report.refused += 1
        else:
            report.problems.append(f"a copy that was damaged at byte {place} was taken for whole")
    copy.unlink(missing_ok=True)


def _erase(app: Flask, cohort: Sequence[str]) -> Mapping[str, str]:
    """Erase some of those with certificates; gives id → address."""
    with app.app_context():
        count = min(MOST_ERASED, max(1, len(cohort) // 4))
        gone = {one: db.session.get_one(User, one).email for one in cohort[:count]}
        for user_id in gone:
            erase_person(user_id)
            db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return gone
