"""Pages on which people see and change what is known about them."""

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.people import queries, services
from lms.people.forms import NameForm, ProfileForm, typed
from lms.people.routes.blueprint import bp
from lms.people.routes.visits import account_url
from lms.web.access import requires, safe_next, signed_in

Answer = Response | str | tuple[str, int]


@bp.get("/account")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_account() -> Answer:
    """Who the person is here: address, name, and what they say about their work."""
    user = queries.user(signed_in().id)
    return _account(ProfileForm(obj=user))


@bp.post("/account")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def save_account() -> Answer:
    """Keep what the person says about themselves."""
    form = ProfileForm()
    if not form.validate():
        return _account(form), 422
    services.save_profile(signed_in().id, form.profile())
    flash(_("Your details have been saved."), "done")
    return redirect(account_url(), 303)


def _account(form: ProfileForm) -> str:
    return render_template("people/show_account.html", form=form, user=queries.user(signed_in().id))


@bp.get("/account/name")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_name() -> Answer:
    """The form for the name on certificates."""
    return _name(NameForm(certificate_name=signed_in().name))


@bp.post("/account/name")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def save_name() -> Answer:
    """Keep the name, if a certificate can carry it."""
    form = NameForm()
    if not form.validate():
        return _name(form), 422
    name = services.confirm_certificate_name(signed_in().id, typed(form.certificate_name))
    flash(_("Certificates will say “%(name)s”.", name=name), "done")
    return redirect(safe_next(request.args.get("next"), account_url()), 303)


def _name(form: NameForm) -> str:
    return render_template("people/show_name.html", form=form)
