"""Who is in the demonstration: what each is called, where they work, and what they did. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lms.core.access import Grant
from lms.core.scopes import ScopeKind
from lms.people.rules import ConsentKind, Occupation


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Somebody's way through one module."""

    module: str
    """Its id, as B1."""
    lessons: float = 1.0
    """The share of its lessons that were done; below 1 they stopped there."""
    prepared: int | None = None
    """Items answered rightly in the preparation test; None: not taken."""
    tests: tuple[float, ...] = ()
    """The share answered rightly in each final test that was taken."""
    works: bool = False
    """Hands in the assignment."""
    is_marked: bool = False
    """And a trainer has marked it."""
    leaves: bool = False
    recognised: bool = False
    """The whole module counts by decision."""
    lessons_waived: bool = False


class Membership(StrEnum):
    """How somebody belongs to their organisation."""

    NONE = "none"
    PROPOSED = "proposed"
    AGREED = "agreed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An invented person."""

    email: str
    name: str
    country: str
    occupation: Occupation
    language: str = "en"
    organisation: int | None = None
    """Place in the list of organisations."""
    membership: Membership = Membership.NONE
    consents: tuple[ConsentKind, ...] = ()
    came: timedelta
    """How long ago they registered."""
    pace: float = 1.5
    """Days from step to step."""
    journeys: tuple[Journey, ...] = ()
    grants: tuple[Grant, ...] = ()
    official_of: ScopeKind | None = None
    """Is an official over their own country, over the region of their organisation, or over that alone."""
    confirms_address: bool = True
    confirms_name: bool = True
    """Says how the name is to be printed; certificates wait for that."""
    guesses: bool = True
    """Answers what they do not know by chance; the others leave it open."""
    is_closed: bool = False
