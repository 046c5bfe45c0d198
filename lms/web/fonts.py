"""Which letterforms does the platform use, and how do they get small enough for a slow train?

The Source families (SIL Open Font License) come from their PyPI packages. They are cut down to the
letters of the nine Baltic languages and to the signs the lessons need, and renamed, because the
licence reserves the name "Source" for the unchanged files. The result depends on nothing but the
packages and the recipe below, so that every machine builds the same bytes.
"""

import hashlib
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

logging.getLogger("fontTools.subset").setLevel(logging.WARNING)  # it tells every glyph it keeps

SANS = Path(font_source_sans_pro.font_directory)
SERIF = Path(font_source_serif_pro.font_directory)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One style of one family."""

    name: str
    """The name of the built file, without its ending."""
    source: Path
    family: str
    style: str


FACES = (
    Face(
        name="sans-regular", source=SANS / "SourceSansPro-Regular.ttf", family="Campus Sans", style="Regular"
    ),
    Face(
        name="sans-semibold",
        source=SANS / "SourceSansPro-Semibold.ttf",
        family="Campus Sans",
        style="Semibold",
    ),
    Face(name="sans-italic", source=SANS / "SourceSansPro-It.ttf", family="Campus Sans", style="Italic"),
    Face(
        name="serif-regular",
        source=SERIF / "SourceSerifPro-Regular.ttf",
        family="Campus Serif",
        style="Regular",
    ),
    Face(
        name="serif-semibold",
        source=SERIF / "SourceSerifPro-Semibold.ttf",
        family="Campus Serif",
        style="Semibold",
    ),
    Face(name="serif-italic", source=SERIF / "SourceSerifPro-It.ttf", family="Campus Serif", style="Italic"),
)

PRINT_FACES = tuple(face for face in FACES if face.style != "Italic")
"""Nothing on a certificate is in italics."""

BALTIC_LETTERS = {
    "da": "æøåÆØÅéÉ",
    "de": "äöüßÄÖÜẞ",
    "en": "",
    "et": "äõöüšžÄÕÖÜŠŽ",
    "fi": "äöåšžÄÖÅŠŽ",
    "lt": "ąčęėįšųūžĄČĘĖĮŠŲŪŽ",
    "lv": "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ",
    "pl": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "sv": "åäöéÅÄÖÉ",
}
"""What each language writes beside a–z; Latin Extended-A below holds them all, and a test says so."""

SIGNS = "–—‑‘’‚“”„‹›…•†‡′″‰€™←↑→↓⅓⅔⅛⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉−≤≥≈≠∞√∑∂∆π∫◊■▲▼✓☑ΔΩμ\u2009\u202f"
WEB_CHARACTERS = (
    frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x180)) | frozenset(map(ord, SIGNS + "ȘșȚțẞ"))
)
PRINT_CHARACTERS = WEB_CHARACTERS | frozenset(range(0x180, 0x530)) | frozenset(range(0x1E00, 0x2000))
"""Certificates carry people's names: also Vietnamese, Greek and Cyrillic, where the source has them."""

STAND_INS = {0x2011: 0x2D, 0x2009: 0x20, 0x202F: 0x20}
"""Characters the sources lack, and a glyph of theirs that looks right: the space is a narrow one."""

FEATURES = (
    "kern",
    "liga",
    "case",
    "locl",
    "ccmp",
    "mark",
    "mkmk",
    "frac",
    "pnum",
    "tnum",
    "lnum",
    "numr",
    "dnom",
)
"""Figures are tabular and lining as they come; `pnum` serves running text. A face may lack some."""

RECIPE = "1"
"""Change it when the way of building changes, so that existing builds are renewed."""


def build_fonts(target: Path) -> Mapping[str, Path]:
    """Build the pages' WOFF2 files into a folder, unless they are there; gives them by name."""
    return _build(target, FACES, ending="woff2", characters=WEB_CHARACTERS)


def build_pdf_fonts(target: Path) -> Mapping[str, Path]:
    """Build the certificates' TrueType files into a folder, unless they are there; gives them by name.

    Families are "Campus Sans" and "Campus Serif", weights 400 and 600.
    """
    return _build(target, PRINT_FACES, ending="ttf", characters=PRINT_CHARACTERS)


def pdf_fonts_are_built(target: Path) -> bool:
    """Whether `build_pdf_fonts` would have nothing to do."""
    wanted = _fingerprint(PRINT_FACES, "ttf", PRINT_CHARACTERS)
    return _is_built(target / "ttf.stamp", wanted, _paths(target, PRINT_FACES, "ttf"))


def _paths(target: Path, faces: Sequence[Face], ending: str) -> Mapping[str, Path]:
    return {face.name: target / f"{face.name}.{ending}" for face in faces}


def _build(
    target: Path, faces: Sequence[Face], *, ending: str, characters: frozenset[int]
) -> Mapping[str, Path]:
    paths = _paths(target, faces, ending)
    stamp = target / f"{ending}.stamp"
    wanted = _fingerprint(faces, ending, characters)
    if _is_built(stamp, wanted, paths):
        return paths
    target.mkdir(parents=True, exist_ok=True)
    for face in faces:
        _write(paths[face.name], _cut(face, characters), woff2=ending == "woff2")
    _replace(stamp, wanted.encode())
    return paths


def _is_built(stamp: Path, wanted: str, paths: Mapping[str, Path]) -> bool:
    return (
        stamp.is_file()
        and stamp.read_text(encoding="utf-8") == wanted
        and all(path.is_file() for path in paths.values())
    )


def _fingerprint(faces: Sequence[Face], ending: str, characters: frozenset[int]) -> str:
    packages = [
        f"{name} {version(name)}" for name in ("font-source-sans-pro", "font-source-serif-pro", "fonttools")
    ]
    parts = [RECIPE, ending, *packages, *FEATURES, *(face.name for face in faces), repr(sorted(characters))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _cut(face: Face, characters: frozenset[int]) -> TTFont:
    # Unhinted outlines render well everywhere today and halve the file; times stay those of the source.
    font = TTFont(face.source, recalcTimestamp=False)
    for missing, stand_in in STAND_INS.items():
        for table in font["cmap"].tables:
            if table.isUnicode() and stand_in in table.cmap:
                table.cmap.setdefault(missing, table.cmap[stand_in])
    options = Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 8, 9, 11, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    _rename(font, face)
    return font


def _rename(font: TTFont, face: Face) -> None:
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    # Name 2 allows four styles only, so a semibold is the bold of its family.
    style = {"Semibold": "Bold"}.get(face.style, face.style)
    names = {1: face.family, 2: style, 3: postscript, 4: f"{face.family} {face.style}", 6: postscript}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


def _write(path: Path, font: TTFont, *, woff2: bool) -> None:
    font.flavor = "woff2" if woff2 else None
    unfinished = path.with_suffix(f".{os.getpid()}")
    font.save(unfinished)
    unfinished.replace(path)


def _replace(path: Path, content: bytes) -> None:
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)


if __name__ == "__main__":
    # A process of its own for `bin/serve`, which has other things to do meanwhile.
    build_pdf_fonts(Path(sys.argv[1]))
