"""How an answered item is shown beside its key; only for what was handed in or is a self-check.

A family of types has a file, as the views before answering have.
"""

from lms.quiz.rules.reviewing.all_types import review
from lms.quiz.rules.reviewing.writing import shown_number

__all__ = ["review", "shown_number"]
