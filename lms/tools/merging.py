"""Sheets of two accounts of one person lie together."""

from sqlalchemy import update

from lms.content.catalogue import Catalogue
from lms.core.db import db
from lms.people.merging import Merging
from lms.people.rules.merging import Pair
from lms.tools.models import ToolSheet


def merge(pair: Pair, _catalogue: Catalogue) -> None:
    """All sheets move; those of the same name stay apart."""
    move = update(ToolSheet).where(ToolSheet.user_id == pair.other_id)
    db.session.execute(move.values(user_id=pair.kept_id))


MERGING = Merging(package="tools", columns=frozenset({"tool_sheet.user_id"}), merge=merge)
