"""How what a service refuses is shown: beside the field, or as a page about a link that no longer works."""

from flask import render_template
from wtforms.fields import Field

from lms.core.errors import CampusError
from lms.people.errors import InvalidNameError, WeakPasswordError
from lms.people.texts import say_name_problem, say_weakness


def refuse(field: Field, error: CampusError) -> None:
    """Put a refusal beside the field that it is about."""
    field.errors = [*field.errors, _say(error)]


def _say(error: CampusError) -> str:
    if isinstance(error, WeakPasswordError):
        return say_weakness(error)
    if isinstance(error, InvalidNameError):
        return say_name_problem(error)
    return str(error.message)


def link_closed(kind: str) -> tuple[str, int]:
    """The page about a link that was used or is too old; `kind` says what it was for."""
    return render_template("people/link_closed.html", kind=kind), 410
