"""Answers for machines: which form was asked for, from anywhere, with a fingerprint to ask again by."""

from flask import Response, request
from werkzeug.wrappers import Response as Answer

HTML = "text/html"
JSON = "application/json"
CREDENTIAL = "application/vc"
TOKEN = "application/vc+jwt"
JSON_TYPES = (JSON, CREDENTIAL, "application/ld+json", "application/vc+ld+json")
TOKEN_TYPES = (TOKEN, "application/jwt", "text/plain")

KEPT_SHORTLY = "public, max-age=300"
ASKED_AGAIN = "public, no-cache"
PRIVATE = "private, no-cache"


def wanted(*offered: str) -> str:
    """The media type to answer with: the best of those offered; the first where anything will do."""
    return request.accept_mimetypes.best_match(offered, default=offered[0])


def for_machines(body: bytes, media_type: str, *, cache: str) -> Answer:
    """An answer that scripts of any site may read, unless it is for the person who is signed in."""
    response = Response(body, mimetype=media_type)
    response.headers["Cache-Control"] = cache
    response.headers["X-Robots-Tag"] = "noindex"
    response.vary.add("Accept")
    if cache == PRIVATE:
        response.vary.add("Cookie")
    else:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.add_etag()
    return response.make_conditional(request)
