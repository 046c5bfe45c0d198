"""The preparation test: its start, and its result, which tells outcomes and nothing of single questions."""

from collections.abc import Sequence

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from lms.content.outline import Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning import queries as learning
from lms.learning.editions import edition_of
from lms.quiz.models import Attempt
from lms.quiz.routes.blueprint import bp
from lms.quiz.routes.outcomes import LessonLink, OutcomeLine, outcome_lines
from lms.quiz.services import preparation as services
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@bp.post("/modules/<module_slug>/preparation/start")
@requires(Permission.LEARN)
def start_preparation(module_slug: str) -> Answer:
    """Start the test, or go on with the one under way."""
    enrolment = learning.enrolment_of(signed_in().id, module_slug)
    if enrolment is None:
        raise NotFoundError
    module = edition_of(current_catalogue(), enrolment)
    attempt = services.start_preparation(enrolment, module, language=language())
    return redirect(url_for("quiz.show_item", attempt_id=attempt.id, position=1), 303)


def preparation_result(attempt: Attempt, module: Module) -> str:
    """Points of each outcome, and where to begin reading."""
    text = module.text(language())
    outcomes = outcome_lines(attempt, module, text)
    return render_template(
        "quiz/show_preparation_result.html",
        module=module,
        text=text,
        attempt=attempt,
        outcomes=outcomes,
        begin_with=_begin_with(outcomes),
    )


def _begin_with(outcomes: Sequence[OutcomeLine]) -> LessonLink | None:
    """The first lesson about the outcome that is least known; None where all is known."""
    with_lessons = [line for line in outcomes if line.lessons]
    least_known = min(with_lessons, key=lambda line: line.percent, default=None)
    return least_known.lessons[0] if least_known else None
