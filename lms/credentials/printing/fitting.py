"""How large may the texts of a certificate be so that all of it stays on its page?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lms.credentials.printing.typesetting import POINTS_PER_MM, Metrics
from lms.credentials.wording.phrases import Both

NAME_SIZES = range(18, 39)
NAME_ROOM_MM = 250.0
TEXT_ROOM_MM = 159.0
OUTCOME_ROOM_MM = 153.0
FACT_ROOM_MM = 76.0
"""A little less than the columns are wide: a line may break earlier than reckoned."""
HEIGHT_MM = 94.0
"""Room between the line under the name and the QR code."""
LABEL_POINTS = 7.4
SIGNED_HEIGHT_MM = 28.0
"""Room between the line of the QR code and the logos."""
SEMIBOLD = 1.06
"""How much wider than regular text it runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Sizes of title and outcomes; the numbers stand in certificate.css too."""

    title: float
    english: float
    outcome: float
    title_gap_mm: float
    outcome_gap_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """Sizes of the facts; the numbers stand in certificate.css too."""

    value: float
    label: float
    leading: float
    gap_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Sizes of who signs; the numbers stand in certificate.css too."""

    name: float
    role: float
    leading: float
    gap_mm: float
    room_mm: float


LEFT = (
    Left(title=19, english=11, outcome=11, title_gap_mm=4.4, outcome_gap_mm=1.3),
    Left(title=16, english=9.6, outcome=9.6, title_gap_mm=3.6, outcome_gap_mm=0.9),
    Left(title=13.5, english=8.4, outcome=8.2, title_gap_mm=2.8, outcome_gap_mm=0.5),
)
RIGHT = (
    Right(value=8.8, label=7.4, leading=1.28, gap_mm=1.7),
    Right(value=7.9, label=6.9, leading=1.28, gap_mm=1.1),
    Right(value=7.0, label=6.3, leading=1.22, gap_mm=0.7),
)
SIGNED = (
    Signed(name=9, role=8.2, leading=1.25, gap_mm=1.6, room_mm=48),
    Signed(name=8, role=7.2, leading=1.2, gap_mm=1.2, room_mm=53),
    Signed(name=6.8, role=5.9, leading=1.18, gap_mm=0.8, room_mm=53),
)
SMALLER = 0.88
"""English beside a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The faces that the certificate is set in."""

    sans: Metrics
    serif: Metrics
    serif_semibold: Metrics


def left_step(title: str, english_title: str | None, outcomes: Sequence[str], fonts: Fonts) -> int:
    """The largest sizes at which title and outcomes keep clear of the QR code; the last where none does."""
    return _first((_left_height(title, english_title, outcomes, fonts, one) for one in LEFT), len(LEFT))


def right_step(values: Sequence[Both], fonts: Fonts) -> int:
    """The same for the facts."""
    return _first((_right_height(values, fonts, one) for one in RIGHT), len(RIGHT))


def signed_step(people: Sequence[tuple[str, str]], fonts: Fonts) -> int:
    """The same for those who sign, each with a name and what is said below it, so that logos stay free."""
    return _first((_signed_height(people, fonts, one) for one in SIGNED), len(SIGNED), SIGNED_HEIGHT_MM)


def _first(heights: Iterable[float], count: int, room_mm: float = HEIGHT_MM) -> int:
    # Reckoned one after the other: mostly the first will do.
    return next((step for step, height in enumerate(heights) if height <= room_mm), count - 1)


def _left_height(
    title: str, english_title: str | None, outcomes: Sequence[str], fonts: Fonts, size: Left
) -> float:
    points = 2 * LABEL_POINTS * 1.3
    points += fonts.serif_semibold.line_count(title, TEXT_ROOM_MM, size.title) * size.title * 1.18
    if english_title:
        points += fonts.serif.line_count(english_title, TEXT_ROOM_MM, size.english) * size.english * 1.25
    lines = sum(fonts.serif.line_count(text, OUTCOME_ROOM_MM, size.outcome) for text in outcomes)
    points += lines * size.outcome * 1.3
    gaps = size.title_gap_mm * (1.3 if english_title else 1) + 1.4 + len(outcomes) * size.outcome_gap_mm
    return points / POINTS_PER_MM + gaps


def _right_height(values: Sequence[Both], fonts: Fonts, size: Right) -> float:
    points = 0.0
    for value in values:
        points += size.label * 1.3
        points += fonts.sans.line_count(value.local, FACT_ROOM_MM, size.value) * size.value * size.leading
        if value.english:
            smaller = size.value * SMALLER
            lines = fonts.sans.line_count(value.english, FACT_ROOM_MM, smaller)
            points += lines * size.value * size.leading
    return points / POINTS_PER_MM + len(values) * size.gap_mm


def _signed_height(people: Sequence[tuple[str, str]], fonts: Fonts, size: Signed) -> float:
    points = 0.0
    for name, below in people:
        points += fonts.sans.line_count(name, size.room_mm / SEMIBOLD, size.name) * size.name * size.leading
        points += fonts.sans.line_count(below, size.room_mm, size.role) * size.role * size.leading
    return points / POINTS_PER_MM + len(people) * size.gap_mm
