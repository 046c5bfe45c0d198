"""What a lesson says at its end about the ageing facts it quotes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CheckedAgainst(StrEnum):
    """What a fact was last compared with; readers are told."""

    ACT = "act"
    """The wording of the act."""
    SUMMARY = "summary"
    """The official summary of the act."""
    ARCHIVED_PAGE = "archived-page"
    """An archived copy of a page."""
    BRIEF = "brief"
    """The register of facts that the programme was planned with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedFact:
    """A fact as the readers of one language see it."""

    id: str
    says: str
    """What it is about: “Ceiling of general de minimis aid in any three years”."""
    value: str
    """As it stands in the text, with its unit."""
    source: str
    address: str
    """Where the source can be read; empty where no page is known."""
    checked: date
    checked_against: CheckedAgainst
