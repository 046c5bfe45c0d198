"""The name on certificates: checked, then kept."""

from lms.core import audit
from lms.core.db import db
from lms.people import queries
from lms.people.certificate_font import name_face
from lms.people.errors import InvalidNameError
from lms.people.names import folded_name, problem_on_certificate


def require_name(text: str) -> str:
    """The name as it is kept; raises InvalidNameError."""
    name = folded_name(text)
    problem = problem_on_certificate(name, name_face())
    if problem:
        raise InvalidNameError(problem)
    return name


def confirm_certificate_name(user_id: str, name: str) -> str:
    """Keep the name for certificates; gives it as it is kept. Raises InvalidNameError."""
    user = queries.user(user_id)
    kept = require_name(name)
    if kept != user.certificate_name:
        user.certificate_name = kept
        audit.record("person.name-changed", actor_id=user_id, subject=f"person:{user_id}")
        db.session.flush()
    return kept
