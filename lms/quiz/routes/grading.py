"""The markers' queue: what waits, oldest first, and taking something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.content.catalogue import Catalogue
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.quiz.errors import NotToTakeError
from lms.quiz.models import Submission
from lms.quiz.queries import markings as queries
from lms.quiz.queries.markings import PAGE, QueueFilter, QueueLine, QueuePlace
from lms.quiz.queries.submissions import submission_with_author
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.marking import MarkerRole, code_of, may_take
from lms.quiz.services import marking as services
from lms.quiz.services.submitting import rule_of
from lms.web.access import own_reach, requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A line of the queue as somebody sees it."""

    submission: Submission
    author: str
    module_title: str
    role: MarkerRole | None
    """As what this person would mark it; None where they can't take it."""
    is_mine: bool
    has_marked: bool


@bp.get("/teaching/grading")
@requires(Permission.GRADE)
def show_grading() -> str:
    """What waits for markers."""
    catalogue, me, reach = current_catalogue(), signed_in().id, own_reach(Permission.GRADE)
    wanted = _filter(request.args.get("show"))
    module_slug = request.args.get("module") or None
    found = queries.queue(me, wanted, reach, module_slug=module_slug, after=_place(request.args.get("after")))
    lines = [_line(one, me, catalogue) for one in found[:PAGE]]
    return render_template(
        "quiz/show_grading.html",
        lines=lines,
        wanted=wanted,
        filters=QueueFilter,
        module_slug=module_slug,
        modules=[
            one
            for one in catalogue.modules.values()
            if one.assignment is not None and reach.meets_module(course=one.course, module=one.slug)
        ],
        language=language(),
        after=_after(found[PAGE - 1].submission) if len(found) > PAGE else None,
        is_later_page=bool(request.args.get("after")),
        open_count=queries.open_count(me, reach),
    )


def _filter(text: str | None) -> QueueFilter:
    return QueueFilter(text) if text in list(QueueFilter) else QueueFilter.OPEN


def _after(submission: Submission) -> str | None:
    return f"{submission.queued_at.isoformat()}~{submission.id}" if submission.queued_at else None


def _place(text: str | None) -> QueuePlace | None:
    """Where to go on; the beginning for anything that is no place."""
    moment, _, submission_id = (text or "").partition("~")
    try:
        queued_at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return QueuePlace(queued_at=queued_at, id=submission_id[:22]) if queued_at.tzinfo else None


def _line(one: QueueLine, me: str, catalogue: Catalogue) -> Waiting:
    submission, now = one.submission, clock.now()
    try:
        module = edition_of(catalogue, submission)
        title = module.text(language()).title
        author = author_of(submission, one.author_name, is_blind=rule_of(module).blind)
    except NotFoundError:  # the edition is lost: it can be seen that somebody waits, and no more
        title, author = submission.module_slug, author_of(submission, None, is_blind=True)
    mine = [marking for marking in one.markings if marking.marker_id == me]
    role = may_take(
        queries.facts_from(one.markings),
        person_id=me,
        author_id=submission.user_id,
        needed=submission.markers_needed,
        in_review=submission.review_asked_at is not None,
        now=now,
    )
    return Waiting(
        submission=submission,
        author=author,
        module_title=title,
        role=role,
        is_mine=any(marking.finished_at is None for marking in mine),
        has_marked=any(marking.finished_at is not None for marking in mine),
    )


def author_of(submission: Submission, name: str | None, *, is_blind: bool) -> str:
    """What the person is called: by name, or by signs that say nothing about them."""
    if name and not is_blind:
        return name
    return str(_("Participant %(code)s", code=code_of(submission.id)))


@bp.post("/teaching/grading/next")
@requires(Permission.GRADE)
def take_next() -> Answer:
    """Take what waits longest; back to the queue where there is nothing."""
    module_slug = request.form.get("module") or None
    return redirect(next_address(signed_in().id, module_slug), 303)


def next_address(marker_id: str, module_slug: str | None) -> str:
    """Takes what waits longest, and gives where it is marked; else the queue."""
    waiting: Sequence[str] = queries.open_ids(marker_id, own_reach(Permission.GRADE), module_slug)
    for submission_id in waiting:
        try:
            services.take(submission_id, marker_id)
        except NotToTakeError:  # somebody else was faster
            continue
        return url_for("quiz.show_marking", submission_id=submission_id)
    return url_for("quiz.show_grading")


@bp.post("/teaching/grading/<submission_id>/take")
@requires(Permission.GRADE)
def take_submission(submission_id: str) -> Answer:
    """Take one submission."""
    found = submission_with_author(submission_id, own_reach(Permission.GRADE))
    if found is None or found[0].submitted_at is None:
        raise NotFoundError
    services.take(submission_id, signed_in().id)
    return redirect(url_for("quiz.show_marking", submission_id=submission_id), 303)
