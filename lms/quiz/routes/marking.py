"""Marking one submission: the work beside the rubric, kept as a draft, finished."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from lms.content.assignments import Criterion
from lms.content.outline import Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.quiz.errors import UnmarkedError
from lms.quiz.forms.markings import posted_entries
from lms.quiz.models import Marking, Submission, SubmissionFile
from lms.quiz.queries import markings as queries
from lms.quiz.queries import submissions as submission_queries
from lms.quiz.routes.assignment import parts_in
from lms.quiz.routes.assignment_files import file_answer
from lms.quiz.routes.blueprint import bp
from lms.quiz.routes.grading import author_of, next_address
from lms.quiz.routes.submissions import rubric_in
from lms.quiz.rules.marking import MarkerRole, agreed, code_of
from lms.quiz.rules.submissions import words_in
from lms.quiz.services import marking as services
from lms.quiz.services.submitting import rule_of
from lms.quiz.wording import submissions as words
from lms.web.access import own_reach, requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.errors import wants_json
from lms.web.i18n import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What another marker gave on a criterion."""

    who: str
    points: int | None
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionField:
    """A criterion as it is marked."""

    id: str
    title: Markup
    criterion: Criterion
    points: int | None
    comment: str
    is_fixed: bool
    """The others agree on it."""
    said: tuple[Said, ...]
    is_missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies before a marker."""

    marking: Marking
    submission: Submission
    author_name: str | None
    module: Module

    @property
    def author(self) -> str:
        """What the person is called here."""
        return author_of(self.submission, self.author_name, is_blind=rule_of(self.module).blind)


def desk_of(submission_id: str) -> Desk:
    """The submission that this person has taken; raises NotFoundError."""
    marking = queries.marking_of(signed_in().id, submission_id)
    found = _within_reach(submission_id) if marking else None
    if marking is None or found is None:
        raise NotFoundError
    submission, name = found
    module = edition_of(current_catalogue(), submission)
    return Desk(marking=marking, submission=submission, author_name=name, module=module)


def _within_reach(submission_id: str) -> tuple[Submission, str | None] | None:
    return submission_queries.submission_with_author(submission_id, own_reach(Permission.GRADE))


@bp.get("/teaching/grading/<submission_id>")
@requires(Permission.GRADE)
def show_marking(submission_id: str) -> str:
    """The work beside the rubric."""
    return _page(desk_of(submission_id))


def _page(desk: Desk, missing: Sequence[str] = ()) -> str:
    submission, module = desk.submission, desk.module
    parts = parts_in(module)
    return render_template(
        "quiz/show_marking.html",
        desk=desk,
        submission=submission,
        marking=desk.marking,
        module=module,
        text=module.text(language()),
        rule=rule_of(module),
        parts=parts,
        word_counts={part.key: words_in(submission.texts.get(part.key, "")) for part in parts},
        files=_named(desk, submission_queries.files_of(submission.id)),
        fields=_fields(desk, missing),
        missing=missing,
        max_points=rubric_in(module).max_points,
        saved_at=format_time(desk.marking.saved_at, "HH:mm") if desk.marking.saved_at else None,
        kept_until=desk.marking.lapses_at,
        words=words,
    )


def _named(desk: Desk, files: Sequence[SubmissionFile]) -> list[tuple[SubmissionFile, str]]:
    return [(file, _name_of(desk, file, number)) for number, file in enumerate(files, 1)]


def _name_of(desk: Desk, file: SubmissionFile, number: int) -> str:
    """A file's name, which may say whose it is, or one that does not."""
    if not rule_of(desk.module).blind:
        return file.name
    return f"{_('Participant')}-{code_of(desk.submission.id)}-{number}.{file.kind}"


def _fields(desk: Desk, missing: Sequence[str]) -> list[CriterionField]:
    markings = queries.markings_of(desk.submission.id)
    fixed = agreed(queries.facts_from(markings)) if desk.marking.role is MarkerRole.THIRD else {}
    others = _visible(desk.marking, markings)
    return [
        CriterionField(
            id=one.id,
            title=Markup(one.title_html),
            criterion=one,
            points=desk.marking.points.get(one.id),
            comment=desk.marking.comments.get(one.id, ""),
            is_fixed=one.id in fixed,
            said=tuple(_said(other, one.id) for other in others),
            is_missing=one.id in missing,
        )
        for one in rubric_in(desk.module).criteria
    ]


def _visible(marking: Marking, markings: Sequence[Marking]) -> list[Marking]:
    """What others made of it; nothing for the first two until they are done, so that neither follows."""
    if marking.finished_at is None and marking.role in (MarkerRole.FIRST, MarkerRole.SECOND):
        return []
    return [one for one in markings if one.id != marking.id and one.finished_at is not None]


def _said(marking: Marking, criterion: str) -> Said:
    return Said(
        who=str(words.ROLES[marking.role]),
        points=marking.points.get(criterion),
        comment=marking.comments.get(criterion, ""),
    )


@bp.post("/teaching/grading/<submission_id>")
@requires(Permission.GRADE)
def save_marking(submission_id: str) -> Answer:
    """Keep what is entered; then stay, leave it for later, or finish, and perhaps take the next."""
    desk = desk_of(submission_id)
    services.save(desk.marking, posted_entries(rubric_in(desk.module), request.form))
    if wants_json() and desk.marking.saved_at is not None:
        return jsonify(message=_("Saved %(time)s", time=format_time(desk.marking.saved_at, "HH:mm")))
    wish = request.form.get("go", "later")
    if wish not in {"finish", "next"}:
        return redirect(url_for("quiz.show_grading", show="mine"), 303)
    try:
        services.finish(desk.marking, desk.module, wants_second="second" in request.form)
    except UnmarkedError as problem:
        return Answer(_page(desk, problem.missing), 422, mimetype="text/html")
    flash(_("Your marks are kept. The participant hears of the result when it is settled."), "done")
    if wish == "next":
        return redirect(next_address(signed_in().id, None), 303)
    return redirect(url_for("quiz.show_grading"), 303)


@bp.post("/teaching/grading/<submission_id>/give-back")
@requires(Permission.GRADE)
def give_back(submission_id: str) -> Answer:
    """Leave it to somebody else."""
    services.give_back(desk_of(submission_id).marking)
    return redirect(url_for("quiz.show_grading"), 303)


@bp.get("/teaching/grading/<submission_id>/files/<file_id>")
@requires(Permission.GRADE)
def download_marked_file(submission_id: str, file_id: str) -> Response:
    """A file of work that this person marks."""
    desk = desk_of(submission_id)
    for file, name in _named(desk, submission_queries.files_of(submission_id)):
        if file.id == file_id:
            return file_answer(file, name)
    raise NotFoundError
