"""The page that a link in a mail leads to, where one click stops mails of its kind."""

from flask import render_template
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.people import services
from lms.people.routes import throttles
from lms.people.routes.blueprint import bp
from lms.people.routes.refusals import link_closed
from lms.people.texts import TOPIC_TEXTS
from lms.people.unsubscribing import read_token
from lms.web.access import requires
from lms.web.forms import EmptyForm, csrf

Answer = Response | str | tuple[str, int]


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
