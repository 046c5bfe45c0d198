"""What others need to check a credential by: the issuer's keys and the status lists."""

import logging
from typing import Any

from flask import make_response, render_template
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.addresses import address_asked
from lms.core.errors import NotFoundError
from lms.credentials.errors import KeyUnusableError
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.badge import as_bytes
from lms.credentials.formats.did import did_document, jwk_set, public_jwk
from lms.credentials.formats.keys import Purpose
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.negotiation import (
    CREDENTIAL,
    HTML,
    JSON,
    JSON_TYPES,
    KEPT_SHORTLY,
    for_machines,
    wanted,
)
from lms.credentials.services import keys, status_lists
from lms.credentials.wording.keys import what_it_proves
from lms.web.access import requires
from lms.web.errors import error_page
from lms.web.i18n import in_nine_languages

log = logging.getLogger(__name__)

DID_TYPES = (JSON, "application/did+json", "application/did", "application/did+ld+json")
KEY_TYPES = (JSON, "application/jwk+json")
SET_TYPES = (JSON, "application/jwk-set+json")


@bp.get("/.well-known/did.json")
@requires(Permission.PUBLIC)
def show_did() -> Answer:
    """The issuer with all keys that ever signed badges or tokens."""
    document = did_document(IssuerAddress(address_asked()), keys.published())
    return _json(document, *DID_TYPES)


@bp.get("/keys")
@requires(Permission.PUBLIC)
@in_nine_languages
def show_keys() -> Answer:
    """All keys that were ever published: for programs, or a page that says what each of them proves."""
    published = keys.published()
    if wanted(*SET_TYPES, HTML) != HTML:
        return _json(jwk_set(published), *SET_TYPES)
    ordered = sorted(published, key=lambda key: list(Purpose).index(key.purpose))
    page = make_response(render_template("credentials/show_keys.html", keys=ordered, proves=what_it_proves))
    page.vary.add("Accept")
    return page


@bp.get("/keys/<kid>")
@requires(Permission.PUBLIC)
def show_key(kid: str) -> Answer:
    """One of them."""
    found = next((key for key in keys.published() if key.kid == kid), None)
    if found is None:
        raise NotFoundError
    return _json(public_jwk(found), *KEY_TYPES)


@bp.get("/status/<int:number>")
@requires(Permission.PUBLIC)
def show_status_list(number: int) -> Answer:
    """Which of a great many credentials no longer stand; it does not say whose they are."""
    try:
        body = status_lists.status_list(number, address_asked())
    except KeyUnusableError:
        log.exception("the status list %s cannot be signed", number)
        return error_page(503)
    return for_machines(body, wanted(CREDENTIAL, *JSON_TYPES), cache=KEPT_SHORTLY)


def _json(document: dict[str, Any], *media_types: str) -> Answer:
    return for_machines(as_bytes(document), wanted(*media_types), cache=KEPT_SHORTLY)
