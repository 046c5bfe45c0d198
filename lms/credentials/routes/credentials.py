"""A credential at its own address, for machines. Whose it is, they learn only where its holder wants that.

The address is no secret: it stands in every file of the credential. So the credential itself, which holds the
name, goes to its holder, and to everybody where the holder shows the name; others are told what the page that
verifies tells them, without a name. Nothing here leads to the code.
"""

import io
from typing import Any

from flask import make_response, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as Answer

from lms.core import clock
from lms.core.access import Permission
from lms.core.addresses import address_asked
from lms.core.errors import NotFoundError
from lms.credentials import queries, services
from lms.credentials.bundle import file_name
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.badge import as_bytes
from lms.credentials.forms.verification import CodeForm
from lms.credentials.queries.published import Published
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.negotiation import (
    ASKED_AGAIN,
    HTML,
    JSON,
    JSON_TYPES,
    KEPT_SHORTLY,
    PRIVATE,
    TOKEN_TYPES,
    for_machines,
    wanted,
)
from lms.credentials.rules import BadgeForm
from lms.credentials.wording.refusals import REASON_TEXTS
from lms.people.rules import NameShown
from lms.web.access import current_actor, requires, signed_in
from lms.web.errors import error_page
from lms.web.security import FILE_POLICY

MADE_SOON_SECONDS = 5
HOW_TO_GET_IT = (
    "The credential names its holder, who has chosen not to show the name here. The holder can download it, "
    'signed in, and send it; whoever was sent one can check it at the address under "verify".'
)
NOT_MADE_YET = (
    "It was issued before certificates were made for machines. That is done when its holder, signed in, asks "
    "for it in a language."
)


@bp.get("/credentials/<credential_id>")
@requires(Permission.PUBLIC)
def show_credential(credential_id: str) -> Answer:
    """The credential as JSON or as a token, what may be said without a name, or a page for people."""
    found = _published(credential_id)
    media_type = wanted(*JSON_TYPES, *TOKEN_TYPES, HTML)
    if media_type == HTML:
        return _page(found)
    if not _may_read(found) or _is_of_earlier_release(found):
        return for_machines(as_bytes(_facts(found)), JSON, cache=_cache(found))
    badge = _badge(found)
    if badge is None:
        return error_page(503, retry_after=MADE_SOON_SECONDS)
    form = BadgeForm.JWT if media_type in TOKEN_TYPES else BadgeForm.JSON
    body = services.badge_as(form, badge)
    return for_machines(body, media_type, cache=_cache(found))


@bp.get("/credentials/<credential_id>/badge.png")
@requires(Permission.PUBLIC)
def show_badge_png(credential_id: str) -> Answer:
    """The badge with the credential in it; without it for those who may not read that."""
    return _picture(credential_id, BadgeForm.PNG, "image/png")


@bp.get("/credentials/<credential_id>/badge.svg")
@requires(Permission.PUBLIC)
def show_badge_svg(credential_id: str) -> Answer:
    """The same as SVG."""
    return _picture(credential_id, BadgeForm.SVG, "image/svg+xml")


@bp.get("/credentials/<credential_id>/elm")
@requires(Permission.LEARN)
def download_elm(credential_id: str) -> Answer:
    """One's own credential in the European Learning Model, unsealed."""
    held = queries.held(signed_in().id, credential_id)
    if held is None:
        raise NotFoundError
    response = send_file(
        io.BytesIO(services.elm_file(held.record)),
        mimetype="application/ld+json",
        as_attachment=True,
        download_name=file_name(f"{held.record.module_id} {held.record.holder_name} ELM.jsonld"),
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = PRIVATE
    return response


def _published(credential_id: str) -> Published:
    found = queries.published(credential_id)
    if found is None:
        raise NotFoundError
    return found


def _may_read(found: Published) -> bool:
    if found.row is None:
        return False
    return found.row.name_shown is NameShown.FULL or current_actor().id == found.row.holder_id


def _is_of_earlier_release(found: Published) -> bool:
    """No credential was made with it, and none is under way until its holder asks for a file."""
    return found.badge is None and found.credential.achievement_version == 0


def _cache(found: Published) -> str:
    """What a holder may hide again is asked for each time; what only the holder sees stays with them."""
    if not _may_read(found):
        return KEPT_SHORTLY if not current_actor().is_authenticated else PRIVATE
    return ASKED_AGAIN if found.row is not None and found.row.name_shown is NameShown.FULL else PRIVATE


def _badge(found: Published) -> bytes | None:
    made = services.opened(found.badge, found.key) if found.badge is not None else None
    return made.data if made is not None else None


def _picture(credential_id: str, form: BadgeForm, media_type: str) -> Answer:
    found = _published(credential_id)
    if not _may_read(found) or _is_of_earlier_release(found):
        return _nameless_picture(found)
    badge = _badge(found)
    if badge is None:
        return error_page(503, retry_after=MADE_SOON_SECONDS)
    response = for_machines(services.badge_as(form, badge), media_type, cache=_cache(found))
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def _nameless_picture(found: Published) -> Answer:
    credential = found.credential
    if credential.achievement_version == 0:
        raise NotFoundError
    address = url_for(
        "credentials.show_achievement_picture",
        slug=credential.achievement_slug,
        version=credential.achievement_version,
    )
    return redirect(address, 302)


def _facts(found: Published) -> dict[str, Any]:
    """What may be said to anybody."""
    credential, issuer = found.credential, IssuerAddress(address_asked())
    facts = {
        "id": issuer.credential(credential.id),
        "title": credential.title,
        "issuer": credential.issuer_name,
        "achievement": issuer.achievement(credential.achievement_slug, credential.achievement_version)
        if credential.achievement_version
        else None,
        "awardedOn": credential.awarded_on.isoformat(),
        "issuedOn": credential.issued_at.date().isoformat(),
        "expiresOn": credential.expires_on.isoformat() if credential.expires_on else None,
        "standing": queries.standing_of(credential, clock.now()).value,
        "revokedOn": credential.revoked_at.date().isoformat() if credential.revoked_at else None,
        "revocationReason": credential.revoked_reason.value if credential.revoked_reason else None,
        "isTrial": credential.is_trial,
        "holder": "erased" if found.row is None else "not shown",
        "verify": f"{issuer.base_url}/verify",
        "note": _note(found),
    }
    return {name: value for name, value in facts.items() if value is not None}


def _note(found: Published) -> str | None:
    if found.row is None:
        return None
    return NOT_MADE_YET if _may_read(found) else HOW_TO_GET_IT


def _page(found: Published) -> Answer:
    page = render_template(
        "credentials/show_credential.html",
        credential=found.credential,
        standing=queries.standing_of(found.credential, clock.now()).value,
        reasons=REASON_TEXTS,
        form=CodeForm(),
    )
    response = make_response(page)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.vary.add("Accept")
    return response
