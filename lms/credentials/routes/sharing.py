"""Showing credentials to others by a link: making one, ending it, and what whoever opens it sees."""

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.core import clock
from lms.core.access import Permission
from lms.core.addresses import public_address
from lms.core.errors import NotFoundError
from lms.credentials import queries, services
from lms.credentials.forms.holders import ShareForm
from lms.credentials.holdings import chains_of
from lms.credentials.queries import Held, sharing
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.counting import LOOK_UPS, network, was_unknown
from lms.credentials.rules import CredentialKind, as_shown
from lms.credentials.services.sharing import TooManyLinksError
from lms.credentials.wording.refusals import KIND_TEXTS, LINK_ENDED, REASON_TEXTS
from lms.people.rules import NameShown
from lms.web.access import requires, signed_in
from lms.web.i18n import in_nine_languages, language
from lms.web.limits import limiter

NEW_LINK = "new_share_link"
NOT_INDEXED = "noindex, nofollow, noarchive"


@bp.get("/certificates/links")
@requires(Permission.LEARN)
def show_links() -> str:
    """My links, and a form for another; the address of a new one is shown this once."""
    form = _form()
    form.credentials.data = form.credentials.data or request.args.getlist("certificate")
    return _page(form, session.pop(NEW_LINK, None))


@bp.post("/certificates/links")
@requires(Permission.LEARN)
def share() -> Answer | tuple[str, int]:
    """Make a link."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        token = services.share(signed_in().id, form.credentials.data or [], form.label.data or "")
    except TooManyLinksError:
        form.credentials.errors = [_("You have many links already. End some of them first.")]
        return _page(form), 422
    session[NEW_LINK] = token
    flash(_("Your link is made."), "done")
    return redirect(url_for("credentials.show_links"), 303)


@bp.post("/certificates/links/<link_id>/end")
@requires(Permission.LEARN)
def end_link(link_id: str) -> Answer:
    """From now on it shows nothing."""
    services.end_link(signed_in().id, link_id)
    flash(_("The link is ended. Whoever opens it from now on sees nothing."), "done")
    return redirect(url_for("credentials.show_links"), 303)


def _form() -> ShareForm:
    form = ShareForm()
    form.credentials.choices = [
        SelectChoice(one.held.credential.id, _title(one.held))
        for one in chains_of(queries.held_by(signed_in().id))
    ]
    return form


def _title(held: Held) -> str:
    title = held.record.wording_in(language()).title
    kind = held.credential.kind
    return title if kind is CredentialKind.MODULE else f"{title} ({str(KIND_TEXTS[kind]).lower()})"


def _page(form: ShareForm, token: str | None = None) -> str:
    return render_template(
        "credentials/show_links.html",
        form=form,
        links=sharing.links_of(signed_in().id),
        address=f"{public_address()}/shared/{token}" if token else None,
    )


@bp.get("/shared/<token>")
@requires(Permission.PUBLIC)
@in_nine_languages
@limiter.limit(LOOK_UPS, key_func=network, deduct_when=was_unknown)
def show_shared(token: str) -> Answer:
    """The credentials that a holder chose to show, in full, with what they are worth today."""
    shown = sharing.shown_by(token)
    if shown is None:
        raise NotFoundError(str(LINK_ENDED))
    now = clock.now()
    page = render_template(
        "credentials/show_shared.html",
        shown=shown,
        whose=next((one.record.holder_name for one in shown.held if not one.is_replaced), None),
        names={one.credential.id: _name_of(one) for one in shown.held},
        language=language(),
        standings={one.credential.id: queries.standing_of(one.credential, now).value for one in shown.held},
        reasons=REASON_TEXTS,
        now=now,
    )
    response = make_response(page)
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    response.headers["Cache-Control"] = "no-store"
    return response


def _name_of(held: Held) -> str | None:
    """In full, since its holder gave the link; of one that was replaced since, what it shows to all."""
    shown = held.row.name_shown if held.is_replaced else NameShown.FULL
    return as_shown(held.record.holder_name, shown)
