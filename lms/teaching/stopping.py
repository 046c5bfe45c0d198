"""Where learners of a module stop, in charts and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.content.outline import Module
from lms.reports.queries import teaching_stopping as queries
from lms.reports.rules.stopping import (
    Spot,
    largest_drop,
    median_gaps,
    shown_counts,
    shown_spots,
    spot_of,
)
from lms.web.charts import Chart, ChartKind, Drawing, Series, draw
from lms.web.filters import show_number

MOST_SPOTS = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its answer in words, its chart, and what exactly is counted."""

    title: str
    words: str
    definition: str
    chart: Chart | None
    """None where too few people are in it."""
    drawing: Drawing | None


def questions_of(module: Module, language: str) -> tuple[Question, ...]:
    """How far people come, how long steps take, where they are; five round trips."""
    return (_completion(module, language), _pace(module, language), _places(module, language))


def _titles(module: Module, language: str) -> list[str]:
    lessons = module.text(language).lessons
    return [f"{one.number}. {lessons[one.slug].title}" for one in module.lessons]


def _completion(module: Module, language: str) -> Question:
    total, parts = queries.participant_count(module.slug), _parts(module, language)
    counts = shown_counts(total, [count for _title, count in parts])
    titles = [title for title, _count in parts]
    drop = largest_drop(counts)
    if all(count is None for count in counts):
        words = _("Too few people to show anything.")
    elif drop is None:
        words = ngettext("Of %(all)s person.", "Of %(all)s people.", total, all=show_number(total))
    else:
        fewer = (counts[drop - 1] or 0) - (counts[drop] or 0)
        words = ngettext(
            "Most stop before “%(part)s”: %(fewer)s person fewer has done it than the part before.",
            "Most stop before “%(part)s”: %(fewer)s people fewer have done it than the part before.",
            fewer,
            part=titles[drop],
            fewer=show_number(fewer),
        )
    return _question(
        "parts",
        _("How many have done each part?"),
        words,
        _(
            "Everybody who is in the module, finished or not: by lessons marked as done, and by the final "
            "test and the assignment handed in, passed or not. Numbers that tell of fewer than five "
            "people, by themselves or by their difference, are left out."
        ),
        (_("Part"), _("People")),
        _("People by part"),
        titles,
        [None if one is None else Decimal(one) for one in counts],
    )


def _parts(module: Module, language: str) -> list[tuple[str, int]]:
    """The parts of a module in their order, each with how many have done it."""
    done, handed_in = queries.lessons_done(module.slug), queries.handed_in(module.slug)
    slugs = (one.slug for one in module.lessons)
    parts = [(title, done.get(slug, 0)) for title, slug in zip(_titles(module, language), slugs, strict=True)]
    if module.blueprint is not None:
        parts.append((_("Final test"), handed_in.final_test))
    if module.assignment is not None:
        parts.append((_("Assignment"), handed_in.assignment))
    return parts


def _pace(module: Module, language: str) -> Question:
    gaps = median_gaps(queries.paces(module.slug), [one.slug for one in module.lessons])
    days = [None if gap is None else Decimal(round(gap / _DAY, 1)).quantize(Decimal("0.1")) for gap in gaps]
    titles = _titles(module, language)
    known = [(gap, title) for gap, title in zip(days, titles, strict=True) if gap is not None]
    words = _("Too few people to show anything.")
    if known:
        longest, title = max(known, key=lambda pair: pair[0])
        words = _(
            "People take longest to come to “%(lesson)s”: %(days)s days in the middle.",
            lesson=title,
            days=show_number(longest),
        )
    return _question(
        "pace",
        _("How long does each step take?"),
        words,
        _(
            "Median of the days from joining to the first lesson done, and from each lesson to the next, of "
            "the 2,000 people who joined last. Steps that fewer than five took are left out."
        ),
        (_("Step to lesson"), _("Days")),
        _("Days by step"),
        titles,
        days,
    )


def _places(module: Module, language: str) -> Question:
    counts: dict[Spot, int] = {}
    for lesson, anchor, count in queries.places(module.slug):
        spot = spot_of(module, lesson, anchor)
        if spot is not None:
            counts[spot] = counts.get(spot, 0) + count
    shown = shown_spots(counts)[:MOST_SPOTS]
    titles = [_spot_words(module, spot, language) for spot, _count in shown]
    words = (
        _("Most will go on at “%(place)s”.", place=titles[0])
        if shown
        else _("Too few people to show anything.")
    )
    return _question(
        "places",
        _("Where will people go on?"),
        words,
        _(
            "The heading at which people who have not finished were last, and at which the module opens for "
            "them; the twelve most frequent. Places with fewer than five people are left out."
        ),
        (_("Place"), _("People")),
        _("People by place"),
        titles,
        [Decimal(count) for _spot, count in shown],
    )


def _spot_words(module: Module, spot: Spot, language: str) -> str:
    text = module.text(language).lessons[spot.lesson]
    if 0 <= spot.heading < len(text.sections):
        return f"{text.title}: {text.sections[spot.heading].title}"
    return str(_("%(lesson)s: the beginning", lesson=text.title))


def _question(
    name: str,
    title: str,
    words: str,
    definition: str,
    heads: tuple[str, str],
    caption: str,
    labels: Sequence[str],
    values: Sequence[Decimal | None],
) -> Question:
    if all(value is None for value in values):
        return Question(title=title, words=words, definition=definition, chart=None, drawing=None)
    series = Series(
        name=heads[1],
        values=tuple(values),
        texts=tuple(_("not shown") if value is None else show_number(value) for value in values),
    )
    chart = Chart(
        id=name,
        kind=ChartKind.BAR,
        title=caption,
        labels=tuple(labels),
        label_name=heads[0],
        series=(series,),
    )
    return Question(title=title, words=words, definition=definition, chart=chart, drawing=draw(chart))
