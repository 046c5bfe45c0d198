"""How the people of a demonstration answer tests: some questions are harder than others, for statistics."""

from datetime import datetime, timedelta
from functools import cache
from math import log
from random import Random

from lms.content.outline import Module
from lms.core import clock
from lms.demo.timeline import Story
from lms.learning.models import Enrolment
from lms.quiz.errors import StartRefusedError
from lms.quiz.models import AttemptItem
from lms.quiz.queries.attempts import locked_attempt_with_items
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.simulation import guess
from lms.quiz.services import attempts as quiz


def take_test(
    enrolment: Enrolment, module: Module, share: float, chance: Random, *, language: str, guesses: bool
) -> Story:
    """Start a final test, answer such a share of it rightly, hand it in."""
    try:
        attempt = quiz.start_attempt(enrolment, module, language=language)
    except StartRefusedError:
        return
    opened = locked_attempt_with_items(enrolment.user_id, attempt.id)
    if opened is None:
        raise RuntimeError("the attempt just started is not there")
    moments = _moments(len(opened.items), chance)
    yield moments[-1]
    right = round(share * len(opened.items))
    known = set(_easiest_first(opened.items, chance)[:right])
    bank = module.text(module.source_language).test_items
    for row, moment in zip(opened.items, moments, strict=True):
        if row.position in known:
            row.response = dict(right_response(bank[row.item_id], row.variant))
        elif guesses and chance.random() < 0.9:
            row.response = dict(guess(bank[row.item_id], row.variant, chance))
        else:
            continue
        row.saved_at = moment
    quiz.submit_attempt(opened, module)


def _easiest_first(items: tuple[AttemptItem, ...], chance: Random) -> list[int]:
    """Positions in the order in which somebody of this day would know the answers."""
    felt = {row.position: _difficulty(row.item_id) - log(-log(chance.uniform(0.001, 0.999))) for row in items}
    return sorted(felt, key=lambda position: felt[position])


@cache
def _difficulty(item_id: str) -> float:
    return Random(item_id).gauss(0, 1.2)


def _moments(count: int, chance: Random) -> list[datetime]:
    """When each answer is saved, from now on."""
    pace, moment, moments = chance.uniform(25, 60), clock.now(), []
    for _item in range(count):
        moment += timedelta(seconds=pace * chance.lognormvariate(0, 0.4))
        moments.append(moment)
    return moments
