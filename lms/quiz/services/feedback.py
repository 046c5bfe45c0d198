"""What a person asks for while answering: a hint that costs points, or at once whether an answer is right."""

from lms.content.items import Item
from lms.content.outline import Feedback, Module
from lms.core import clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.quiz.errors import NothingAnsweredError
from lms.quiz.queries.attempts import OpenItem
from lms.quiz.rules import responses
from lms.quiz.rules.responses import Extent
from lms.quiz.services.attempts import blueprint_of
from lms.quiz.services.saving import require_open


def take_hint(opened: OpenItem, module: Module, item: Item) -> None:
    """Note that the hint is looked at; raises AnswerRefusedError, NotFoundError where none costs anything."""
    require_open(opened, module)
    if not item.hint_html or not item.hint_cost:
        raise NotFoundError
    if opened.item.hint_taken_at is None:
        opened.item.hint_taken_at = clock.now()
    db.session.flush()


def check_answer(opened: OpenItem, module: Module, item: Item) -> None:
    """Lock the saved answer and let its key be seen; the second time changes nothing.

    Raises AnswerRefusedError, NothingAnsweredError, NotFoundError where feedback comes after handing in.
    """
    if blueprint_of(module, opened.attempt.quiz).feedback is not Feedback.IMMEDIATE:
        raise NotFoundError
    if opened.item.checked_at is not None:
        return
    require_open(opened, module)
    if responses.extent(item, opened.item.response) is Extent.OPEN:
        raise NothingAnsweredError
    opened.item.checked_at = clock.now()
    db.session.flush()
