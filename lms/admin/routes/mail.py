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
from lms.core.mail import OutboxMail, is_paused
from lms.core.mail_control import MailMovedOnError, MailState, state_of, text_without_secrets
from lms.core.paging import sorted_by
from lms.core.settings import settings
from lms.web.access import requires, signed_in
from lms.web.exports import Column, Export, rows_of, send_export
from lms.web.listing import Asked, ask, choices, listing


@bp.get("/desk/mail")
@requires(Permission.MANAGE_MAIL)
def show_mail() -> tuple[str, int]:
    """The mails, the newest first."""
    asked = _asked()
    found = listing(
        asked,
        lambda: queries.mails(_wanted(asked), asked.cursor),
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


@bp.post("/desk/mail/export")
@requires(Permission.MANAGE_MAIL)
def export_mail() -> Response | tuple[str, int]:
    """The same mails as a file; what they say stands in none of its columns."""
    asked = _asked()
    if not asked.is_valid:
        return show_mail()
    query = sorted_by(queries.wanted_mails(_wanted(asked)), queries.ORDER)
    export = Export(
        name="outbox",
        title=_("Outbox"),
        columns=_columns(),
        rows=lambda: rows_of(query, lambda rows: [row[0] for row in rows]),
    )
    return send_export(export, filters=asked.noted)


def _columns() -> list[Column[OutboxMail]]:
    return [
        Column("kind", _("Kind of mail"), lambda mail: kind_in_words(mail.kind), lambda mail: mail.kind),
        Column("subject", _("Subject line"), lambda mail: mail.subject),
        Column("recipient", _("To"), lambda mail: mail.recipient),
        Column("language", _("Language"), lambda mail: mail.language),
        Column("state", _("State"), lambda mail: str(STATES[state_of(mail)]), lambda mail: state_of(mail)),
        Column("written_at", _("Written"), lambda mail: mail.created_at),
        Column("sent_at", _("Sent"), lambda mail: mail.sent_at),
        Column("failed_at", _("Given up"), lambda mail: mail.failed_at),
        Column("tries", _("Tries so far"), lambda mail: mail.attempt_count),
        Column("problem", _("What went wrong"), lambda mail: failure_in_words(mail.last_error)),
    ]


def _asked() -> Asked:
    form = MailFilter.from_address()
    form.state.offer({state.value: words for state, words in STATES.items()})
    form.kind.offer(choices(KINDS.items()))
    return ask(form, {queries.ORDER.name: _("Newest first")})


def _wanted(asked: Asked) -> queries.Wanted:
    form = asked.form
    return queries.Wanted(
        recipient=form.recipient.data or "",
        state=MailState(form.state.data) if form.state.data in set(MailState) else None,
        kind=form.kind.data or "",
    )


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
