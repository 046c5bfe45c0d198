"""Settings that may change while the application runs: rows over the defaults of a short registry.

Each process keeps what it has read for a few seconds, so that a page costs no look-up and a change is seen
everywhere soon. A setting stands in the registry only if something is read from it.
"""

import re
import time
from collections.abc import Iterable, Mapping
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
    """A setting that somebody changed; one that has no row is as it was shipped.

    Set back it keeps its row with nothing in it, so that it is known who did it and when.
    """

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
    RECORD = "record"
    """Lines that belong together, by name; empty: the shipped ones."""
    LIST = "list"
    """Records that whoever declares the setting looks after; None: the shipped ones."""
    DAYS = "days"
    """A number of days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a record: how long it may be, and what it must look like."""

    longest: int
    pattern: str = ".+"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSetting:
    """What can be set, within which limits, and what holds while nobody has set it."""

    key: str
    group: str
    kind: SettingKind
    default: Any = ""
    lowest: int = 0
    highest: int = 0
    """Of days."""
    longest: int = 0
    """Signs of a text, entries of a list."""
    pattern: str = ""
    """What a line must look like."""
    lines: Mapping[str, Line] = field(default_factory=dict)
    """Of a record, by name."""
    language: str | None = None


class NoSuchSettingError(LookupError):
    """Nothing reads a setting of that name."""


class UnusableValueError(ValueError):
    """A value that this setting cannot take."""


class ChangedMeanwhileError(Exception):
    """Somebody else has changed the setting since it was read."""


@dataclass(slots=True)
class _Kept:
    values: Mapping[str, Any] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)
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
    value = _kept().values.get(key)
    return known_setting(key).default if value is None else value


def last_change(keys: Iterable[str]) -> datetime | None:
    """When one of these settings was changed last; None: never. As of now, or a few seconds ago."""
    moments = _kept().moments
    return max((moments[key] for key in keys if key in moments), default=None)


def stored_value(key: str) -> Any:
    """What holds, read from the database itself."""
    row = db.session.get(Setting, known_setting(key).key)
    return known_setting(key).default if row is None or row.value is None else row.value


def changed_settings() -> dict[str, Setting]:
    """The settings that somebody has changed or set back, by key."""
    return {row.key: row for row in db.session.scalars(select(Setting))}


def revision_of(row: Setting | None) -> str:
    """Tells whether a setting was changed between two looks at it."""
    return "" if row is None else row.changed_at.isoformat()


def change(key: str, value: Any, *, by: str | None, revision: str | None = None) -> bool:
    """Set a value in the current transaction, or set it back (None); gives whether that changed anything.

    Raises NoSuchSettingError, UnusableValueError, and ChangedMeanwhileError where the setting is not any more
    as it was at that revision.
    """
    known = known_setting(key)
    if value is not None:
        refuse_unusable(known, value)
    row = db.session.get(Setting, key, with_for_update=True)
    if revision is not None and revision != revision_of(row):
        raise ChangedMeanwhileError(key)
    kept = None if value == known.default else value
    before = None if row is None else row.value
    if kept == before:
        return False
    if row is None:
        db.session.add(Setting(key=key, value=kept, changed_at=clock.now(), changed_by=by))
    else:
        row.value, row.changed_at, row.changed_by = kept, clock.now(), by
    detail: dict[str, object] = {
        "before": _noted(known.default if before is None else before),
        "after": _noted(known.default if kept is None else kept),
    }
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
    elif known.kind is SettingKind.RECORD:
        is_usable = isinstance(value, dict) and (not value or _is_record(known, value))
    elif known.kind is SettingKind.LIST:
        is_usable = isinstance(value, list) and len(value) <= known.longest
    else:
        is_usable = isinstance(value, str) and _is_text(value, known.longest, known.pattern)
    if not is_usable:
        raise UnusableValueError(known.key)


def _is_record(known: KnownSetting, value: Mapping[str, Any]) -> bool:
    return value.keys() == known.lines.keys() and all(
        isinstance(value[name], str) and value[name] and _is_text(value[name], line.longest, line.pattern)
        for name, line in known.lines.items()
    )


def _is_text(value: str, longest: int, pattern: str) -> bool:
    is_formed = not pattern or not value or re.fullmatch(pattern, value) is not None
    return len(value) <= longest and "\0" not in value and is_formed


def forget_kept() -> None:
    """Let this process read anew at once."""
    current_app.extensions.pop(EXTENSION, None)


def _kept() -> _Kept:
    kept = cast(_Kept, current_app.extensions.setdefault(EXTENSION, _Kept()))
    if time.monotonic() - kept.read_at > SEEN_AFTER_SECONDS:
        rows = db.session.execute(select(Setting.key, Setting.value, Setting.changed_at)).all()
        kept.values = {key: value for key, value, _ in rows}
        kept.moments = {key: moment for key, _, moment in rows}
        kept.read_at = time.monotonic()
    return kept


def _noted(value: object) -> object:
    """What the log keeps of a value: of a long text its beginning, of what has parts their texts."""
    if isinstance(value, dict):
        value = ", ".join(str(part) for part in value.values())
    elif isinstance(value, list):
        value = ", ".join(str(part.get("name", "")) for part in value)
    return f"{value[:LONGEST_KEPT]}…" if isinstance(value, str) and len(value) > LONGEST_KEPT else value
