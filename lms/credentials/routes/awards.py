"""Asking for the course certificates and the diploma that follow from the certificates one has."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.credentials import services
from lms.credentials.routes.blueprint import bp
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue


@bp.post("/certificates/awards")
@requires(Permission.LEARN)
def give_awards() -> Answer:
    """Give what is due: usually it was when the last module's certificate came."""
    given = services.give_due_awards(signed_in().id, current_catalogue().programme)
    if given:
        said = ngettext("%(num)d certificate was made.", "%(num)d certificates were made.", len(given))
        flash(said, "done")
    else:
        flash(_("Nothing more is due. You have what follows from your certificates."), "info")
    return redirect(url_for("credentials.show_certificates"), 303)
