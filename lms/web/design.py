"""What does the living page of the design show in its forms?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wtforms import (
    BooleanField,
    FileField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from lms.core.paging import Page
from lms.web.charts import Chart, ChartKind, Drawing, Series, Threshold, draw
from lms.web.listing import ChoiceFilter, DayFilter, FilterForm, Listing, TextFilter, ask, listing

LONG_WORDS = (
    "Klusteriorganisaatioiden kansainvälistymisvalmiuksien kehittämissuunnitelma",
    "Starptautiskās sadarbības koordinēšanas pamatprincipi",
)
"""Finnish and Latvian, to see whether headings and cards hold."""


class ExampleForm(Form):
    """A field of every kind; some filled wrongly, so that errors are seen."""

    name = StringField("Your name", [InputRequired("Write your name as it should stand on the certificate.")])
    email = StringField("Email address", [InputRequired()], default="ilze@example.org")
    passphrase = PasswordField("Passphrase", [InputRequired("Choose a passphrase."), Length(min=12)])
    occupation = RadioField(
        "What do you do?",
        [InputRequired("Choose what fits best.")],
        choices={"manager": "I manage a cluster", "official": "I work for a public authority"},
    )
    country = SelectField("Country", choices={"lv": "Latvia", "fi": "Finland", "se": "Sweden"})
    about = TextAreaField("What would you like to be able to do afterwards?")
    sheet = FileField("Your mapping sheet")
    accepted = BooleanField(
        "I have read how my data is used", [InputRequired("Say that you have read it to go on.")]
    )


def example_form() -> ExampleForm:
    """The form as it looks after it was sent with mistakes."""
    form = ExampleForm()
    form.validate()
    return form


def example_map() -> tuple[list[dict[str, object]], list[tuple[str, str]]]:
    """The eight modules as the progress map gets them, and the lines between them."""
    places = {
        "B1": (8, 52, "completed", "Clusters and how to map them"),
        "B2": (26, 30, "under-way", "Running a cluster organisation"),
        "A1": (46, 12, "open", "Facilitation and strategy"),
        "A2": (52, 40, "open", LONG_WORDS[1]),
        "A3": (74, 22, "announced", "Innovation, markets, resilience"),
        "P1": (34, 66, "open", "Designing a support programme"),
        "P2": (62, 68, "announced", "Running a support programme"),
        "P3": (90, 50, "announced", "Monitoring and evaluation"),
    }
    nodes: list[dict[str, object]] = [
        {
            "id": id_,
            "x": x,
            "y": y,
            "state": state,
            "title": title,
            "url": None if state == "announced" else "#",
        }
        for id_, (x, y, state, title) in places.items()
    ]
    lines = [("B1", "B2"), ("B2", "A1"), ("B2", "A2"), ("A1", "A3"), ("A2", "A3"), ("B1", "P1"), ("P1", "P2")]
    return nodes, [*lines, ("P2", "P3"), ("A2", "P2"), ("A3", "P3"), ("A1", "A2"), ("P1", "A2")]


def example_charts() -> tuple[tuple[Chart, Drawing | None], ...]:
    """A chart of every kind, with what makes them hard: long labels, many rows, negative and blank values."""
    names = ("Food processing", LONG_WORDS[0], "Boats", "Music")
    growth = [Decimal(number * number) / 7 - 20 for number in range(36)]
    months, years = [str(month) for month in range(1, 37)], [str(year) for year in range(2020, 2027)]
    many = [f"Region {number}" for number in range(1, 21)]
    spokes = (*names, "Forestry", "Maritime technology")
    same = Threshold(at=Decimal(100), label="same share")
    nothing = Threshold(at=Decimal(0), label="Nothing left")
    bar, stacked, line, radar = ChartKind.BAR, ChartKind.STACKED, ChartKind.LINE, ChartKind.RADAR
    charts = (
        _chart("bars", bar, names, ([187, 304, None, 42],), "%", (same,)),
        _chart("change", bar, names, ([60, -35, 12, 0], [20, 15, -9, 4]), "jobs"),
        _chart("parts", stacked, names, ([180, 20, 5, 7], [180, -12, 3, 9], [240, 8, 0, 2]), "jobs"),
        _chart("months", line, months, (growth,), "EUR 1 000", (nothing,)),
        _chart("years", line, years, ([3, 4, 6, None, 7, 9, 12], [5, 5, 4, 6, 7, 7, 8])),
        _chart("net", radar, spokes, ([1, 2, 3, 0, 4, 2], [2, 2, 2, 2, 2, 2])),
        _chart("many", bar, many, ([number * 3 for number in range(20)],)),
        _chart("empty", bar, names, ([None] * 4,)),
    )
    return tuple((chart, draw(chart)) for chart in charts)


def _chart(
    name: str,
    kind: ChartKind,
    labels: Sequence[str],
    columns: Sequence[Sequence[float | Decimal | None]],
    unit: str = "",
    thresholds: tuple[Threshold, ...] = (),
) -> Chart:
    series = tuple(
        Series(
            name=f"Measure {number}",
            values=tuple(None if one is None else Decimal(one) for one in column),
            texts=tuple("–" if one is None else f"{one:.0f}" for one in column),
        )
        for number, column in enumerate(columns, start=1)
    )
    return Chart(
        id=name, kind=kind, title=f"A chart: {name}", labels=tuple(labels), series=series,
        label_name="What", unit=unit, thresholds=thresholds,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """Somebody in the list."""

    name: str
    country: str
    state: str
    joined_on: date


class ExampleFilter(FilterForm):
    """Filters of the list."""

    q = TextFilter("Name or address")
    home = ChoiceFilter("Country")
    since = DayFilter("Joined since")


def example_listing() -> Listing[ExampleRow]:
    """A list as its page shows it, with whatever filters the address has."""
    form = ExampleFilter.from_address()
    form.home.offer({"lv": "Latvia", "fi": "Finland", "se": "Sweden"})
    asked = ask(form, {"name": "Name", "-joined": "Joined, newest first"})
    names = ("Ilze Bērziņa", "Åsa Nordström", LONG_WORDS[0], "Zofia Wiśniewska")
    countries = ("Latvia", "Sweden", "Finland", "Poland")
    rows = tuple(
        ExampleRow(name, country, "Under way", date(2026, 11, day))
        for day, (name, country) in enumerate(zip(names, countries, strict=True), start=1)
    )
    found = Page(rows=() if form.q.data else rows, total=0 if form.q.data else 200, after="x", before="y")
    return listing(asked, lambda: found, in_words=lambda _count, shown: f"{shown} people")


def example_page() -> dict[str, object]:
    """What the living page is filled with."""
    nodes, lines = example_map()
    charts = [{"chart": chart, "drawing": drawing} for chart, drawing in example_charts()]
    return {
        "example": example_form(), "nodes": nodes, "lines": lines, "charts": charts, "long_words": LONG_WORDS,
        "people": example_listing(),
    }  # fmt: skip
