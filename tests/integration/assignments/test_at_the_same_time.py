"""What two people do at the same moment: one hand-in, one marker, one decision."""

import threading
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from lms.core.db import db, may_write
from lms.core.errors import RefusedError
from lms.learning.models import Result
from lms.people.models import User
from lms.quiz.models import Marking, Submission
from lms.quiz.queries.markings import marking_of
from lms.quiz.services import marking as services
from lms.web.catalogue import current_catalogue
from tests.functional.assignments.marking import hand_in_text
from tests.support.assignments import ASSIGNMENT, SLUG, hand_in, write
from tests.support.pages import token_of


def at_once(app: Flask, *acts: Callable[[], object]) -> list[object]:
    """Do all at the same moment, each in a transaction of its own; gives results or errors."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def do(number: int, act: Callable[[], object]) -> None:
        with app.app_context():
            may_write.set(True)
            barrier.wait()
            try:
                results[number] = act()
                db.session.commit()
            except Exception as error:
                db.session.rollback()
                results[number] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=do, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def ids_of(app: Flask, *emails: str) -> list[str]:
    with app.app_context():
        return [db.session.scalars(db.select(User.id).where(User.email == one)).one() for one in emails]


def test_of_two_markers_who_take_the_same_work_one_has_it(
    learner: FlaskClient, trainer: FlaskClient, other_trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner)
    first, second = ids_of(app, "troels@example.org", "oliwia@example.org")
    results = at_once(app, lambda: services.take(one, first), lambda: services.take(one, second))
    assert sorted(isinstance(result, Marking) for result in results) == [False, True]
    assert any(isinstance(result, RefusedError) for result in results), results
    with app.app_context():
        assert len(db.session.scalars(db.select(Marking)).all()) == 1


def test_a_marking_finished_twice_at_once_is_reported_once(
    learner: FlaskClient, trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner)
    (marker,) = ids_of(app, "troels@example.org")
    with app.app_context():
        may_write.set(True)
        marking = services.take(one, marker)
        services.save(marking, services.Entries(points={"c1": 2, "c2": 2}, comments={}, comment=""))
        db.session.commit()

    def finish() -> object:
        found = marking_of(marker, one)
        assert found is not None
        return services.finish(found, current_catalogue().module(SLUG))

    results = at_once(app, finish, finish)
    assert sum(isinstance(result, Exception) for result in results) == 1, results
    with app.app_context():
        assert len(db.session.scalars(db.select(Result)).all()) == 1


def test_a_double_click_starts_one_draft_and_hands_in_once(learner: FlaskClient, app: Flask) -> None:
    token = token_of(learner, "/modules")
    barrier, codes = threading.Barrier(4), []

    def click() -> None:
        client = app.test_client()
        for cookie in learner._cookies.values():
            client.set_cookie(cookie.key, cookie.value)
        barrier.wait()
        codes.append(client.post(ASSIGNMENT, data={"csrf_token": token, "text-work": "A map"}).status_code)

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(codes) <= {303, 503}, codes
    write(learner, "A map")
    assert hand_in(learner) == hand_in(learner)
    with app.app_context():
        assert len(db.session.scalars(db.select(Submission)).all()) == 1
