"""Figures as their page shows them: one sentence, then a chart with its table for each way to part them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.content.catalogue import Catalogue
from lms.reports.forms.filters import FiguresForm, country_name, in_language, say_quarter
from lms.reports.rules.asked import Counted, Wanted
from lms.reports.rules.figures import FEWEST, summed
from lms.reports.rules.pages import Numbers, numbers_of
from lms.reports.rules.quarters import Quarter
from lms.web.charts import Chart, ChartKind, Drawing, Series, draw
from lms.web.filters import show_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One part of a whole."""

    label: str
    count: int | None
    key: str
    """As the filter of that name has it; empty where it cannot be chosen."""

    @property
    def text(self) -> str:
        """The number in words."""
        return say_count(self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """One way to part all completions: chart, table, what it means."""

    name: str
    title: str
    definition: str
    lines: tuple[Line, ...]
    chart: Chart
    drawing: Drawing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything on the page."""

    answer: str
    count: int | None
    has_hidden: bool
    breakdowns: tuple[Breakdown, ...]


def say_count(count: int | None) -> str:
    """A number, or that it is not shown."""
    return str(_("not shown")) if count is None else show_number(count)


def figures(
    counted: Sequence[Counted],
    wanted: Wanted,
    form: FiguresForm,
    *,
    catalogue: Catalogue,
    language: str,
    now: Quarter,
) -> Figures:
    """What a page of figures shows."""
    numbers = numbers_of(counted, wanted, modules=_asked(catalogue, wanted), now=now)
    modules, countries, times = numbers.modules, numbers.countries, numbers.quarters
    lands = ((code, country_name(code, language), n) for code, n in countries.items())
    breakdowns = (
        _breakdown("module", [(slug, _module(catalogue, slug, language), n) for slug, n in modules.items()]),
        _breakdown("level", list(_levels(catalogue, modules, language))),
        _breakdown("country", _ordered(lands)),
        _breakdown("quarter", [(one.key, say_quarter(one), n) for one, n in times.items()]),
    )
    shown = tuple(part for part in breakdowns if not _is_chosen(part.name, form))
    return Figures(
        answer=_answer_and_named(numbers, form),
        count=numbers.whole,
        has_hidden=numbers.whole is None or any(line.count is None for part in shown for line in part.lines),
        breakdowns=shown,
    )


def _answer_and_named(numbers: Numbers, form: FiguresForm) -> str:
    """One sentence; of a number that is not shown another: how many of it the list by name has."""
    said = answer(numbers.whole, form, is_of_few=numbers.is_of_few)
    if numbers.whole is not None or numbers.agreed < FEWEST:
        return said
    shown = show_number(numbers.agreed)
    if form.module.data:
        named = _("People who agreed to be seen by name: %(shown)s.", shown=shown)
    else:
        named = _("Of people who agreed to be seen by name: %(shown)s.", shown=shown)
    return f"{said} {named}"


def _is_chosen(name: str, form: FiguresForm) -> bool:
    """The filters leave one part of it: the sentence says it already."""
    chosen = {
        "module": form.module.data,
        "level": form.module.data or form.level.data,
        "country": form.country.data,
    }
    return bool(chosen.get(name))


def _asked(catalogue: Catalogue, wanted: Wanted) -> list[str]:
    """The modules of the programme that are asked for; those that are no more in it stand after them."""
    return [slug for slug in catalogue.modules if wanted.modules is None or slug in wanted.modules]


def _levels(
    catalogue: Catalogue, modules: Mapping[str, int | None], language: str
) -> Iterable[tuple[str, str, int | None]]:
    """A level is the sum of its modules as they are shown, so that it tells no more than they do."""
    for course in catalogue.programme.courses:
        inside = [count for slug, count in modules.items() if slug in course.modules]
        if inside:
            yield course.slug, in_language(course.titles, language), summed(inside)


def _module(catalogue: Catalogue, slug: str, language: str) -> str:
    module = catalogue.modules.get(slug)
    return f"{module.id} {module.text(language).title}" if module else slug


def _ordered(lines: Iterable[tuple[str, str, int | None]]) -> list[tuple[str, str, int | None]]:
    """The most first; what is not shown last, by name, so that its place tells nothing."""
    return sorted(lines, key=lambda line: (line[2] is None, -(line[2] or 0), line[1]))


def _breakdown(name: str, parts: Sequence[tuple[str, str, int | None]]) -> Breakdown:
    title, definition, label_name = _words()[name]
    lines = tuple(Line(key=key, label=label, count=count) for key, label, count in parts)
    series = Series(
        name=_("Completed"),
        values=tuple(None if line.count is None else Decimal(line.count) for line in lines),
        texts=tuple(line.text for line in lines),
    )
    chart = Chart(
        id=name,
        kind=ChartKind.BAR,
        title=_("Completed modules"),
        labels=tuple(line.label for line in lines),
        series=(series,),
        label_name=label_name,
    )
    return Breakdown(
        name=name,
        title=title,
        definition=definition,
        lines=lines,
        chart=chart,
        drawing=draw(chart, show_number),
    )


def _words() -> dict[str, tuple[str, str, str]]:
    """Title, definition and head of the first column of each way to part."""
    completed = _("A module is completed when everything it asks for is done and the final test is passed.")
    today = _("The country is the one people say they work in, as their account has it today.")
    counts = _(
        "Each completion counts once: one person in one module. Whoever completed two modules counts in both."
    )
    return {
        "module": (
            _("By module"),
            f"{counts} {completed}",
            _("Module"),
        ),
        "level": (
            _("By level"),
            counts + " " + _("The level is the course that the module belongs to."),
            _("Level"),
        ),
        "country": (
            _("By country"),
            f"{counts} {today}",
            _("Country"),
        ),
        "quarter": (
            _("By quarter"),
            counts + " " + _("The quarter is that of the day of completion, in universal time."),
            _("Quarter"),
        ),
    }


def answer(count: int | None, form: FiguresForm, *, is_of_few: bool) -> str:
    """The figure in one sentence, or why it is not shown."""
    if form.module.data:
        return _answer_of_module(count, form, is_of_few=is_of_few)
    by = form.group.shown.lower() if form.group.data else _("everybody")
    asked = {"what": by, "where": _where(form), "when": _when(form)}
    if count is None:
        said = str(_("Completed modules by %(what)s%(where)s%(when)s:")) % asked
        return f"{said} {_why_hidden(is_of_few=is_of_few)}"
    return str(_("%(who)s by %(what)s%(where)s%(when)s.")) % {**asked, "who": say_completions(count)}


def _answer_of_module(count: int | None, form: FiguresForm, *, is_of_few: bool) -> str:
    asked = {"what": form.module.shown, "where": _where(form), "when": _when(form)}
    if count is None and not is_of_few:
        who = form.group.shown if form.group.data else _("People")
        said = str(_("%(who)s%(where)s who completed %(what)s%(when)s:")) % {**asked, "who": who}
        return f"{said} {_why_hidden(is_of_few=False)}"
    who = say_group(form.group.data or "", count)
    return str(_("%(who)s%(where)s completed %(what)s%(when)s.")) % {**asked, "who": who}


def _why_hidden(*, is_of_few: bool) -> str:
    if is_of_few:
        return str(_("not shown, because they are of fewer than %(fewest)d people.", fewest=FEWEST))
    return str(
        _(
            "not shown, because with other figures or with names the number would tell of fewer than"
            " %(fewest)d people who have not agreed to that.",
            fewest=FEWEST,
        )
    )


def say_completions(count: int) -> str:
    """`12 completed modules`."""
    said = show_number(count)
    return str(ngettext("%(shown)s completed module", "%(shown)s completed modules", count, shown=said))


def say_group(group: str, count: int | None) -> str:
    """`3 public officials`."""
    said = _("Fewer than %(fewest)d", fewest=FEWEST) if count is None else show_number(count)
    n = FEWEST if count is None else count
    match group:
        case "officials":
            text = ngettext("%(shown)s public official", "%(shown)s public officials", n, shown=said)
        case "cluster-managers":
            text = ngettext("%(shown)s cluster manager", "%(shown)s cluster managers", n, shown=said)
        case "business-support":
            text = ngettext(
                "%(shown)s person in business support", "%(shown)s people in business support", n, shown=said
            )
        case "trainers":
            text = ngettext("%(shown)s trainer", "%(shown)s trainers", n, shown=said)
        case "others":
            text = ngettext(
                "%(shown)s person with another task", "%(shown)s people with other tasks", n, shown=said
            )
        case _:
            text = ngettext("%(shown)s person", "%(shown)s people", n, shown=said)
    return str(text)


def _where(form: FiguresForm) -> str:
    said = ""
    if form.organisation.data:
        said += " " + _("of %(organisation)s", organisation=form.organisation.shown)
    if form.region.data:
        said += " " + _("in the region %(region)s", region=form.region.shown)
    if form.country.data:
        said += " " + _("in %(country)s", country=form.country.shown)
    return said


def _when(form: FiguresForm) -> str:
    since, until = form.since.data or "", form.until.data or ""
    year = since.removesuffix("-1")
    if year != since and until in ({"", f"{year}-4"} if year == form.this_year else {f"{year}-4"}):
        return str(" " + _("in %(year)s", year=year))
    said = ""
    if since:
        said += " " + _("from the %(quarter)s", quarter=form.since.shown)
    if until:
        said += " " + _("to the %(quarter)s", quarter=form.until.shown)
    return said
