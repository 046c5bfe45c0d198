"""Which language the interface speaks, and how dates and numbers are written in it."""

from typing import Any

from flask import Flask, g, request, session
from flask_babel import Babel, get_locale, get_translations

from lms.web.access import current_actor

INTERFACE_LANGUAGES = {"en": "English", "sv": "Svenska"}
"""Code → the language's own name; the first is the source."""
SOURCE_LANGUAGE = "en"
SESSION_KEY = "language"
LOCALES = {"en": "en_GB"}
"""Language → the locale that writes its dates and numbers, where they differ."""


def register(app: Flask) -> None:
    """Attach to the application."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(app.root_path) + "/translations"
    Babel(app, locale_selector=_locale, timezone_selector=_time_zone)
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]


def _gettext(text: str) -> str:
    return str(_translations().ugettext(text))


def _ngettext(singular: str, plural: str, count: int) -> str:
    return str(_translations().ungettext(singular, plural, count))


def _translations() -> Any:
    # Flask-Babel looks them up anew for each string, and a page has a hundred.
    locale, kept = get_locale(), g.get("translations")
    if kept is None or kept[0] is not locale:
        kept = g.translations = (locale, get_translations())
    return kept[1]


def chosen_language() -> str:
    """The language chosen on this device, else the person's, else the browser's, else English."""
    for wish in (session.get(SESSION_KEY), current_actor().language):
        if wish in INTERFACE_LANGUAGES:
            return str(wish)
    return request.accept_languages.best_match(list(INTERFACE_LANGUAGES)) or SOURCE_LANGUAGE


def _locale() -> str:
    wanted = chosen_language()
    return LOCALES.get(wanted, wanted)


def _time_zone() -> str:
    return current_actor().time_zone


def language() -> str:
    """The interface's language in this request."""
    locale = get_locale()
    return str(locale.language) if locale is not None else SOURCE_LANGUAGE
