"""Items, banks and modules for tests of the quiz, with canaries where a key or feedback stands."""

from tests.factories.quiz.arranging import categorise, matching, matrix, ordering
from tests.factories.quiz.modules import bank_of, blueprint, module
from tests.factories.quiz.passages import cloze, mark_words
from tests.factories.quiz.picking import choice, hotspot, poll
from tests.factories.quiz.sets import in_case, one_of_each
from tests.factories.quiz.writing import essay, likert, numeric, reflection, short_text, upload

__all__ = [
    "bank_of",
    "blueprint",
    "categorise",
    "choice",
    "cloze",
    "essay",
    "hotspot",
    "in_case",
    "likert",
    "mark_words",
    "matching",
    "matrix",
    "module",
    "numeric",
    "one_of_each",
    "ordering",
    "poll",
    "reflection",
    "short_text",
    "upload",
]
