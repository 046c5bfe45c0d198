"""Filters and globals of templates: dates, numbers and durations as people write them in their language."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import dates
from flask import Flask, current_app, session
from flask_babel import (
    format_datetime,
    format_decimal,
    format_time,
    get_locale,
    gettext,
    ngettext,
    to_user_timezone,
)
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from lms.core.settings import settings
from lms.web.access import current_actor
from lms.web.i18n import SOURCE_LANGUAGE, language, offered_languages


def register(app: Flask) -> None:
    """Attach to the application."""
    app.jinja_env.filters.update(
        day=show_day,
        moment=show_moment,
        time_of_day=show_time_of_day,
        number=show_number,
        hours=show_hours,
        minutes=show_minutes,
        file_size=show_file_size,
        safe_content=safe_content,
    )
    app.jinja_env.globals.update(has_endpoint=has_endpoint, current_language=language)
    app.context_processor(_values_of_every_page)


def show_day(value: date | datetime) -> str:
    """A date, written out: 21 November 2026."""
    # English is British here; its "long" form would be the American one.
    pattern = "d MMMM yyyy" if language() == SOURCE_LANGUAGE else "long"
    day = to_user_timezone(value).date() if isinstance(value, datetime) else value
    return _written_day(day, pattern, str(get_locale()))


@lru_cache(maxsize=10_000)
def _written_day(day: date, pattern: str, locale: str) -> str:
    # A list has a hundred days, most of them again on the next page: writing them out is a tenth of its time.
    return str(dates.format_date(day, pattern, locale))


def show_moment(value: datetime) -> str:
    """Date and time of day in the person's time zone."""
    # The pattern is translated too: some languages put a word between day and hour.
    return str(format_datetime(value, gettext("d MMMM yyyy HH:mm")))


def show_time_of_day(value: datetime) -> str:
    """Hour and minute in the person's time zone, for what happens today: 14:32."""
    return str(format_time(value, "short"))


def show_number(value: Decimal | float | int) -> str:
    """A number with the language's separators, without needless zeros."""
    return str(format_decimal(value))


def show_hours(value: Decimal | float) -> str:
    """`7.5 hours`."""
    return str(ngettext("%(hours)s hour", "%(hours)s hours", counted(value), hours=format_decimal(value)))


def counted(value: Decimal | float) -> int:
    """The whole number whose plural form goes with a number: 7½ is said as 2 is, in all our languages."""
    return int(value) if value == int(value) else 2


def show_minutes(value: int) -> str:
    """`15 minutes`."""
    return str(ngettext("%(num)d minute", "%(num)d minutes", value))


def show_file_size(value: int) -> str:
    """`340 kB`, `1.4 MB`, `79.2 GB`."""
    if value < 1_000_000:
        return str(gettext("%(size)s kB", size=format_decimal(max(1, round(value / 1000)))))
    if value < 1_000_000_000:
        return str(gettext("%(size)s MB", size=format_decimal(round(value / 1_000_000, 1))))
    return str(gettext("%(size)s GB", size=format_decimal(round(value / 1_000_000_000, 1))))


def safe_content(html: str) -> Markup:
    """HTML of the compiled catalogue, which `lms.content.render` has cleaned; for nothing else."""
    return Markup(html)


def has_endpoint(endpoint: str) -> bool:
    """A page of that name exists in this installation."""
    return endpoint in current_app.view_functions


def _values_of_every_page() -> dict[str, object]:
    return {
        "actor": current_actor(),
        "locale": language(),
        "interface_languages": list(offered_languages().items()),
        "theme": session.get("theme"),
        "is_trial": settings().is_trial,
        "csrf_token": generate_csrf,
    }
