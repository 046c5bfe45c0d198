"""The blueprint of this package; what its templates need everywhere."""

from decimal import Decimal

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask_babel import format_decimal

from lms.quiz import wording

bp = Blueprint("quiz", __name__)


def exact_number(value: Decimal) -> str:
    """A number with the language's separators and all its places."""
    return str(format_decimal(value, "#,##0.############"))


@bp.record_once
def _add_globals(setup: BlueprintSetupState) -> None:
    # Globals rather than values of each page, so that templates can keep the macros that use them.
    setup.app.jinja_env.globals.update(quiz_words=wording, exact_number=exact_number)
