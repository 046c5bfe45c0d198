"""How many participants of a module stand where. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """How many participants of a module stand where."""

    under_way: int = 0
    stuck: int = 0
    waiting: int = 0
    finished: int = 0

    @property
    def total(self) -> int:
        """All participants."""
        return self.under_way + self.stuck + self.waiting + self.finished


def standings_from(*, total: int, going: int, idle: int, waiting: int, waiting_idle: int) -> Standings:
    """Counts of participants as standings: `going` have not completed, `idle` of those did nothing lately.

    Of those who wait for a marker (`waiting`), some did nothing lately either (`waiting_idle`).
    """
    return Standings(
        under_way=going - idle - (waiting - waiting_idle),
        stuck=idle - waiting_idle,
        waiting=waiting,
        finished=total - going,
    )
