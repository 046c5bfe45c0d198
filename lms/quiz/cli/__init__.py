"""The quiz commands of the terminal, by noun; importing this attaches them all to `quiz`."""

from lms.quiz.cli import (
    exchange,
    regrading,
    statistics,
    trying,
    types,
)
from lms.quiz.cli.group import quiz

__all__ = ["exchange", "quiz", "regrading", "statistics", "trying", "types"]
