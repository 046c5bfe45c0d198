"""The page on which people choose their mail, and the one that a link in a mail leads to."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.people import queries, services
from lms.people.forms import MailChoicesForm
from lms.people.routes import throttles
from lms.people.routes.blueprint import bp
from lms.people.routes.refusals import link_closed
from lms.people.rules.mail_topics import MailTopic
from lms.people.texts import TOPIC_TEXTS
from lms.people.unsubscribing import read_token
from lms.web.access import requires, signed_in
from lms.web.forms import EmptyForm, csrf

Answer = Response | str | tuple[str, int]


@bp.get("/account/mail")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_mail_choices() -> Answer:
    """Which mails can be switched off."""
    off = queries.unwanted_topics(signed_in().id)
    return _page(MailChoicesForm(topics=[topic.value for topic in MailTopic if topic not in off]))


def _page(form: MailChoicesForm) -> str:
    return render_template("people/show_mail_choices.html", form=form)


@bp.post("/account/mail")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def save_mail_choices() -> Answer:
    """Keep the choice."""
    form = MailChoicesForm()
    if not form.validate():
        return _page(form), 422
    services.choose_mail(signed_in().id, {MailTopic(one) for one in form.topics.data or ()})
    flash(_("Your choice has been saved."), "done")
    return redirect(url_for("people.show_account"), 303)


@bp.get("/unsubscribe/<token>")
@requires(Permission.PUBLIC)
def show_unsubscribe(token: str) -> Answer:
    """One button; looking alone changes nothing, because scanners of mail look at every link."""
    return _unsubscribe_page(token, is_done=False)


@bp.post("/unsubscribe/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # mail programs press it without the page (RFC 8058)
@requires(Permission.PUBLIC)
@throttles.limits_links
def unsubscribe(token: str) -> Answer:
    """Send no more mail about this; the signed link is all that it takes."""
    found = read_token(token)
    if found is None:
        return link_closed("unsubscribe")
    try:
        services.unsubscribe(*found)
    except NotFoundError:
        return link_closed("unsubscribe")
    return _unsubscribe_page(token, is_done=True)


def _unsubscribe_page(token: str, *, is_done: bool) -> Answer:
    found = read_token(token)
    if found is None:
        return link_closed("unsubscribe")
    return render_template(
        "people/show_unsubscribe.html",
        form=EmptyForm(),
        token=token,
        topic=TOPIC_TEXTS[found[1]],
        is_done=is_done,
    )
