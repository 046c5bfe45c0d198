"""One certificate: what is registered, what happened to it, its PDF, issuing it again."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from lms.admin.forms.credentials import AS_NOW, ReissueForm
from lms.admin.queries.credentials import CredentialLine, credential_within
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import countries
from lms.admin.routes.person import has_page
from lms.admin.wording.credentials import EVENTS, TAGS
from lms.content.catalogue import UnknownEditionError
from lms.core.access import Permission
from lms.core.db import db
from lms.core.errors import NotFoundError, RefusedError
from lms.credentials import queries, services
from lms.credentials.codes import grouped
from lms.credentials.errors import ElementsMissingError
from lms.credentials.models import Credential
from lms.credentials.routes.download import answer_with
from lms.credentials.rules import CredentialKind, FileForm, Standing, may_be_revoked
from lms.credentials.services.printing import render_again
from lms.credentials.wording.holders import ELEMENT_TEXTS, FORM_NAMES
from lms.credentials.wording.refusals import KIND_TEXTS, REASON_TEXTS, STANDING_TEXTS
from lms.people.rules import LookKind
from lms.people.services.looks import note_looks
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue

ISSUED_ANEW = frozenset({Standing.VALID, Standing.EXPIRED})


@bp.get("/desk/credentials/<credential_id>")
@requires(Permission.REVOKE_CREDENTIALS)
def show_credential(credential_id: str) -> str:
    """What is registered of a certificate, and what can be done about it."""
    line = _found(credential_id)
    _note_look(line)
    credential = db.session.get_one(Credential, line.id)
    files = queries.files_of(line.id)
    return render_template(
        "admin/show_credential.html",
        line=line,
        has_person=line.holder_id is not None and has_page(line.holder_id),
        may_be_revoked=may_be_revoked,
        credential=credential,
        country=countries().get(line.country, line.country),
        code=grouped(line.code),
        kinds=KIND_TEXTS,
        standings=STANDING_TEXTS,
        tags=TAGS,
        reasons=REASON_TEXTS,
        events=queries.events_of(line.id),
        event_texts=EVENTS,
        files=files,
        forms=FORM_NAMES,
        has_pdf=any(one.form is FileForm.PDF and one.stored_sha256 for one in files),
        is_given_up=any(one.sha256 is None and one.due_at is None for one in files),
        may_be_reissued=_may_be_reissued(line),
    )


@bp.get("/desk/credentials/<credential_id>/certificate.pdf")
@requires(Permission.REVOKE_CREDENTIALS)
def download_credential(credential_id: str) -> Answer:
    """The PDF in the language of issue; the holder sees who looked at it."""
    line = _found(credential_id)
    if line.holder_id is None:
        raise NotFoundError
    _note_look(line)
    return answer_with(queries.held_file(line.holder_id, line.id, FileForm.PDF))


@bp.post("/desk/credentials/<credential_id>/files")
@requires(Permission.REVOKE_CREDENTIALS)
def make_files_again(credential_id: str) -> Answer:
    """Have the files tried again that were given up."""
    count = render_again(_found(credential_id).id)
    flash(ngettext("%(num)d file is tried again.", "%(num)d files are tried again.", count), "done")
    return redirect(url_for("admin.show_credential", credential_id=credential_id), 303)


@bp.get("/desk/credentials/<credential_id>/reissue")
@requires(Permission.REVOKE_CREDENTIALS)
def show_reissue(credential_id: str) -> str:
    """What issuing it again would do, before it is done."""
    return _reissue_page(_found(credential_id), ReissueForm())


@bp.post("/desk/credentials/<credential_id>/reissue")
@requires(Permission.REVOKE_CREDENTIALS)
def reissue(credential_id: str) -> Answer | tuple[str, int]:
    """Issue the certificate again, with everything as it is recorded now."""
    line, form = _found(credential_id), ReissueForm()
    if not form.validate():
        return _reissue_page(line, form), 422
    try:
        new = services.reissue(
            line.id,
            current_catalogue(),
            takes_present_edition=form.wording.data == AS_NOW,
            actor_id=signed_in().id,
        )
    except (NotFoundError, RefusedError, ElementsMissingError, UnknownEditionError) as refusal:
        form.wording.errors = [_why_not(refusal)]
        return _reissue_page(line, form), 422
    flash(_("The certificate was issued again, and its holder is told by mail."), "done")
    return redirect(url_for("admin.show_credential", credential_id=new.id), 303)


def _found(credential_id: str) -> CredentialLine:
    reach = signed_in().reach(Permission.REVOKE_CREDENTIALS)
    line = credential_within(credential_id, reach, current_catalogue())
    if line is None:
        raise NotFoundError
    return line


def _note_look(line: CredentialLine) -> None:
    if line.holder_id is not None:
        note_looks(signed_in().id, [line.holder_id], LookKind.ACHIEVEMENTS)


def _may_be_reissued(line: CredentialLine) -> bool:
    is_of_module = line.kind is CredentialKind.MODULE
    return is_of_module and line.holder_id is not None and line.standing in ISSUED_ANEW


def _reissue_page(line: CredentialLine, form: ReissueForm) -> str:
    if not _may_be_reissued(line):
        raise NotFoundError
    return render_template("admin/show_reissue.html", line=line, form=form, code=grouped(line.code))


def _why_not(refusal: Exception) -> str:
    if isinstance(refusal, ElementsMissingError):
        missing = ", ".join(str(ELEMENT_TEXTS[one]) for one in refusal.elements)
        return str(_("It would lack: %(missing)s.", missing=missing))
    if isinstance(refusal, UnknownEditionError):
        return str(_("The edition of the module is no longer kept. Take its wording as it is now."))
    return str(_("It cannot be issued again: it was withdrawn or replaced meanwhile."))
