"""What a certificate proves and what it does not, for personnel departments; public, to read and to print."""

from flask import render_template

from lms.core.access import Permission
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.verification import what_the_seal_proves
from lms.web.access import requires
from lms.web.i18n import in_nine_languages


@bp.get("/certificates/what-they-prove")
@requires(Permission.PUBLIC)
@in_nine_languages
def show_proof() -> str:
    """The page in words of those who have to judge a certificate."""
    return render_template("credentials/show_proof.html", proves=what_the_seal_proves())
