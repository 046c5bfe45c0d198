"""What became of work that was handed in: its state, its result, and asking for a review."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from lms.content.assignments import Criterion, Rubric
from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.quiz.forms.submissions import ReviewForm
from lms.quiz.models import Marking, SubmissionGrade
from lms.quiz.queries import markings as marking_queries
from lms.quiz.queries import submissions as queries
from lms.quiz.queries.submissions import SubmissionWithGrades
from lms.quiz.routes.assignment import parts_in
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.marking import GradeKind, MarkerRole, Points
from lms.quiz.rules.submissions import REVIEW_DAYS, Next, check_review, next_of
from lms.quiz.services import submitting as services
from lms.quiz.wording import submissions as words
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    """A criterion with what was decided on it, and what the markers say."""

    title: Markup
    level: str
    level_html: Markup
    points: int
    max_points: int
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A decision with its reasons."""

    is_review: bool
    grade: SubmissionGrade
    lines: tuple[CriterionLine, ...]
    comments: tuple[str, ...]


@bp.get("/submissions/<submission_id>")
@requires(Permission.LEARN)
def show_submission(submission_id: str) -> str:
    """What was handed in, where it stands, and its result."""
    return _page(submission_id, ReviewForm(formdata=None))


def _page(submission_id: str, form: ReviewForm) -> str:
    own, everything, module = _own(submission_id)
    facts = [one.fact for one in everything]
    markings = marking_queries.markings_of(submission_id)
    return render_template(
        "quiz/show_submission.html",
        module=module,
        text=module.text(language()),
        rule=services.rule_of(module),
        own=own,
        submission=own.submission,
        parts=parts_in(module),
        files=queries.files_of(submission_id),
        verdicts=_verdicts(own, rubric_in(module), markings),
        can_withdraw=own.submission.queued_at is not None and not own.grades and not markings,
        is_begun=any(one.finished_at is None for one in markings),
        review=check_review(facts, submission_id, clock.now()),
        review_days=REVIEW_DAYS,
        can_go_on=next_of(services.rule_of(module), facts) is Next.WORK,
        form=form,
        words=words,
    )


def rubric_in(module: Module) -> Rubric:
    """The rubric in the reader's language; raises NotFoundError."""
    text = module.text(language()).assignment
    if text is None or text.rubric is None:
        raise NotFoundError
    return text.rubric


def _verdicts(own: SubmissionWithGrades, rubric: Rubric, markings: Sequence[Marking]) -> list[Verdict]:
    found = (_verdict(kind, own, rubric, markings) for kind in GradeKind)
    return [one for one in found if one is not None]


def _own(submission_id: str) -> tuple[SubmissionWithGrades, tuple[SubmissionWithGrades, ...], Module]:
    submission = queries.own_submission(signed_in().id, submission_id)
    if submission is None or submission.submitted_at is None:
        raise NotFoundError
    everything = queries.submissions_of(submission.user_id, submission.module_slug)
    own = next(one for one in everything if one.submission.id == submission_id)
    return own, everything, edition_of(current_catalogue(), submission)


def _verdict(
    kind: GradeKind, own: SubmissionWithGrades, rubric: Rubric, markings: Sequence[Marking]
) -> Verdict | None:
    grade = own.grade_of(kind)
    if grade is None:
        return None
    is_review = kind is GradeKind.REVIEW
    said = [one for one in markings if one.finished_at and (one.role is MarkerRole.REVIEW) is is_review]
    return Verdict(
        is_review=is_review,
        grade=grade,
        lines=tuple(_line(criterion, grade.points, said) for criterion in rubric.criteria),
        comments=tuple(one.comment for one in said if one.comment),
    )


def _line(criterion: Criterion, points: Points, said: Sequence[Marking]) -> CriterionLine:
    level = next(one for one in criterion.levels if one.points == points[criterion.id])
    return CriterionLine(
        title=Markup(criterion.title_html),
        level=level.label,
        level_html=Markup(level.html),
        points=level.points,
        max_points=criterion.max_points,
        comments=tuple(text for one in said if (text := one.comments.get(criterion.id))),
    )


@bp.post("/submissions/<submission_id>/withdraw")
@requires(Permission.LEARN)
def withdraw_submission(submission_id: str) -> Answer:
    """Take it back, to go on working on it."""
    own, _everything, _module = _own(submission_id)
    services.withdraw(submission_id)
    return redirect(url_for("quiz.show_assignment", module_slug=own.submission.module_slug), 303)


@bp.post("/submissions/<submission_id>/review")
@requires(Permission.LEARN)
def ask_for_review(submission_id: str) -> Answer:
    """Have somebody else judge it again."""
    _own(submission_id)
    form = ReviewForm()
    if not form.validate_on_submit():
        return Answer(_page(submission_id, form), 422, mimetype="text/html")
    services.ask_for_review(submission_id, form.reason.data or "")
    return redirect(url_for("quiz.show_submission", submission_id=submission_id), 303)
