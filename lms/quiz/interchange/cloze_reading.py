"""Moodle's embedded answers: `{1:SHORTANSWER:=word#well done~%0%other}` in the text of a question."""

import html
import re
from collections.abc import Iterator
from decimal import Decimal

from lms.content.item_sources import GapSource, ItemSource
from lms.core.xml_reading import XmlElement
from lms.quiz.interchange.building import WHOLE, Draft, RawAnswer, number_in
from lms.quiz.interchange.gaps import GAP_SIGN, cloze_of, one_gap
from lms.quiz.interchange.moodle_texts import rich_of
from lms.quiz.interchange.readings import QuestionLeftError, leave_longer_text, leave_more_answers
from lms.quiz.interchange.texts import Rich, TextFormat, as_block

_TYPED = frozenset({"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"})
_CHOSEN = frozenset(
    {"MULTICHOICE", "MULTICHOICE_V", "MULTICHOICE_H", "MULTICHOICE_S", "MULTICHOICE_HS", "MULTICHOICE_VS"}
    | {"MC", "MCV", "MCH", "MCS", "MCHS", "MCVS"}
)
_PLACE = re.compile(
    r"\{(?P<weight>\d{0,3}):(?P<kind>[A-Z_]{2,20}):(?P<body>(?:\\.|[^\\}]){0,5000})\}", re.DOTALL
)
_SPLIT = re.compile(r"((?:\\.|[^\\~])*)(?:~|$)", re.DOTALL)
_ANSWER = re.compile(
    r"\s*(?:(?P<right>=)|%(?P<percent>-?\d{1,3}(?:\.\d{1,7})?)%)?(?P<text>(?:\\.|[^\\#])*)(?:#(?P<feedback>.*))?",
    re.DOTALL,
)


def read_multianswer(element: XmlElement, draft: Draft, _language: str) -> ItemSource:
    """A text with gaps."""
    rich = rich_of(element.first("questiontext"), draft.changes)
    leave_longer_text(rich.text)
    gaps: list[GapSource] = []
    weights: set[str] = set()

    def gap(match: re.Match[str]) -> str:
        weights.add(match["weight"] or "1")
        gaps.append(_gap(match["kind"], match["body"], draft, is_html=rich.form is TextFormat.HTML))
        return GAP_SIGN

    text = _PLACE.sub(gap, rich.text)
    leave_more_answers(len(gaps))
    if not gaps:
        raise QuestionLeftError("it has no gaps")
    if len(weights) > 1:
        draft.changed("its gaps had different weights; here each earns the same share")
    draft.prompt = as_block(Rich(text, rich.form), draft.changes)
    return cloze_of(draft, gaps)


def _gap(kind: str, body: str, draft: Draft, *, is_html: bool) -> GapSource:
    if kind not in _TYPED | _CHOSEN:
        raise QuestionLeftError(f"a gap of the kind {kind} has no like here")
    if kind in ("SHORTANSWER_C", "SAC", "MWC"):
        draft.changed("capital letters counted; here they do not")
    answers = [_answer(piece, is_html=is_html) for piece in _pieces(body)]
    return one_gap(draft, answers, is_choice=kind in _CHOSEN)


def _pieces(body: str) -> Iterator[str]:
    return (match[1] for match in _SPLIT.finditer(body) if match[1].strip())


def _answer(piece: str, *, is_html: bool) -> RawAnswer:
    match = _ANSWER.fullmatch(piece)
    if match is None:
        raise QuestionLeftError("a gap cannot be read")
    percent = WHOLE if match["right"] else number_in(match["percent"] or "0") or Decimal(0)
    return RawAnswer(
        text=_plain(match["text"], is_html=is_html),
        percent=percent,
        feedback=_plain(match["feedback"] or "", is_html=is_html),
    )


def _plain(text: str, *, is_html: bool) -> Rich:
    text = html.unescape(re.sub(r"<[^<>]{0,200}>", "", text)) if is_html else text
    return Rich(re.sub(r"\\([}#~/\"\\])", r"\1", text).strip(), TextFormat.PLAIN)
