"""Certificates for a cohort: who is meant, and what each of them gets. Pure."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_PEOPLE = 1000
"""In one cohort."""
LONGEST_LIST = 300_000
"""Characters of a pasted list: a thousand of the longest addresses."""
KEPT = timedelta(days=30)
"""How long a cohort's list is kept."""
SHOWN = 80
"""Characters of a line that is no address."""
_SEPARATORS = re.compile(r"[,;\t|<>\s]+")


class Choice(StrEnum):
    """Who is meant."""

    EVERYONE = "everyone"
    DATES = "dates"
    """Those who completed the module between two days."""
    ADDRESSES = "addresses"
    """Those on a list."""


class Outlook(StrEnum):
    """What somebody gets when the cohort is started; those that need attention first."""

    MALFORMED = "malformed"
    NOT_HERE = "not-here"
    """Nobody with this address is in the module; whether there is an account stays unsaid."""
    UNFINISHED = "unfinished"
    REPEATED = "repeated"
    EDITION_LOST = "edition-lost"
    CLOSED = "closed"
    REVOKED = "revoked"
    NAME_OPEN = "name-open"
    """The certificate follows by itself as soon as its holder has confirmed a name."""
    NEW = "new"
    THERE = "there"


MEMBERS = frozenset({Outlook.NEW, Outlook.NAME_OPEN, Outlook.THERE})
"""Who belongs to the cohort once it is started; the others are only told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """A completion of the module, as far as it decides what can be issued."""

    completion_id: str
    email: str
    name: str
    completed_at: datetime
    is_name_settled: bool
    is_closed: bool
    """The account was closed."""
    is_edition_kept: bool
    code: str | None
    is_revoked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of a pasted list."""

    line: int
    text: str
    """As it was written, shortened."""
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One person or line, and what comes of it."""

    outlook: Outlook
    text: str
    """The address, or what was written in place of one."""
    line: int | None = None
    earned: Earned | None = None


def candidates_in(text: str) -> Iterator[tuple[int, str]]:
    """Line number and the one piece of each line that could be an address; empty lines are passed over."""
    for number, line in enumerate(text.splitlines(), start=1):
        pieces = [piece.strip("\"'()") for piece in _SEPARATORS.split(line)]
        addresses = [piece for piece in pieces if "@" in piece]
        if len(addresses) == 1:
            yield number, addresses[0]
        elif line.strip():
            yield number, line.strip()


def plan_of_list(
    listed: Sequence[Listed], earned: Iterable[Earned], unfinished: Collection[str]
) -> tuple[Planned, ...]:
    """Every line with what comes of it; nothing that was written is left out."""
    by_address: dict[str, list[Earned]] = {}
    for one in earned:
        by_address.setdefault(one.email, []).append(one)
    return _sorted(_planned_lines(listed, by_address, unfinished))


def _planned_lines(
    listed: Sequence[Listed], earned: Mapping[str, Sequence[Earned]], unfinished: Collection[str]
) -> Iterator[Planned]:
    seen: set[str] = set()
    for one in listed:
        if one.email is None:
            yield Planned(outlook=Outlook.MALFORMED, text=one.text, line=one.line)
        elif one.email in seen:
            yield Planned(outlook=Outlook.REPEATED, text=one.email, line=one.line)
        elif one.email in earned:
            yield from (_planned(completed, one.line) for completed in earned[one.email])
        else:
            missing = Outlook.UNFINISHED if one.email in unfinished else Outlook.NOT_HERE
            yield Planned(outlook=missing, text=one.email, line=one.line)
        seen.add(one.email or "")


def plan_of_all(earned: Iterable[Earned]) -> tuple[Planned, ...]:
    """Everybody who was found, with what comes of it."""
    return _sorted(_planned(one, None) for one in earned)


def _planned(one: Earned, line: int | None) -> Planned:
    return Planned(outlook=outlook_of(one), text=one.email, line=line, earned=one)


def outlook_of(one: Earned) -> Outlook:
    """What somebody who has completed the module gets."""
    if one.is_revoked:
        return Outlook.REVOKED
    if one.code is not None:
        return Outlook.THERE
    if one.is_closed:
        return Outlook.CLOSED
    if not one.is_edition_kept:
        return Outlook.EDITION_LOST
    return Outlook.NEW if one.is_name_settled else Outlook.NAME_OPEN


def _sorted(planned: Iterable[Planned]) -> tuple[Planned, ...]:
    places = {outlook: place for place, outlook in enumerate(Outlook)}
    return tuple(sorted(planned, key=lambda one: places[one.outlook]))


def counts_of(planned: Iterable[Planned]) -> dict[Outlook, int]:
    """How many of each, in the order of the plan."""
    found = [one.outlook for one in planned]
    return {outlook: found.count(outlook) for outlook in Outlook if outlook in found}


def fingerprint_of(planned: Iterable[Planned]) -> str:
    """Two plans with the same one say the same: what was seen is what is started."""
    said = sorted(f"{one.outlook} {one.earned.completion_id if one.earned else one.text}" for one in planned)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


class State(StrEnum):
    """How somebody of a cohort stands; those that need attention first."""

    FAILED = "failed"
    NAME_OPEN = "name-open"
    DUE = "due"
    REVOKED = "revoked"
    ISSUED = "issued"


def state_of(*, is_issued: bool, is_revoked: bool, is_name_settled: bool, was_tried: bool) -> State:
    """Where it stands with one person's certificate."""
    if is_issued:
        return State.REVOKED if is_revoked else State.ISSUED
    if not is_name_settled:
        return State.NAME_OPEN
    return State.FAILED if was_tried else State.DUE
