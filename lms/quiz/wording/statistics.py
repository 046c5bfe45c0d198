"""The words of statistics: what each figure means, and what to do about it."""

from flask_babel import format_decimal, format_percent, gettext
from flask_babel import lazy_gettext as _

from lms.quiz.rules.answer_parts import MISTAKE, NONE, OTHER, RIGHT, WRITTEN
from lms.quiz.rules.statistics import ItemFigures, OverallFigures
from lms.quiz.rules.statistics_bands import SECONDS
from lms.quiz.rules.statistics_listing import Column
from lms.quiz.rules.statistics_notes import EASY, GOOD, HARD, WEAK, Note, Urgency

NOTES = {
    Note.BACKWARDS: _("Better people answer it worse"),
    Note.BEATEN_KEY: _("The best prefer a wrong answer"),
    Note.GUESSED: _("No better than guessing"),
    Note.WEAK: _("Hardly tells better from worse"),
    Note.HARD: _("Very hard"),
    Note.EASY: _("Nearly everybody knows it"),
    Note.LANGUAGES: _("Harder in one language"),
    Note.VARIANTS: _("Harder with some numbers"),
    Note.UNUSED: _("A wrong answer that nobody chooses"),
}

ADVICE = {
    Note.BACKWARDS: _("Check the key first: is the answer marked as right really right? Then the wording."),
    Note.BEATEN_KEY: _(
        "Of the best third, more chose a wrong answer. Is it right as well, or the key wrong?"
    ),
    Note.GUESSED: _("People earn no more than by guessing. Do the lessons teach it? Is the question clear?"),
    Note.WEAK: _("Look at the wording: people who do well elsewhere hardly answer it better."),
    Note.HARD: _("Fine if it is meant to be hard; else see which wrong answer draws people, and why."),
    Note.EASY: _("It tells nobody apart. Keep it if everybody must know it, else ask for more."),
    Note.LANGUAGES: _("Chance does not explain the difference: read the translation beside the source."),
    Note.VARIANTS: _("Chance does not explain the difference: choose sets of numbers that are alike."),
    Note.UNUSED: _("Replace it by a mistake that people really make, or leave it out."),
}

URGENCIES = {Urgency.NOW: "error", Urgency.LATER: "warn", Urgency.FINE: "done"}
"""The kind of tag of each."""

COLUMNS = {
    Column.ITEM: _("Question"),
    Column.TRIES: _("Tries"),
    Column.FACILITY: _("Facility"),
    Column.DISCRIMINATION: _("Discrimination"),
    Column.EFFICIENCY: _("Efficiency"),
    Column.ATTENTION: _("What to look at"),
}

THIRDS = (_("Lower third"), _("Middle third"), _("Upper third"))

_ANSWERS = {
    RIGHT: _("The right answer"),
    OTHER: _("Something else"),
    NONE: _("Left open"),
    WRITTEN: _("Something was written"),
}

Figure = tuple[object, str, object]
"""Name, value, and what it means."""


def answer_words(answer_id: str, named: str = "") -> str:
    """What an answer is called: as the author named it, or what kind of typed answer it is."""
    if answer_id.startswith(MISTAKE):
        number = answer_id.removeprefix(MISTAKE)
        return str(gettext("Foreseen mistake %(number)s: %(words)s", number=number, words=named))
    return named or str(_ANSWERS.get(answer_id, answer_id))


def percent(value: float | None) -> str:
    """A share as a percentage without places."""
    return "–" if value is None else str(format_percent(value, "#,##0 %"))


def decimal(value: float | None) -> str:
    """A figure with two places."""
    return "–" if value is None else str(format_decimal(value, "0.00"))


def points(value: float | None) -> str:
    """A spread of scores, in percentage points."""
    return "–" if value is None else str(format_decimal(100 * value, "0.0"))


def seconds(edge: int | None) -> str:
    """The bin that a time lies in."""
    if edge is None:
        return "–"
    later = [one for one in SECONDS if one > edge]
    if not later:
        return str(gettext("%(seconds)s s or more", seconds=edge))
    return str(gettext("%(from_)s to %(to)s s", from_=edge, to=later[0]))


