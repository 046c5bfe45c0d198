"""What becomes of pairs, sequences, categories and tables to tick in."""

from lms.content.item_rendering.base import PassageRenderer, base_of, inline_of
from lms.content.item_sources import CategoriseSource, MatchingSource, MatrixSource, OrderingSource
from lms.content.items import (
    CategoriseEntry,
    CategoriseItem,
    Category,
    MatchingItem,
    MatchLeft,
    MatchRight,
    MatrixColumn,
    MatrixItem,
    MatrixRow,
    OrderingEntry,
    OrderingItem,
)


def render_matching(item: MatchingSource, render: PassageRenderer) -> MatchingItem:
    """Pairs; a right side that two left sides share is one."""
    ids = {right.text: f"r{number}" for number, right in enumerate(item.rights, 1)}
    pairs = [(pair.left, pair) for pair in item.pairs if pair.left]
    return MatchingItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        lefts=tuple(
            MatchLeft(
                id=f"l{number}",
                html=render.inline(left),
                right_id=ids[pair.right.text],
                feedback_html=inline_of(pair.feedback, render),
            )
            for number, (left, pair) in enumerate(pairs, 1)
        ),
        rights=tuple(MatchRight(id=ids[right.text], html=render.inline(right)) for right in item.rights),
    )


def render_ordering(item: OrderingSource, render: PassageRenderer) -> OrderingItem:
    """A sequence, in the right order."""
    return OrderingItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        entries=tuple(
            OrderingEntry(id=f"o{number}", html=render.inline(entry))
            for number, entry in enumerate(item.entries, 1)
        ),
    )


def render_categories(item: CategoriseSource, render: PassageRenderer) -> CategoriseItem:
    """Categories numbered in the order of first use, entries in the author's order."""
    ids = {category.text: f"k{number}" for number, category in enumerate(item.categories, 1)}
    entries = [(one.entry, one) for one in item.entries if one.entry]
    return CategoriseItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        categories=tuple(
            Category(id=ids[category.text], html=render.inline(category)) for category in item.categories
        ),
        entries=tuple(
            CategoriseEntry(
                id=f"e{number}",
                html=render.inline(entry),
                category_id=ids[one.category.text],
                feedback_html=inline_of(one.feedback, render),
            )
            for number, (entry, one) in enumerate(entries, 1)
        ),
    )


def render_matrix(item: MatrixSource, render: PassageRenderer) -> MatrixItem:
    """Rows and columns, numbered in the author's order."""
    columns = tuple(
        MatrixColumn(id=f"c{number}", html=render.inline(column))
        for number, column in enumerate(item.columns, 1)
    )
    return MatrixItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        columns=columns,
        rows=tuple(
            MatrixRow(
                id=f"r{number}",
                html=render.inline(row.text),
                right_column_ids=tuple(columns[place].id for place in row.right),
                feedback_html=inline_of(row.feedback, render),
            )
            for number, row in enumerate(item.rows, 1)
        ),
        is_multiple=item.is_multiple,
    )
