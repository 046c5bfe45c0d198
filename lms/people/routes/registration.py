"""Pages to make an account and to confirm its address."""

from flask import abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.core.ids import digest_of
from lms.core.settings import settings
from lms.people import queries, services
from lms.people.errors import LinkClosedError, WrongPasswordError
from lms.people.forms import ConfirmationForm, RegistrationForm, typed
from lms.people.routes import throttles
from lms.people.routes.blueprint import bp
from lms.people.routes.refusals import link_closed, refuse
from lms.people.routes.visits import (
    LINK_KEY,
    MAIL_KEY,
    device,
    go_on,
    home,
    keep_target,
    paragraphs_of,
    show_sent,
)
from lms.people.rules import Purpose
from lms.web.access import current_actor, requires
from lms.web.forms import EmptyForm
from lms.web.i18n import language
from lms.web.notices import Notice, notice_page

Answer = Response | str | tuple[str, int]


@bp.get("/register")
@requires(Permission.PUBLIC)
def show_register() -> Answer:
    """The form for a new account."""
    if current_actor().is_authenticated:
        return redirect(home(), 303)
    return _form(RegistrationForm(next=request.args.get("next", "")))


@bp.post("/register")
@requires(Permission.PUBLIC)
@throttles.limits_registering
def register() -> Answer:
    """Make an account and mail the link that confirms its address."""
    form = RegistrationForm()
    if not form.validate():
        return _form(form), 422
    name = typed(form.certificate_name) or None
    sent = services.register(
        typed(form.email),
        typed(form.password),
        language=language(),
        certificate_name=name,
        notice_version=notice_page(Notice.PRIVACY).version,
    )
    keep_target(form.next.data)
    return show_sent("register", typed(form.email), sent)


def _form(form: RegistrationForm) -> str:
    return render_template("people/show_register.html", form=form, notice=notice_page(Notice.PRIVACY))


@bp.get("/mail-sent")
@requires(Permission.PUBLIC)
def show_mail_sent() -> Answer:
    """Look in your mail; in a trial on this very machine, the mail itself."""
    about = session.get(MAIL_KEY)
    if about is None:
        return redirect(url_for("people.show_sign_in"), 303)
    mail = queries.mail_shown(about.get("id")) if settings().shows_mail_on_page else None
    paragraphs = paragraphs_of(mail.text) if mail else []
    return render_template("people/show_mail_sent.html", about=about, mail=mail, paragraphs=paragraphs)


@bp.get("/confirm/<token>")
@requires(Permission.PUBLIC)
def show_confirm(token: str) -> Answer:
    """A button, because programs that scan mail open links but press no buttons."""
    if queries.open_link(token, Purpose.CONFIRM_EMAIL) is None:
        return link_closed("register")
    return _confirmation(token, EmptyForm() if _is_own(token) else ConfirmationForm())


@bp.post("/confirm/<token>")
@requires(Permission.PUBLIC)
@throttles.limits_links
def confirm(token: str) -> Answer:
    """Confirm the address and sign in."""
    form = EmptyForm() if _is_own(token) else ConfirmationForm()
    if not form.validate():
        return _confirmation(token, form), 422
    password = typed(form.password) if isinstance(form, ConfirmationForm) else None
    try:
        return go_on(services.confirm_email(token, password=password, device=device()))
    except LinkClosedError:
        return link_closed("register")
    except WrongPasswordError as error:
        if not isinstance(form, ConfirmationForm):
            abort(400)
        refuse(form.password, error)
        return _confirmation(token, form), 422


def _is_own(token: str) -> bool:
    """The account was made in this browser."""
    return session.get(LINK_KEY) == digest_of(token)


def _confirmation(token: str, form: EmptyForm | ConfirmationForm) -> str:
    return render_template("people/show_confirm.html", form=form, token=token)
