"""What the pages of tools say: problems, standings, the words of rows."""

from decimal import Decimal

from flask_babel import lazy_gettext as _

from lms.content.tools.model import Input, InputKind, Table
from lms.content.tools.values import MAX_DIGITS, MAX_LINE, MAX_LONG, ValueProblem
from lms.content.written_numbers import decimals_of
from lms.tools.rules.standing import Standing
from lms.tools.writing import LocalWriter

STANDINGS = {
    Standing.EMPTY: _("not filled in"),
    Standing.BEGUN: _("begun"),
    Standing.FILLED: _("filled in"),
    Standing.COMPUTED: _("computed"),
}


def problem_text(problem: ValueProblem, of: Input) -> str:
    """What is wrong with what was typed, and what would be right."""
    match problem:
        case ValueProblem.NOT_A_NUMBER:
            return str(_("Write a number in digits, such as 1250 or 1.87."))
        case ValueProblem.TOO_SMALL:
            return str(_("Write %(number)s or more.", number=_limit(of, of.least)))
        case ValueProblem.TOO_LARGE:
            return str(_("Write %(number)s or less.", number=_limit(of, of.most)))
        case ValueProblem.TOO_MANY_DIGITS:
            return str(_("Write at most %(count)s digits.", count=MAX_DIGITS))
        case ValueProblem.NOT_A_DATE:
            return str(_("Write a date, such as 2026-06-10."))
        case ValueProblem.NOT_AN_OPTION:
            return str(_("Choose one of the answers."))
    most = MAX_LONG if of.kind is InputKind.LONG else MAX_LINE
    return str(_("Write at most %(count)s characters.", count=most))


def _limit(of: Input, value: Decimal | None) -> str:
    assert value is not None, "only what has a limit can be beyond it"
    number = LocalWriter().number(value, decimals_of(value.normalize()))
    return f"{number} %" if of.is_percent else number


def row_name(table: Table, index: int) -> str:
    """What a row is called that has no name of its own: “Industry 3”."""
    return f"{table.row_label} {index + 1}"
