"""What a role reaches, in words."""

from flask_babel import gettext as _

from lms.core.scopes import Reach, ScopeKind
from lms.people.rules.regions import region_name
from lms.reports.forms.filters import country_name


def say_reach(reach: Reach, language: str) -> str:
    """Whose results somebody sees."""
    said = [say_people(reach, language)] if reach.reaches_people else []
    if reach.ids(ScopeKind.MODULE) or reach.ids(ScopeKind.COURSE):
        said.append(_("everybody in your modules"))
    return ", ".join(said)


def say_people(reach: Reach, language: str) -> str:
    """Whom of these somebody may see by name as well: a role over modules reaches nobody by name."""
    if reach.is_everywhere:
        return str(_("everybody in the programme"))
    said = [country_name(code, language) for code in sorted(reach.ids(ScopeKind.COUNTRY))]
    said += [
        _("the region %(region)s", region=region_name(code)) for code in sorted(reach.ids(ScopeKind.REGION))
    ]
    if reach.ids(ScopeKind.ORGANISATION):
        said.append(_("members of your organisation"))
    return ", ".join(said)
