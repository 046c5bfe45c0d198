"""Two devices, double clicks, retries: many at once have the effect of one."""

import threading
from collections.abc import Callable

from flask import Flask

from lms.core.db import db, may_write
from lms.learning.models import Enrolment, Result
from lms.quiz.models import Attempt, AttemptItem, SelfCheckAnswer
from lms.quiz.queries.attempts import item_to_answer, locked_attempt_with_items
from lms.quiz.rules.keys import right_response
from lms.quiz.self_checks import find_self_check
from lms.quiz.services.attempts import start_attempt, submit_attempt
from lms.quiz.services.saving import save_response
from lms.quiz.services.self_checks import answer_self_check
from tests.support.quiz import Sitting, module

MANY = 50


def all_at_once(app: Flask, act: Callable[[int], object], count: int = MANY) -> list[object]:
    """What each of many threads gave back, each in a transaction of its own; errors are raised."""
    barrier = threading.Barrier(count)
    outcomes: list[object] = []

    def run(number: int) -> None:
        barrier.wait()
        try:
            with app.app_context():
                may_write.set(True)
                outcome = act(number)
                db.session.commit()
        except Exception as error:
            outcome = error
        outcomes.append(outcome)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert not errors, errors[:3]
    return outcomes


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(model)) or 0


def enrolment() -> Enrolment:
    return db.session.scalars(db.select(Enrolment)).one()


def test_fifty_starts_at_once_make_one_test(app: Flask, learner: object) -> None:
    ids = all_at_once(app, lambda _n: start_attempt(enrolment(), module()).id)
    assert len(set(ids)) == 1
    assert count(app, Attempt) == 1
    assert count(app, AttemptItem) == 8


def test_fifty_hand_ins_at_once_give_one_result(app: Flask, sitting: Sitting) -> None:
    sitting.answer_all()
    user_id = sitting.attempt().user_id

    def submit(_number: int) -> object:
        opened = locked_attempt_with_items(user_id, sitting.id)
        assert opened is not None
        attempt = submit_attempt(opened, module())
        return attempt.score, attempt.submitted_at

    assert len(set(all_at_once(app, submit))) == 1
    assert count(app, Result) == 1


def test_answers_saved_while_handing_in_are_kept_or_refused(app: Flask, sitting: Sitting) -> None:
    row, user_id = sitting.row("q-single"), sitting.attempt().user_id
    with app.app_context():
        right = right_response(module().text("en").test_items["q-single"], 0)

    def act(number: int) -> object:
        if number == 0:
            opened = locked_attempt_with_items(user_id, sitting.id)
            assert opened is not None
            return submit_attempt(opened, module()).score
        answered = item_to_answer(user_id, sitting.id, row.position)
        assert answered is not None
        if answered.attempt.submitted_at is not None:
            return "refused"
        save_response(answered, module(), right, is_flagged=False)
        return "kept"

    outcomes = all_at_once(app, act, 12)
    # An answer that was kept counts: what was graded is what lies there.
    kept = sitting.row("q-single")
    assert (kept.response is not None) == ("kept" in outcomes)
    assert kept.score == (1 if kept.response else 0)


def test_a_self_check_answered_many_times_at_once_is_one_answer(app: Flask, learner: object) -> None:
    def act(_number: int) -> object:
        check = find_self_check(module(), "check-choice")
        answer_self_check(enrolment(), module(), check, right_response(check.item, 0))
        return None

    all_at_once(app, act, 12)
    assert count(app, SelfCheckAnswer) == 1
