"""Aiken: a question, lettered answers, and the letter of the right one."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from lms.content.item_sources import ItemSource, OptionSource
from lms.quiz.interchange.building import WHOLE, Draft, RawAnswer, choice_of, true_false_of
from lms.quiz.interchange.readings import (
    Question,
    QuestionLeftError,
    Reading,
    Remark,
    leave_more_answers,
    refuse_more_questions,
)
from lms.quiz.interchange.texts import NOTHING, Rich, TextFormat, as_block, as_inline
from lms.quiz.interchange.words import true_option

_OPTION = re.compile(r"(?P<letter>[A-Za-z])[.)]\s+(?P<text>.*)")
_ANSWER = re.compile(r"answer\s*:\s*(?P<letter>.*)", re.IGNORECASE)


@dataclass(slots=True)
class _Block:
    """The lines of one question."""

    line: int = 0
    prompt: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)


def read_aiken(text: str, language: str) -> Reading:
    """The questions of an Aiken file."""
    questions: list[Question] = []
    remarks: list[Remark] = []
    block = _Block()
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        answer, option = _ANSWER.fullmatch(line), _OPTION.fullmatch(line)
        refuse_more_questions(len(questions), number)
        block.line = block.line or (number if line else 0)
        if answer:
            questions.append(_question(block, answer["letter"].strip(), language))
            block = _Block()
        elif option and block.prompt:
            block.options.append((option["letter"].upper(), option["text"].strip()))
        elif line and block.options:
            questions.append(_broken(block, "it has no line with ANSWER: and a letter"))
            block = _Block(number, [line])
        elif line:
            block.prompt.append(line)
    if block.line:
        questions.append(_broken(block, "the file ends before its line with ANSWER: and a letter"))
    return Reading(tuple(questions), tuple(remarks))


def _broken(block: _Block, reason: str) -> Question:
    return Question(line=block.line, name=_name(block), item=None, reason=reason)


def _name(block: _Block) -> str:
    return " ".join(block.prompt[:10])[:60]


def _question(block: _Block, letter: str, language: str) -> Question:
    changes: list[str] = []
    try:
        item = _item(block, letter.rstrip(".)").upper(), changes, language)
    except QuestionLeftError as error:
        return _broken(block, error.message)
    return Question(line=block.line, name=_name(block), item=item, changes=tuple(changes))


def _item(block: _Block, letter: str, changes: list[str], language: str) -> ItemSource:
    letters = [one for one, _ in block.options]
    leave_more_answers(len(letters))
    if not block.prompt:
        raise QuestionLeftError("the question itself is missing")
    if letters.count(letter) != 1:
        raise QuestionLeftError(f"ANSWER: {letter[:20]} names none of its answers, or several")
    if len(block.prompt) > 1:
        changes.append("its lines were joined to one question")
    prompt = as_block(_plain(" ".join(block.prompt)), changes)
    draft = Draft(id="", prompt=prompt, changes=changes)
    answers = [RawAnswer(text=_plain(text), percent=_percent(one == letter)) for one, text in block.options]
    texts = tuple(
        OptionSource(text=as_inline(answer.text, []), is_correct=answer.percent > 0) for answer in answers
    )
    true = true_option(texts)
    if true is None:
        return choice_of(draft, answers, is_single=True, shuffle=True)
    return true_false_of(draft, is_true=true.is_correct, if_true=NOTHING, if_false=NOTHING, language=language)


def _plain(text: str) -> Rich:
    return Rich(text, TextFormat.PLAIN)


def _percent(is_right: bool) -> Decimal:
    return WHOLE if is_right else Decimal(0)
