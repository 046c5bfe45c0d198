"""Pages to sign in and out, and to see and end one's sign-ins."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.people import queries, services
from lms.people.forms import SignInForm, typed
from lms.people.routes import throttles
from lms.people.routes.blueprint import bp
from lms.people.routes.cookie import forget_sign_in
from lms.people.routes.visits import device, go_on, home, keep_target, show_sent
from lms.people.services import NotConfirmed, NotSignedIn
from lms.web.access import current_actor, ends_sign_ins, requires, safe_next, signed_in
from lms.web.transaction import keep_despite_refusal

Answer = Response | str | tuple[str, int]


@bp.get("/sign-in")
@requires(Permission.PUBLIC)
def show_sign_in() -> Answer:
    """The form to sign in."""
    target = request.args.get("next", "")
    if current_actor().is_authenticated:
        return redirect(safe_next(target, home()), 303)
    return _form(SignInForm(next=target))


@bp.post("/sign-in")
@requires(Permission.PUBLIC)
@throttles.limits_signing_in
def sign_in() -> Answer:
    """Sign in and go on to where the person was heading."""
    form = SignInForm()
    if not form.validate():
        return _form(form), 422
    outcome = services.sign_in(typed(form.email), typed(form.password), device())
    if isinstance(outcome, NotSignedIn):
        return _refuse(form, outcome)
    if isinstance(outcome, NotConfirmed):
        keep_target(form.next.data)
        return show_sent("confirm", outcome.email, outcome.sent)
    return go_on(outcome.token, form.next.data)


def _refuse(form: SignInForm, outcome: NotSignedIn) -> Answer:
    keep_despite_refusal(lambda: services.record_refused_sign_in(outcome.user_id))
    form.form_errors.append(_("Address and password do not belong together. Look at both again."))
    return _form(form), 422


def _form(form: SignInForm) -> str:
    return render_template("people/show_sign_in.html", form=form)


@bp.post("/sign-out")
@requires(Permission.PUBLIC)
def sign_out() -> Response:
    """End this sign-in."""
    actor = current_actor()
    if actor.is_authenticated:
        g.pop("sign_in_to_hold", None)  # a second click finds it ended, and that is what was wanted
        services.end_sign_in(signed_in().id, signed_in().sign_in_id)
    return forget_sign_in(redirect("/", 303))


@bp.get("/account/sign-ins")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_sign_ins() -> str:
    """Where the person is signed in."""
    actor = signed_in()
    found = queries.open_sign_ins(actor.id)
    return render_template("people/show_sign_ins.html", sign_ins=found, present_id=actor.sign_in_id)


@bp.post("/account/sign-ins/<sign_in_id>/end")
@requires(Permission.MANAGE_OWN_ACCOUNT)
@ends_sign_ins
def end_sign_in(sign_in_id: str) -> Response:
    """End one of one's own sign-ins."""
    actor = signed_in()
    services.end_sign_in(actor.id, sign_in_id)
    if sign_in_id == actor.sign_in_id:
        return forget_sign_in(redirect("/", 303))
    flash(_("That device has been signed out."), "done")
    return redirect(url_for("people.show_sign_ins"), 303)


@bp.post("/account/sign-ins/end-others")
@requires(Permission.MANAGE_OWN_ACCOUNT)
@ends_sign_ins
def end_other_sign_ins() -> Response:
    """End all sign-ins but this one."""
    actor = signed_in()
    count = services.end_other_sign_ins(actor.id, actor.sign_in_id)
    flash(
        ngettext(
            "%(num)d other device has been signed out.", "%(num)d other devices have been signed out.", count
        ),
        "done",
    )
    return redirect(url_for("people.show_sign_ins"), 303)
