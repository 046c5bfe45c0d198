"""How what a service refuses is shown: beside the field, or as a page about a link that no longer works."""

from flask import render_template
from wtforms.fields import Field

from lms.core.errors import CampusError
from lms.people.errors import WeakPasswordError
from lms.people.texts import say_weakness


def refuse(field: Field, error: CampusError) -> None:
    """Put a refusal beside the field that it is about."""
    said = say_weakness(error) if isinstance(error, WeakPasswordError) else str(error.message)
    field.errors = [*field.errors, said]


def link_closed(kind: str) -> tuple[str, int]:
    """The page about a link that was used or is too old; `kind` says what it was for."""
    return render_template("people/link_closed.html", kind=kind), 410
