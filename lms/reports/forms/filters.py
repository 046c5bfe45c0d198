"""The filters of figures; their values stand in the address."""

from collections.abc import Iterable, Mapping

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from lms.content.catalogue import Catalogue
from lms.core.scopes import Reach, ScopeKind
from lms.people.choices import country_choices
from lms.people.choices import country_name as named
from lms.people.rules.regions import region_name
from lms.reports.rules.asked import Wanted
from lms.reports.rules.quarters import Quarter, quarters
from lms.web.listing import ChoiceFilter, FilterForm, TextFilter

FIRST = Quarter(2024, 1)
"""Nothing was completed before."""

GROUP_TEXTS = {
    "officials": lazy_gettext("Public officials"),
    "cluster-managers": lazy_gettext("Cluster managers"),
    "business-support": lazy_gettext("Business support"),
    "trainers": lazy_gettext("Trainers"),
    "others": lazy_gettext("Others"),
}


class FiguresForm(FilterForm):
    """What is counted."""

    module = ChoiceFilter(lazy_gettext("Module"))
    level = ChoiceFilter(lazy_gettext("Level"))
    country = ChoiceFilter(lazy_gettext("Country"))
    group = ChoiceFilter(lazy_gettext("What people do"), everything=lazy_gettext("Everybody"))
    region = ChoiceFilter(lazy_gettext("Region (NUTS)"))
    organisation = ChoiceFilter(lazy_gettext("Organisation"))
    since = ChoiceFilter(lazy_gettext("From"), everything=lazy_gettext("The beginning"))
    until = ChoiceFilter(lazy_gettext("To"), everything=lazy_gettext("Today"))

    this_year = ""
    """The year it is, as it stands in an address."""
    is_by_name_too = True
    """Whoever asks may see people by name as well."""

    def wanted(self, catalogue: Catalogue) -> Wanted:
        """What the filters ask, once they are valid."""
        return Wanted(
            modules=self._modules(catalogue),
            country=self.country.data or "",
            region=self.region.data or "",
            organisation=self.organisation.data or "",
            group=self.group.data or "",
            since=Quarter.read(self.since.data) if self.since.data else None,
            until=Quarter.read(self.until.data) if self.until.data else None,
        )

    def _modules(self, catalogue: Catalogue) -> frozenset[str] | None:
        chosen = {self.module.data} if self.module.data else None
        for course in catalogue.programme.courses:
            if course.slug == self.level.data:
                within = set(course.modules)
                chosen = within if chosen is None else chosen & within
        return None if chosen is None else frozenset(one for one in chosen if one)


class PeopleForm(FiguresForm):
    """The same, and a name."""

    name = TextFilter(lazy_gettext("Name"))


def prepare(
    form: FiguresForm,
    catalogue: Catalogue,
    *,
    language: str,
    now: Quarter,
    organisations: Iterable[tuple[str, str]],
    regions: Iterable[str],
) -> None:
    """Fill in what there is to choose from; without any time in the address it is this year."""
    form.module.offer(
        {slug: f"{one.id} {one.text(language).title}" for slug, one in catalogue.modules.items()}
    )
    form.level.offer(
        {course.slug: in_language(course.titles, language) for course in catalogue.programme.courses}
    )
    form.country.offer({one.value: one.label for one in country_choices(language, near="", elsewhere="")})
    form.group.offer(GROUP_TEXTS)
    form.region.offer({code: region_name(code) for code in regions})
    form.organisation.offer(dict(organisations))
    offered = {one.key: say_quarter(one) for one in reversed([*quarters(FIRST, now)])}
    form.since.offer(offered)
    form.until.offer(offered)
    form.this_year = str(now.year)
    if not {"since", "until"} & set(request.args):
        form.since.data = Quarter(now.year, 1).key


def question(catalogue: Catalogue, reach: Reach, *, language: str, now: Quarter) -> FiguresForm:
    """The form as a start page asks it: officials of this year, in one's own country where it is one."""
    form = FiguresForm(formdata=None)
    prepare(form, catalogue, language=language, now=now, organisations=(), regions=())
    form.group.data = "officials"
    form.is_by_name_too = reach.reaches_people
    countries = reach.ids(ScopeKind.COUNTRY)
    if len(countries) == len(reach.scopes) == 1:
        form.country.data = next(iter(countries))
    return form


def in_language(texts: Mapping[str, str], language: str) -> str:
    """A text of the programme in a language, or in the first that it has."""
    return texts.get(language) or next(iter(texts.values()))


def say_quarter(quarter: Quarter) -> str:
    """`4th quarter of 2026`."""
    ordinals = {1: _("1st quarter"), 2: _("2nd quarter"), 3: _("3rd quarter"), 4: _("4th quarter")}
    return str(_("%(quarter)s %(year)s", quarter=ordinals[quarter.number], year=str(quarter.year)))


def country_name(code: str, language: str) -> str:
    """A country as people call it; the code where it has no name, words where none was said."""
    return named(code, language) if code else str(_("Not said"))
