"""What each setting is called, and what changing it does."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from lms.core.runtime_settings import KnownSetting, known_settings
from lms.web.i18n import INTERFACE_LANGUAGES


@dataclass(frozen=True, slots=True)
class Words:
    """The name of a setting and its effect."""

    name: LazyString
    effect: LazyString


_WORDS: Mapping[str, Words] = {
    "mail.paused": Words(
        _("Pause all mail"), _("The worker sends nothing until mail is let go on, on the page of the outbox.")
    ),
    "front.title": Words(
        _("Heading of the front page"),
        _("Visitors read it first when they open the site. Empty: the words that were shipped."),
    ),
    "front.lead": Words(
        _("Text below the heading"),
        _("Visitors read it below the heading of the front page. Empty: the words that were shipped."),
    ),
}
ELSEWHERE = frozenset({"mail.paused"})
"""Changed on a page of their own."""


def is_changed_here(known: KnownSetting) -> bool:
    """The setting has words and no page of its own."""
    return known.key not in ELSEWHERE and _stem(known) in _WORDS


def _stem(known: KnownSetting) -> str:
    return known.key.removesuffix(f".{known.language}") if known.language else known.key


def name_of_key(key: str) -> str:
    """What a setting is called; one that is not known any more by its key."""
    known = known_settings().get(key)
    return key if known is None or _stem(known) not in _WORDS else name_of(known)


def words_of(known: KnownSetting) -> Words:
    """Name and effect of a setting."""
    return _WORDS[_stem(known)]


def name_of(known: KnownSetting) -> str:
    """What a setting is called, with its language."""
    name = str(words_of(known).name)
    if known.language is None:
        return name
    return str(gettext("%(name)s, %(language)s", name=name, language=INTERFACE_LANGUAGES[known.language]))
