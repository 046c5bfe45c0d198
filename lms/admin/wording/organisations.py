"""What is wrong with a list of organisations, in words."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from lms.people.rules.organisation_lists import MOST_LINES, Problem, ProblemKind

_PROBLEMS = {
    ProblemKind.NOTHING: _(
        "There is no organisation in the list. Write a line for each: name, kind, country."
    ),
    ProblemKind.TOO_MANY_LINES: _("The list is too long: at most %(most)s organisations at once."),
    ProblemKind.UNREADABLE: _("The list cannot be read. Save it as “CSV UTF-8” and try again."),
    ProblemKind.UNKNOWN_HEAD: _(
        "“%(value)s” is no column we know. Use name, kind, country, region, sector, stage."
    ),
    ProblemKind.MISSING_HEAD: _("No column is called “%(value)s”. Name, kind and country are needed."),
    ProblemKind.TOO_MANY_COLUMNS: _("“%(value)s” stands in a column too many."),
    ProblemKind.NAME: _("Write a name of 2 to 160 signs."),
    ProblemKind.KIND: _(
        "“%(value)s” is no kind we know. Use cluster, business-support, public-body or other."
    ),
    ProblemKind.COUNTRY: _(
        "“%(value)s” is no country we know. Write its two letters, as in LV, or its name."
    ),
    ProblemKind.REGION: _(
        "“%(value)s” is no region of this country. Write its name or its NUTS code, as in LV00C."
    ),
    ProblemKind.SECTOR: _("The sector is too long: at most 80 signs."),
    ProblemKind.STAGE: _("“%(value)s” is no stage we know. Use emerging, growing, mature or renewing."),
    ProblemKind.TWICE: _("%(value)s stands in line %(detail)s already. Leave one of the two out."),
    ProblemKind.OUTSIDE: _("%(value)s lies outside of what you look after."),
}


def say_list_problem(problem: Problem) -> str:
    """Where it stands, what is wrong, and what would be right."""
    said = str(_PROBLEMS[problem.kind]) % {
        "value": problem.value,
        "detail": problem.detail,
        "most": MOST_LINES,
    }
    if problem.line and problem.column:
        where = gettext("Line %(line)s, column %(column)s:", line=problem.line, column=problem.column)
        return f"{where} {said}"
    return " ".join((gettext("Line %(line)s:", line=problem.line), said)) if problem.line else said
