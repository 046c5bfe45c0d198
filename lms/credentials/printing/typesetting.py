"""How large is a text in the certificate's fonts: what size lets it fit where it must?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fontTools.ttLib import TTFont

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Metrics:
    """The widths of a font's letters."""

    path: Path

    @cached_property
    def _table(self) -> tuple[Mapping[int, int], int]:
        with TTFont(self.path, lazy=True) as font:
            widths = font["hmtx"]
            advances = {code: widths[glyph][0] for code, glyph in font.getBestCmap().items()}
            return advances, font["head"].unitsPerEm

    def width_mm(self, text: str, points: float) -> float:
        """Width of a line, without kerning; an unknown character counts as a wide one."""
        advances, units = self._table
        return sum(advances.get(ord(character), units) for character in text) / units * points / POINTS_PER_MM

    def largest_points(self, text: str, room_mm: float, sizes: Iterable[int]) -> int:
        """The largest of the sizes at which the text fits on a line; the smallest where none does."""
        descending = sorted(sizes, reverse=True)
        return next((size for size in descending if self.width_mm(text, size) <= room_mm), descending[-1])

    def line_count(self, text: str, room_mm: float, points: float) -> int:
        """Lines that a paragraph takes, broken at its spaces."""
        lines, used = 1, 0.0
        space = self.width_mm(" ", points)
        for word in text.replace("\n", " ").split(" "):  # and not at a space that holds together
            width = self.width_mm(word, points)
            if used and used + space + width > room_mm:
                lines, used = lines + 1, width
            else:
                used += width + (space if used else 0)
        return lines
