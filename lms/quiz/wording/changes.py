"""In which words a change of an item is told."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from lms.content.items import ChoiceScoring
from lms.quiz import wording
from lms.quiz.rules.changes import ChangeKind, Difference
from lms.quiz.rules.traits import Trait

KINDS = {
    ChangeKind.UNCHANGED: lazy_gettext("Unchanged"),
    ChangeKind.COSMETIC: lazy_gettext("Words only"),
    ChangeKind.SCORING: lazy_gettext("Scoring"),
    ChangeKind.TYPE: lazy_gettext("Another type"),
    ChangeKind.ADDED: lazy_gettext("New"),
    ChangeKind.REMOVED: lazy_gettext("Removed"),
}

MEANINGS = {
    ChangeKind.COSMETIC: lazy_gettext("Every answer is worth what it was."),
    ChangeKind.SCORING: lazy_gettext("Some answers may be worth something else now."),
    ChangeKind.ADDED: lazy_gettext("Only tests begun from now on can draw it."),
    ChangeKind.REMOVED: lazy_gettext("Tests begun from now on do not draw it; those begun before keep it."),
    ChangeKind.TYPE: lazy_gettext(
        "Answers kept under this id do not fit it. Give the new question an id of its own."
    ),
}

_NAMES = {
    Trait.OUTCOME: lazy_gettext("learning outcome"),
    Trait.POINTS: lazy_gettext("points"),
    Trait.SCORING: lazy_gettext("how points are given"),
    Trait.HINT_COST: lazy_gettext("cost of the hint"),
    Trait.KEY: lazy_gettext("right answer"),
    Trait.ORDER: lazy_gettext("right order"),
    Trait.AREA: lazy_gettext("place in the figure"),
    Trait.VALUE: lazy_gettext("right number"),
    Trait.TOLERANCE: lazy_gettext("tolerance"),
    Trait.UNIT: lazy_gettext("unit"),
    Trait.FOLDING: lazy_gettext("letters without their marks count"),
    Trait.SEVERAL: lazy_gettext("several can be chosen"),
    Trait.WORDS: lazy_gettext("wording"),
    Trait.TYPE: lazy_gettext("type"),
    Trait.LIMITS: lazy_gettext("limits"),
}
"""Traits that are told with what they were and what they are."""

_REWORDED = {
    Trait.PROMPT: lazy_gettext("the question is worded differently"),
    Trait.FEEDBACK: lazy_gettext("feedback"),
    Trait.FORESEEN: lazy_gettext("wrong answers that are foreseen, and what is said to them"),
    Trait.HINT: lazy_gettext("hint"),
    Trait.EXPLANATION: lazy_gettext("explanation"),
    Trait.CASE: lazy_gettext("the text of the case"),
    Trait.SHUFFLE: lazy_gettext("whether the options are shuffled"),
    Trait.TRANSLATION: lazy_gettext("wording in other languages"),
}
"""Traits that are told by name only: their texts are long."""

_VALUES = {
    "yes": lazy_gettext("yes"),
    "no": lazy_gettext("no"),
}


_JUDGED = {
    "right": lazy_gettext("counts as right now"),
    "wrong": lazy_gettext("counts as wrong now"),
}
"""What an option is now; it was the other one."""


def sentence(difference: Difference) -> str:
    """One difference in words: “tolerance from 0.01 to 0.02”, “also accepts “five-fold””."""
    if difference.trait is Trait.ACCEPTED:
        return _accepted(difference)
    if difference.trait in {Trait.PART, Trait.PARAMETERS}:
        return _presence(difference)
    said = _REWORDED.get(difference.trait)
    words = str(said) if said is not None else _from_to(difference)
    return str(_("“%(part)s”: %(change)s", part=difference.part, change=words)) if difference.part else words


def _accepted(difference: Difference) -> str:
    if difference.after is not None:
        words = _("also accepts “%(answer)s”", answer=difference.after)
    else:
        words = _("no longer accepts “%(answer)s”", answer=difference.before)
    return str(_("gap %(gap)s: %(change)s", gap=difference.part, change=words) if difference.part else words)


def _presence(difference: Difference) -> str:
    if difference.trait is Trait.PARAMETERS:
        words = (
            _("new set of numbers: %(part)s") if difference.after else _("set of numbers removed: %(part)s")
        )
    else:
        words = _("new: “%(part)s”") if difference.after else _("removed: “%(part)s”")
    return str(words % {"part": difference.part})


def _from_to(difference: Difference) -> str:
    if difference.trait is Trait.KEY and difference.after in _JUDGED:
        return str(_JUDGED[difference.after])
    name = str(_NAMES[difference.trait])
    before, after = (_value(difference.trait, one) for one in (difference.before, difference.after))
    return str(_("%(trait)s from %(before)s to %(after)s", trait=name, before=before, after=after))


def _value(trait: Trait, value: str | None) -> str:
    if value is None or not value:
        return str(_("none"))
    if trait is Trait.SCORING:
        return str(wording.SCORINGS[ChoiceScoring(value)])
    return str(_VALUES.get(value, value))