def item_lines(figures: ItemFigures) -> list[Figure]:
    """All figures of an item."""
    weights = f"{percent(figures.effective_weight)} / {percent(figures.intended_weight)}"
    error = figures.uncertainty
    index = decimal(figures.discrimination) + ("" if error is None else f" ± {decimal(error)}")
    return [
        (_("Tries"), str(figures.n), _("First tries that asked this question. The more, the surer.")),
        (_("Facility"), percent(figures.facility), _on_facility(figures.facility)),
        (
            _("Random-guess score"),
            percent(figures.guess),
            _("What guessing earns on average. The facility should be well above it."),
        ),
        (_("Discrimination"), index, _on_discrimination(figures.discrimination)),
        (_("Efficiency"), percent(figures.efficiency), _on_efficiency(figures.efficiency)),
        (
            _("Standard deviation"),
            points(figures.deviation),
            _("How far scores lie apart, in percentage points. Near 0, everybody scores alike."),
        ),
        (
            _("Weight, effective / intended"),
            weights,
            _("How much it decides on results, and how much by its points. Far apart: see discrimination."),
        ),
        (
            _("Time"),
            seconds(figures.seconds),
            _("Median time since the save before, up to the last save of this answer: rough, with pauses."),
        ),
    ]


def _on_facility(value: float) -> object:
    if value > EASY:
        return _("The mean score. Above 95 %: nearly everybody knows it, so that it tells nobody apart.")
    if value < HARD:
        return _("The mean score. Below 30 %: very hard; see which wrong answer draws people.")
    return _("The mean score. Between 30 % and 95 % a question can tell people apart.")


def _on_discrimination(value: float | None) -> object:
    if value is None:
        return _(
            "How scores here go with scores on the rest of the test. Nobody differs, so nothing can be said."
        )
    if value < 0:
        return _("Below 0: better people answer it worse. Check the key first, then the wording.")
    if value < WEAK:
        return _("Below 0.2: look at the wording; better people do not answer it better.")
    if value < GOOD:
        return _("0.2 to 0.3: acceptable. Wrong answers closer to real mistakes would sharpen it.")
    return _("From 0.3: people who do well on the rest do well here. Keep it.")


def _on_efficiency(value: float | None) -> object:
    if value is not None and value < 0.3:
        return _(
            "Discrimination as a share of the most this facility allows. Below 30 %: look at the wording."
        )
    return _("Discrimination as a share of the most this facility allows. From 50 %: it does what it can.")


def overall_lines(figures: OverallFigures) -> list[Figure]:
    """All figures of a test."""
    minutes = (
        "–"
        if figures.minutes is None
        else str(gettext("%(minutes)s min", minutes=format_decimal(figures.minutes)))
    )
    return [
        (_("Tries"), str(figures.n), _("First tries by the present plan of the test. The more, the surer.")),
        (_("Passed"), percent(figures.passed / figures.n), _("Of first tries.")),
        (
            _("Mean and median"),
            f"{percent(figures.mean)} / {percent(figures.median)}",
            _("Of all points. Between 50 % and 85 % a test leaves room at both ends."),
        ),
        (
            _("Standard deviation"),
            points(figures.deviation),
            _("How far results lie apart, in percentage points. 12 to 18 is usual."),
        ),
        (_("Cronbach’s alpha"), decimal(figures.alpha), _on_alpha(figures.alpha)),
        (
            _("Standard error of measurement"),
            points(figures.standard_error),
            _("In percentage points. So close to the pass mark, chance may decide who passes."),
        ),
        (
            _("Error ratio"),
            percent(figures.error_ratio),
            _("How much of the spread is chance. Below 50 %: results mostly show what people know."),
        ),
        (
            _("Time"),
            minutes,
            _("Median from start to handing in. Close to the limit: the test hurries people."),
        ),
    ]


def _on_alpha(value: float | None) -> object:
    if value is None:
        return _("How well the questions agree with each other. Not all have been asked often enough yet.")
    if value < 0.64:
        return _(
            "How well the questions agree. Below 0.64: mend the questions that discriminate least first."
        )
    if value < 0.75:
        return _(
            "How well the questions agree. From 0.75 a test is dependable; a few better questions lead there."
        )
    return _("How well the questions agree. From 0.75 a test is dependable.")
