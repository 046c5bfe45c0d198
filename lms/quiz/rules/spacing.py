"""When a question that was not answered rightly comes back, and when it has been learned.

It comes back after 1 day, then after 3, 7 and 21. A wrong answer begins again at 1 day. One that is partly
right goes on to the longer wait, but only right answers count: two in a row, and it does not come back.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from lms.quiz.rules.reviewed import Standing

DAYS = (1, 3, 7, 21)
"""How long each step waits."""
RIGHT_ENOUGH = 2
"""Right answers in a row after which a question has been learned."""
A_DAY = 5
"""Questions in the set of one day."""
PER_MINUTE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How a question stands for one person."""

    step: int
    """Place in `DAYS`."""
    right_in_row: int
    due_on: date | None
    """None: it has been learned and does not come back."""


def begin(today: date) -> Schedule:
    """A question that was not answered rightly today."""
    return Schedule(step=0, right_in_row=0, due_on=today + timedelta(days=DAYS[0]))


def after(schedule: Schedule, standing: Standing, today: date) -> Schedule:
    """How a question stands after an answer given today."""
    if standing not in {Standing.RIGHT, Standing.PARTLY}:
        return begin(today)
    step = min(schedule.step + 1, len(DAYS) - 1)
    right = schedule.right_in_row + 1 if standing is Standing.RIGHT else 0
    due_on = None if right >= RIGHT_ENOUGH else today + timedelta(days=DAYS[step])
    return Schedule(step=step, right_in_row=right, due_on=due_on)


def local_day(moment: datetime, time_zone: str) -> date:
    """Which day it is for somebody in a time zone."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def left_today(answered_today: int) -> int:
    """How many more questions the set of today holds."""
    return max(0, A_DAY - answered_today)


def minutes_for(questions: int) -> int:
    """About how long so many questions take."""
    return ceil(questions / PER_MINUTE)
