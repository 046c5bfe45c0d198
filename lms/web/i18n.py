"""Which language the interface speaks, and how dates and numbers are written in it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request, session
from flask_babel import Babel, force_locale, get_locale, get_timezone, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from lms.web.access import current_actor

View = TypeVar("View", bound=Callable[..., Any])

INTERFACE_LANGUAGES = {"en": "English", "sv": "Svenska"}
"""Code → the language's own name; the first is the source."""
PUBLIC_LANGUAGES = {
    "da": "Dansk",
    "de": "Deutsch",
    "en": "English",
    "et": "Eesti",
    "fi": "Suomi",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "pl": "Polski",
    "sv": "Svenska",
}
"""The languages of certificates, and of the pages on which strangers verify them."""
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


def time_zone() -> ZoneInfo:
    """The time zone of whoever looks, to work with days and moments.

    Flask-Babel's own knows its offset only after a moment was moved into it: a day that is begun with it
    begins by the sun of a century ago, in Stockholm seven minutes late, in summer more than an hour.
    """
    return ZoneInfo(str(get_timezone()))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language meanwhile, as in a mail to somebody else."""
    before = g.pop("translations", None)
    try:
        with force_locale(LOCALES.get(language, language)):
            yield
    finally:
        g.translations = before


def in_nine_languages(view: View) -> View:
    """Decorator of a view whose page speaks all public languages, also where it answers with an error.

    Put it below the route. The files that the page is made of stand in `babel-public.cfg`: `bin/translate`
    then keeps their messages in every catalogue, and a test asks for each translation.
    """
    view.languages = PUBLIC_LANGUAGES  # type: ignore[attr-defined]
    return view


def offered_languages() -> Mapping[str, str]:
    """The languages that the page of this request speaks: code → the language's own name."""
    view = current_app.view_functions.get(request.endpoint or "")
    languages: Mapping[str, str] = getattr(view, "languages", INTERFACE_LANGUAGES)
    return languages


def chosen_language() -> str:
    """The language chosen on this device, else the person's, else the browser's, else English."""
    offered = offered_languages()
    for wish in (session.get(SESSION_KEY), current_actor().language):
        if wish in offered:
            return str(wish)
    return request.accept_languages.best_match(list(offered)) or SOURCE_LANGUAGE


def _locale() -> str:
    wanted = chosen_language()
    return LOCALES.get(wanted, wanted)


def _time_zone() -> str:
    return current_actor().time_zone


def language() -> str:
    """The interface's language in this request."""
    locale = get_locale()
    return str(locale.language) if locale is not None else SOURCE_LANGUAGE
