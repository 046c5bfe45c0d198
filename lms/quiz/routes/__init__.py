"""Pages of tests, self-checks and assignments; importing this registers the views."""

from lms.quiz.routes import (
    agreement,
    assignment,
    assignment_files,
    bank,
    gains,
    grading,
    handing_in,
    items,
    marking,
    preparation,
    saving,
    self_checks,
    start,
    statistics,
    submissions,
    teaching,
    trials,
)
from lms.quiz.routes.blueprint import bp

__all__ = [
    "agreement",
    "assignment",
    "assignment_files",
    "bank",
    "bp",
    "gains",
    "grading",
    "handing_in",
    "items",
    "marking",
    "preparation",
    "saving",
    "self_checks",
    "start",
    "statistics",
    "submissions",
    "teaching",
    "trials",
]
