"""Erasing the account of somebody who asked for it and cannot sign in; it waits, and can be taken back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.admin.forms.people import ErasingForm
from lms.admin.routes.blueprint import bp
from lms.admin.routes.person import Page, Subject, subject_to_act_on
from lms.core.access import Permission
from lms.core.settings import settings
from lms.people import services
from lms.people.queries import erasure_of
from lms.web.access import requires, signed_in


@bp.get("/desk/people/<person_id>/erase")
@requires(Permission.MANAGE_PEOPLE)
def show_erasing(person_id: str) -> Page:
    """What erasing the account would do, before it begins to wait."""
    return _page(subject_to_act_on(person_id), ErasingForm())


def _page(subject: Subject, form: ErasingForm) -> str:
    return render_template(
        "admin/show_erasing.html",
        subject=subject,
        form=form,
        days=settings().erasure_days,
        waiting=erasure_of(subject.id),
    )


@bp.post("/desk/people/<person_id>/erase")
@requires(Permission.MANAGE_PEOPLE)
def erase_account(person_id: str) -> Answer | Page:
    """Begin the waiting time; the person is told by mail."""
    subject, form = subject_to_act_on(person_id), ErasingForm()
    if not form.validate():
        return _page(subject, form), 422
    services.ask_for_erasure_of(subject.id, form.chosen, by=signed_in().id)
    flash(_("The account will be erased. The person is told by mail, and can still keep it."), "done")
    return redirect(url_for("admin.show_person", person_id=subject.id), 303)
