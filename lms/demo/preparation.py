"""Example preparation tests, and questions that come back today, so that their pages can be seen alive."""

from lms.content.outline import Module
from lms.content.shared_bank import is_graded_at_once
from lms.core import clock
from lms.core.db import db
from lms.learning.models import Enrolment
from lms.quiz.models import CardSource
from lms.quiz.queries.attempts import locked_attempt_with_items
from lms.quiz.queries.cards import cards_for
from lms.quiz.rules.keys import right_response
from lms.quiz.services.attempts import submit_attempt
from lms.quiz.services.cards import put_aside
from lms.quiz.services.preparation import start_preparation

QUESTIONS_BACK = 3


def take_preparation(enrolment: Enrolment, module: Module, right_items: int) -> None:
    """Hand in a preparation test with so many items answered rightly and the others left open."""
    if module.preparation is None:
        return
    attempt = start_preparation(enrolment, module)
    opened = locked_attempt_with_items(enrolment.user_id, attempt.id)
    if opened is None:
        raise RuntimeError("the attempt just started is not there")
    bank = module.text(module.source_language).test_items
    for item in opened.items:
        item.saved_at = clock.now()
    for item in opened.items[:right_items]:
        item.response = dict(right_response(bank[item.item_id], item.variant))
    submit_attempt(opened, module)


def let_questions_come_back(enrolment: Enrolment, module: Module) -> None:
    """Make the first self-checks of a module due today."""
    text = module.text(module.source_language)
    checks = [
        item.id
        for lesson in module.lessons
        for item in text.lessons[lesson.slug].items
        if is_graded_at_once(item)
    ]
    missed = dict.fromkeys(checks[:QUESTIONS_BACK], 0)
    put_aside(enrolment.user_id, module, CardSource.SELF_CHECK, missed)
    for card in cards_for(enrolment.user_id, module.slug, CardSource.SELF_CHECK, missed).values():
        card.due_on = clock.now().date()
    db.session.flush()
