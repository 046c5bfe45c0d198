"""What people are, how long sign-ins and links last, and who may lose a role. Pure."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lms.core.access import Role


class Occupation(StrEnum):
    """What a person does; a role, in contrast, is what the installation lets them do."""

    CLUSTER_MANAGER = "cluster-manager"
    BUSINESS_SUPPORT = "business-support"
    OFFICIAL_LOCAL = "official-local"
    OFFICIAL_REGIONAL = "official-regional"
    OFFICIAL_NATIONAL = "official-national"
    TRAINER = "trainer"
    OTHER = "other"


class OrganisationKind(StrEnum):
    """What an organisation is to the programme."""

    CLUSTER = "cluster"
    BUSINESS_SUPPORT = "business-support"
    PUBLIC_BODY = "public-body"
    OTHER = "other"


class ClusterStage(StrEnum):
    """How far a cluster organisation has come."""

    EMERGING = "emerging"
    GROWING = "growing"
    MATURE = "mature"
    RENEWING = "renewing"


class ConsentKind(StrEnum):
    """What people are asked to agree to, each by itself."""

    ACHIEVEMENTS_TO_OFFICIALS = "achievements-to-officials"
    """Officials of one's organisation, region or country see one's completed modules and certificates."""
    PATH_TO_TRAINERS = "path-to-trainers"
    """Trainers see one's way through a module, step by step."""


class LookKind(StrEnum):
    """What of a person was looked at by name."""

    ACHIEVEMENTS = "achievements"
    PATH = "path"
    ACCOUNT = "account"


class NameShown(StrEnum):
    """How much of a holder's name is seen by whoever verifies by a code; the file itself shows all of it."""

    FULL = "full"
    MASKED = "masked"
    """First letters, and how long each part is."""
    HIDDEN = "hidden"
    """Nothing; a printed name can still be compared."""


class ClosingReason(StrEnum):
    """Why an account was closed by somebody else."""

    ASKED = "asked"
    LEFT = "left"
    MISUSE = "misuse"
    DOUBLE = "double"
    OTHER = "other"


class Purpose(StrEnum):
    """What a link that works once is for."""

    CONFIRM_EMAIL = "confirm-email"
    RESET_PASSWORD = "reset-password"
    CHANGE_EMAIL = "change-email"
    MOVE_EMAIL = "move-email"
    """The same for somebody who has lost the old address, asked for by whoever helps them."""
    FIRST_ADMINISTRATOR = "first-administrator"


LINK_LIFETIMES = {
    Purpose.CONFIRM_EMAIL: timedelta(hours=24),
    Purpose.RESET_PASSWORD: timedelta(hours=1),
    Purpose.CHANGE_EMAIL: timedelta(hours=24),
    Purpose.MOVE_EMAIL: timedelta(hours=24),
    Purpose.FIRST_ADMINISTRATOR: timedelta(hours=1),
}

LINKS_KEPT = timedelta(days=7)
"""How long a link's row stays after the link has ended, to look into complaints."""
SIGN_INS_KEPT = timedelta(days=30)
"""The same for sign-ins."""
UNCONFIRMED_KEPT = timedelta(days=30)
"""An account whose address nobody confirmed is removed after this: it may be a stranger's address."""
LOOKS_KEPT = timedelta(days=365)
"""How long people can see who looked at their data."""

WORKING_LANGUAGES = ("da", "de", "en", "et", "fi", "lt", "lv", "nb", "pl", "sv", "uk")
"""Languages that people around the Baltic Sea may say they work in."""

CONFIRMATION_PAUSE = timedelta(minutes=5)
"""Whoever signs in before confirming gets a new link, but no flood of them."""

DEFAULT_TIME_ZONE = "Europe/Stockholm"
"""Until somebody says otherwise: most of the Baltic Sea region keeps this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLimits:
    """How long a sign-in lasts unused, and how long at all."""

    idle: timedelta
    absolute: timedelta


PARTICIPANT_LIMITS = SignInLimits(idle=timedelta(hours=8), absolute=timedelta(days=7))
STAFF_LIMITS = SignInLimits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
SEEN_INTERVAL = timedelta(minutes=1)
"""A sign-in's last use is written down at most this often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What is written down about where a sign-in was made."""

    network: str = ""
    agent: str = ""


def limits_for(roles: Iterable[Role]) -> SignInLimits:
    """Whoever may do more is asked for the password sooner."""
    return PARTICIPANT_LIMITS if set(roles) <= {Role.PARTICIPANT} else STAFF_LIMITS


def is_sign_in_open(*, created_at: datetime, seen_at: datetime, roles: Iterable[Role], now: datetime) -> bool:
    """A sign-in still holds: it was used lately, and it is not too old."""
    limits = limits_for(roles)
    return now - seen_at < limits.idle and now - created_at < limits.absolute


def is_link_open(*, expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """A link can be used: not yet used, and not too old."""
    return used_at is None and now < expires_at


def may_lose_administrator(*, administrator_ids: Iterable[str], user_id: str) -> bool:
    """Somebody else still administers the installation."""
    return any(other != user_id for other in administrator_ids)


def network_of(address: str | None) -> str:
    """The network an address lies in, as far as a list of one's own sign-ins needs it: 192.0.2.0/24."""
    ip = _address(address)
    if ip is None:
        return ""
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False))


def counting_network_of(address: str | None) -> str:
    """What counts as one visitor when tries are counted: an IPv4 address, or the /64 of one line."""
    ip = _address(address)
    if ip is None:
        return "unknown"
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network(f"{ip}/64", strict=False))


def _address(text: str | None) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        ip = ipaddress.ip_address((text or "").partition("%")[0])
    except ValueError:
        return None
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return mapped or ip


_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"))
_BROWSERS_LAST = (("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """A browser and a system, as somebody would recognise their own device: "Firefox, Windows".

    Kept in place of the full header, which would tell people apart far better than is needed.
    """
    browser = _first_found(_BROWSERS + _BROWSERS_LAST, user_agent)
    system = _first_found(_SYSTEMS, user_agent)
    return ", ".join(part for part in (browser, system) if part)


def _first_found(table: Iterable[tuple[str, str]], text: str) -> str:
    return next((name for mark, name in table if mark in text), "")
