"""How a list of organisations is read: each problem with its line and column. Pure."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from lms.core.folding import fold
from lms.people.rules.accounts import ClusterStage, OrganisationKind
from lms.people.rules.lists import LONGEST_SHOWN, lines_of
from lms.people.rules.regions import REGIONS, is_region_of, regions_of

Value = TypeVar("Value")

MOST_LINES = 500
NAME_LENGTHS = (2, 160)
LONGEST_SECTOR = 80


class Column(StrEnum):
    """What can stand in a column; in this order where the list has no head."""

    NAME = "name"
    KIND = "kind"
    COUNTRY = "country"
    REGION = "region"
    SECTOR = "sector"
    STAGE = "stage"


_HEADS = {
    "organisation": Column.NAME,
    "organization": Column.NAME,
    "namn": Column.NAME,
    "typ": Column.KIND,
    "slag": Column.KIND,
    "land": Column.COUNTRY,
    "region (nuts)": Column.REGION,
    "nuts": Column.REGION,
    "sektor": Column.SECTOR,
    "stage of the cluster": Column.STAGE,
    **{column.value: column for column in Column},
}
"""What heads may be called, folded."""


class ProblemKind(StrEnum):
    """What is wrong with a line."""

    NOTHING = "nothing"
    TOO_MANY_LINES = "too-many-lines"
    UNREADABLE = "unreadable"
    UNKNOWN_HEAD = "unknown-head"
    MISSING_HEAD = "missing-head"
    TOO_MANY_COLUMNS = "too-many-columns"
    NAME = "name"
    KIND = "kind"
    COUNTRY = "country"
    REGION = "region"
    SECTOR = "sector"
    STAGE = "stage"
    TWICE = "twice"
    OUTSIDE = "outside"
    """Beyond what whoever brings the list looks after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that keeps the list from being used, and where it stands."""

    kind: ProblemKind
    line: int = 0
    """Counted from 1; 0 where it is the list as a whole."""
    column: int = 0
    value: str = ""
    detail: str = ""
    """The line that has the organisation already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An organisation of the list."""

    line: int
    name: str
    kind: OrganisationKind
    country: str
    region: str | None = None
    sector: str | None = None
    stage: ClusterStage | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same as another one: folded name and country."""
        return fold(self.name), self.country


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What values of a list are looked up in: folded words → what they stand for."""

    countries: Mapping[str, str]
    kinds: Mapping[str, OrganisationKind]
    stages: Mapping[str, ClusterStage]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationList:
    """A list as it was read."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


Lines = list[tuple[int, list[str]]]


def read_organisations(text: str, words: Words) -> OrganisationList:
    """Read a list that was pasted or sent as a file."""
    try:
        lines: Lines = list(lines_of(text))
    except csv.Error:
        return _nothing_but(ProblemKind.UNREADABLE)
    columns, lines, problem = _columns_of(lines)
    if problem is not None:
        return OrganisationList(problems=(problem,))
    if not lines:
        return _nothing_but(ProblemKind.NOTHING)
    if len(lines) > MOST_LINES:
        return _nothing_but(ProblemKind.TOO_MANY_LINES, line=lines[MOST_LINES][0])
    return _read_lines(lines, columns, words)


def _nothing_but(kind: ProblemKind, line: int = 0) -> OrganisationList:
    return OrganisationList(problems=(Problem(kind=kind, line=line),))


def _columns_of(lines: Lines) -> tuple[Sequence[Column], Lines, Problem | None]:
    """What stands in which column, the lines without the head, and what is wrong with the head."""
    if not lines or not {fold(cell) for cell in lines[0][1]} & _HEADS.keys():
        return tuple(Column), lines, None
    number, heads = lines[0]
    columns = [_HEADS.get(fold(head)) for head in heads]
    if None in columns:
        place = columns.index(None)
        shown = heads[place][:LONGEST_SHOWN]
        wrong = Problem(kind=ProblemKind.UNKNOWN_HEAD, line=number, column=place + 1, value=shown)
        return (), [], wrong
    for needed in (Column.NAME, Column.KIND, Column.COUNTRY):
        if needed not in columns:
            return (), [], Problem(kind=ProblemKind.MISSING_HEAD, line=number, value=needed.value)
    return [column for column in columns if column is not None], lines[1:], None


def _read_lines(lines: Lines, columns: Sequence[Column], words: Words) -> OrganisationList:
    entries: dict[tuple[str, str], Entry] = {}
    problems: list[Problem] = []
    for line, cells in lines:
        values, wrong = _read_line(line, cells, columns, words)
        problems += wrong
        if wrong:
            continue
        entry = Entry(line=line, **values)
        first = entries.setdefault(entry.key, entry)
        if first is not entry:
            problems.append(
                Problem(kind=ProblemKind.TWICE, line=line, value=entry.name, detail=str(first.line))
            )
    return OrganisationList(entries=tuple(entries.values()), problems=tuple(problems))


def _read_line(
    line: int, cells: Sequence[str], columns: Sequence[Column], words: Words
) -> tuple[dict[str, Any], list[Problem]]:
    """The values of a line, and what is wrong in it."""
    values: dict[str, Any] = {}
    problems = []
    if any(cells[len(columns) :]):
        shown = cells[len(columns)][:LONGEST_SHOWN]
        problems.append(
            Problem(kind=ProblemKind.TOO_MANY_COLUMNS, line=line, column=len(columns) + 1, value=shown)
        )
    # The region is read last: which regions there are depends on the country.
    for column in sorted(columns, key=lambda one: one is Column.REGION):
        place = columns.index(column)
        cell = cells[place] if place < len(cells) else ""
        try:
            values[column.value] = _READERS[column](cell, words, values)
        except ValueError:
            kind = ProblemKind(column.value)
            problems.append(Problem(kind=kind, line=line, column=place + 1, value=cell[:LONGEST_SHOWN]))
    return values, problems


def _name(cell: str, _words: Words, _values: Mapping[str, Any]) -> str:
    least, most = NAME_LENGTHS
    if not least <= len(cell) <= most:
        raise ValueError
    return cell


def _sector(cell: str, _words: Words, _values: Mapping[str, Any]) -> str | None:
    if len(cell) > LONGEST_SECTOR:
        raise ValueError
    return cell or None


def _kind(cell: str, words: Words, _values: Mapping[str, Any]) -> OrganisationKind:
    return _looked_up(cell, words.kinds)


def _country(cell: str, words: Words, _values: Mapping[str, Any]) -> str:
    return _looked_up(cell, words.countries)


def _stage(cell: str, words: Words, _values: Mapping[str, Any]) -> ClusterStage | None:
    return _looked_up(cell, words.stages) if cell else None


def _region(cell: str, _words: Words, values: Mapping[str, Any]) -> str | None:
    """A code, or the name of a region of the country."""
    country = values.get(Column.COUNTRY.value)
    if not cell or country is None:
        return None
    by_name = {fold(REGIONS[code]): code for code in regions_of(country)}
    code = by_name.get(fold(cell), cell.upper())
    if not is_region_of(code, country):
        raise ValueError
    return code


def _looked_up(cell: str, words: Mapping[str, Value]) -> Value:
    found = words.get(fold(cell))
    if found is None:
        raise ValueError
    return found


_READERS: Mapping[Column, Callable[[str, Words, Mapping[str, Any]], object]] = {
    Column.NAME: _name,
    Column.KIND: _kind,
    Column.COUNTRY: _country,
    Column.REGION: _region,
    Column.SECTOR: _sector,
    Column.STAGE: _stage,
}
