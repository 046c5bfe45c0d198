"""What was brought together or in order, beside what belongs there."""

from collections.abc import Mapping, Sequence

from lms.content.item_views import Order
from lms.content.item_views.arranging import shuffled_places
from lms.content.items import CategoriseItem, MatchingItem, MatrixItem, MatrixRow, OrderingItem
from lms.quiz.rules import responses, scoring
from lms.quiz.rules.responses import Response
from lms.quiz.rules.reviewed import (
    ReviewedEntry,
    ReviewedMatching,
    ReviewedMatrix,
    ReviewedOrdering,
    ReviewedPair,
    ReviewedRow,
)
from lms.quiz.rules.reviewing.picking import part_standing


def reviewed(
    item: MatchingItem | OrderingItem | CategoriseItem | MatrixItem, given: Response, order: Order
) -> ReviewedMatching | ReviewedOrdering | ReviewedMatrix:
    """Every pair, entry or row; what was shuffled stands as it was shown, but an ordering as it is right."""
    match item:
        case MatchingItem():
            return ReviewedMatching(prompt_html=item.prompt_html, pairs=_pairs(item, responses.pairs(given)))
        case CategoriseItem():
            pairs = _groups(item, responses.categories(given), shuffled_places(item, order))
            return ReviewedMatching(prompt_html=item.prompt_html, pairs=pairs)
        case OrderingItem():
            entries = _entries(item, responses.order(given))
            return ReviewedOrdering(prompt_html=item.prompt_html, entries=entries)
        case MatrixItem():
            cells = responses.cells(given)
            rows = (item.rows[place] for place in shuffled_places(item, order))
            return ReviewedMatrix(
                prompt_html=item.prompt_html,
                columns=tuple(column.html for column in item.columns),
                rows=tuple(_row(item, row, cells.get(row.id, frozenset())) for row in rows),
            )


def _pairs(item: MatchingItem, given: Mapping[str, str]) -> tuple[ReviewedPair, ...]:
    rights = {right.id: right.html for right in item.rights}
    return tuple(
        ReviewedPair(
            left_html=left.html,
            given_html=rights.get(given.get(left.id, "")),
            right_html=rights[left.right_id],
            is_right=given.get(left.id) == left.right_id,
            feedback_html=left.feedback_html,
        )
        for left in item.lefts
    )


def _entries(item: OrderingItem, order: Sequence[str]) -> tuple[ReviewedEntry, ...]:
    places = {entry: place for place, entry in enumerate(order, start=1)}
    return tuple(
        ReviewedEntry(html=entry.html, right_place=place, given_place=places.get(entry.id))
        for place, entry in enumerate(item.entries, start=1)
    )


def _groups(
    item: CategoriseItem, given: Mapping[str, str], places: Sequence[int]
) -> tuple[ReviewedPair, ...]:
    groups = {category.id: category.html for category in item.categories}
    return tuple(
        ReviewedPair(
            left_html=entry.html,
            given_html=groups.get(given.get(entry.id, "")),
            right_html=groups[entry.category_id],
            is_right=given.get(entry.id) == entry.category_id,
            feedback_html=entry.feedback_html,
        )
        for entry in (item.entries[place] for place in places)
    )


def _row(item: MatrixItem, row: MatrixRow, ticked: frozenset[str]) -> ReviewedRow:
    return ReviewedRow(
        html=row.html,
        cells=tuple(
            part_standing(was_chosen=column.id in ticked, is_correct=column.id in row.right_column_ids)
            for column in item.columns
        ),
        is_right=scoring.row_share(item, row, ticked) == scoring.EVERYTHING,
        feedback_html=row.feedback_html,
    )
