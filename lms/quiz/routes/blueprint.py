"""The blueprint that the views of this package belong to."""

from flask import Blueprint

from lms.quiz import wording

bp = Blueprint("quiz", __name__)


@bp.app_context_processor
def words() -> dict[str, object]:
    """Self-checks stand on pages of other packages and bring their words along."""
    return {"quiz_words": wording}
