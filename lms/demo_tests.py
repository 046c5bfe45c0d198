"""Example tests: invented people of different ability who took a module's final test, for its statistics."""

from datetime import datetime, timedelta
from random import Random

from lms.content.outline import Module
from lms.core import clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.demo_preparation import take_preparation
from lms.learning import services as learning
from lms.learning.models import Enrolment
from lms.people.models import User
from lms.people.rules import Occupation
from lms.quiz.queries.attempts import locked_attempt_with_items
from lms.quiz.rules.simulation import answer
from lms.quiz.services import attempts as quiz

PEOPLE = 40
SEED = 20
TRANSLATED = "sv"
"""Every third of them reads this language, where the module is translated."""
PREPARED = 3
"""Every third of them took the preparation test."""


def add_tests(module: Module, password_hash: str) -> None:
    """Let so many people take the test, each with an ability and a pace of their own."""
    chance = Random(SEED)
    bank = module.text(module.source_language).test_items
    difficulties = {item_id: chance.gauss(-0.6, 1.0) for item_id in bank}
    for number in range(1, PEOPLE + 1):
        language = (
            TRANSLATED if TRANSLATED in module.languages and number % 3 == 0 else module.source_language
        )
        enrolment = _enrol(module, number, password_hash)
        if number % PREPARED == 0:
            take_preparation(enrolment, module, number // PREPARED % 8)
        _take(enrolment, module, language, difficulties, chance)


def _enrol(module: Module, number: int, password_hash: str) -> Enrolment:
    user = User(
        id=new_id(),
        email=f"guest{number}@example.org",
        email_confirmed_at=clock.now(),
        password_hash=password_hash,
        certificate_name=f"Guest {number} Example",
        occupation=Occupation.OTHER,
        created_at=clock.now(),
        is_example=True,
    )
    db.session.add(user)
    db.session.flush()
    return learning.enrol(module, user.id)


def _take(
    enrolment: Enrolment, module: Module, language: str, difficulties: dict[str, float], chance: Random
) -> None:
    attempt = quiz.start_attempt(enrolment, module, language=language)
    opened = locked_attempt_with_items(enrolment.user_id, attempt.id)
    if opened is None:
        raise RuntimeError("the attempt just started is not there")
    bank = module.text(module.source_language).test_items
    ability, pace = chance.gauss(0.4, 1.0), chance.uniform(25, 70)
    moments = _moments(len(opened.items), pace, chance)
    attempt.started_at = moments[0]
    for row, moment in zip(opened.items, moments[1:], strict=True):
        row.response = dict(
            answer(bank[row.item_id], row.variant, ability, difficulties[row.item_id], chance)
        )
        row.saved_at = moment
    quiz.submit_attempt(opened, module)


def _moments(count: int, pace: float, chance: Random) -> list[datetime]:
    """The start and so many saves, the last of them now."""
    gaps = [pace * chance.lognormvariate(0, 0.5) for _ in range(count)]
    start = clock.now() - timedelta(seconds=sum(gaps))
    return [start + timedelta(seconds=sum(gaps[:place])) for place in range(count + 1)]
