"""Removing a row and putting it back, with the ticks that speak of it."""

from collections.abc import Iterable
from typing import Any

from lms.content.tools.model import Tool
from lms.tools.rules.values import Kept, Pair, Row, row_count, section_in


def matrices_over(tool: Tool, section_id: str) -> tuple[str, ...]:
    """Sections with ticks between the rows of a table."""
    return tuple(one.id for one in tool.sections if one.matrix and one.matrix.of == section_id)


def without_row(tool: Tool, kept: Kept, section_id: str, index: int) -> Kept:
    """The sheet without a free row, counted from 0; the row and its ticks are kept apart, to be put back."""
    rows = list(kept.get("rows", {}).get(section_id, []))
    if not 0 <= index < len(rows):
        return kept
    removed: dict[str, Any] = {"section": section_id, "index": index, "row": rows.pop(index), "ticks": {}}
    ticks = dict(kept.get("ticks", {}))
    for matrix in matrices_over(tool, section_id):
        pairs = _pairs(tool, kept, matrix)
        removed["ticks"][matrix] = [list(pair) for pair in pairs if index + 1 in pair]
        ticks[matrix] = [list(_closed(pair, index + 1)) for pair in pairs if index + 1 not in pair]
    return {**kept, "rows": {**kept["rows"], section_id: rows}, "ticks": ticks, "removed": removed}


def removed_row(tool: Tool, kept: Kept, section_id: str) -> Row | None:
    """The row of a table that was removed last, if it can be put back."""
    removed = kept.get("removed")
    table = tool.table(section_id)
    if not isinstance(removed, dict) or removed.get("section") != section_id or table is None:
        return None
    has_room = table.is_free and row_count(tool, section_id, kept) < table.most_rows
    row = removed.get("row")
    return row if has_room and isinstance(row, dict) and any(row.values()) else None


def with_row_back(tool: Tool, kept: Kept, section_id: str) -> Kept:
    """The sheet with the row that was removed last where it was, with its ticks."""
    if removed_row(tool, kept, section_id) is None:
        return kept
    removed = kept["removed"]
    rows = list(kept.get("rows", {}).get(section_id, []))
    index = min(int(removed["index"]), len(rows))
    rows.insert(index, removed["row"])
    ticks = dict(kept.get("ticks", {}))
    for matrix in matrices_over(tool, section_id):
        others = [_opened(pair, index + 1) for pair in _pairs(tool, kept, matrix)]
        own = [(pair[0], pair[1]) for pair in removed["ticks"].get(matrix, []) if index == removed["index"]]
        ticks[matrix] = [list(pair) for pair in sorted({*others, *own})]
    changed = {key: value for key, value in kept.items() if key != "removed"}
    return {**changed, "rows": {**kept.get("rows", {}), section_id: rows}, "ticks": ticks}


def _pairs(tool: Tool, kept: Kept, matrix: str) -> Iterable[Pair]:
    section = tool.section(matrix)
    return section_in(tool, section, kept).pairs if section else ()


def _closed(pair: Pair, gone: int) -> Pair:
    return pair[0] - (pair[0] > gone), pair[1] - (pair[1] > gone)


def _opened(pair: Pair, new: int) -> Pair:
    return pair[0] + (pair[0] >= new), pair[1] + (pair[1] >= new)
