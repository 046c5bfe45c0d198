"""The words of the trainer's pages about banks: sources, sorting, what was tried."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from lms.quiz.interchange.formats import Format
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

KEEPS = {
    Format.GIFT: _(
        "Text that Moodle and many others read. It keeps questions, right answers, feedback, explanations and"
        " learning outcomes, but not hints, points or units."
    ),
    Format.AIKEN: _(
        "The simplest text. It keeps only questions with one right answer and those with true or false, in"
        " plain words; all else is left out."
    ),
    Format.MOODLE_XML: _(
        "For the question bank of Moodle. It keeps what GIFT keeps, and also hints, points and units."
    ),
    Format.QTI: _(
        "For test systems such as TAO and OpenOLAT, as a ZIP. It keeps points and how they are shared out,"
        " feedback and learning outcomes, but no hints."
    ),
}
"""What stays of a bank in each format, in one sentence or two; `interchange.support` has the whole of it."""

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
            return str(gettext("Only: %(words)s", words=tried.words))
        case Trial.ACCEPTED:
            return str(gettext("Also accepted: %(words)s", words=tried.words))
        case Trial.EDGE:
            return str(gettext("At the edge of the tolerance: %(words)s", words=tried.words))
        case Trial.FORESEEN:
            return str(gettext("Foreseen as wrong: %(words)s", words=tried.words))
        case _:
            said = str(_TRIALS[tried.trial])
            return f"{said}: {tried.words}" if tried.words else said
