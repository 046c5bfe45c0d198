"""The participant's side of an assignment: the task, the draft with its files, handing in."""

from dataclasses import dataclass

from babel import Locale
from flask import jsonify, redirect, render_template, request, url_for
from flask_babel import format_time, get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.content.outline import Component, Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning import queries as learning
from lms.learning.editions import edition_of
from lms.learning.models import Enrolment
from lms.quiz.errors import CannotHandInError, NoDraftError
from lms.quiz.forms.submissions import is_too_long, posted_texts
from lms.quiz.models import Submission
from lms.quiz.queries import submissions as queries
from lms.quiz.queries.submissions import SubmissionWithGrades
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.submissions import Next, Part, SubmissionState, left_of, next_of, parts_of, words_in
from lms.quiz.services import submitting as services
from lms.quiz.wording import submissions as words
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.errors import wants_json
from lms.web.i18n import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A person in a module with an assignment."""

    enrolment: Enrolment
    module: Module
    earlier: tuple[SubmissionWithGrades, ...]

    @property
    def draft(self) -> Submission | None:
        """What is being worked on in this enrolment."""
        drafts = (one.submission for one in self.earlier if one.submission.enrolment_id == self.enrolment.id)
        return next((one for one in drafts if one.state is SubmissionState.DRAFT), None)

    @property
    def next(self) -> Next | None:
        """What comes next; None where nothing can be handed in."""
        rule = self.module.assignment
        return next_of(rule, [one.fact for one in self.earlier]) if rule else None


def place_in(module_slug: str) -> Place:
    """Where the person stands; raises NotFoundError where there is no enrolment or no assignment."""
    enrolment = learning.enrolment_of(signed_in().id, module_slug)
    if enrolment is None:
        raise NotFoundError
    module = edition_of(current_catalogue(), enrolment)
    if module.text(language()).assignment is None:
        raise NotFoundError
    return Place(
        enrolment=enrolment, module=module, earlier=queries.submissions_of(enrolment.user_id, module_slug)
    )


def parts_in(module: Module) -> tuple[Part, ...]:
    """What is asked for, in the reader's language."""
    text = module.text(language()).assignment
    return parts_of(services.rule_of(module), text.items if text else ())


@bp.get("/modules/<module_slug>/assignment")
@requires(Permission.LEARN)
def show_assignment(module_slug: str) -> str:
    """Task and rubric, where the person stands, and the draft."""
    return assignment_page(place_in(module_slug))


def assignment_page(place: Place, *, texts: dict[str, str] | None = None, error: object = None) -> str:
    """The page; with `texts` what was typed and could not be kept."""
    module, draft = place.module, place.draft
    spoken = module.written_in("assignment.md", language())
    rule = module.assignment
    return render_template(
        "quiz/show_assignment.html",
        module=module,
        enrolment_id=place.enrolment.id,
        text=module.text(language()),
        assignment=module.text(language()).assignment,
        spoken=spoken,
        spoken_name=Locale.parse(spoken).get_language_name(get_locale()),
        rule=rule,
        counts=Component.ASSIGNMENT in module.completion.components,
        next=place.next,
        left=left_of(rule, [one.fact for one in place.earlier]) if rule else 0,
        draft=draft,
        parts=parts_in(module) if rule else (),
        texts=texts if texts is not None else _first_texts(place),
        error=error,
        handed_in=[one for one in place.earlier if one.submission.submitted_at is not None],
        files=queries.files_of(draft.id) if draft else (),
        saved_at=format_time(draft.saved_at, "HH:mm") if draft and draft.saved_at else None,
        words=words,
    )


def _first_texts(place: Place) -> dict[str, str]:
    """What stands in the fields: the draft, or what was handed in before, as a beginning."""
    if place.draft is not None:
        return place.draft.texts
    return place.earlier[-1].submission.texts if place.earlier else {}


@bp.post("/modules/<module_slug>/assignment")
@requires(Permission.LEARN)
def save_submission(module_slug: str) -> Answer:
    """Keep the texts; then stay, add files, or look it over."""
    place = place_in(module_slug)
    texts = posted_texts(parts_in(place.module), request.form)
    if is_too_long(texts):
        message = _("This text is too long to be kept. Shorten it, or add it as a file.")
        return _refused(place, texts, message, 422)
    if _is_stale(place, texts):
        message = _("Another window has saved a different text. If you save now, yours takes its place.")
        return _refused(place, texts, message, 409)
    draft = services.draft_for(place.enrolment, place.module)
    services.save_texts(draft, texts)
    if wants_json() and draft.saved_at is not None:
        message = _("Saved %(time)s", time=format_time(draft.saved_at, "HH:mm"))
        return jsonify(message=message, known=draft.saved_at.isoformat())
    wishes = {"files": "quiz.show_files", "review": "quiz.show_handing_in"}
    endpoint = wishes.get(request.form.get("go", ""), "quiz.show_assignment")
    anchor = "work" if endpoint == "quiz.show_assignment" else None
    return redirect(url_for(endpoint, module_slug=module_slug, _anchor=anchor), 303)


def _is_stale(place: Place, texts: dict[str, str]) -> bool:
    """The page knew an older draft than there is, and would write over what it has not seen."""
    draft, known = place.draft, request.form.get("known")
    if draft is None or draft.saved_at is None or known is None or known == draft.saved_at.isoformat():
        return False
    return any(draft.texts.get(key, "") != text for key, text in texts.items())


def _refused(place: Place, texts: dict[str, str], message: str, code: int) -> Answer:
    """The page with what was typed, and why it is not kept."""
    if wants_json():
        answer: Answer = jsonify(message=message)
    else:
        answer = Answer(assignment_page(place, texts=texts, error=message), mimetype="text/html")
    answer.status_code = code
    return answer


@bp.get("/modules/<module_slug>/assignment/hand-in")
@requires(Permission.LEARN)
def show_handing_in(module_slug: str) -> Answer | str:
    """What would be handed in, before it is."""
    place = place_in(module_slug)
    if place.draft is None:
        return redirect(url_for("quiz.show_assignment", module_slug=module_slug), 303)
    return _handing_in_page(place, place.draft)


def _handing_in_page(place: Place, draft: Submission) -> str:
    parts = parts_in(place.module)
    return render_template(
        "quiz/show_handing_in.html",
        module=place.module,
        text=place.module.text(language()),
        rule=place.module.assignment,
        draft=draft,
        parts=parts,
        word_counts={part.key: words_in(draft.texts.get(part.key, "")) for part in parts},
        files=queries.files_of(draft.id),
        problems=services.problems_of(draft, place.module),
        left=left_of(services.rule_of(place.module), [one.fact for one in place.earlier]),
        words=words,
    )


@bp.post("/modules/<module_slug>/assignment/hand-in")
@requires(Permission.LEARN)
def hand_in(module_slug: str) -> Answer:
    """Hand in; sent twice, it leads to the same page."""
    place = place_in(module_slug)
    draft = place.draft
    if draft is None:
        if not any(one.submission.submitted_at for one in place.earlier):
            raise NoDraftError
        return redirect(url_for("quiz.show_submission", submission_id=place.earlier[-1].submission.id), 303)
    try:
        services.hand_in(draft, place.module)
    except CannotHandInError:
        return Answer(_handing_in_page(place, draft), 422, mimetype="text/html")
    return redirect(url_for("quiz.show_submission", submission_id=draft.id), 303)
