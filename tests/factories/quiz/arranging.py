"""Items that are answered by bringing things together."""

from collections.abc import Sequence

from lms.content.items import (
    CategoriseEntry,
    CategoriseItem,
    Category,
    ItemType,
    MatchingItem,
    MatchLeft,
    MatchRight,
    MatrixColumn,
    MatrixItem,
    MatrixRow,
    OrderingEntry,
    OrderingItem,
)
from tests.factories.quiz.base import base


def matching(
    size: int = 3,
    distractors: int = 1,
    *,
    item_id: str = "matching",
    outcome: str | None = "X-O1",
    points: str = "1",
) -> MatchingItem:
    lefts = tuple(
        MatchLeft(
            id=f"l{n}", html=f"Left {n}", right_id=f"r{n}", feedback_html=f"canary-feedback-{item_id}-{n}"
        )
        for n in range(1, size + 1)
    )
    rights = tuple(MatchRight(id=f"r{n}", html=f"Right {n}") for n in range(1, size + distractors + 1))
    return MatchingItem(
        **base(item_id, ItemType.MATCHING, outcome, points),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        lefts=lefts,
        rights=rights,
    )


def ordering(
    size: int = 4, *, item_id: str = "ordering", outcome: str | None = "X-O1", points: str = "1"
) -> OrderingItem:
    return OrderingItem(
        **base(item_id, ItemType.ORDERING, outcome, points),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        entries=tuple(OrderingEntry(id=f"o{n}", html=f"Entry {n}") for n in range(1, size + 1)),
    )


def categorise(
    size: int = 4,
    groups: int = 2,
    *,
    item_id: str = "categorise",
    outcome: str | None = "X-O1",
    points: str = "1",
) -> CategoriseItem:
    """Entry 1 belongs to group 1, entry 2 to group 2, and so on in turn."""
    entries = tuple(
        CategoriseEntry(
            id=f"e{n + 1}",
            html=f"Entry {n + 1}",
            category_id=f"k{n % groups + 1}",
            feedback_html=f"canary-feedback-{item_id}-{n + 1}",
        )
        for n in range(size)
    )
    return CategoriseItem(
        **base(item_id, ItemType.CATEGORISE, outcome, points),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        categories=tuple(Category(id=f"k{n}", html=f"Group {n}") for n in range(1, groups + 1)),
        entries=entries,
    )


def matrix(
    rights: Sequence[str] = ("1", "2", "3"),
    of: int = 3,
    *,
    item_id: str = "matrix",
    outcome: str | None = "X-O1",
    points: str = "1",
    multiple: bool | None = None,
) -> MatrixItem:
    """Each row names its right columns: `("1", "23")` has column 1 in the first, 2 and 3 in the second."""
    rows = tuple(
        MatrixRow(
            id=f"r{n}",
            html=f"Row {n}",
            right_column_ids=tuple(f"c{column}" for column in columns),
            feedback_html=f"canary-feedback-{item_id}-{n}",
        )
        for n, columns in enumerate(rights, start=1)
    )
    return MatrixItem(
        **base(item_id, ItemType.MATRIX, outcome, points),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        columns=tuple(MatrixColumn(id=f"c{n}", html=f"Column {n}") for n in range(1, of + 1)),
        rows=rows,
        is_multiple=any(len(columns) > 1 for columns in rights) if multiple is None else multiple,
    )
