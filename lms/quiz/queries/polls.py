"""Reading what all have answered in polls."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from lms.core.db import db
from lms.quiz.models import PollTally


def tallies_of(module_slug: str, item_ids: Collection[str]) -> Mapping[str, PollTally]:
    """The tallies of some polls of a module by item id; without polls no round trip."""
    if not item_ids:
        return {}
    query = select(PollTally).where(PollTally.module_slug == module_slug, PollTally.item_id.in_(item_ids))
    return {tally.item_id: tally for tally in db.session.scalars(query)}


def locked_tally(module_slug: str, item_id: str) -> PollTally | None:
    """The tally of a poll, for this transaction alone."""
    query = select(PollTally).where(PollTally.module_slug == module_slug, PollTally.item_id == item_id)
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))
