"""Which columns hold personal data, and which package answers for them: given out, explained, erased."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Column, Table

from lms.core.db import Base

PERSONAL = "personal"
"""Key in a column's `info`; the value says what the data is for."""

Row = Mapping[str, object]
Exported = Mapping[str, object]
"""What a package gives out of one person, as plain JSON data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a file that people take away."""

    kind: str
    """`text`, `moment`, `day`, `number`, `decimal` (written as text), `yes-no`, `list` or `object`; with a
    question mark where it can be empty."""
    meaning: str
    fields: Mapping[str, "Field"] | None = None
    """Of an object, or of each object in a list."""


def given(kind: str, meaning: str, fields: Mapping[str, Field] | None = None) -> Field:
    """A field; short, because there are many."""
    return Field(kind=kind, meaning=meaning, fields=fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A JSON or CSV file of the archive that people take away, with all that stands in it."""

    path: str
    about: str
    """What is in it, in the language that is spoken when it is read."""
    fields: Mapping[str, Field]
    rows: Callable[[Exported], list[Row]]
    is_one: bool = False
    """A single object instead of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """A file of the archive that is taken as it is kept."""

    path: str
    data: Callable[[], bytes | None]
    """None where it is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder of such files, for the text that explains the archive."""

    path: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWords:
    """What a package keeps, said to the person concerned; each in the language that is spoken."""

    title: str
    kept: str
    goes: str
    """What erasing removes."""
    stays: str = ""
    """What stays without a name, and why."""


def _no_files(_user_id: str) -> list[GivenFile]:
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """One package's answer for the personal data of its tables."""

    package: str
    tables: frozenset[str]
    export: Callable[[str], dict[str, object]]
    """User id → that person's data of this package, as plain JSON data."""
    erase: Callable[[str], None]
    """User id → the personal data of this package is gone; what must stay stays without a name."""
    words: PlainWords
    documents: tuple[Document, ...]
    """How what is exported is laid out in files."""
    folders: tuple[Folder, ...] = field(default=())
    files: Callable[[str], list[GivenFile]] = _no_files
    """User id → files that go into the archive beside the documents; each is read when its turn comes."""


def part(name: str) -> Callable[[Exported], list[Row]]:
    """The rows of a document that are one list of what is exported."""
    return lambda exported: _rows(exported[name])


def _rows(value: object) -> list[Row]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, Mapping) else []


def personal_columns() -> Iterator[tuple[Table, Column[object]]]:
    """All columns that hold personal data."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if PERSONAL in column.info:
                yield table, column
