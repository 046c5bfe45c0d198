"""The words of the trainer's pages about banks: sources, sorting, what was tried."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from lms.quiz.rules.banks import Sorting, Source
from lms.quiz.rules.trying import Trial, TriedResponse

SOURCES = {
    Source.TEST: _("Final test"),
    Source.SELF_CHECKS: _("Self-checks"),
}

SORTINGS = {
    Sorting.FILE: _("As in the files"),
    Sorting.ID: _("By name"),
    Sorting.OUTCOME: _("By learning outcome"),
    Sorting.TYPE: _("By type"),
    Sorting.ATTENTION: _("What needs a look first"),
    Sorting.FACILITY: _("The hardest first"),
    Sorting.DISCRIMINATION: _("The least telling first"),
}

_TRIALS = {
    Trial.RIGHT: _("The right answer"),
    Trial.HINTED: _("The right answer, after the hint"),
    Trial.ALL: _("Everything that can be chosen"),
    Trial.REVERSED: _("The order turned round"),
    Trial.EXCHANGED: _("The first two exchanged"),
    Trial.EMPTY: _("No answer"),
}


def tried_words(tried: TriedResponse) -> str:
    """What was tried, in a few words."""
    match tried.trial:
        case Trial.ONLY:
            return str(gettext("Only “%(words)s”", words=tried.words))
        case Trial.ACCEPTED:
            return str(gettext("Also accepted: %(words)s", words=tried.words))
        case Trial.EDGE:
            return str(gettext("At the edge of the tolerance: %(words)s", words=tried.words))
        case Trial.FORESEEN:
            return str(gettext("Foreseen as wrong: %(words)s", words=tried.words))
        case _:
            said = str(_TRIALS[tried.trial])
            return f"{said}: {tried.words}" if tried.words else said
