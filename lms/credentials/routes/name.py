"""Settling how the name is printed, once, before the first certificate."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.credentials import queries, services
from lms.credentials.routes.blueprint import bp
from lms.credentials.views import completed_titles
from lms.people.errors import InvalidNameError
from lms.people.forms import NameForm, typed
from lms.people.routes.refusals import refuse
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@bp.get("/certificates/name")
@requires(Permission.LEARN)
def show_name() -> str:
    """The name as the account has it, to be confirmed or put right."""
    return _page(NameForm(certificate_name=signed_in().name))


def _page(form: NameForm) -> str:
    mine = queries.certificates_of(signed_in().id)
    return render_template(
        "credentials/show_name.html",
        form=form,
        mine=mine,
        waiting=completed_titles(mine.unissued, current_catalogue(), language()),
    )


@bp.post("/certificates/name")
@requires(Permission.LEARN)
def confirm_name() -> Answer | tuple[str, int]:
    """Keep the name and issue what was waiting for it."""
    form = NameForm()
    if not form.validate():
        return _page(form), 422
    try:
        issued = services.confirm_name(signed_in().id, typed(form.certificate_name), current_catalogue())
    except InvalidNameError as error:
        refuse(form.certificate_name, error)
        return _page(form), 422
    if len(issued) == 1:
        flash(_("Here is your certificate."), "done")
        return redirect(url_for("credentials.show_certificate", credential_id=issued[0].id), 303)
    flash(_said(len(issued)), "done")
    return redirect(url_for("credentials.show_certificates"), 303)


def _said(count: int) -> str:
    if count:
        return str(ngettext("%(num)d certificate was made.", "%(num)d certificates were made.", count))
    return str(_("Your name has been confirmed."))
