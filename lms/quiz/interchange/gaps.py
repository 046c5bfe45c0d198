"""Texts with gaps from elsewhere: a sign stands for each gap while the text becomes Markdown."""

import re
from collections.abc import Sequence

from lms.content.item_sources import ClozeSource, GapSource, Passage
from lms.content.items import ItemType
from lms.quiz.interchange.building import WHOLE, Draft, RawAnswer, base_of
from lms.quiz.interchange.readings import QuestionLeftError
from lms.quiz.interchange.texts import as_answer

GAP_SIGN = "\uf8ff"
"""Of private use: no decoded file has it."""
_FORBIDDEN = re.compile(r"[{}|]")


def one_gap(draft: Draft, answers: Sequence[RawAnswer], *, is_choice: bool) -> GapSource:
    """What one gap accepts, the right words first."""
    right = _texts(draft, [answer for answer in answers if answer.percent == WHOLE], is_choice=is_choice)
    wrong = _texts(draft, [answer for answer in answers if answer.percent != WHOLE], is_choice=is_choice)
    if not right:
        raise QuestionLeftError("a gap has no answer that is wholly right")
    if any(answer.feedback for answer in answers):
        draft.changed("feedback to the words of a gap was left out; here it belongs to the whole text")
    if any(0 < answer.percent < WHOLE for answer in answers):
        draft.changed("words that earned a part of the points count as wrong")
    if is_choice and len(right) > 1:
        raise QuestionLeftError("a drop-down has several right words")
    if not is_choice and wrong:
        draft.changed("wrong words that were foreseen for a gap were left out")
    return GapSource(answers=(*right, *wrong) if is_choice else tuple(right), is_choice=is_choice)


def _texts(draft: Draft, answers: Sequence[RawAnswer], *, is_choice: bool) -> list[str]:
    found: dict[str, str] = {}
    for answer in answers:
        text = as_answer(answer.text, draft.changes)
        if text == "*" and not is_choice:
            continue
        text = text.replace(r"\*", "*")
        if _FORBIDDEN.search(text) or (text.startswith("=") and not is_choice):
            raise QuestionLeftError(f"“{text[:40]}” cannot stand in a gap")
        if text:
            found.setdefault(text.casefold(), text)
    return list(found.values())


def cloze_of(draft: Draft, gaps: Sequence[GapSource]) -> ClozeSource:
    """The text with its gaps where their signs stand."""
    pieces = draft.prompt.text.split(GAP_SIGN)
    if len(pieces) != len(gaps) + 1:
        raise QuestionLeftError("a gap stands where it cannot be kept")
    text = pieces[0] + "".join(_written(gap) + piece for gap, piece in zip(gaps, pieces[1:], strict=True))
    draft.prompt = Passage(text)
    return ClozeSource(**base_of(ItemType.CLOZE, draft), gaps=tuple(gaps))


def _written(gap: GapSource) -> str:
    return "{{" + ("=" if gap.is_choice else "") + "|".join(gap.answers) + "}}"
