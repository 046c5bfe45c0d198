"""What is wrong with a list of people to invite, in words."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from lms.people.rules.invitations import LONGEST_ORGANISATION, MOST_LINES, Problem, ProblemKind

_PROBLEMS = {
    ProblemKind.NOTHING: _("There is nobody in the list. Write a line for each person, an address at least."),
    ProblemKind.TOO_MANY_LINES: _("The list is too long: at most %(most)s people at once."),
    ProblemKind.UNREADABLE: _("The list cannot be read. Save it as “CSV UTF-8” and try again."),
    ProblemKind.NO_ADDRESS_COLUMN: _("No column has the addresses. Call it “email”."),
    ProblemKind.UNKNOWN_HEAD: _(
        "“%(value)s” is no column we know. Use email, name, country, organisation, occupation, language, "
        "modules, roles."
    ),
    ProblemKind.TOO_MANY_COLUMNS: _("“%(value)s” stands in a column too many."),
    ProblemKind.NO_ADDRESS: _("“%(value)s” is no e-mail address. Write it as in name@example.org."),
    ProblemKind.TWICE: _("%(value)s stands in line %(detail)s already. Leave one of the two out."),
    ProblemKind.NAME: _("“%(value)s”: %(detail)s"),
    ProblemKind.COUNTRY: _(
        "“%(value)s” is no country we know. Write its two letters, as in LV, or its name."
    ),
    ProblemKind.ORGANISATION: _("The organisation is too long: at most %(longest)s characters."),
    ProblemKind.OCCUPATION: _(
        "“%(value)s” is no occupation we know. Use cluster-manager, business-support, official-local, "
        "official-regional, official-national, trainer or other."
    ),
    ProblemKind.LANGUAGE: _("We write no mail in “%(value)s”. Use en or sv."),
    ProblemKind.MODULE: _(
        "“%(value)s” is no module that can be joined. Write it as in B1, several with spaces."
    ),
    ProblemKind.ROLE: _(
        "“%(value)s” is no role that you may give. Write it as in “trainer: B1” or “official: LV”, several "
        "with a plus."
    ),
    ProblemKind.OUTSIDE: _(
        "%(value)s lies outside of what you look after. Give the country or the organisation that you look "
        "after."
    ),
    ProblemKind.CLOSED: _(
        "“%(value)s” is closed, and nobody is asked to be a member there. Leave the organisation out, or "
        "have it opened again first."
    ),
}


def say_problem(problem: Problem) -> str:
    """Where it stands, what is wrong, and what would be right."""
    values = {"value": problem.value, "detail": problem.detail}
    said = str(_PROBLEMS[problem.kind]) % {**values, "most": MOST_LINES, "longest": LONGEST_ORGANISATION}
    if problem.line and problem.column:
        where = gettext("Line %(line)s, column %(column)s:", line=problem.line, column=problem.column)
        return f"{where} {said}"
    return " ".join((gettext("Line %(line)s:", line=problem.line), said)) if problem.line else said
