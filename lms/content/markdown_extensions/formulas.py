"""Formulas in the text: found before Markdown sees their signs, put in as MathML at the end."""

import re
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from lms.content.formula import FormulaError, plain_text, to_mathml
from lms.content.markdown_extensions.job import Job, Piece
from lms.content.markdown_extensions.model import Kind
from lms.content.markdown_extensions.source import BLANK, Chunk

MAX_FORMULA_CHARACTERS = 20_000
"""Of a whole page; turning formulas into MathML is the slowest part of rendering."""

_ALONE = re.compile(r"\$\$(?P<latex>.+)\$\$", re.DOTALL)
_DOLLAR = re.compile(r"\\.|\$\$|\$", re.DOTALL)
_INLINE = re.compile(r"\$(?P<latex>[^$\n\x00 ](?:(?:\\.|[^$\n\x00\\])*?[^$\n\x00\\ ])??(?<!\\))\$(?!\d)")
_GAP = re.compile("[\ue000-\uf8ff]")
_EXAMPLE = r"$LQ = \frac{a}{b}$"
_EXAMPLE_ALONE = "$$\nLQ = \\frac{a}{b}\n$$"


def display_formula(job: Job, chunk: Chunk) -> str | None:
    """The chunk with a token, where it is a formula alone in a paragraph."""
    inner = chunk.inner
    match = _ALONE.fullmatch(inner)
    if job.kind is Kind.INLINE or match is None or "$$" in match["latex"] or BLANK in chunk.masked:
        return None
    place = chunk.place(len(chunk.prefix))
    chunk.mask(0, len(chunk.text))
    token = _token(job, match["latex"].strip(), inner, place, display=True)
    block = chunk.lines[0].block
    alone = Piece(plain="", source=inner, element=lambda: _standing_alone(token), block=block)
    return chunk.prefix + job.keep(alone)


def with_inline_formulas(job: Job, chunk: Chunk) -> str:
    """The text of the chunk with a token in the place of each formula; lone dollar signs are problems."""
    result, done = [], 0
    for sign in _DOLLAR.finditer(chunk.masked):
        if sign.start() < done or not sign[0].startswith("$"):
            continue
        match = _INLINE.match(chunk.masked, sign.start()) if sign[0] == "$" else None
        if match is None:
            _complain(job, chunk, sign)
            continue
        place = chunk.place(sign.start())
        result += [
            chunk.text[done : match.start()],
            _token(job, match["latex"], match[0], place, display=False),
        ]
        done = match.end()
        chunk.mask(match.start(), match.end())
    return "".join([*result, chunk.text[done:]])


def _complain(job: Job, chunk: Chunk, sign: re.Match[str]) -> None:
    if sign[0] == "$$":
        message = "a formula between $$ stands alone in a paragraph; within a line it stands between single $"
        job.error(chunk.place(sign.start()), "formula-not-alone", message, _EXAMPLE_ALONE)
    else:
        message = (
            "this $ begins no formula: the formula ends on the same line, without space inside the signs; "
            "a sum of money is written with \\$ or as EUR"
        )
        job.error(chunk.place(sign.start()), "formula-not-closed", message, f"{_EXAMPLE} or \\$500")


def _token(job: Job, latex: str, source: str, place: tuple[int, int], *, display: bool) -> str:
    markup, plain = "", latex
    job.formula_characters += len(latex)
    try:
        if job.formula_characters > MAX_FORMULA_CHARACTERS:
            raise FormulaError(f"the formulas of a page have at most {MAX_FORMULA_CHARACTERS} characters")
        if _GAP.search(latex):
            raise FormulaError("a gap cannot stand inside a formula; put it beside the formula")
        markup, plain = to_mathml(latex, display=display), plain_text(latex)
    except FormulaError as error:
        job.error(place, "formula-unreadable", str(error), _EXAMPLE)
    return job.keep(Piece(plain=plain, source=source, markup=markup))


def _standing_alone(token: str) -> Element:
    # A long one is scrolled sideways, so that the keyboard must reach it; the token becomes its words.
    div = Element("div", {"class": "formula", "tabindex": "0", "role": "region", "aria-label": token})
    div.text = AtomicString(token)
    return div
