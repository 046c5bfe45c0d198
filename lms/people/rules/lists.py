"""How a pasted list or a CSV file is taken apart into lines and cells. Pure."""

import csv
from collections.abc import Iterator, Sequence

LONGEST_SHOWN = 60
"""So much of a wrong value is shown again, to find it."""


def lines_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each line that has any; raises `csv.Error` for what cannot be read."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = csv.reader(lines, delimiter=_delimiter_of(lines), skipinitialspace=True)
    for cells in reader:
        kept = [" ".join(cell.split()) for cell in cells]
        if any(kept):
            yield reader.line_num, kept


def _delimiter_of(lines: Sequence[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return max(";\t,", key=first.count)
