"""How personal data is written into files that people take away, and how those are described."""

import json
from collections.abc import Iterable, Mapping

from lms.core.privacy import Document, Exported, Field, Row
from lms.core.spreadsheet_text import csv_of

_TYPES: dict[str, dict[str, object]] = {
    "text": {"type": "string"},
    "moment": {"type": "string", "format": "date-time"},
    "day": {"type": "string", "format": "date"},
    "number": {"type": "number"},
    "decimal": {"type": "string", "pattern": r"^-?[0-9]+([.][0-9]+)?$"},
    "yes-no": {"type": "boolean"},
    "list": {"type": "array"},
    "object": {"type": "object"},
    "anything": {},
}


def written(document: Document, exported: Exported) -> bytes:
    """The file: UTF-8, CSV with a head, JSON indented."""
    if document.path.endswith(".csv"):
        rows = document.rows(exported)
        table = ([_cell(row.get(name)) for name in document.fields] for row in rows)
        return csv_of(list(document.fields), table).encode()
    content = rows_as_data(document, exported)
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def schema_of(documents: Iterable[Document]) -> dict[str, object]:
    """A JSON Schema with a property for each file: what stands in it, field by field."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Personal data of one person, as given out by Cluster Campus",
        "description": "Each property describes a file. In CSV files empty cells stand for null.",
        "type": "object",
        "properties": {one.path: _schema_of_document(one) for one in documents},
        "additionalProperties": False,
    }


def _schema_of_document(document: Document) -> dict[str, object]:
    row = _object(document.fields)
    return {**row, "type": ["object", "null"]} if document.is_one else {"type": "array", "items": row}


def _object(fields: Mapping[str, Field]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": {name: _schema_of_field(field) for name, field in fields.items()},
        "required": list(fields),
        "additionalProperties": False,
    }


def _schema_of_field(field: Field) -> dict[str, object]:
    kind = field.kind.removesuffix("?")
    schema = {**_TYPES[kind], "description": field.meaning}
    if field.fields is not None:
        inner = _object(field.fields)
        schema = {**schema, "items": inner} if kind == "list" else {**schema, **inner}
    if field.kind.endswith("?") and "type" in schema:
        schema["type"] = [schema["type"], "null"]
    return schema


def table_of_fields(documents: Iterable[Document]) -> str:
    """The same as Markdown, for `docs/my-data.md`."""
    return "\n".join(line for one in documents for line in _lines_of(one)) + "\n"


def _lines_of(document: Document) -> list[str]:
    lines = [f"### `{document.path}`", "", "| field | kind | meaning |", "|---|---|---|"]
    return [*lines, *_rows_of(document.fields, ""), ""]


def _rows_of(fields: Mapping[str, Field], within: str) -> Iterable[str]:
    for name, field in fields.items():
        kind = f"{field.kind[:-1]} or empty" if field.kind.endswith("?") else field.kind
        yield f"| `{within}{name}` | {kind} | {field.meaning} |"
        if field.fields is not None:
            yield from _rows_of(
                field.fields, f"{within}{name}[]." if "list" in field.kind else f"{within}{name}."
            )


def rows_as_data(document: Document, exported: Exported) -> Row | list[Row] | None:
    """What a file holds, before it is written."""
    rows = document.rows(exported)
    if document.is_one:
        return rows[0] if rows else None
    return rows
