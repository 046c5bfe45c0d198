"""The privacy notice and the accessibility statement: shipped texts, or the programme's own in their place.

A text is Markdown with words in double brackets for what the installation knows of itself, so that the
periods and the addresses that people read are always those that hold.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.units import format_unit
from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from lms.content.markdown_extensions.model import RenderContext, Rendered
from lms.content.render import render_blocks
from lms.core import runtime_settings
from lms.core.addresses import ADDRESS, public_address
from lms.core.extension import campus
from lms.core.identity import CONTACT, ISSUER, SUPERVISION
from lms.core.runtime_settings import KnownSetting, SettingKind, declare, value_of
from lms.core.settings import settings
from lms.web.i18n import PUBLIC_LANGUAGES, SOURCE_LANGUAGE, language, speaking
from lms.web.identity import present_programme


class Notice(StrEnum):
    """A page about the site itself."""

    PRIVACY = "privacy"
    ACCESSIBILITY = "accessibility"


NOTICE_TITLES: Mapping[Notice, LazyString] = {
    Notice.PRIVACY: _("Privacy notice"),
    Notice.ACCESSIBILITY: _("Accessibility"),
}
LONGEST = 40_000
SHIPPED_AT = datetime(2026, 11, 22, tzinfo=UTC)
"""When the shipped texts were written last."""
_TEXTS = Path(__file__).parent / "notice_texts"
_WORD = re.compile(r"\[\[([a-z-]+)\]\]")
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+|$~^=!:&\"'-])")


def key_of(notice: Notice, code: str) -> str:
    """The setting that holds the programme's own text in a language."""
    return f"page.{notice}.{code}"


declare(
    *(
        KnownSetting(
            key=key_of(notice, code), group="pages", kind=SettingKind.MARKDOWN, longest=LONGEST, language=code
        )
        for notice in Notice
        for code in PUBLIC_LANGUAGES
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeText:
    """What stands in for a language."""

    source: str
    """Markdown, its words in brackets not filled in yet."""
    language: str
    """Which the text is in."""
    is_own: bool
    """The programme's, not the one that was shipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """A notice as it is shown now."""

    html: str
    language: str
    version: str
    """Tells whether two people saw the same text."""
    changed_at: datetime
    """When the text, or what is filled in there, was changed last."""


def text_for(notice: Notice, code: str) -> NoticeText:
    """The text in a language: the programme's own, else the shipped one, else English."""
    for wanted in dict.fromkeys((code, SOURCE_LANGUAGE)):
        own, shipped = str(value_of(key_of(notice, wanted))), shipped_text(notice, wanted)
        if own or shipped:
            return NoticeText(source=own or shipped, language=wanted, is_own=bool(own))
    raise AssertionError(notice)


@lru_cache
def shipped_text(notice: Notice, code: str) -> str:
    """What was shipped in a language; empty where nothing was."""
    file = _TEXTS / f"{notice}.{code}.md"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def notice_page(notice: Notice) -> NoticePage:
    """A notice for the language of this request."""
    text = text_for(notice, language())
    filled = fill(text.source, _values_in(text.language))
    return NoticePage(
        html=_html(filled, text.language),
        language=text.language,
        version=hashlib.sha256(f"{text.language}\0{filled}".encode()).hexdigest()[:8],
        changed_at=_changed_at(notice, text.language),
    )


def _changed_at(notice: Notice, code: str) -> datetime:
    periods = (category.setting for category in campus().retention)
    known = (key_of(notice, code), ADDRESS, ISSUER, CONTACT, SUPERVISION)
    changed = runtime_settings.last_change((*known, *periods) if notice is Notice.PRIVACY else known)
    return max(changed or SHIPPED_AT, SHIPPED_AT)


def drawn(source: str, code: str) -> Rendered:
    """A text of one's own as it would be shown, with what is wrong in it; lines are those of the source."""
    values = {name: value for name, value in _values_in(code).items() if name != "retention"}
    whole = fill(source, values)
    problems = _rendered(fill(whole, {"retention": "–"}), code).problems
    shown = _rendered(fill(whole, _values_in(code)), code)
    return Rendered(html=shown.html, problems=problems)


def unknown_words(source: str) -> list[str]:
    """Words in double brackets for which there is nothing to fill in."""
    return [word for word in dict.fromkeys(_WORD.findall(source)) if word not in WORDS]


def fill(source: str, values: Mapping[str, str]) -> str:
    """The text with its words in brackets filled in; unknown ones stay as they are."""
    return _WORD.sub(lambda found: values.get(found[1], found[0]), source)


def _values_in(code: str) -> dict[str, str]:
    with speaking(code):
        return {word: value() for word, value in WORDS.items()}


def _issuer() -> str:
    return _as_text(present_programme().issuer.name)


def _country() -> str:
    issuer = present_programme().issuer
    return _as_text(str(Locale.parse(language()).territories.get(issuer.country, issuer.country)))


def _web() -> str:
    return f"<{present_programme().issuer.web}>"


def _contact() -> str:
    return f"<{value_of(CONTACT)}>" if value_of(CONTACT) else _web()


def _supervision() -> str:
    if value_of(SUPERVISION):
        return _as_text(str(value_of(SUPERVISION)))
    country = _country()
    return str(
        gettext(
            "the authority that supervises the accessibility of public websites in %(country)s",
            country=country,
        )
    )


def _address() -> str:
    return _as_text(public_address().partition("://")[2])


def _day() -> str:
    keys = [key_of(Notice.ACCESSIBILITY, language()), ADDRESS, ISSUER, CONTACT, SUPERVISION]
    day = max(runtime_settings.last_change(keys) or SHIPPED_AT, SHIPPED_AT)
    return str(format_date(day, "d MMMM yyyy" if language() == SOURCE_LANGUAGE else "long"))


def _erasure_days() -> str:
    return str(format_unit(settings().erasure_days, "duration-day", locale=language()))


def _retention() -> str:
    head = (gettext("What is kept"), gettext("Days"), gettext("Why"))
    rows = [(str(one.title), str(value_of(one.setting)), str(one.why)) for one in campus().retention]
    lines = [" | ".join(_as_text(cell) for cell in row) for row in (head, *rows)]
    return "\n".join([f"| {lines[0]} |", "|---|---|---|", *(f"| {line} |" for line in lines[1:])])


WORDS: Mapping[str, Callable[[], str]] = {
    "issuer": _issuer,
    "country": _country,
    "web": _web,
    "contact": _contact,
    "supervision": _supervision,
    "address": _address,
    "day": _day,
    "erasure-days": _erasure_days,
    "retention": _retention,
}
"""What may stand in double brackets → Markdown for it, in the language that is spoken."""


def _as_text(text: str) -> str:
    """A text as Markdown that shows just this."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


@lru_cache(maxsize=64)
def _html(filled: str, code: str) -> str:
    return _rendered(filled, code).html


def _rendered(filled: str, code: str) -> Rendered:
    return render_blocks([(1, filled)], _context(code))


def _context(code: str) -> RenderContext:
    return RenderContext(
        language=code,
        module_slug="",
        lesson_files={},
        lesson_anchors={},
        module_slugs=frozenset(),
        terms={},
        assets={},
        asset_digests={},
        figure_labels={},
    )
