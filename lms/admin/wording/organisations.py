"""What is known of organisations, and what is wrong with a list of them, in words."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from lms.people.choices import country_name
from lms.people.rules.organisation_lists import MOST_LINES, Problem, ProblemKind
from lms.people.rules.regions import region_name
from lms.people.texts import ORGANISATION_KINDS, STAGE_TEXTS
from lms.web.i18n import language

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


_DETAILS = {
    "name": _("Name"),
    "kind": _("Kind"),
    "country": _("Country"),
    "region": _("Region (NUTS)"),
    "sector": _("Sector"),
    "stage": _("Stage of the cluster"),
}
"""In the order of the form."""
_CODES: Mapping[str, Mapping[str, object]] = {
    "kind": {kind.value: words for kind, words in ORGANISATION_KINDS.items()},
    "stage": {stage.value: words for stage, words in STAGE_TEXTS.items()},
}


def details_in_words(details: Mapping[str, object]) -> str:
    """What was noted of an organisation, on one line."""
    return "; ".join(
        gettext("%(name)s: %(value)s", name=heading, value=_detail(name, details[name]))
        for name, heading in _DETAILS.items()
        if name in details
    )


def _detail(name: str, value: object) -> str:
    code = str(value or "")
    if name == "country":
        return country_name(code, language())
    if name == "region":
        return region_name(code) or "–"
    return str(_CODES.get(name, {}).get(code, code)) or "–"
