"""Writing a note to a participant."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.reports.queries.teaching_participants import Participant
from lms.teaching.forms.notes import NoteForm
from lms.teaching.routes.blueprint import bp
from lms.teaching.routes.modules import present_module
from lms.teaching.routes.paths import one_participant
from lms.teaching.services.notes import Note, note_as_mail, require_reader, send_note
from lms.web.access import current_actor, requires, signed_in
from lms.web.i18n import language
from lms.web.language_names import language_name
from lms.web.limits import limiter


def _writer() -> str:
    return str(current_actor().id)


def _writer_and_reader() -> str:
    # Each trainer's own: what one has written keeps no colleague from writing to the same person.
    return f"{_writer()} {(request.view_args or {}).get('enrolment_id', '')}"


def _is_sent() -> bool:
    return request.form.get("do") == "send"


def _sends_nothing() -> bool:
    """A look at the mail, or a form that will be refused: neither counts as a note."""
    return not _is_sent() or not NoteForm().validate()


@bp.get("/teaching/modules/<module_slug>/participants/<enrolment_id>/note")
@requires(Permission.SEE_PARTICIPANTS)
def show_note(module_slug: str, enrolment_id: str) -> str:
    """The form."""
    person = one_participant(module_slug, enrolment_id)
    require_reader(person)
    return _page(NoteForm(), module_slug, person)


@bp.post("/teaching/modules/<module_slug>/participants/<enrolment_id>/note")
@limiter.limit("60 per hour", key_func=_writer, exempt_when=_sends_nothing)
@limiter.limit("10 per day", key_func=_writer_and_reader, exempt_when=_sends_nothing)
@requires(Permission.SEE_PARTICIPANTS)
def write_note(module_slug: str, enrolment_id: str) -> Answer | str | tuple[str, int]:
    """Show how it will look, or send it."""
    form, person = NoteForm(), one_participant(module_slug, enrolment_id)
    require_reader(person)
    if not form.validate():
        return _page(form, module_slug, person), 422
    note = Note(text=form.text.data or "", shares_address=bool(form.shares_address.data))
    module = present_module(module_slug)
    if not _is_sent():
        return _page(form, module_slug, person, note_as_mail(note, person, module, signed_in()))
    if send_note(note, person, module, signed_in()):
        flash(_("Your note is on its way, and stands on the person’s page of the module."), "done")
    else:
        flash(_("This person wants no notes by mail: yours stands on their page of the module."), "info")
    return redirect(url_for("teaching.show_path", module_slug=module_slug, enrolment_id=enrolment_id), 303)


def _page(form: NoteForm, module_slug: str, person: Participant, mail: tuple[str, str] | None = None) -> str:
    module = present_module(module_slug)
    return render_template(
        "teaching/show_note.html",
        form=form,
        module=module,
        text=module.text(language()),
        person=person,
        mail=mail,
        language_name=language_name,
    )
