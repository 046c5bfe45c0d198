"""Answering self-checks: graded at once, as often as one likes; all of a lesson answered is a result."""

from decimal import Decimal

from lms.content.items import PollItem
from lms.content.outline import Lesson, Module
from lms.content.shared_bank import is_graded_at_once
from lms.core import clock
from lms.core.db import db
from lms.learning import queries as learning_queries
from lms.learning import services as learning
from lms.learning.models import Enrolment
from lms.learning.rules import self_check_activity
from lms.quiz.errors import NothingAnsweredError
from lms.quiz.models import CardSource, SelfCheckAnswer
from lms.quiz.queries.self_checks import self_check_answers
from lms.quiz.rules import drawing, responses, scoring
from lms.quiz.rules.responses import Extent, Response
from lms.quiz.self_checks import SelfCheck, ids_of
from lms.quiz.services.cards import put_aside
from lms.quiz.services.polls import count_answer

SOURCE = "self-checks"
"""What reports the result: one per lesson, so that it is recorded once."""


def answer_self_check(
    enrolment: Enrolment, module: Module, check: SelfCheck, response: Response
) -> SelfCheckAnswer:
    """Keep and grade an answer, in place of the one before. Raises NothingAnsweredError."""
    if responses.extent(check.item, response) is Extent.OPEN:
        raise NothingAnsweredError
    learning.note_step(enrolment.id)
    answers = dict(self_check_answers(enrolment.id))
    is_new = check.item.id not in answers
    answer = answers.setdefault(
        check.item.id, SelfCheckAnswer(enrolment_id=enrolment.id, item_id=check.item.id)
    )
    if isinstance(check.item, PollItem):
        count_answer(module.slug, check.item, None if is_new else answer.response, response)
    _fill(answer, module, check, response)
    db.session.add(answer)
    db.session.flush()
    if answer.score < answer.max_score and is_graded_at_once(check.item):
        missed = {check.item.id: answer.variant}
        put_aside(enrolment.user_id, module, CardSource.SELF_CHECK, missed)
    if is_new:
        _report_if_all_answered(enrolment, module, check.lesson, answers)
    return answer


def _fill(answer: SelfCheckAnswer, module: Module, check: SelfCheck, response: Response) -> None:
    answer.variant = drawing.variant_of(check.item, answer.enrolment_id)
    share = scoring.share(check.versions, response, variant=answer.variant)
    answer.response = dict(response)
    answer.max_score = scoring.most_points(check.item)
    answer.score = scoring.points(share, answer.max_score)
    answer.answered_at = clock.now()
    answer.edition_digest = module.digest


def _report_if_all_answered(
    enrolment: Enrolment, module: Module, lesson: Lesson, answers: dict[str, SelfCheckAnswer]
) -> None:
    ids = ids_of(module, lesson)
    activity = self_check_activity(lesson.slug)
    if not ids <= answers.keys() or learning_queries.facts_of(enrolment).passed_at(activity):
        return
    learning.record_result(
        enrolment,
        module,
        activity,
        score=sum((answers[one].score for one in ids), Decimal(0)),
        max_score=sum((answers[one].max_score for one in ids), Decimal(0)),
        is_passed=True,
        source_id=SOURCE,
    )
