"""How MathML reads as one line of plain text: for print, for screen readers and for copying."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_RELATIONS = frozenset("=<>≤≥≠≈∼≃≡∝≪≫∈∉∋⊂⊆⊃⊇→←↔⇒⇐⇔↦⟹⟺∣∥⊥")
_ADDITIVE = frozenset("+−±∓-∪∩∖∧∨")
_MULTIPLICATIVE = frozenset("×·÷/∗*⋆∘")
_OPENING = frozenset("([{⌊⌈⟨")
_CLOSING = frozenset(")]}⌋⌉⟩")
_ACCENTS = {"^": "\u0302", "¯": "\u0304", "―": "\u0304", "~": "\u0303", "→": "\u20d7", "˙": "\u0307"}
_BRACES = frozenset("⏞⏟")
_FRACTION_MAY_STAND_BESIDE = _RELATIONS | _ADDITIVE | _OPENING | _CLOSING | frozenset(",;")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text and how closely it holds together."""

    text: str
    is_operator: bool = False
    is_fraction: bool = False
    is_sum: bool = False
    """It has an operator at its top level."""


def readable(element: Element) -> str:
    """The formula in one line; a fraction is `a / b`, an index `x_i`, a power `x^2`."""
    return unicodedata.normalize("NFC", " ".join(_piece(element).text.split()))


def _piece(element: Element) -> _Piece:
    tag = str(element.tag)
    if tag in ("mi", "mn", "mtext"):
        return _Piece((element.text or "").replace("\N{NO-BREAK SPACE}", " "))
    if tag == "mo":
        return _Piece(element.text or "", is_operator=True)
    if tag == "mspace":
        return _Piece(" ")
    if tag == "mfrac":
        return _fraction(element)
    if tag in ("msub", "munder", "msup", "mover", "msubsup", "munderover"):
        return _scripted(tag, [_piece(child) for child in element])
    if tag in ("msqrt", "mroot"):
        return _root(tag, element)
    if tag == "mtable":
        return _table(element)
    return _row([_piece(child) for child in element])


def _fraction(element: Element) -> _Piece:
    top, bottom = (_piece(child) for child in element)
    if element.get("linethickness") == "0":
        return _Piece(f"{top.text} over {bottom.text}")
    below = bottom.text if _is_atom(bottom) else f"({bottom.text})"
    above = f"({top.text})" if top.is_sum or top.is_fraction else top.text
    return _Piece(f"{above} / {below}", is_fraction=True)


def _is_atom(piece: _Piece) -> bool:
    """It needs no parentheses below a fraction: one number, or one name with its index and power."""
    is_one = re.fullmatch(r"\d[\d.,]*|[^\W\d][\w′^]*|√?\([^()]*\)", piece.text.strip())
    return is_one is not None and not piece.is_fraction


def _scripted(tag: str, pieces: Sequence[_Piece]) -> _Piece:
    base = pieces[0]
    text = f"({base.text})" if base.is_fraction or _is_open_sum(base) else base.text
    if tag == "mover" and pieces[1].text in _ACCENTS:
        return _Piece(text + _ACCENTS[pieces[1].text])
    if tag in ("mover", "munder") and pieces[1].text in _BRACES:
        return base
    if tag in ("msup", "mover"):
        return _Piece(text + _above(pieces[1]), is_operator=base.is_operator)
    above = _above(pieces[2]) if len(pieces) > 2 else ""
    return _Piece(f"{text}_{_script(pieces[1])}{above}", is_operator=base.is_operator)


def _is_open_sum(piece: _Piece) -> bool:
    """A sum that does not stand in parentheses already."""
    return piece.is_sum and not (piece.text[:1] in _OPENING and piece.text[-1:] in _CLOSING)


def _above(piece: _Piece) -> str:
    return piece.text if piece.text.strip("′″‴") == "" else f"^{_script(piece)}"


def _script(piece: _Piece) -> str:
    simple = re.fullmatch(r"[\w,.*∗]+", piece.text)
    return piece.text if simple else f"({piece.text})"


def _root(tag: str, element: Element) -> _Piece:
    if tag == "mroot":
        inside, degree = (_piece(child) for child in element)
        return _Piece(f"({inside.text})^(1/{degree.text})")
    inside = _row([_piece(child) for child in element])
    return _Piece(f"√{inside.text}" if inside.text.isalnum() else f"√({inside.text})")


def _table(element: Element) -> _Piece:
    return _Piece("; ".join(_table_row(row) for row in element), is_sum=True)


def _table_row(row: Element) -> str:
    """The cells of an equation that is cut at its equals sign belong together; others are a list."""
    is_equation = row.find("mtd[@class='align-right']") is not None
    cells = (_row([_piece(child) for child in cell]).text.strip() for cell in row)
    return (" " if is_equation else ", ").join(cells)


def _row(pieces: Sequence[_Piece]) -> _Piece:
    if len(pieces) == 1:
        return pieces[0]
    text = ""
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        text += _in_row(piece, before, after, text)
    return _Piece(text.strip(), is_sum=any(_is_infix(piece) for piece in pieces))


def _in_row(piece: _Piece, before: _Piece | None, after: _Piece | None, text: str) -> str:
    if piece.is_operator:
        return _operator(piece.text, before)
    word = piece.text
    if piece.is_fraction and not all(_lets_fraction_stand(other) for other in (before, after)):
        word = f"({word})"
    needs_space = before is not None and not before.is_operator and _runs_together(text, word, before)
    return f" {word}" if needs_space or _is_word(before) else word


def _operator(sign: str, before: _Piece | None) -> str:
    if sign in (",", ";"):
        return f"{sign} "
    if not _is_infix_sign(sign):
        return sign
    is_unary = sign in "+−-±∓" and (before is None or (before.is_operator and before.text not in _CLOSING))
    return sign if is_unary else f" {sign} "


def _is_infix_sign(sign: str) -> bool:
    return sign in _RELATIONS or sign in _ADDITIVE or sign in _MULTIPLICATIVE


def _is_infix(piece: _Piece) -> bool:
    return piece.is_operator and bool(piece.text) and _is_infix_sign(piece.text)


def _lets_fraction_stand(neighbour: _Piece | None) -> bool:
    return neighbour is None or (neighbour.is_operator and neighbour.text in _FRACTION_MAY_STAND_BESIDE)


def _runs_together(text: str, word: str, before: _Piece) -> bool:
    """Two names side by side would read as one: `e_ir x`, `ln x`, but `LQ` is L times Q or one name."""
    is_long = len(before.text) > 1 or len(word) > 1
    return is_long and text[-1:].isalnum() and (word[:1].isalnum() or word[:1] == "(")


def _is_word(before: _Piece | None) -> bool:
    """A named operator such as max or HHI, or a large one such as Σ with its limits."""
    return before is not None and before.is_operator and len(before.text) > 1
