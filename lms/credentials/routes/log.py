"""The published heads of the log: whoever keeps one can hold us to it."""

from dataclasses import asdict

from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.credentials.formats.badge import as_bytes
from lms.credentials.queries import auditing
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.negotiation import JSON, KEPT_SHORTLY, for_machines
from lms.web.access import requires


@bp.get("/log")
@requires(Permission.PUBLIC)
def show_log() -> Answer:
    """How far the log had come on each day: no name, no code."""
    heads = [asdict(head) for head in auditing.heads()]
    return for_machines(as_bytes({"heads": heads}), JSON, cache=KEPT_SHORTLY)
