"""What each mail says, in each language, on invented data."""

from flask import abort, render_template, request

from lms.admin.routes.blueprint import bp
from lms.admin.wording.mail import EXAMPLE, KINDS
from lms.core.access import Permission
from lms.people import mails
from lms.web.access import requires
from lms.web.i18n import INTERFACE_LANGUAGES, language


@bp.get("/desk/mail/texts")
@requires(Permission.MANAGE_MAIL)
def show_mail_texts() -> str:
    """All kinds of mails."""
    kinds = sorted(KINDS.items(), key=lambda pair: str(pair[1]).casefold())
    return render_template("admin/show_mail_texts.html", kinds=kinds)


@bp.get("/desk/mail/texts/<kind>")
@requires(Permission.MANAGE_MAIL)
def show_mail_text(kind: str) -> str:
    """One kind, in the language that the address asks for."""
    if kind not in KINDS:
        abort(404)
    wanted = request.args.get("language", language())
    if wanted not in INTERFACE_LANGUAGES:
        abort(404)
    subject, text = mails.text_of(kind, wanted, **EXAMPLE)
    return render_template(
        "admin/show_mail_text.html",
        words=KINDS[kind],
        kind=kind,
        subject=subject,
        text=text,
        wanted=wanted,
        languages=INTERFACE_LANGUAGES,
    )
