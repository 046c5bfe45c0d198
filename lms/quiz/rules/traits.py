"""What of an item can change from one edition to another, and what of it counts for points."""

from enum import StrEnum


class Trait(StrEnum):
    """What of an item can change."""

    TYPE = "type"
    POINTS = "points"
    OUTCOME = "outcome"
    SCORING = "scoring"
    HINT_COST = "hint-cost"
    KEY = "key"
    """Whether an option is right; where an entry belongs."""
    ORDER = "order"
    AREA = "area"
    VALUE = "value"
    TOLERANCE = "tolerance"
    UNIT = "unit"
    PARAMETERS = "parameters"
    """A set of numbers was put in or taken out."""
    ACCEPTED = "accepted"
    """A typed answer that counts as right."""
    FOLDING = "folding"
    """Whether diacritics count."""
    SEVERAL = "several"
    """Whether several can be picked."""
    PART = "part"
    """An option, pair, entry or gap was put in or taken out."""
    PROMPT = "prompt"
    WORDS = "words"
    """How a part is worded."""
    FEEDBACK = "feedback"
    FORESEEN = "foreseen"
    """What is said to wrong answers that were foreseen."""
    HINT = "hint"
    EXPLANATION = "explanation"
    CASE = "case"
    SHUFFLE = "shuffle"
    LIMITS = "limits"
    TRANSLATION = "translation"


SCORING_TRAITS = frozenset(
    {
        Trait.POINTS,
        Trait.OUTCOME,
        Trait.SCORING,
        Trait.HINT_COST,
        Trait.KEY,
        Trait.ORDER,
        Trait.AREA,
        Trait.VALUE,
        Trait.TOLERANCE,
        Trait.UNIT,
        Trait.PARAMETERS,
        Trait.ACCEPTED,
        Trait.FOLDING,
        Trait.SEVERAL,
        Trait.PART,
    }
)
"""The traits that can change what an answer is worth."""

Key = tuple[Trait, str]
"""A trait and the part that has it, `options/a`; without a part it is the item's own."""
