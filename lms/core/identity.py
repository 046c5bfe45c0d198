"""Who runs the installation: settings over what the files of the programme say."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from lms.core.runtime_settings import KnownSetting, Line, SettingKind, declare, value_of

ISSUER, LOGOS = "issuer", "logos"
CONTACT, SUPERVISION = "contact.email", "contact.supervision"
MOST_LOGOS = 12
WEB = r"https://[^\s<>\"]+"
EMAIL = r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+"

declare(
    KnownSetting(
        key=ISSUER,
        group="issuer",
        kind=SettingKind.RECORD,
        default={},
        lines={
            "name": Line(longest=120),
            "country": Line(longest=2, pattern="[A-Z]{2}"),
            "region": Line(longest=80),
            "web": Line(longest=200, pattern=WEB),
        },
    ),
    KnownSetting(key=LOGOS, group="issuer", kind=SettingKind.LIST, default=None, longest=MOST_LOGOS),
    KnownSetting(key=CONTACT, group="issuer", kind=SettingKind.LINE, longest=200, pattern=EMAIL),
    KnownSetting(key=SUPERVISION, group="issuer", kind=SettingKind.LINE, longest=200),
)


def own_issuer() -> Mapping[str, str]:
    """Name, country, region and web address; empty while those of the files hold."""
    return cast(Mapping[str, str], value_of(ISSUER))


def own_logos() -> Sequence[Mapping[str, Any]] | None:
    """The logos that were chosen; None while those of the files hold."""
    return cast(Sequence[Mapping[str, Any]] | None, value_of(LOGOS))
