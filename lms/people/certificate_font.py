"""Which characters can the certificate's font show, and how wide are they?"""

from functools import cache

from fontTools.ttLib import TTFont

from lms.people.names import Face
from lms.web.fonts import FACES, PRINT_CHARACTERS

FACE_OF_NAMES = "serif-semibold"
"""The cut in which the certificate sets the holder's name."""


@cache
def name_face() -> Face:
    """Coverage and widths of the font that names are printed in: the source cut, as far as it is embedded."""
    source = next(face.source for face in FACES if face.name == FACE_OF_NAMES)
    with TTFont(source, lazy=True) as font:
        widths = font["hmtx"]
        advances = {
            code: widths[glyph][0] for code, glyph in font.getBestCmap().items() if code in PRINT_CHARACTERS
        }
        return Face(advances=advances, units_per_em=font["head"].unitsPerEm)
