"""Which language the interface speaks, and how dates and numbers are written in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, g, request, session
from flask_babel import Babel, force_locale, get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

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
    app.jinja_env.globals["_"] = _say


def _gettext(text: str) -> str:
    return str(_translations().ugettext(text))


def _ngettext(singular: str, plural: str, count: int) -> str:
    return str(_translations().ungettext(singular, plural, count))


@pass_eval_context
def _say(context: EvalContext, text: str, /, **values: object) -> str:
    """What `_` does in templates: the same as Jinja's own, by a shorter way."""
    said = str(_translations().ugettext(text))
    return (Markup(said) if context.autoescape else said) % values


def _translations() -> Any:
    # Flask-Babel looks them up anew for each string, and a page has a hundred.
    kept = g.get("translations")
    if kept is None:
        kept = g.translations = get_translations()
    return kept


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language meanwhile, as in a mail to somebody else."""
    before = g.pop("translations", None)
    try:
        with force_locale(LOCALES.get(language, language)):
            yield
    finally:
        g.translations = before


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
