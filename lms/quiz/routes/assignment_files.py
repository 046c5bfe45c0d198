"""Files of an assignment: added to the draft, removed from it, taken away by their owner."""

from urllib.parse import quote

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.core.storage import MissingFileError
from lms.quiz.forms.submissions import looked_at
from lms.quiz.models import SubmissionFile
from lms.quiz.queries import submissions as queries
from lms.quiz.routes.assignment import Place, parts_in, place_in
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.file_kinds import MEDIA_TYPES, accepted
from lms.quiz.rules.files import FileProblem, FileRefusedError
from lms.quiz.rules.submissions import FILE_MEGABYTES, Next, Part
from lms.quiz.services import submitting as services
from lms.quiz.wording import submissions as words
from lms.web.access import current_actor, requires, signed_in
from lms.web.bodies import takes_megabytes
from lms.web.i18n import language
from lms.web.limits import limiter
from lms.web.security import FILE_POLICY

MOST_FILES_AT_ONCE = 3
LONGEST_QUOTED = 60


def _person() -> str:
    return str(current_actor().id)


@bp.get("/modules/<module_slug>/assignment/files")
@requires(Permission.LEARN)
def show_files(module_slug: str) -> Answer | str:
    """The files of the draft, and a form for more."""
    place = place_in(module_slug)
    if place.next is not Next.WORK:
        return redirect(url_for("quiz.show_assignment", module_slug=module_slug), 303)
    return _page(place, {})


def _page(place: Place, errors: dict[str, list[str]]) -> str:
    draft = place.draft
    parts = [part for part in parts_in(place.module) if part.most_files]
    return render_template(
        "quiz/show_files.html",
        module=place.module,
        text=place.module.text(language()),
        parts=parts,
        files=queries.files_of(draft.id) if draft else (),
        errors=errors,
        accepted=accepted,
        megabytes=FILE_MEGABYTES,
    )


@bp.post("/modules/<module_slug>/assignment/files")
@requires(Permission.LEARN)
@takes_megabytes(MOST_FILES_AT_ONCE * FILE_MEGABYTES + 1)
@limiter.limit("60 per hour", key_func=_person)
def add_files(module_slug: str) -> Answer:
    """Add what was chosen; a file that is not taken is named with the reason, the others are kept."""
    sent = [one for one in request.files.getlist("files") if one.filename]
    place = place_in(module_slug)
    part = next((one for one in parts_in(place.module) if one.key == request.form.get("part")), None)
    if part is None or not part.most_files:
        raise NotFoundError
    errors = _add(place, part, sent) if sent else [_("Choose a file first.")]
    if not errors:
        return redirect(url_for("quiz.show_files", module_slug=module_slug), 303)
    return Answer(_page(place, {part.key: errors}), 422, mimetype="text/html")


def _add(place: Place, part: Part, sent: list[FileStorage]) -> list[str]:
    """Add all files or none; gives what is wrong. More than are asked for are not looked at."""
    if len(sent) > part.most_files:
        return [str(words.FILE_PROBLEMS[FileProblem.TOO_MANY])]
    errors, taken = [], []
    for one in sent:
        try:
            taken.append(looked_at(one, part))
        except FileRefusedError as refusal:
            errors.append(f"{clipped(one.filename or '')}: {words.FILE_PROBLEMS[refusal.problem]}")
    if errors:
        return errors
    try:
        services.add_files(services.draft_for(place.enrolment, place.module), part, taken)
    except FileRefusedError as refusal:
        return [str(words.FILE_PROBLEMS[refusal.problem])]
    return []


def clipped(name: str) -> str:
    """A name as somebody sent it, short enough to be quoted."""
    return name if len(name) <= LONGEST_QUOTED else f"{name[:LONGEST_QUOTED]}…"


@bp.post("/modules/<module_slug>/assignment/files/<file_id>/remove")
@requires(Permission.LEARN)
def remove_file(module_slug: str, file_id: str) -> Answer:
    """Take a file out of the draft."""
    draft = place_in(module_slug).draft
    if draft is None:
        raise NotFoundError
    services.remove_file(draft, file_id)
    return redirect(url_for("quiz.show_files", module_slug=module_slug), 303)


@bp.get("/submissions/<submission_id>/files/<file_id>")
@requires(Permission.LEARN)
def download_file(submission_id: str, file_id: str) -> Response:
    """A file, for the person who handed it in."""
    submission = queries.own_submission(signed_in().id, submission_id)
    file = queries.file_of(submission_id, file_id) if submission else None
    if file is None:
        raise NotFoundError
    return file_answer(file, file.name)


def file_answer(file: SubmissionFile, name: str) -> Response:
    """A file as something to save, never to be shown by a browser as a page of ours."""
    try:
        data = services.content_of(file)
    except MissingFileError:
        raise NotFoundError from None
    answer = Response(data, mimetype=MEDIA_TYPES[file.kind])
    # Old programs read the plain name, the others the one with all letters (RFC 6266).
    names = {"filename": f"file.{file.kind}", "filename*": f"UTF-8''{quote(name, safe='')}"}
    answer.headers.set("Content-Disposition", "attachment", **names)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers["Cache-Control"] = "no-store"
    return answer
