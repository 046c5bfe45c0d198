"""Items without a key: what people think, expect and take away."""

from dataclasses import dataclass

from lms.content.items.base import ItemBase


@dataclass(frozen=True, slots=True, kw_only=True)
class LikertStatement:
    """Something to agree with, more or less."""

    id: str
    """`s1`, `s2`, …"""
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LikertItem(ItemBase):
    """Statements rated on one scale. Response: `{"ratings": {"s1": "4", …}}`, from 1."""

    prompt_html: str
    statements: tuple[LikertStatement, ...]
    scale: tuple[str, ...]
    """The words of the points of the scale as HTML, lowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOption:
    """One answer of a poll."""

    id: str
    """`a`, `b`, … in the author's order."""
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollItem(ItemBase):
    """A question to the group. Response: `{"chosen": ["a", …]}`."""

    prompt_html: str
    options: tuple[PollOption, ...]
    is_multiple: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionItem(ItemBase):
    """A question to oneself, answered in writing and read by nobody else. Response: `{"text": "…"}`."""

    prompt_html: str
