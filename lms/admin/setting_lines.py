"""The lines of the page of settings: each setting once, with its languages beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from lms.admin.wording.settings import (
    GROUPS,
    Words,
    is_changed_here,
    stem_of,
    value_in_words,
    words_of,
)
from lms.core.addresses import ADDRESS, public_address
from lms.core.identity import ISSUER
from lms.core.runtime_settings import KnownSetting, Setting, SettingKind, known_settings
from lms.web.identity import present_programme
from lms.web.notices import Notice, key_of, shipped_text


class Origin(StrEnum):
    """Where what is shown in a language comes from."""

    OWN = "own"
    SHIPPED = "shipped"
    ENGLISH = "english"
    """There is no text in that language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLanguage:
    """A setting in one language, or in none."""

    known: KnownSetting
    origin: Origin
    value: str
    row: Setting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingLine:
    """A setting with all its languages."""

    words: Words
    languages: list[OneLanguage]

    @property
    def latest(self) -> Setting | None:
        """The change that was made last."""
        rows = [one.row for one in self.languages if one.row is not None]
        return max(rows, key=lambda row: row.changed_at, default=None)


def setting_groups(changed: Mapping[str, Setting]) -> list[tuple[str, str, list[SettingLine]]]:
    """Name, heading and lines of each group."""
    shown = [one for one in known_settings().values() if is_changed_here(one)]
    lines = {
        group: [
            _line(list(same), changed)
            for _, same in groupby((one for one in shown if one.group == group), key=stem_of)
        ]
        for group in GROUPS
    }
    return [(group, str(heading), lines[group]) for group, heading in GROUPS.items() if lines[group]]


def _line(same: list[KnownSetting], changed: Mapping[str, Setting]) -> SettingLine:
    return SettingLine(
        words=words_of(same[0]), languages=[_one(known, changed.get(known.key)) for known in same]
    )


def _one(known: KnownSetting, row: Setting | None) -> OneLanguage:
    is_own = row is not None and bool(row.value)
    origin = Origin.OWN if is_own else Origin.SHIPPED if _is_shipped(known) else Origin.ENGLISH
    value = row.value if row is not None and is_own else known.default
    if known.key == ADDRESS:
        value = public_address()
    if known.key == ISSUER and not is_own:
        issuer = present_programme().issuer
        value = {"name": issuer.name, "country": issuer.country, "region": issuer.region, "web": issuer.web}
    return OneLanguage(known=known, origin=origin, value=value_in_words(known, value), row=row)


def _is_shipped(known: KnownSetting) -> bool:
    if known.kind is not SettingKind.MARKDOWN:
        return True
    notices = (one for one in Notice if known.key == key_of(one, str(known.language)))
    return any(shipped_text(one, str(known.language)) for one in notices)
