"""Many stories told as one, in the order in which they happened."""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime

from lms.core import clock

Story = Iterator[datetime]
"""Yields when it goes on; what follows a `yield` happens at that moment."""


def tell(stories: Iterable[Story], *, until: datetime) -> None:
    """Let the stories happen up to a moment, always the one that is due first."""
    waiting: list[tuple[datetime, int, Story]] = []
    for number, story in enumerate(stories):
        _wait(waiting, number, story, until)
    while waiting:
        moment, number, story = heapq.heappop(waiting)
        with clock.telling_of(moment):
            _wait(waiting, number, story, until)


def _wait(waiting: list[tuple[datetime, int, Story]], number: int, story: Story, until: datetime) -> None:
    moment = next(story, None)
    if moment is not None and moment <= until:
        heapq.heappush(waiting, (moment, number, story))
