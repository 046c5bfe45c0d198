"""A certificate in another language: each version is issued once and kept."""

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.credentials import queries, services
from lms.credentials.forms.holders import LanguageForm
from lms.credentials.routes.blueprint import bp
from lms.web.access import requires, signed_in


@bp.post("/certificates/<credential_id>/languages")
@requires(Permission.LEARN)
def request_language(credential_id: str) -> Answer:
    """Have it made in a language, and go on to the file."""
    held = queries.held(signed_in().id, credential_id)
    form = LanguageForm()
    if held is None or not form.validate():
        raise NotFoundError
    chosen = str(form.language.data)
    services.request_language(held.credential, chosen)
    address = url_for("credentials.download_certificate", credential_id=credential_id, language=chosen)
    return redirect(address, 303)
