"""The preparation test: begun once before the first final test, and ended by it at the latest."""

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.content.pages import TEST_FILE
from lms.learning.editions import edition_of
from lms.learning.models import Enrolment
from lms.learning.services import lock_enrolment
from lms.quiz.errors import PreparationRefusedError
from lms.quiz.models import Attempt
from lms.quiz.queries import attempts as attempt_queries
from lms.quiz.queries.preparation import preparation_standing
from lms.quiz.rules import drawing
from lms.quiz.rules.kinds import PREPARATION
from lms.quiz.rules.preparation import PreparationState
from lms.quiz.services.attempts import add_attempt, blueprint_of, new_attempt, submit_attempt


def start_preparation(enrolment: Enrolment, module: Module, *, language: str | None = None) -> Attempt:
    """Draw and start the test; gives the one under way if there is one.

    Raises NoSuchQuizError or PreparationRefusedError.
    """
    wanted = blueprint_of(module, PREPARATION).draw
    lock_enrolment(enrolment)
    present = attempt_queries.open_attempt_of(enrolment.id, PREPARATION)
    if present is not None:
        return present
    standing = preparation_standing(enrolment.user_id, module, enrolment.id)
    if standing.state is not PreparationState.OFFERED:
        raise PreparationRefusedError
    spoken = module.written_in(TEST_FILE, language or module.source_language)
    attempt = new_attempt(enrolment, module, PREPARATION, 1, spoken)
    bank = module.text(module.source_language).test_items
    return add_attempt(attempt, drawing.draw_beside(wanted, blueprint_of(module), bank, attempt.seed))


def end_preparation(enrolment: Enrolment, catalogue: Catalogue) -> None:
    """Hand in a test that is still under way, with what is saved: the final test begins."""
    present = attempt_queries.open_attempt_of(enrolment.id, PREPARATION)
    if present is None:
        return
    opened = attempt_queries.locked_attempt_with_items(enrolment.user_id, present.id)
    if opened is not None:
        submit_attempt(opened, edition_of(catalogue, opened.attempt))
