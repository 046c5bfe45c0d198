"""Pages for a forgotten password and for changing a known one."""

from flask import flash, render_template
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.people import queries, services
from lms.people.errors import LinkClosedError, WeakPasswordError, WrongPasswordError
from lms.people.forms import ForgottenPasswordForm, NewPasswordForm, PasswordForm, typed
from lms.people.routes import throttles
from lms.people.routes.blueprint import bp
from lms.people.routes.cookie import remember_sign_in
from lms.people.routes.refusals import link_closed, refuse
from lms.people.routes.visits import account_url, device, go_on, show_sent
from lms.people.rules import Purpose
from lms.web.access import ends_sign_ins, requires, signed_in

Answer = Response | str | tuple[str, int]


@bp.get("/forgotten-password")
@requires(Permission.PUBLIC)
def show_forgotten_password() -> Answer:
    """Ask where to send the link."""
    return render_template("people/show_forgotten_password.html", form=ForgottenPasswordForm())


@bp.post("/forgotten-password")
@requires(Permission.PUBLIC)
@throttles.limits_resetting
def send_reset_link() -> Answer:
    """Mail a link to set a new password; the answer is the same for an address without account."""
    form = ForgottenPasswordForm()
    if not form.validate():
        return render_template("people/show_forgotten_password.html", form=form), 422
    return show_sent("reset", typed(form.email), services.send_reset_link(typed(form.email)))


@bp.get("/reset-password/<token>")
@requires(Permission.PUBLIC)
def show_reset_password(token: str) -> Answer:
    """The form that the mailed link leads to."""
    if queries.open_link(token, Purpose.RESET_PASSWORD) is None:
        return link_closed("reset")
    return _new_password(token, NewPasswordForm())


@bp.post("/reset-password/<token>")
@requires(Permission.PUBLIC)
@ends_sign_ins
@throttles.limits_links
def reset_password(token: str) -> Answer:
    """Set the new password and sign in."""
    form = NewPasswordForm()
    if not form.validate():
        return _new_password(token, form), 422
    try:
        sign_in_token = services.reset_password(token, typed(form.password), device())
    except LinkClosedError:
        return link_closed("reset")
    except WeakPasswordError as error:
        refuse(form.password, error)
        return _new_password(token, form), 422
    answer = go_on(sign_in_token)
    flash(_("Your password has been changed. All other devices have been signed out."), "done")
    return answer


def _new_password(token: str, form: NewPasswordForm) -> str:
    return render_template("people/show_reset_password.html", form=form, token=token)


@bp.get("/account/password")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_password() -> Answer:
    """The form to change the password."""
    return _change(PasswordForm())


@bp.post("/account/password")
@requires(Permission.MANAGE_OWN_ACCOUNT)
@ends_sign_ins
@throttles.limits_proving
def change_password() -> Answer:
    """Change the password; this device stays signed in, with a new token."""
    form = PasswordForm()
    if not form.validate():
        return _change(form), 422
    try:
        token = services.change_password(signed_in().id, typed(form.current), typed(form.password), device())
    except WrongPasswordError as error:
        refuse(form.current, error)
        return _change(form), 422
    except WeakPasswordError as error:
        refuse(form.password, error)
        return _change(form), 422
    remember_sign_in(token)
    flash(_("Your password has been changed. All other devices have been signed out."), "done")
    return redirect(account_url(), 303)


def _change(form: PasswordForm) -> str:
    return render_template("people/show_password.html", form=form)
