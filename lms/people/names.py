"""Which names a certificate can carry: letters, length and width. Pure."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

MIN_LENGTH = 2
MAX_LENGTH = 60

ROOM_MM = 200
"""Width of the line that the certificate keeps for the name."""
SMALLEST_POINTS = 18
"""The name is set as large as fits; smaller than this it would no longer look like the main thing."""
POINTS_PER_MM = 72 / 25.4

MARKS = frozenset("-'’.")
"""What a name may hold beside letters and spaces."""

_FOLDED = str.maketrans({"‐": "-", "‑": "-", "ʼ": "’", "´": "’", "`": "’", "‘": "’"})


class Refusal(StrEnum):
    """Why a name cannot be printed."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    TOO_WIDE = "too-wide"
    CHARACTER = "character"
    HIDDEN_CHARACTER = "hidden-character"
    DIGIT = "digit"
    NOT_IN_FONT = "not-in-font"
    MIXED_SCRIPTS = "mixed-scripts"
    BEGINS_WITH_MARK = "begins-with-mark"
    NO_LETTER = "no-letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameProblem:
    """What is wrong with a name, and which character it is about."""

    refusal: Refusal
    character: str = ""

    @property
    def code_point(self) -> str:
        """The character as `U+202E`, for one that cannot be seen."""
        return f"U+{ord(self.character):04X}" if self.character else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What must be known of a font to say whether a name can be set in it."""

    advances: Mapping[int, int]
    """Code point → advance width, in units of the em."""
    units_per_em: int

    @property
    def covered(self) -> frozenset[int]:
        """The characters it can show."""
        return frozenset(self.advances)


def folded_name(text: str) -> str:
    """A name as it is kept: composed letters, single spaces, one kind of hyphen."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_FOLDED).split())


def initials_of(name: str) -> str:
    """`Ilze Bērziņa` → `I. B.`: its owner knows it, a stranger learns little."""
    return " ".join(f"{part[0]}." for part in name.split())


def problem_with_name(name: str, covered: frozenset[int]) -> NameProblem | None:
    """The first thing that keeps a folded name off a certificate, or None."""
    return next(_problems(name, covered), None)


def fits(name: str, face: Face, *, points: float = SMALLEST_POINTS, room_mm: float = ROOM_MM) -> bool:
    """The name fits on one line at this size. Every character must be covered."""
    ems = sum(face.advances[ord(character)] for character in name) / face.units_per_em
    return ems * points <= room_mm * POINTS_PER_MM


def problem_on_certificate(name: str, face: Face) -> NameProblem | None:
    """All rules together: characters, length, and the width in the certificate's font."""
    problem = problem_with_name(name, face.covered)
    if problem is None and not fits(name, face):
        return NameProblem(refusal=Refusal.TOO_WIDE)
    return problem


def _problems(name: str, covered: frozenset[int]) -> Iterator[NameProblem]:
    if len(name) < MIN_LENGTH:
        yield NameProblem(refusal=Refusal.TOO_SHORT)
    if len(name) > MAX_LENGTH:
        yield NameProblem(refusal=Refusal.TOO_LONG)
    for character in name:
        refusal = _refusal_of(character, covered)
        if refusal:
            yield NameProblem(refusal=refusal, character=character)
    if name[:1] in MARKS - {"'", "’"}:
        yield NameProblem(refusal=Refusal.BEGINS_WITH_MARK, character=name[0])
    scripts = {_script_of(character) for character in name if character.isalpha()}
    if not scripts:
        yield NameProblem(refusal=Refusal.NO_LETTER)
    if len(scripts) > 1:
        yield NameProblem(refusal=Refusal.MIXED_SCRIPTS)


def _refusal_of(character: str, covered: frozenset[int]) -> Refusal | None:
    if character == " " or character in MARKS:
        return None if ord(character) in covered else Refusal.NOT_IN_FONT
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}:
        return Refusal.HIDDEN_CHARACTER
    if category.startswith("N"):
        return Refusal.DIGIT
    # A compatibility form, such as the ligature ﬁ or the ordinal º, is a picture of letters, not a letter.
    if not character.isalpha() or unicodedata.normalize("NFKC", character) != character:
        return Refusal.CHARACTER
    return None if ord(character) in covered else Refusal.NOT_IN_FONT


def _script_of(letter: str) -> str:
    # The first word of a letter's Unicode name is its script; a Cyrillic one among Latin ones is a disguise.
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
