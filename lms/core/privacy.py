"""Which columns hold personal data, and which package answers for them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Column, Table

from lms.core.db import Base

PERSONAL = "personal"
"""Key in a column's `info`; the value says what the data is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """One package's answer for the personal data of its tables."""

    package: str
    tables: frozenset[str]
    export: Callable[[str], dict[str, object]]
    """User id → that person's data of this package, as plain JSON data."""
    erase: Callable[[str], None]
    """User id → the personal data of this package is gone; what must stay stays without a name."""


def personal_columns() -> Iterator[tuple[Table, Column[object]]]:
    """All columns that hold personal data."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if PERSONAL in column.info:
                yield table, column
