"""Pages of the final test and the answering of self-checks; importing this registers the views."""

from lms.quiz.routes import (
    bank,
    gains,
    handing_in,
    items,
    preparation,
    saving,
    self_checks,
    start,
    teaching,
    trials,
)
from lms.quiz.routes.blueprint import bp

__all__ = [
    "bank",
    "bp",
    "gains",
    "handing_in",
    "items",
    "preparation",
    "saving",
    "self_checks",
    "start",
    "teaching",
    "trials",
]
