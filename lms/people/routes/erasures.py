"""The pages on which people leave, and change their mind."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.core.extension import campus
from lms.core.settings import settings
from lms.people import queries, services
from lms.people.errors import LastAdministratorError, LinkClosedError, WrongPasswordError
from lms.people.forms import LeaveForm, typed
from lms.people.routes import throttles
from lms.people.routes.blueprint import bp
from lms.people.routes.refusals import link_closed, refuse
from lms.people.rules import may_lose_administrator
from lms.web.access import requires, signed_in
from lms.web.forms import EmptyForm

Answer = Response | str | tuple[str, int]


@bp.get("/account/erase")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_erasure() -> Answer:
    """What goes, what stays and why, and how long there is a way back."""
    return _page(LeaveForm())


def _page(form: LeaveForm) -> str:
    user_id = signed_in().id
    administrators = queries.administrator_ids()
    return render_template(
        "people/show_erasure.html",
        form=form,
        request_=queries.erasure_of(user_id),
        kept=[package.words for package in reversed(campus().personal_data)],
        days=settings().erasure_days,
        is_last_administrator=user_id in administrators
        and not may_lose_administrator(administrator_ids=administrators, user_id=user_id),
    )


@bp.post("/account/erase")
@requires(Permission.MANAGE_OWN_ACCOUNT)
@throttles.limits_proving
def ask_to_be_erased() -> Answer:
    """Begin the waiting time."""
    form = LeaveForm()
    if not form.validate():
        return _page(form), 422
    try:
        services.ask_to_be_erased(signed_in().id, typed(form.password))
    except WrongPasswordError as error:
        refuse(form.password, error)
        return _page(form), 422
    except LastAdministratorError as error:
        form.form_errors.append(str(error.message))
        return _page(form), 422
    return redirect(url_for("people.show_erasure"), 303)


@bp.post("/account/keep")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def keep_account() -> Response:
    """Take it back, signed in."""
    if services.keep_account(signed_in().id):
        flash(_("Your account stays as it is. Nothing has been erased."), "done")
    return redirect(url_for("people.show_data"), 303)


@bp.get("/keep-account/<token>")
@requires(Permission.PUBLIC)
def show_keep_account(token: str) -> Answer:
    """Where the link in the mail leads: one button."""
    if queries.erasure_by_link(token) is None:
        return link_closed("keep")
    return render_template("people/show_keep_account.html", form=EmptyForm(), token=token)


@bp.post("/keep-account/<token>")
@requires(Permission.PUBLIC)
@throttles.limits_links
def keep_account_by_link(token: str) -> Answer:
    """Take it back with the link from the mail."""
    try:
        services.keep_account_by_link(token)
    except LinkClosedError:
        return link_closed("keep")
    flash(_("Your account stays as it is. Nothing has been erased."), "done")
    return redirect(url_for("people.show_sign_in"), 303)
