"""Figures grow with every test that is handed in, and equal what all tests together give."""

import random
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from lms.core.db import db, may_write
from lms.learning import services as learning
from lms.quiz.models import Attempt, StatisticCount, StatisticSum
from lms.quiz.privacy import PERSONAL_DATA
from lms.quiz.queries.attempts import locked_attempt_with_items
from lms.quiz.queries.statistics import judged_attempt, kept_tally
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.statistics_sums import Sums
from lms.quiz.rules.statistics_tally import (
    EVERYTHING,
    Count,
    CountKey,
    Facet,
    JudgedAttempt,
    SumKey,
    Tally,
    tally_of,
)
from lms.quiz.services.attempts import start_attempt, submit_attempt
from lms.quiz.services.statistics import rebuild, replace_attempt, write
from lms.web.catalogue import current_catalogue
from tests.factories.people import make_user
from tests.support.quiz import SLUG, Sitting, module, wrong_response

PEOPLE = 12


def sit(name: str, chance: random.Random, *, tries: int = 1) -> None:
    """Somebody takes the test, answering by chance, so many times."""
    user = make_user(email=f"{name}@example.org")
    enrolment = learning.enrol(module(), user.id)
    bank = module().text("en").test_items
    for _ in range(tries):
        attempt = start_attempt(enrolment, module())
        opened = locked_attempt_with_items(user.id, attempt.id)
        assert opened is not None
        for row in opened.items:
            item = bank[row.item_id]
            right = right_response(item, row.variant)
            row.response = chance.choice([dict(right), dict(right), wrong_response(item), None])
            row.saved_at = attempt.started_at
        submit_attempt(opened, module())
        if attempt.is_passed:
            return


def alive(tally: Tally) -> tuple[dict[SumKey, Sums], dict[CountKey, Count]]:
    """What counts of a tally."""
    sums = {key: one for key, one in tally.sums.items() if one.n}
    return sums, {key: one for key, one in tally.counts.items() if one.n}


@pytest.fixture
def taken(app: Flask) -> Iterator[Flask]:
    """Some people have taken the test, some of them twice."""
    with app.app_context():
        may_write.set(True)
        chance = random.Random(4)
        for number in range(PEOPLE):
            sit(f"person{number}", chance, tries=1 + number % 2)
        db.session.commit()
        yield app


def all_attempts() -> list[JudgedAttempt]:
    attempts = db.session.scalars(db.select(Attempt)).all()
    found = [locked_attempt_with_items(attempt.user_id, attempt.id) for attempt in attempts]
    return [judged_attempt(one.attempt, one.items, module()) for one in found if one is not None]


def test_figures_that_grew_equal_those_of_all_attempts(taken: Flask) -> None:
    tally = Tally()
    for attempt in all_attempts():
        tally.add(tally_of(attempt))
    assert alive(kept_tally(SLUG)) == alive(tally)
    assert kept_tally(SLUG).sums[EVERYTHING].n > PEOPLE


def test_counting_anew_gives_the_same_figures(taken: Flask) -> None:
    before = alive(kept_tally(SLUG))
    rebuilt = rebuild(SLUG, current_catalogue())
    db.session.commit()
    assert alive(kept_tally(SLUG)) == before
    assert rebuilt.before == rebuilt.now == len(all_attempts())
    assert rebuilt.lost == 0


def test_counting_anew_mends_figures_that_were_damaged(taken: Flask) -> None:
    before = alive(kept_tally(SLUG))
    db.session.execute(db.delete(StatisticSum))
    db.session.execute(db.update(StatisticCount).values(n=StatisticCount.n + 3))
    db.session.commit()
    assert rebuild(SLUG, current_catalogue()).before == 0
    db.session.commit()
    assert alive(kept_tally(SLUG)) == before


def test_an_attempt_that_is_judged_anew_is_counted_as_it_is_now(taken: Flask) -> None:
    attempts = all_attempts()
    old = attempts[0]
    new = replace(
        old, items=[replace(one, score=one.versions[0].points) for one in old.items], is_passed=True
    )
    replace_attempt(SLUG, old, new)
    db.session.commit()
    tally = Tally()
    for attempt in [new, *attempts[1:]]:
        tally.add(tally_of(attempt))
    assert alive(kept_tally(SLUG)) == alive(tally)
    assert not db.session.scalar(db.select(db.func.count()).where(StatisticCount.n == 0))


def test_what_was_never_counted_cannot_be_taken_out(app: Flask, sitting: Sitting) -> None:
    sitting.submit()
    with app.app_context():
        may_write.set(True)
        (attempt,) = all_attempts()
        change = Tally()
        change.take_out(tally_of(attempt))
        change.take_out(tally_of(attempt))
        with pytest.raises(IntegrityError, match="n_from_zero"):
            write(SLUG, change)
        db.session.rollback()


def test_handing_in_adds_two_statements_however_many_were_before(taken: Flask) -> None:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "statistic_" in statement:
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    sit("one-more", random.Random(8))
    event.remove(db.engine, "before_cursor_execute", note)
    db.session.rollback()
    assert len(statements) == 2
    assert all(statement.startswith("INSERT") for statement in statements)


def test_many_who_hand_in_at_once_are_all_counted(taken: Flask) -> None:
    attempts = all_attempts()
    before = kept_tally(SLUG).sums[EVERYTHING].n
    db.session.rollback()
    barrier, errors = threading.Barrier(8), list[Exception]()

    def run(number: int) -> None:
        barrier.wait()
        try:
            for turn in range(5):
                with taken.app_context():
                    may_write.set(True)
                    # Some take out and add (as a regrade does) while others add, in another order of items.
                    if number % 2:
                        replace_attempt(SLUG, attempts[turn], attempts[turn])
                    write(SLUG, tally_of(attempts[(number + turn) % len(attempts)]))
                    db.session.commit()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors, errors[:2]
    tally = Tally()
    for attempt in attempts:
        tally.add(tally_of(attempt))
    for number in range(8):
        for turn in range(5):
            tally.add(tally_of(attempts[(number + turn) % len(attempts)]))
    assert alive(kept_tally(SLUG)) == alive(tally)
    assert kept_tally(SLUG).sums[EVERYTHING].n == before + 40


def test_erasing_somebody_leaves_the_figures_which_name_nobody(taken: Flask) -> None:
    before = alive(kept_tally(SLUG))
    user_id = db.session.scalars(db.select(Attempt.user_id)).first()
    assert user_id is not None
    PERSONAL_DATA.erase(user_id)
    db.session.commit()
    assert alive(kept_tally(SLUG)) == before
    assert not any(
        column.info for table in (StatisticSum, StatisticCount) for column in table.__table__.columns
    )
    assert {key.facet for key in kept_tally(SLUG).counts} <= set(Facet)
