"""How a list of people to invite is read: each problem with its line and column. Pure."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import islice
from typing import Any

from lms.core.folding import fold
from lms.people.emails import normalised_email
from lms.people.rules.accounts import Occupation
from lms.people.rules.lists import LONGEST_SHOWN, lines_of
from lms.people.rules.offers import OfferedRole

MOST_LINES = 1000
LONGEST_ORGANISATION = 160
INVITATION_LIFETIME = timedelta(days=30)
INVITATIONS_KEPT = timedelta(days=30)
"""How long one that has run out stays, to be sent again."""


class Column(StrEnum):
    """What can stand in a column; in this order where the list has no head."""

    EMAIL = "email"
    NAME = "name"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    OCCUPATION = "occupation"
    LANGUAGE = "language"
    MODULES = "modules"
    ROLES = "roles"


_HEADS = {
    "e-mail": Column.EMAIL,
    "e-mail address": Column.EMAIL,
    "address": Column.EMAIL,
    "mail": Column.EMAIL,
    "e-post": Column.EMAIL,
    "e-postadress": Column.EMAIL,
    "namn": Column.NAME,
    "land": Column.COUNTRY,
    "organization": Column.ORGANISATION,
    "what they do": Column.OCCUPATION,
    "sprak": Column.LANGUAGE,
    "module": Column.MODULES,
    "moduler": Column.MODULES,
    "role": Column.ROLES,
    "roll": Column.ROLES,
    "roller": Column.ROLES,
    **{column.value: column for column in Column},
}
"""What heads may be called, folded."""


class ProblemKind(StrEnum):
    """What is wrong with a line."""

    NOTHING = "nothing"
    TOO_MANY_LINES = "too-many-lines"
    UNREADABLE = "unreadable"
    NO_ADDRESS_COLUMN = "no-address-column"
    UNKNOWN_HEAD = "unknown-head"
    TOO_MANY_COLUMNS = "too-many-columns"
    NO_ADDRESS = "no-address"
    TWICE = "twice"
    NAME = "name"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    OCCUPATION = "occupation"
    LANGUAGE = "language"
    MODULE = "module"
    ROLE = "role"
    OUTSIDE = "outside"
    """Beyond what whoever invites looks after."""
    CLOSED = "closed"
    """An organisation that is no more: nobody is asked to be its member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that keeps the list from being used, and where it stands."""

    kind: ProblemKind
    line: int = 0
    """Counted from 1; 0 where it is the list as a whole."""
    column: int = 0
    """The same for columns."""
    value: str = ""
    detail: str = ""
    """What the name's own check says, or the line that has the address already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody to invite."""

    line: int
    email: str
    name: str | None = None
    country: str | None = None
    organisation: str | None = None
    occupation: Occupation | None = None
    language: str
    modules: tuple[str, ...] = ()
    roles: tuple[OfferedRole, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What values of a list are looked up in: folded words → what they stand for."""

    countries: Mapping[str, str]
    occupations: Mapping[str, Occupation]
    languages: Mapping[str, str]
    modules: Mapping[str, str]
    roles: Mapping[str, OfferedRole] = field(default_factory=dict)
    """Such as “trainer: b1” or “programme-owner”: only what whoever invites may give."""
    usual_language: str
    check_name: Callable[[str], str]
    """The name as it is kept; raises ValueError, whose text says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestList:
    """A list as it was read."""

    guests: tuple[Guest, ...] = ()
    problems: tuple[Problem, ...] = ()


class _WrongError(Exception):
    def __init__(self, kind: ProblemKind, value: str = "", detail: str = "") -> None:
        super().__init__()
        self.kind, self.value, self.detail = kind, value, detail


def limits_named(text: str) -> frozenset[str]:
    """Over what a list may give roles, as it is typed: so much is looked up before it is read."""
    try:
        rows = [cells[: len(Column)] for _, cells in islice(lines_of(text), MOST_LINES + 1)]
    except csv.Error:
        return frozenset()
    names = (name.partition(":")[2].strip() for cells in rows for cell in cells for name in cell.split("+"))
    return frozenset(islice(filter(None, names), MOST_LINES))


def read_guests(text: str, known: Known) -> GuestList:
    """Read a list that was pasted or sent as a file."""
    try:
        rows = list(lines_of(text))
    except csv.Error:
        return GuestList(problems=(Problem(kind=ProblemKind.UNREADABLE),))
    columns, rows, problem = _columns_of(rows)
    if problem is not None:
        return GuestList(problems=(problem,))
    if not rows:
        return GuestList(problems=(Problem(kind=ProblemKind.NOTHING),))
    if len(rows) > MOST_LINES:
        where = rows[MOST_LINES][0]
        return GuestList(problems=(Problem(kind=ProblemKind.TOO_MANY_LINES, line=where),))
    return _read_rows(rows, columns, known)


def _columns_of(
    rows: list[tuple[int, list[str]]],
) -> tuple[Sequence[Column], list[tuple[int, list[str]]], Problem | None]:
    """What stands in which column, the rows without the head, and what is wrong with the head."""
    if not rows or any("@" in cell for cell in rows[0][1]):
        return tuple(Column), rows, None
    number, heads = rows[0]
    if len(rows) == 1 and fold(heads[0]) not in _HEADS:
        return tuple(Column), rows, None  # not a head, but a single line without an address
    columns = [_HEADS.get(fold(head)) for head in heads]
    for place, column in enumerate(columns):
        if column is None:
            wrong = Problem(
                kind=ProblemKind.UNKNOWN_HEAD,
                line=number,
                column=place + 1,
                value=heads[place][:LONGEST_SHOWN],
            )
            return (), [], wrong
    if Column.EMAIL not in columns:
        return (), [], Problem(kind=ProblemKind.NO_ADDRESS_COLUMN, line=number)
    return [column for column in columns if column is not None], rows[1:], None


def _read_rows(rows: Sequence[tuple[int, list[str]]], columns: Sequence[Column], known: Known) -> GuestList:
    guests: dict[str, Guest] = {}
    problems: list[Problem] = []
    for line, cells in rows:
        values, wrong = _read_row(line, cells, columns, known)
        problems += wrong
        email = str(values.get("email", ""))
        if email in guests:
            place = list(columns).index(Column.EMAIL) + 1
            first = str(guests[email].line)
            problems.append(
                Problem(kind=ProblemKind.TWICE, line=line, column=place, value=email, detail=first)
            )
        elif not wrong:
            guests[email] = Guest(**{"language": known.usual_language, **values, "line": line})
    return GuestList(guests=tuple(guests.values()), problems=tuple(problems))


def _read_row(
    line: int, cells: Sequence[str], columns: Sequence[Column], known: Known
) -> tuple[dict[str, Any], list[Problem]]:
    """The values of a line, and what is wrong in it."""
    values: dict[str, Any] = {}
    problems = []
    if any(cells[len(columns) :]):
        place = len(columns) + 1
        value = cells[len(columns)][:LONGEST_SHOWN]
        problems.append(Problem(kind=ProblemKind.TOO_MANY_COLUMNS, line=line, column=place, value=value))
    for place, column in enumerate(columns):
        cell = cells[place] if place < len(cells) else ""
        if not cell and column is not Column.EMAIL:
            continue
        try:
            values[column.value] = _READERS[column](cell, known)
        except _WrongError as wrong:
            shown = (wrong.value or cell)[:LONGEST_SHOWN]
            problems.append(
                Problem(kind=wrong.kind, line=line, column=place + 1, value=shown, detail=wrong.detail)
            )
    return values, problems


def _email(cell: str, _known: Known) -> str:
    address = normalised_email(cell)
    if address is None:
        raise _WrongError(ProblemKind.NO_ADDRESS)
    return address


def _name(cell: str, known: Known) -> str:
    try:
        return known.check_name(cell)
    except ValueError as problem:
        raise _WrongError(ProblemKind.NAME, detail=str(problem)) from None


def _organisation(cell: str, _known: Known) -> str:
    if len(cell) > LONGEST_ORGANISATION:
        raise _WrongError(ProblemKind.ORGANISATION)
    return cell


def _country(cell: str, known: Known) -> str:
    return _looked_up(cell, known.countries, ProblemKind.COUNTRY)


def _occupation(cell: str, known: Known) -> Occupation:
    found = known.occupations.get(fold(cell))
    if found is None:
        raise _WrongError(ProblemKind.OCCUPATION)
    return found


def _language(cell: str, known: Known) -> str:
    return _looked_up(cell, known.languages, ProblemKind.LANGUAGE)


def _modules(cell: str, known: Known) -> tuple[str, ...]:
    names = cell.replace("|", " ").replace(",", " ").replace("+", " ").split()
    return tuple(dict.fromkeys(_looked_up(name, known.modules, ProblemKind.MODULE) for name in names))


def _roles(cell: str, known: Known) -> tuple[OfferedRole, ...]:
    """Several are parted by a plus; each is a role, or a role and what it is limited to."""
    found = []
    for name in cell.split("+"):
        role, _, limit = name.partition(":")
        key = fold(f"{role.strip()}:{limit.strip()}")
        if key not in known.roles:
            raise _WrongError(ProblemKind.ROLE, name.strip())
        found.append(known.roles[key])
    return tuple(dict.fromkeys(found))


def _looked_up(cell: str, words: Mapping[str, str], kind: ProblemKind) -> str:
    found = words.get(fold(cell))
    if found is None:
        raise _WrongError(kind, cell)
    return found


_READERS: Mapping[Column, Callable[[str, Known], object]] = {
    Column.EMAIL: _email,
    Column.NAME: _name,
    Column.COUNTRY: _country,
    Column.ORGANISATION: _organisation,
    Column.OCCUPATION: _occupation,
    Column.LANGUAGE: _language,
    Column.MODULES: _modules,
    Column.ROLES: _roles,
}
