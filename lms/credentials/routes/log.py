"""The published heads of the log: whoever keeps one can hold us to it."""

from dataclasses import asdict

from flask import Response, jsonify

from lms.core.access import Permission
from lms.credentials.queries import auditing
from lms.credentials.routes.blueprint import bp
from lms.web.access import requires


@bp.get("/log")
@requires(Permission.PUBLIC)
def show_log() -> Response:
    """How far the log had come on each day: no name, no code."""
    response = jsonify({"heads": [asdict(head) for head in auditing.heads()]})
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
