"""What was achieved, by version: a page for people, JSON for machines, and a picture. Names nobody."""

from flask import make_response, render_template, request
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.addresses import address_asked
from lms.core.errors import NotFoundError
from lms.core.settings import settings
from lms.credentials import queries
from lms.credentials.formats.achievement import (
    AchievementText,
    achievement_of,
    achievement_text_from,
    facts_of,
    parts_of,
)
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.badge import as_bytes
from lms.credentials.formats.contexts import BADGE_CONTEXTS
from lms.credentials.formats.labels import labels_in
from lms.credentials.printing.badges import badge_png, face_of_achievement
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.negotiation import HTML, JSON_TYPES, KEPT_SHORTLY, for_machines, wanted
from lms.web.access import requires
from lms.web.i18n import language
from lms.web.language_names import language_name


@bp.get("/achievements/<slug>/<int(max=999999):version>")
@requires(Permission.PUBLIC)
def show_achievement(slug: str, version: int) -> Answer:
    """One version, which never changes; `?language=` chooses among those it is worded in."""
    text = _text_of(slug, version)
    media_type = wanted(*JSON_TYPES, HTML)
    if media_type == HTML:
        return _page(text, version)
    asked = request.args.get("language", "")
    achievement = achievement_of(text, version, asked, IssuerAddress(address_asked()))
    document = {"@context": list(BADGE_CONTEXTS), **achievement}
    return for_machines(as_bytes(document), media_type, cache=KEPT_SHORTLY)


@bp.get("/achievements/<slug>/<int(max=999999):version>/badge.png")
@requires(Permission.PUBLIC)
def show_achievement_picture(slug: str, version: int) -> Answer:
    """The picture of the badge, without anybody's credential in it."""
    text = _text_of(slug, version)
    asked = request.args.get("language", "")
    achievement = achievement_of(text, version, asked, IssuerAddress(address_asked()))
    picture = badge_png(
        face_of_achievement(achievement, text.issuer.name), settings().data / "build" / "fonts"
    )
    return for_machines(picture, "image/png", cache=KEPT_SHORTLY)


def _text_of(slug: str, version: int) -> AchievementText:
    found = queries.achievement(slug, version)
    if found is None:
        raise NotFoundError
    return achievement_text_from(found.text)


def _page(text: AchievementText, version: int) -> Answer:
    wording = text.wording_in(request.args.get("language") or language())
    labels = labels_in(wording.language)
    page = render_template(
        "credentials/show_achievement.html",
        text=text,
        wording=wording,
        labels=labels,
        facts=facts_of(text, wording),
        parts=parts_of(text, labels),
        languages=[one.language for one in text.wordings],
        language_name=language_name,
        version=version,
    )
    response = make_response(page)
    response.vary.add("Accept")
    return response
