"""What of me others may see: the texts, agreeing, withdrawing, and what I agreed to before."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.people import queries, services
from lms.people.consent_texts import CONSENT_TITLES, consent_words
from lms.people.routes.blueprint import bp
from lms.people.rules import ConsentKind, seen_in_any_case
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@bp.get("/account/sharing")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_sharing() -> str:
    """Each text in full with its one button, and the history."""
    given = queries.consents_of(signed_in().id)
    in_force = {one.kind: one for one in given if one.withdrawn_at is None}
    words = [consent_words(kind, language()) for kind in ConsentKind]
    return render_template(
        "people/show_sharing.html",
        words=words,
        in_force=in_force,
        in_any_case=_in_any_case(),
        given=given,
        titles=CONSENT_TITLES,
    )


@bp.post("/account/sharing/<kind>/give")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def give_consent(kind: str) -> Response:
    """Agree to the text that was shown; one that has changed since is shown again."""
    words = consent_words(_kind(kind), language())
    if words.kind in _in_any_case():
        # Nobody is asked for a consent that would change nothing.
        flash(_("In this programme trainers see it in any case. Nothing was kept."), "warning")
    elif request.form.get("version") != words.digest:
        flash(_("The text is not the one you saw before. Please read it again."), "warning")
    elif services.give_consent(signed_in().id, words.kind, text=words.text, language=words.language):
        flash(_("You have agreed. You can withdraw it here at any time."), "done")
    return redirect(url_for("people.show_sharing"), 303)


@bp.post("/account/sharing/<kind>/withdraw")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def withdraw_consent(kind: str) -> Response:
    """Agree no more."""
    if services.withdraw_consent(signed_in().id, _kind(kind)):
        if kind in _in_any_case():
            flash(_("Withdrawn. In this programme trainers go on seeing it in any case."), "done")
        else:
            flash(_("Withdrawn. From now on nobody sees it by name."), "done")
    return redirect(url_for("people.show_sharing"), 303)


def _in_any_case() -> frozenset[ConsentKind]:
    return seen_in_any_case(current_catalogue().programme)


def _kind(text: str) -> ConsentKind:
    try:
        return ConsentKind(text)
    except ValueError:
        abort(404)
