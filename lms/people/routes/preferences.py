"""The page on which people choose language, time zone, mail, and what others see of them."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.people import queries, services
from lms.people.consent_texts import CONSENT_TITLES
from lms.people.forms import PreferencesForm
from lms.people.routes.blueprint import bp
from lms.people.rules import seen_in_any_case
from lms.people.rules.mail_topics import MailTopic
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import SESSION_KEY

Answer = Response | str | tuple[str, int]


@bp.get("/account/preferences")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_preferences() -> Answer:
    """All choices in one form, and which consents are in force."""
    user, off = queries.user(signed_in().id), queries.unwanted_topics(signed_in().id)
    topics = [topic.value for topic in MailTopic if topic not in off]
    return _page(PreferencesForm(obj=user, topics=topics))


@bp.post("/account/preferences")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def save_preferences() -> Answer:
    """Keep them, and speak the chosen language at once."""
    form = PreferencesForm()
    if not form.validate():
        return _page(form), 422
    services.save_preferences(signed_in().id, form.preferences())
    session[SESSION_KEY] = form.language.data
    refresh()
    flash(_("Your choice has been saved."), "done")
    return redirect(url_for("people.show_preferences"), 303)


def _page(form: PreferencesForm) -> str:
    given = queries.consents_of(signed_in().id)
    agreed = {one.kind for one in given if one.withdrawn_at is None}
    return render_template(
        "people/show_preferences.html",
        form=form,
        consents=CONSENT_TITLES,
        agreed=agreed,
        in_any_case=seen_in_any_case(current_catalogue().programme),
    )
