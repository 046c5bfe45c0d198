"""Counting the answers of polls."""

from sqlalchemy.exc import IntegrityError

from lms.content.items import PollItem
from lms.core.db import db
from lms.quiz.models import PollTally
from lms.quiz.queries.polls import locked_tally
from lms.quiz.rules import polls, responses
from lms.quiz.rules.responses import Response


def count_answer(module_slug: str, item: PollItem, before: Response | None, after: Response) -> None:
    """Count an answer; `before` is what the person answered last time."""
    tally = locked_tally(module_slug, item.id) or _first_tally(module_slug, item.id)
    tally.counts = polls.counted(tally.counts, responses.chosen(before or {}), responses.chosen(after))
    if before is None:
        tally.people += 1
    db.session.flush()


def _first_tally(module_slug: str, item_id: str) -> PollTally:
    tally = PollTally(module_slug=module_slug, item_id=item_id, people=0, counts={})
    try:
        with db.session.begin_nested():
            db.session.add(tally)
    except IntegrityError:  # answered for the first time at the same moment by somebody else
        present = locked_tally(module_slug, item_id)
        if present is None:
            raise
        return present
    return tally
