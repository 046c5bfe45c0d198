"""The quiz commands of the terminal, by noun; importing this attaches them all to `quiz`."""

from lms.quiz.cli import exchange  # noqa: F401  (its commands attach themselves)
from lms.quiz.cli.group import quiz

__all__ = ["quiz"]
