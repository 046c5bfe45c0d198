"""What each setting is called, and what changing it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from lms.core.addresses import ADDRESS
from lms.core.extension import campus
from lms.core.identity import CONTACT, ISSUER, LOGOS, SUPERVISION
from lms.core.retention import Category
from lms.core.runtime_settings import KnownSetting, SettingKind, known_settings
from lms.core.settings import settings
from lms.web.i18n import PUBLIC_LANGUAGES


@dataclass(frozen=True, slots=True)
class Words:
    """The name of a setting and its effect."""

    name: LazyString | str
    effect: LazyString | str


GROUPS: Mapping[str, LazyString] = {
    "issuer": _("Who runs this site"),
    "pages": _("Pages about the site"),
    "front": _("Front page"),
    "retention": _("How long things are kept"),
}
"""In the order of the page."""

_WORDS: Mapping[str, Words] = {
    ISSUER: Words(
        _("Issuer"),
        _(
            "Stands on every certificate that is issued from now on, and on the pages about the site. "
            "Certificates that were issued keep the issuer that they name, and go on being valid."
        ),
    ),
    ADDRESS: Words(
        _("Public address"),
        _(
            "Links in mails, QR codes and certificates issued from now on begin with it. Certificates that "
            "were issued keep the address that they name: it has to go on leading here."
        ),
    ),
    LOGOS: Words(
        _("Logos"),
        _(
            "Stand on certificates that are issued from now on, and on the front page. "
            "Earlier ones keep theirs."
        ),
    ),
    CONTACT: Words(
        _("Address for questions"),
        _(
            "Stands on the privacy notice and the accessibility statement: people write to it about their "
            "data and about what keeps them out. Empty: the web address of the issuer stands there."
        ),
    ),
    SUPERVISION: Words(
        _("Who supervises accessibility"),
        _(
            "The authority that the accessibility statement sends people to who are not content with your "
            "answer. Empty: it is described and not named."
        ),
    ),
    "page.privacy": Words(
        _("Privacy notice"),
        _(
            "Everybody can read it at the foot of each page. A change makes a new version with today’s date; "
            "who registers then is noted as having been shown that one."
        ),
    ),
    "page.accessibility": Words(
        _("Accessibility statement"),
        _("Everybody can read it at the foot of each page. It must be true of your installation."),
    ),
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
ELSEWHERE = frozenset({"mail.paused", LOGOS})
"""Changed on a page of their own."""
LINES: Mapping[str, LazyString] = {
    "name": _("Name of the organisation"),
    "country": _("Country, as two capital letters"),
    "region": _("Region or town"),
    "web": _("Web address"),
}
"""The lines of records."""
LOGO_KINDS: Mapping[str, LazyString] = {
    "issuer": _("Issuer"),
    "partner": _("Partner"),
    "funder": _("Funder"),
}
PATTERN_HINTS: Mapping[str, LazyString] = {
    "country": _("Write the two capital letters of the country, as in LV."),
    "web": _("Write an address that begins with https://"),
    CONTACT: _("Write an e-mail address, as in privacy@example.org."),
}
"""Line of a record, or key of a setting → what it must look like."""


def is_changed_here(known: KnownSetting) -> bool:
    """The setting has words, no page of its own, and something to choose."""
    is_fixed = known.key == ADDRESS and len(settings().addresses) == 1
    return known.key not in ELSEWHERE and _has_words(known) and not is_fixed


def stem_of(known: KnownSetting) -> str:
    """What a setting is called in all languages together."""
    return known.key.removesuffix(f".{known.language}") if known.language else known.key


def _has_words(known: KnownSetting) -> bool:
    return stem_of(known) in _WORDS or _category_of(known) is not None


def name_of_key(key: str) -> str:
    """What a setting is called; one that is not known any more by its key."""
    known = known_settings().get(key)
    return key if known is None or not _has_words(known) else name_of(known)


def words_of(known: KnownSetting) -> Words:
    """Name and effect of a setting."""
    category = _category_of(known)
    if category is None:
        return _WORDS[stem_of(known)]
    return Words(category.title, category.why)


def _category_of(known: KnownSetting) -> Category | None:
    return next((one for one in campus().retention if one.setting == known.key), None)


def name_of(known: KnownSetting) -> str:
    """What a setting is called, with its language."""
    name = str(words_of(known).name)
    if known.language is None:
        return name
    return str(gettext("%(name)s, %(language)s", name=name, language=PUBLIC_LANGUAGES[known.language]))


def value_in_words(known: KnownSetting, value: Any) -> str:
    """A value on one line: days as such, parts one after the other, of a long text its length."""
    if known.kind is SettingKind.DAYS:
        return str(ngettext("%(num)d day", "%(num)d days", value))
    if known.kind is SettingKind.RECORD:
        return ", ".join(str(part) for part in value.values())
    if known.kind is SettingKind.MARKDOWN:
        return str(ngettext("%(num)d word", "%(num)d words", len(str(value).split())))
    return str(value)
