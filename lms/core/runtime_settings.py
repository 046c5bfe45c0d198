"""Settings that may change while the application runs: rows over the defaults of a short registry.

Each process keeps what it has read for a few seconds, so that a page costs no look-up and a change is seen
everywhere soon. A setting stands in the registry only if something is read from it.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from flask import current_app
from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.core import audit, clock
from lms.core.db import Base, db

SEEN_AFTER_SECONDS = 5.0
"""How long a process may go on with what it has read."""
LONGEST_KEPT = 200
"""Signs of a value that the audit log keeps of what was there before and after."""
EXTENSION = "campus-runtime-settings"


class Setting(Base):
    """A setting that somebody changed; one that has no row is as it was shipped."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str | None] = mapped_column(String(22))


class SettingKind(StrEnum):
    """What a setting's value is."""

    SWITCH = "switch"
    LINE = "line"
    """A text of one line; empty: the shipped one."""
    TEXT = "text"
    """A text of several lines; empty: the shipped one."""
    MARKDOWN = "markdown"
    """A page; empty: the shipped one."""
    DAYS = "days"
    """A number of days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSetting:
    """What can be set, within which limits, and what holds while nobody has set it."""

    key: str
    group: str
    kind: SettingKind
    default: bool | int | str = ""
    lowest: int = 0
    highest: int = 0
    """Of days."""
    longest: int = 0
    """Signs of a text."""
    language: str | None = None


class NoSuchSettingError(LookupError):
    """Nothing reads a setting of that name."""


class UnusableValueError(ValueError):
    """A value that this setting cannot take."""


@dataclass(slots=True)
class _Kept:
    values: Mapping[str, Any] = field(default_factory=dict)
    read_at: float = float("-inf")


_registry: dict[str, KnownSetting] = {}


def declare(*settings: KnownSetting) -> None:
    """Add settings to the registry; whoever reads them declares them."""
    for one in settings:
        assert _registry.setdefault(one.key, one) == one, one.key


def known_settings() -> Mapping[str, KnownSetting]:
    """All that can be set, by key."""
    return _registry


def known_setting(key: str) -> KnownSetting:
    """What is known of a setting; raises NoSuchSettingError."""
    try:
        return _registry[key]
    except KeyError:
        raise NoSuchSettingError(key) from None


def value_of(key: str) -> Any:
    """What holds now, or a few seconds ago."""
    known = known_setting(key)
    kept = cast(_Kept, current_app.extensions.setdefault(EXTENSION, _Kept()))
    if time.monotonic() - kept.read_at > SEEN_AFTER_SECONDS:
        kept.values, kept.read_at = dict(_rows()), time.monotonic()
    return kept.values.get(key, known.default)


def stored_value(key: str) -> Any:
    """What holds, read from the database itself."""
    row = db.session.get(Setting, known_setting(key).key)
    return known_setting(key).default if row is None else row.value


def changed_settings() -> dict[str, Setting]:
    """The settings that somebody has changed, by key."""
    return {row.key: row for row in db.session.scalars(select(Setting))}


def change(key: str, value: bool | int | str, *, by: str | None) -> bool:
    """Set a value in the current transaction; gives whether that changed anything.

    Raises NoSuchSettingError and UnusableValueError. The shipped value leaves no row.
    """
    known = known_setting(key)
    refuse_unusable(known, value)
    row = db.session.get(Setting, key, with_for_update=True)
    before = known.default if row is None else row.value
    if value == before:
        return False
    if value == known.default:
        db.session.delete(row)
    elif row is None:
        db.session.add(Setting(key=key, value=value, changed_at=clock.now(), changed_by=by))
    else:
        row.value, row.changed_at, row.changed_by = value, clock.now(), by
    detail: dict[str, object] = {"before": _noted(before), "after": _noted(value)}
    audit.record("setting.changed", actor_id=by, subject=f"setting:{key}", detail=detail)
    db.session.flush()
    forget_kept()
    return True


def refuse_unusable(known: KnownSetting, value: object) -> None:
    """Raise UnusableValueError for what the setting cannot take."""
    if known.kind is SettingKind.SWITCH:
        is_usable = isinstance(value, bool)
    elif known.kind is SettingKind.DAYS:
        is_usable = type(value) is int and known.lowest <= value <= known.highest
    else:
        is_usable = isinstance(value, str) and len(value) <= known.longest and "\0" not in value
    if not is_usable:
        raise UnusableValueError(known.key)


def forget_kept() -> None:
    """Let this process read anew at once."""
    current_app.extensions.pop(EXTENSION, None)


def _rows() -> list[tuple[str, Any]]:
    return [(key, value) for key, value in db.session.execute(select(Setting.key, Setting.value))]


def _noted(value: object) -> object:
    """What the log keeps of a value: of a long text its beginning."""
    return f"{value[:LONGEST_KEPT]}…" if isinstance(value, str) and len(value) > LONGEST_KEPT else value
