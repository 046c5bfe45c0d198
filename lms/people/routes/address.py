"""Pages to move an account to another e-mail address."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.people import queries, services
from lms.people.errors import EmailTakenError, LinkClosedError, WrongPasswordError
from lms.people.forms import EmailForm, typed
from lms.people.names import initials_of
from lms.people.routes import throttles
from lms.people.routes.blueprint import bp
from lms.people.routes.refusals import link_closed, refuse
from lms.people.routes.visits import account_url, show_sent
from lms.people.rules import Purpose
from lms.web.access import ends_sign_ins, requires, signed_in
from lms.web.forms import EmptyForm

Answer = Response | str | tuple[str, int]


@bp.get("/account/email")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_email() -> Answer:
    """The form for another address."""
    return _form(EmailForm())


@bp.post("/account/email")
@requires(Permission.MANAGE_OWN_ACCOUNT)
@throttles.limits_new_addresses
def change_email() -> Answer:
    """Mail a link to the new address; nothing changes before it is used."""
    form = EmailForm()
    if not form.validate():
        return _form(form), 422
    try:
        sent = services.ask_for_new_email(signed_in().id, typed(form.password), typed(form.email))
    except WrongPasswordError as error:
        refuse(form.password, error)
        return _form(form), 422
    return show_sent("email", typed(form.email), sent)


def _form(form: EmailForm) -> str:
    return render_template("people/show_email.html", form=form)


@bp.get("/account/email/<token>")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_new_email(token: str) -> Answer:
    """A button, because programs that scan mail open links but press no buttons."""
    link = queries.open_link(token, Purpose.CHANGE_EMAIL)
    if link is None or link.user_id != signed_in().id:
        return link_closed("email")
    return render_template("people/show_new_email.html", form=EmptyForm(), token=token, email=link.email)


@bp.post("/account/email/<token>")
@requires(Permission.MANAGE_OWN_ACCOUNT)
@ends_sign_ins
def confirm_new_email(token: str) -> Answer:
    """Move the account to the new address."""
    actor = signed_in()
    try:
        services.confirm_new_email(token, user_id=actor.id, sign_in_id=actor.sign_in_id)
    except (LinkClosedError, EmailTakenError):
        return link_closed("email")
    flash(_("Your account has its new address. Use it the next time you sign in."), "done")
    return redirect(account_url(), 303)


@bp.get("/account/moving/<token>")
@requires(Permission.PUBLIC)
def show_moving(token: str) -> Answer:
    """For somebody who lost the old address: a button, and whose account it is, as a stranger may see it."""
    link = queries.open_link(token, Purpose.MOVE_EMAIL)
    if link is None or link.user_id is None:
        return link_closed("email")
    name = queries.account(link.user_id).name
    return render_template(
        "people/show_moving.html", form=EmptyForm(), token=token, email=link.email, name=initials_of(name)
    )


@bp.post("/account/moving/<token>")
@requires(Permission.PUBLIC)
@throttles.limits_links
def confirm_move(token: str) -> Answer:
    """Move the account to the address that the link was mailed to."""
    try:
        services.confirm_move(token)
    except (LinkClosedError, EmailTakenError):
        return link_closed("email")
    flash(_("Your account has its new address. Use it the next time you sign in."), "done")
    return redirect(url_for("people.show_sign_in"), 303)
