"""How a sheet is kept, and which of it fits the tool: an older sheet may hold what a newer tool lacks.

Kept as plain JSON: `fields` by id, `rows` of free tables in order, `fixed` rows by their id, `ticks` as pairs
of row numbers, `changed` (section → the revision that changed it last) and `removed` (the row removed last).
What does not fit the tool stays there, but is neither shown nor computed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lms.content.tools.model import Input, Section, SheetValues, Table, Tool
from lms.content.tools.values import problem_with

Kept = dict[str, Any]
Row = Mapping[str, str]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionValues:
    """One section filled in: canonical texts, or texts as they were typed; blank ones are left out."""

    fields: Row = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    """Of free rows those that are there, blank ones included; of fixed rows all."""
    pairs: tuple[Pair, ...] = ()


def values_in(tool: Tool, kept: Kept) -> SheetValues:
    """Everything kept that fits the tool."""
    sections = {section.id: section_in(tool, section, kept) for section in tool.sections}
    return SheetValues(
        fields={id_: text for section in sections.values() for id_, text in section.fields.items()},
        tables={one.id: sections[one.id].rows for one in tool.sections if one.table},
        matrices={one.id: sections[one.id].pairs for one in tool.sections if one.matrix},
    )


def section_in(tool: Tool, section: Section, kept: Kept) -> SectionValues:
    """What is kept of one section, as far as it fits."""
    return SectionValues(
        fields=_fitting(section.fields, _mapping(kept, "fields")),
        rows=_rows_in(section, section.table, kept) if section.table else (),
        pairs=_pairs_in(tool, section, kept),
    )


def _mapping(kept: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = kept.get(key)
    return found if isinstance(found, dict) else {}


def _list(kept: Mapping[str, Any], key: str) -> Sequence[Any]:
    found = kept.get(key)
    return found if isinstance(found, list) else ()


def _fitting(inputs: Sequence[Input], texts: object) -> Row:
    if not isinstance(texts, Mapping):
        return {}
    return {one.id: texts[one.id] for one in inputs if _fits(one, texts.get(one.id))}


def _fits(of: Input, text: object) -> bool:
    return isinstance(text, str) and text != "" and problem_with(of, text) is None


def _rows_in(section: Section, table: Table, kept: Kept) -> tuple[Row, ...]:
    if table.is_free:
        rows = _list(_mapping(kept, "rows"), section.id)[: table.most_rows]
        return tuple(_fitting(table.inputs, row) for row in rows)
    by_id = _mapping(_mapping(kept, "fixed"), section.id)
    return tuple(_fitting(table.inputs, by_id.get(row.id)) for row in table.fixed)


def _pairs_in(tool: Tool, section: Section, kept: Kept) -> tuple[Pair, ...]:
    if section.matrix is None:
        return ()
    most = row_count(tool, section.matrix.of, kept)
    found = {_pair(one) for one in _list(_mapping(kept, "ticks"), section.id)}
    return tuple(sorted(pair for pair in found if pair and 1 <= pair[0] < pair[1] <= most))


def _pair(found: object) -> Pair | None:
    match found:
        case [int(first), int(second)]:
            return first, second
    return None


def row_count(tool: Tool, section_id: str, kept: Kept) -> int:
    """Rows of a table that are there."""
    section = tool.section(section_id)
    if section is None or section.table is None:
        return 0
    if section.table.is_free:
        return len(_rows_in(section, section.table, kept))
    return section.table.length


def with_section(section: Section, kept: Kept, new: SectionValues) -> Kept:
    """The sheet with one section replaced; what the tool does not know of stays as it was."""
    changed = {**kept}
    if section.fields:
        changed["fields"] = _replaced(section.fields, _mapping(kept, "fields"), new.fields)
    if section.table and section.table.is_free:
        old: Sequence[Any] = _list(_mapping(kept, "rows"), section.id)
        blanks: list[Any] = [{}] * len(new.rows)
        rows = [
            _replaced(section.table.inputs, before, row)
            for before, row in zip([*old, *blanks], new.rows, strict=False)
        ]
        changed["rows"] = {**_mapping(kept, "rows"), section.id: rows}
    elif section.table and section.table.fixed:
        by_id = _mapping(_mapping(kept, "fixed"), section.id)
        fixed = {
            row.id: _replaced(section.table.inputs, by_id.get(row.id, {}), typed)
            for row, typed in zip(section.table.fixed, new.rows, strict=True)
        }
        changed["fixed"] = {**_mapping(kept, "fixed"), section.id: {**by_id, **fixed}}
    if section.matrix:
        changed["ticks"] = {**_mapping(kept, "ticks"), section.id: [list(pair) for pair in new.pairs]}
    return changed


def _replaced(inputs: Sequence[Input], before: object, new: Row) -> dict[str, Any]:
    known = {one.id for one in inputs}
    old = before if isinstance(before, Mapping) else {}
    return {**{id_: text for id_, text in old.items() if id_ not in known}, **new}


def kept_from(tool: Tool, values: SheetValues) -> Kept:
    """A whole sheet as it is kept, such as an example."""
    kept: Kept = {}
    for section in tool.sections:
        rows = tuple(values.tables.get(section.id, ()))
        if section.table and section.table.fixed:
            rows = rows + ({},) * (len(section.table.fixed) - len(rows))
        fields = {one.id: values.fields[one.id] for one in section.fields if values.fields.get(one.id)}
        pairs = tuple(values.matrices.get(section.id, ()))
        kept = with_section(section, kept, SectionValues(fields=fields, rows=rows, pairs=pairs))
    return kept


def defaults_of(tool: Tool) -> Kept:
    """A new sheet: blank but for what the tool suggests in fields and fixed rows."""
    tables = {
        section.id: tuple(_defaults(section.table.inputs) for _row in section.table.fixed)
        for section in tool.sections
        if section.table and section.table.fixed
    }
    return kept_from(tool, SheetValues(fields=_defaults(tuple(tool.fields)), tables=tables))


def _defaults(inputs: Sequence[Input]) -> Row:
    return {one.id: one.default for one in inputs if one.default}


def last_change_of(section: Section, kept: Kept) -> int:
    """The revision that changed a section last."""
    revision = _mapping(kept, "changed").get(section.id, 0)
    return revision if isinstance(revision, int) else 0


def marked_as_changed(kept: Kept, section_ids: Sequence[str], revision: int) -> Kept:
    """The sheet with a note of the revision that changed these sections."""
    return {**kept, "changed": {**_mapping(kept, "changed"), **dict.fromkeys(section_ids, revision)}}
