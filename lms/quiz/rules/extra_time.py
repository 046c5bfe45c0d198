"""How long a test may take: the module's minutes, those of a language, and what a person needs on top."""

from dataclasses import dataclass
from datetime import date

from lms.content.outline import Blueprint

SELF_SERVICE_PERCENT = 50
"""Who asks for more time at the start gets half as much again, and nobody asks why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraTime:
    """More time that somebody was granted for all tests."""

    percent: int | None
    """On top of the usual time; None: as long as the person likes."""
    valid_until: date | None
    """The last day on which a test can be started with it; None: for good."""

    def is_in_force(self, on: date) -> bool:
        """A test that begins on this day has it."""
        return self.valid_until is None or on <= self.valid_until

    @property
    def is_untimed(self) -> bool:
        """There is no limit at all."""
        return self.percent is None


def minutes_allowed(
    blueprint: Blueprint,
    *,
    language: str | None = None,
    with_extra_time: bool = False,
    granted: ExtraTime | None = None,
) -> int | None:
    """How long an attempt may take; None: as long as one likes.

    Of what a person asks for and what was granted the longer counts, and it counts for the minutes of the
    language as well.
    """
    if blueprint.minutes is None or (granted is not None and granted.percent is None):
        return None
    usual = blueprint.minutes + blueprint.language_minutes.get(language or "", 0)
    asked = SELF_SERVICE_PERCENT if with_extra_time else 0
    percent = max(asked, granted.percent or 0 if granted else 0)
    return usual - (-usual * percent // 100)
