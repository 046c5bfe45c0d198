"""Whatever happens in whatever order: every code has exactly one standing, and the log can be followed."""

import copy
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.content.certificates import CertificateRule
from lms.core import clock
from lms.core.db import db
from lms.core.errors import RefusedError
from lms.core.extension import storage
from lms.core.ids import new_id
from lms.core.settings import settings as campus_settings
from lms.credentials import queries, services
from lms.credentials.formats.status_list import is_set
from lms.credentials.models import Credential, HolderName
from lms.credentials.rules import RevocationReason, Standing
from lms.credentials.rules.verification import Note, answer_of_code
from lms.credentials.services.auditing import log_problems
from lms.credentials.services.status_lists import status_list
from lms.learning import services as learning
from lms.learning.models import Completion, Enrolment
from lms.learning.rules import FINAL_TEST
from lms.people.models import User
from lms.people.services.erasing import LEDGER, erase_person, replay_erasures
from lms.tables import metadata
from tests.factories.credentials import complete, confirm_name, module_with_test, programme
from tests.factories.people import make_user
from tests.support.application import empty
from tests.support.printing import stand_in

PEOPLE = 2
OF_ONE = ("issue", "reissue", "revoke", "renew", "erase")
OF_ALL = ("back_up", "restore", "work", "wait")
Steps = Sequence[tuple[str, int]]
STEPS = st.lists(
    st.tuples(st.sampled_from((*OF_ONE, *OF_ALL)), st.integers(0, PEOPLE - 1)), min_size=4, max_size=12
)
MODULE = replace(module_with_test(), certificate=CertificateRule(valid_months=12))


@dataclass
class Expected:
    """What should be so, told by a few dictionaries."""

    decided: dict[str, Standing] = field(default_factory=dict)
    """Code → what was decided about it: valid unless it was revoked or superseded."""
    expires: dict[str, date | None] = field(default_factory=dict)
    holder: dict[str, int] = field(default_factory=dict)
    current: dict[int, str] = field(default_factory=dict)
    """Person → code of the latest."""
    erased: set[int] = field(default_factory=set)

    def standing(self, code: str, today: date) -> Standing:
        decided, expires = self.decided[code], self.expires[code]
        is_over = decided is Standing.VALID and expires is not None and today > expires
        return Standing.EXPIRED if is_over else decided

    def add(self, person: int, credential: Credential) -> None:
        """A new one, in the place of the one before."""
        former = self.current.get(person)
        if former is not None and self.decided[former] is Standing.VALID:
            self.decided[former] = Standing.SUPERSEDED
        self.current[person] = credential.code
        self.decided[credential.code] = Standing.VALID
        self.expires[credential.code] = credential.expires_on
        self.holder[credential.code] = person


@dataclass
class Backup:
    rows: dict[str, list[dict[str, Any]]]
    files: dict[Path, bytes]
    expected: Expected


