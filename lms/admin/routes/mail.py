"""The outbox: what went, what waits, what failed; holding, releasing, trying again, pausing."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms.admin.forms.mail import MailFilter
from lms.admin.queries import mail as queries
from lms.admin.routes.blueprint import bp
from lms.admin.wording.mail import KINDS, STATES, TAGS, failure_in_words, kind_in_words
from lms.core import mail_control
from lms.core.access import Permission
from lms.core.mail import is_paused
from lms.core.mail_control import MailMovedOnError, MailState, state_of, text_without_secrets
from lms.core.settings import settings
from lms.web.access import requires, signed_in
from lms.web.listing import ask, choices, listing


@bp.get("/desk/mail")
@requires(Permission.MANAGE_MAIL)
def show_mail() -> tuple[str, int]:
    """The mails, the newest first."""
    form = MailFilter.from_address()
    form.state.offer({state.value: words for state, words in STATES.items()})
    form.kind.offer(choices(KINDS.items()))
    asked = ask(form, {queries.ORDER.name: _("Newest first")})
    wanted = queries.Wanted(
        recipient=form.recipient.data or "",
        state=MailState(form.state.data) if form.state.data in set(MailState) else None,
        kind=form.kind.data or "",
    )
    found = listing(
        asked,
        lambda: queries.mails(wanted, asked.cursor),
        in_words=lambda count, shown: ngettext("%(shown)s mail", "%(shown)s mails", count, shown=shown),
    )
    page = render_template(
        "admin/show_mail.html",
        listing=found,
        counts=queries.counts((MailState.WAITING, MailState.FAILED)),
        is_paused=is_paused(),
        has_server=settings().mail_server is not None,
        **_WORDS,
    )
    return page, found.status


_WORDS = {
    "states": STATES,
    "tags": TAGS,
    "state_of": state_of,
    "kind_in_words": kind_in_words,
    "failure_in_words": failure_in_words,
}


@bp.get("/desk/mail/<mail_id>")
@requires(Permission.MANAGE_MAIL)
def show_one_mail(mail_id: str) -> str:
    """One mail. Its text is gone once it was sent; until then its links are left out."""
    mail = queries.mail_called(mail_id)
    text = text_without_secrets(mail.text)
    return render_template("admin/show_one_mail.html", mail=mail, text=text, **_WORDS)


@bp.post("/desk/mail/<mail_id>/hold")
@requires(Permission.MANAGE_MAIL)
def hold_mail(mail_id: str) -> Response:
    """Keep it from being sent."""
    return _do(mail_control.hold, mail_id, _("The mail is held: it will not be sent."))


@bp.post("/desk/mail/<mail_id>/release")
@requires(Permission.MANAGE_MAIL)
def release_mail(mail_id: str) -> Response:
    """Let it go."""
    return _do(mail_control.release, mail_id, _("The mail is released: it goes out with the others."))


@bp.post("/desk/mail/<mail_id>/retry")
@requires(Permission.MANAGE_MAIL)
def retry_mail(mail_id: str) -> Response:
    """Try again what was given up."""
    return _do(mail_control.retry, mail_id, _("The mail will be tried again."))


def _do(act: Callable[..., None], mail_id: str, done: str) -> Response:
    try:
        act(mail_id, by=signed_in().id)
        flash(done, "done")
    except MailMovedOnError:
        flash(_("The mail has moved on meanwhile. Nothing was changed."), "warning")
    return redirect(url_for("admin.show_one_mail", mail_id=mail_id), 303)


@bp.post("/desk/mail/retry")
@requires(Permission.MANAGE_MAIL)
def retry_all_mail() -> Response:
    """Try again everything that was given up."""
    count = mail_control.retry_all(by=signed_in().id)
    flash(ngettext("%(num)d mail will be tried again.", "%(num)d mails will be tried again.", count), "done")
    return redirect(url_for("admin.show_mail"), 303)


@bp.post("/desk/mail/pause")
@requires(Permission.MANAGE_MAIL)
def pause_mail() -> Response:
    """Send nothing until somebody lets mail go on."""
    mail_control.pause(True, by=signed_in().id)
    flash(_("All mail is paused. What is written now waits in the outbox."), "done")
    return redirect(url_for("admin.show_mail"), 303)


@bp.post("/desk/mail/resume")
@requires(Permission.MANAGE_MAIL)
def resume_mail() -> Response:
    """Send again."""
    mail_control.pause(False, by=signed_in().id)
    flash(_("Mail goes on: what waited goes out now."), "done")
    return redirect(url_for("admin.show_mail"), 303)
