"""What cells accept: numbers, dates, or one of a list that stands on a hidden sheet."""

from typing import Any

from lms.content.tools.model import Input, InputKind
from lms.core.workbook import Workbook, Worksheet, address
from lms.tools.spreadsheet.words import SheetWords

SHEET = "Lists"
_LARGEST = 10**15


class Lists:
    """Writes the lists of all choices, each once, and guards cells."""

    def __init__(self, book: Workbook, words: SheetWords) -> None:
        self._sheet: Worksheet = book.add_worksheet(SHEET)
        self._words = words
        self._places: dict[tuple[str, ...], str] = {}

    def hide(self) -> None:
        """Out of sight, once another sheet is there to be seen."""
        self._sheet.hide()
        self._sheet.protect()

    def guard(self, sheet: Worksheet, row: int, column: int, field: Input) -> None:
        """Refuse what the field does not take."""
        if field.kind is InputKind.CHOICE:
            self._list(sheet, row, column, field)
        elif field.kind is InputKind.SCALE:
            first, last = field.options[0].id, field.options[-1].id
            self._between(sheet, row, column, "integer", float(first), float(last), _scale(field))
        elif field.is_numeric:
            share = 100 if field.kind is InputKind.PERCENT else 1
            least = float(field.least) / share if field.least is not None else -_LARGEST
            most = float(field.most) / share if field.most is not None else _LARGEST
            self._between(sheet, row, column, "decimal", least, most, self._words.number)
        elif field.kind is InputKind.DATE:
            rule = {"validate": "date", "criteria": ">", "value": 1, **self._refusal(self._words.date)}
            sheet.data_validation(row, column, row, column, rule)

    def guard_tick(self, sheet: Worksheet, row: int, column: int) -> None:
        """A tick is a 1."""
        self._between(sheet, row, column, "integer", 0, 1, self._words.tick)

    def _between(
        self, sheet: Worksheet, row: int, column: int, kind: str, least: float, most: float, what: str
    ) -> None:
        rule = {
            "validate": kind,
            "criteria": "between",
            "minimum": least,
            "maximum": most,
            **self._refusal(what),
        }
        sheet.data_validation(row, column, row, column, rule)

    def _list(self, sheet: Worksheet, row: int, column: int, field: Input) -> None:
        source = self._place(tuple(option.label for option in field.options))
        rule = {"validate": "list", "source": source, **self._refusal(self._words.one_of)}
        sheet.data_validation(row, column, row, column, rule)

    def _refusal(self, what: str) -> dict[str, Any]:
        message = f"{self._words.not_possible}{what}"
        return {"error_message": message[:255], "ignore_blank": True}

    def _place(self, labels: tuple[str, ...]) -> str:
        if labels not in self._places:
            column = len(self._places)
            for row, label in enumerate(labels):
                self._sheet.write_string(row, column, label)
            first = address(0, column)
            last = address(len(labels) - 1, column)
            self._places[labels] = f"={SHEET}!{first}:{last}"
        return self._places[labels]


def _scale(field: Input) -> str:
    return ", ".join(option.label for option in field.options)
