"""The words of the interface for types of questions, their scoring, and how things stand."""

from flask_babel import lazy_gettext as _

from lms.content.item_views import ChoiceView, ItemView
from lms.content.items import ChoiceItem, ChoiceScoring, Item, ItemType
from lms.quiz.forms import AnswerProblem
from lms.quiz.rules.attempts import Refusal
from lms.quiz.rules.reviewed import Standing

TYPES = {
    ItemType.SINGLE_CHOICE: _("One right answer"),
    ItemType.TRUE_FALSE: _("True or false"),
    ItemType.MULTIPLE_CHOICE: _("Several right answers"),
    ItemType.NUMERIC: _("A number"),
    ItemType.SHORT_TEXT: _("A few words"),
    ItemType.MATCHING: _("Pairs"),
    ItemType.ORDERING: _("An order"),
    ItemType.CLOZE: _("A text with gaps"),
}

TASKS = {
    ItemType.SINGLE_CHOICE: _("Choose one answer."),
    ItemType.TRUE_FALSE: _("Choose one answer."),
    ItemType.MULTIPLE_CHOICE: _("Choose all answers that are right."),
    ItemType.NUMERIC: _("Type a number. A decimal point and a decimal comma both count."),
    ItemType.SHORT_TEXT: _("Type a few words. Capital letters do not count."),
    ItemType.MATCHING: _("Choose what belongs to each. Something may be left over."),
    ItemType.ORDERING: _("Put the entries in order. Left as they are shown, they count as not answered."),
    ItemType.CLOZE: _("Fill the gaps. Capital letters do not count."),
}
"""What to do."""

_ALL_OR_NOTHING = _("All points for the right answer, otherwise none.")

POINTS = {
    ItemType.SINGLE_CHOICE: _ALL_OR_NOTHING,
    ItemType.TRUE_FALSE: _ALL_OR_NOTHING,
    ItemType.NUMERIC: _("All points for the right number, also when rounded within reason, otherwise none."),
    ItemType.SHORT_TEXT: _ALL_OR_NOTHING,
    ItemType.MATCHING: _("A share of the points for each right pair."),
    ItemType.ORDERING: _("A share of the points for every two entries that are in the right order."),
    ItemType.CLOZE: _("A share of the points for each gap filled rightly."),
}
"""How points are given, but for several right answers."""

CHOICE_POINTS = {
    ChoiceScoring.EXACT: _("All points for exactly the right answers, otherwise none."),
    ChoiceScoring.PROPORTIONAL: _(
        "A share of the points for every answer that you judge rightly: chosen if right, left if wrong."
    ),
    ChoiceScoring.RIGHT_MINUS_WRONG: _(
        "Wrong answers are taken off the right ones. You never get less than nothing."
    ),
}
"""How points are given for several right answers."""

SCORINGS = {
    ChoiceScoring.EXACT: _("all or nothing"),
    ChoiceScoring.PROPORTIONAL: _("a share for every option"),
    ChoiceScoring.RIGHT_MINUS_WRONG: _("right minus wrong"),
}
"""The same in a few words, for those who write questions."""

REFUSALS = {
    Refusal.IS_OPEN: _("You have a test under way."),
    Refusal.IS_PASSED: _("You have passed this test."),
    Refusal.NONE_LEFT: _("You have used all your tries."),
    Refusal.TOO_EARLY: _("You can try again later."),
}

STANDINGS = {
    Standing.RIGHT: _("Right"),
    Standing.PARTLY: _("Partly right"),
    Standing.WRONG: _("Not right"),
    Standing.OPEN: _("Not answered"),
}

PROBLEMS = {
    AnswerProblem.TOO_LONG: _("Your answer is too long. At most 2,000 characters fit."),
    AnswerProblem.PLACES: _("Give every entry a place of its own, or leave all places empty."),
}


def points_of(item: Item | ItemView) -> object:
    """How points are given for an item, in a sentence."""
    if isinstance(item, ChoiceItem | ChoiceView) and item.type is ItemType.MULTIPLE_CHOICE:
        return CHOICE_POINTS[item.scoring]
    return POINTS[item.type]
