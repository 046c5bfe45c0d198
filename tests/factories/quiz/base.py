"""What items of tests have in common."""

from decimal import Decimal
from typing import Any

from lms.content.items import ItemType

LETTERS = "abcdefghijklmnop"


def base(item_id: str, kind: ItemType, outcome: str | None, points: str) -> dict[str, Any]:
    return {
        "id": item_id,
        "type": kind,
        "learning_outcome": outcome,
        "points": Decimal(points),
        "hint_html": None,
        "explanation_html": f"<p>canary-explanation-{item_id}</p>",
    }