class World:
    """An installation in which somebody does one thing after the other."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.expected, self.backup, self.names = Expected(), None, 0
        self.seen: set[str] = set()
        with self._moment():
            people = [
                make_user(email=f"p{number}@example.org", certificate_name=f"Person{number}")
                for number in range(PEOPLE)
            ]
            for person in people:
                confirm_name(person)
            joined = [complete(person, MODULE) for person in people]
            self.ids = [person.id for person in people]
            self.learnt = [(completion.id, enrolment.id) for completion, enrolment in joined]
            db.session.commit()

    @contextmanager
    def _moment(self) -> Iterator[None]:
        self.now += timedelta(minutes=1)
        with time_machine.travel(self.now, tick=False):
            yield

    def do(self, step: str, person: int) -> None:
        """One step; what concerns a person who was erased is not done."""
        if step in OF_ONE and person in self.expected.erased:
            return
        with self._moment():
            getattr(self, step)(person)
            db.session.commit()
            db.session.remove()
        self.seen |= set(self.expected.decided)

    def _standing_of(self, person: int) -> Standing | None:
        code = self.expected.current.get(person)
        return None if code is None else self.expected.standing(code, self.now.date())

    def _current(self, person: int) -> Credential:
        found = queries.with_code(self.expected.current[person])
        assert found
        return found

    def issue(self, person: int) -> None:
        completion_id, enrolment_id = self.learnt[person]
        completion = db.session.get_one(Completion, completion_id)
        enrolment = db.session.get_one(Enrolment, enrolment_id)
        issued = services.issue(completion, enrolment, MODULE, programme())
        if person not in self.expected.current:
            self.expected.add(person, issued)
        assert self.expected.holder[issued.code] == person

    def reissue(self, person: int) -> None:
        self.names += 1
        user = db.session.get_one(User, self.ids[person])
        user.certificate_name = f"Person{person} {'x' * self.names}"
        db.session.get_one(HolderName, user.id).name = user.certificate_name
        db.session.flush()
        standing = self._standing_of(person)
        if standing is None:
            return
        if standing is Standing.VALID:
            self.expected.add(person, services.correct_name(user.id, self._current(person).id))
            return
        with pytest.raises(RefusedError):
            services.correct_name(user.id, self._current(person).id)

    def revoke(self, person: int) -> None:
        if person in self.expected.current:
            services.revoke(self._current(person).id, RevocationReason.ISSUED_IN_ERROR, actor_id=None)
            self.expected.decided[self.expected.current[person]] = Standing.REVOKED

    def renew(self, person: int) -> None:
        enrolment = db.session.get_one(Enrolment, self.learnt[person][1])
        learning.begin_renewal(enrolment, MODULE)
        learning.record_result(
            enrolment,
            MODULE,
            FINAL_TEST,
            score=Decimal(90),
            max_score=Decimal(100),
            is_passed=True,
            source_id=new_id(),
            begun_at=clock.now(),
        )
        latest = queries.latest_of(self.learnt[person][0])
        if self._standing_of(person) in {Standing.VALID, Standing.EXPIRED}:
            assert latest
            self.expected.add(person, latest.credential)
        else:
            assert (latest.credential.code if latest else None) == self.expected.current.get(person)

    def erase(self, person: int) -> None:
        erase_person(self.ids[person])
        self.expected.erased.add(person)

    def wait(self, _person: int) -> None:
        self.now += timedelta(days=200)

    def work(self, _person: int) -> None:
        db.session.rollback()
        while services.render_due():
            pass
        services.remove_erased_files()
        services.NoteHead()()

    def back_up(self, _person: int) -> None:
        rows = {
            table.name: [dict(row._mapping) for row in db.session.execute(select(table))]
            for table in metadata().sorted_tables
        }
        self.backup = Backup(rows=rows, files=_files(), expected=copy.deepcopy(self.expected))

    def restore(self, _person: int) -> None:
        if self.backup is None:
            return
        _put_rows_back(self.backup.rows)
        for path, data in self.backup.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        erased, self.expected = self.expected.erased, copy.deepcopy(self.backup.expected)
        assert replay_erasures() == len(erased - self.expected.erased)
        self.expected.erased |= erased

    def check(self) -> None:
        """Everything is as it should be, and nothing is left over."""
        with self._moment():
            self.work(0)
            services.remove_orphans(before=self.now + timedelta(days=20_000))
            for code in self.seen:
                self._check_code(code)
            assert db.session.scalar(select(func.count(Credential.id))) == len(self.expected.decided)
            assert log_problems() == []
            self._check_status_list()
            self._check_names()
            assert len(_files()) == len(
                [one for row in db.session.scalars(select(Credential)) for one in _stored(row.id)]
            )
            db.session.rollback()

    def _check_code(self, code: str) -> None:
        found = queries.finding_of_code(code)
        if code not in self.expected.decided:
            assert found is None  # issued after the backup that was put back
            return
        assert found
        answer = answer_of_code(found.entry, clock.now())
        assert answer.verdict.value == self.expected.standing(code, self.now.date()).value
        is_erased = self.expected.holder[code] in self.expected.erased
        assert (Note.HOLDER_ERASED in answer.notes) is is_erased
        assert found.entry.is_intact is (None if is_erased else True)
        assert (found.entry.superseded_by is not None) is (code not in self.expected.current.values())

    def _check_status_list(self) -> None:
        bits = json.loads(status_list(1, campus_settings().base_url))["credentialSubject"]["encodedList"]
        for one in db.session.scalars(select(Credential)):
            assert one.status_index is not None
            assert is_set(bits, one.status_index) is (self.expected.decided[one.code] is not Standing.VALID)

    def _check_names(self) -> None:
        erased = {one for person in self.expected.erased for one in (f"Person{person}", f"p{person}@example")}
        rows = (row for table in metadata().sorted_tables for row in db.session.execute(select(table)))
        said = "\n".join(map(str, rows)) if erased else ""
        assert [one for one in erased if one in said] == []


def _stored(credential_id: str) -> list[str]:
    return [one.stored_sha256 for one in queries.files_of(credential_id) if one.stored_sha256]


def _files() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in storage().folder.rglob("*") if path.is_file()}


def _put_rows_back(rows: dict[str, list[dict[str, Any]]]) -> None:
    db.session.remove()
    with db.engine.begin() as connection:
        tables = metadata().sorted_tables
        for table in reversed(tables):
            connection.execute(table.delete())
        for table in tables:
            for row in rows[table.name]:
                later = {"superseded_by": None} if table.name == "credential" else {}
                connection.execute(table.insert().values({**row, **later}))
        for row in rows["credential"]:
            if row["superseded_by"]:
                table = metadata().tables["credential"]
                of_row = table.update().where(table.c.id == row["id"])
                connection.execute(of_row.values(superseded_by=row["superseded_by"]))


def live_through(app: Flask, steps: Steps) -> None:
    empty(app)
    with app.app_context(), pytest.MonkeyPatch.context() as patched:
        (campus_settings().data / LEDGER).unlink(missing_ok=True)
        stand_in(patched, lambda record: b"%PDF " + record.code.encode())
        world = World()
        for step, person in steps:
            world.do(step, person)
        world.check()
        db.session.remove()
        (campus_settings().data / LEDGER).unlink(missing_ok=True)


def test_every_code_has_one_standing_and_the_log_can_be_followed(app: Flask, backend: str) -> None:
    @settings(max_examples=20 if backend == "sqlite" else 3, deadline=None, database=None)
    @given(steps=STEPS)
    def any_steps(steps: Steps) -> None:
        live_through(app, steps)

    any_steps()


def test_a_long_life_with_everything_in_it(app: Flask) -> None:
    words = "issue work back_up reissue renew work wait wait renew revoke erase work restore renew work erase"
    live_through(app, [(word, 0) for word in words.split()] + [("issue", 1), ("renew", 1)])
