"""Verifying for machines: the same answers as JSON, described by OpenAPI and open to every origin."""

from flask import Response, jsonify, request

from lms.core import clock
from lms.core.access import Permission
from lms.core.addresses import public_address
from lms.credentials import services
from lms.credentials.checking.as_json import as_json
from lms.credentials.checking.openapi import description
from lms.credentials.checking.views import Source, Verification, verification
from lms.credentials.codes import MalformedCodeError, normalise_code
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.counting import LOOK_UPS, network, was_unknown
from lms.credentials.routes.verification import (
    FILES,
    MEGABYTES,
    NOT_INDEXED,
    is_digest,
)
from lms.credentials.rules.verification import answer_of_code, answer_of_digest
from lms.web.access import requires
from lms.web.bodies import takes_megabytes
from lms.web.forms import csrf
from lms.web.i18n import in_nine_languages, language
from lms.web.limits import limiter
from lms.web.security import open_to_all


def _answer(seen: Verification) -> Response:
    response = jsonify(as_json(seen, clock.now()))
    response.status_code = 200 if seen.answer.entry is not None or seen.is_file else 404
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    response.vary.add("Accept-Language")
    return response


@bp.get("/api/verify/<code>")
@requires(Permission.PUBLIC)
@in_nine_languages
@open_to_all
@limiter.limit(LOOK_UPS, key_func=network, deduct_when=was_unknown)
def verification_of_code(code: str) -> Response:
    """What is known of a code."""
    try:
        answer, finding = services.verify_by_code(normalise_code(code))
    except MalformedCodeError:
        answer, finding = answer_of_code(None, clock.now()), None
    return _answer(verification(answer, finding, Source.CODE, language()))


@bp.get("/api/verify/file/<sha256>")
@requires(Permission.PUBLIC)
@in_nine_languages
@open_to_all
@limiter.limit(LOOK_UPS, key_func=network, deduct_when=was_unknown)
def verification_of_file(sha256: str) -> Response:
    """What is known of a file by its digest."""
    if is_digest(sha256):
        answer, finding = services.verify_by_digest(sha256)
    else:
        answer, finding = answer_of_digest(None, clock.now()), None
    return _answer(verification(answer, finding, Source.DIGEST, language()))


@bp.post("/api/verify/file")
@requires(Permission.PUBLIC)
@in_nine_languages
@open_to_all
@takes_megabytes(MEGABYTES, in_memory=True)
@csrf.exempt  # type: ignore[untyped-decorator]  # it looks at no cookie
@limiter.limit(FILES, key_func=network)
def verification_of_sent_file() -> Response:
    """Check the file that is the body of the request."""
    verified = services.verify_by_file(request.get_data(cache=False))
    finding = verified.registered.finding if verified.registered is not None else None
    return _answer(verification(verified.answer, finding, Source.FILE, language()))


@bp.get("/api/openapi.json")
@requires(Permission.PUBLIC)
@open_to_all
def openapi() -> Response:
    """The description of these addresses."""
    return jsonify(description(public_address()))
