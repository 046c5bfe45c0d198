"""The words of the interface for types of questions, their scoring, and how things stand."""

from decimal import Decimal

from flask_babel import lazy_gettext as _

from lms.content.item_views import ChoiceView, HotspotView, ItemView, MatrixView, PollView
from lms.content.items import ChoiceItem, ChoiceScoring, HotspotItem, Item, ItemType, MatrixItem
from lms.quiz.forms.answers import AnswerProblem
from lms.quiz.rules.attempts import Refusal
from lms.quiz.rules.kinds import FINAL_TEST, PREPARATION
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
    ItemType.HOTSPOT: _("Places on a figure"),
    ItemType.CATEGORISE: _("Groups"),
    ItemType.MATRIX: _("A table to tick"),
    ItemType.MARK_WORDS: _("Words to mark in a text"),
    ItemType.LIKERT: _("Statements to rate"),
    ItemType.POLL: _("A poll"),
    ItemType.REFLECTION: _("A thought for yourself"),
    ItemType.ESSAY: _("A text to write"),
    ItemType.UPLOAD: _("Files to hand in"),
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
    ItemType.HOTSPOT: _("Choose a place. The numbers are those in the figure."),
    ItemType.CATEGORISE: _("Choose a group for each entry."),
    ItemType.MATRIX: _("Choose one answer in each row."),
    ItemType.MARK_WORDS: _("Mark the words in the text. Choosing a word again takes the mark away."),
    ItemType.LIKERT: _("Say how far you agree. There is no right or wrong here."),
    ItemType.POLL: _("Choose one answer. There is no right or wrong here."),
    ItemType.REFLECTION: _("Write for yourself. Nobody else reads it, and nothing is graded."),
    ItemType.ESSAY: _("Write your text. A trainer reads and grades it."),
    ItemType.UPLOAD: _("Hand in your files. A trainer looks at them and grades them."),
}
"""What to do, where one thing can be chosen."""

_TASKS_OF_MANY = {
    ItemType.HOTSPOT: _("Choose all places that are right. The numbers are those in the figure."),
    ItemType.MATRIX: _("Choose all answers that are right in each row."),
    ItemType.POLL: _("Choose as many answers as you like. There is no right or wrong here."),
}
"""What to do where several things can be chosen."""

_ALL_OR_NOTHING = _("All points for the right answer, otherwise none.")
_NO_POINTS = _("There are no points for this.")
_BY_HAND = _("A trainer gives the points.")

POINTS = {
    ItemType.SINGLE_CHOICE: _ALL_OR_NOTHING,
    ItemType.TRUE_FALSE: _ALL_OR_NOTHING,
    ItemType.NUMERIC: _("All points for the right number, also when rounded within reason, otherwise none."),
    ItemType.SHORT_TEXT: _ALL_OR_NOTHING,
    ItemType.MATCHING: _("A share of the points for each right pair."),
    ItemType.ORDERING: _("A share of the points for every two entries that are in the right order."),
    ItemType.CLOZE: _("A share of the points for each gap filled rightly."),
    ItemType.HOTSPOT: _ALL_OR_NOTHING,
    ItemType.CATEGORISE: _("A share of the points for each entry in its right group."),
    ItemType.MATRIX: _("A share of the points for each row answered rightly."),
    ItemType.MARK_WORDS: _("Wrong words are taken off the right ones. You never get less than nothing."),
    ItemType.LIKERT: _NO_POINTS,
    ItemType.POLL: _NO_POINTS,
    ItemType.REFLECTION: _NO_POINTS,
    ItemType.ESSAY: _BY_HAND,
    ItemType.UPLOAD: _BY_HAND,
}
"""How points are given, but for several right answers."""

ROWS_OF_MANY = _(
    "A share of the points for each row. In it, wrong ticks are taken off the right ones; a row never counts"
    " less than nothing."
)

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

QUIZZES = {
    FINAL_TEST: _("Final test"),
    PREPARATION: _("Preparation test"),
}

BEFORE_HANDING_IN = {
    FINAL_TEST: _(
        "Once handed in, answers cannot be changed. A question without an answer gives no points, so it is "
        "worth answering each of them."
    ),
    PREPARATION: _(
        "Once handed in, answers cannot be changed. What you do not know yet may stay open: guessing would "
        "only blur the picture."
    ),
}
"""What to bear in mind before handing in a quiz of a kind."""

STANDINGS = {
    Standing.RIGHT: _("Right"),
    Standing.PARTLY: _("Partly right"),
    Standing.WRONG: _("Not right"),
    Standing.OPEN: _("Not answered"),
    Standing.ANSWERED: _("Answered"),
}

PROBLEMS = {
    AnswerProblem.TOO_LONG: _("Your answer is too long. At most 2,000 characters fit."),
    AnswerProblem.LONG_TEXT_TOO_LONG: _("Your text is too long. At most 60,000 characters fit."),
    AnswerProblem.PLACES: _("Give every entry a place of its own, or leave all places empty."),
}


_PRICES = {
    Decimal("0.25"): _("a quarter of the points"),
    Decimal("0.5"): _("half of the points"),
    Decimal("0.75"): _("three quarters of the points"),
    Decimal(1): _("all points"),
}


def price_of(cost: Decimal) -> object:
    """What a hint costs, from its share of the points."""
    return _PRICES.get(cost) or _("%(percent)s %% of the points", percent=f"{100 * cost:.0f}")


def task_of(view: ItemView) -> object:
    """What to do with a question, in a sentence or two."""
    if isinstance(view, HotspotView | MatrixView | PollView) and view.is_multiple:
        return _TASKS_OF_MANY[view.type]
    return TASKS[view.type]


def points_of(item: Item | ItemView) -> object:
    """How points are given for an item, in a sentence."""
    if isinstance(item, ChoiceItem | ChoiceView) and item.type is ItemType.MULTIPLE_CHOICE:
        return CHOICE_POINTS[item.scoring]
    if isinstance(item, HotspotItem | HotspotView) and item.is_multiple:
        return CHOICE_POINTS[item.scoring]
    if isinstance(item, MatrixItem | MatrixView) and item.is_multiple:
        return ROWS_OF_MANY
    return POINTS[item.type]
