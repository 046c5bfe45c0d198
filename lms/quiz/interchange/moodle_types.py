"""Moodle XML: the types of questions."""

import re
from decimal import Decimal

from lms.content.item_sources import GapSource, ItemSource, Passage
from lms.core.xml_reading import XmlElement
from lms.quiz.interchange.building import (
    Draft,
    RawAnswer,
    choice_of,
    matching_of,
    number_in,
    numeric_of,
    ordering_of,
    short_text_of,
    true_false_of,
)
from lms.quiz.interchange.gaps import GAP_SIGN, cloze_of
from lms.quiz.interchange.moodle_texts import rich_of
from lms.quiz.interchange.readings import QuestionLeftError, leave_more_answers
from lms.quiz.interchange.texts import Rich, TextFormat, as_answer

_OTHER_CHILDREN = 40
"""A question has so many elements beside its answers at most."""
_PLACE = re.compile(r"\\?\[\\?\[(\d{1,3})\\?\]\\?\]")


def _answers(element: XmlElement, draft: Draft, default: TextFormat) -> list[RawAnswer]:
    found = []
    leave_more_answers(len(element.children) - _OTHER_CHILDREN)
    for answer in element.all("answer"):
        percent = number_in(answer.attributes.get("fraction", "0"))
        if percent is None:
            raise QuestionLeftError("the fraction of an answer is no number")
        tolerance = number_in(answer.text_of("tolerance") or "0")
        found.append(
            RawAnswer(
                text=rich_of(answer, draft.changes, default),
                percent=percent,
                feedback=rich_of(answer.first("feedback"), draft.changes),
                tolerance=abs(tolerance) if tolerance is not None else Decimal(0),
            )
        )
    return found


def _says_yes(text: str) -> bool:
    return text.strip().lower() in ("true", "1")


def read_multichoice(element: XmlElement, draft: Draft, _language: str) -> ItemSource:
    """Single or multiple choice."""
    return choice_of(
        draft,
        _answers(element, draft, TextFormat.HTML),
        is_single=_says_yes(element.text_of("single") or "true"),
        shuffle=_says_yes(element.text_of("shuffleanswers") or "true"),
    )


def read_true_false(element: XmlElement, draft: Draft, language: str) -> ItemSource:
    """True or false."""
    by_word = {
        answer.text.text.strip().lower(): answer for answer in _answers(element, draft, TextFormat.PLAIN)
    }
    true, false = by_word.get("true"), by_word.get("false")
    if true is None or false is None or (true.percent > 0) == (false.percent > 0):
        raise QuestionLeftError("it does not say which of true and false is right")
    return true_false_of(
        draft, is_true=true.percent > 0, if_true=true.feedback, if_false=false.feedback, language=language
    )


def read_short_answer(element: XmlElement, draft: Draft, _language: str) -> ItemSource:
    """A word or two."""
    answers = _answers(element, draft, TextFormat.PLAIN)
    return short_text_of(draft, answers, counts_case=element.text_of("usecase") == "1")


def read_numerical(element: XmlElement, draft: Draft, _language: str) -> ItemSource:
    """A number with its unit."""
    return numeric_of(draft, _answers(element, draft, TextFormat.PLAIN), _unit(element, draft))


def _unit(element: XmlElement, draft: Draft) -> str | None:
    units = element.first("units")
    names = []
    for unit in units.all("unit") if units else ():
        multiplier = number_in(unit.text_of("multiplier") or "1")
        if multiplier == 1:
            names.append(" ".join(unit.text_of("unit_name").split()))
        else:
            draft.changed("answers in another unit were left out: here a value has one unit")
    return next((name for name in names if name), None)


def read_matching(element: XmlElement, draft: Draft, _language: str) -> ItemSource:
    """Pairs."""
    pairs = []
    leave_more_answers(len(element.children) - _OTHER_CHILDREN)
    for sub in element.all("subquestion"):
        answer = sub.first("answer")
        right = Rich(answer.text_of("text") if answer else "", TextFormat.PLAIN)
        if answer and answer.attributes.get("format"):
            right = rich_of(answer, draft.changes)
        elif sub.attributes.get("format") == "markdown":
            right = Rich(right.text, TextFormat.MARKDOWN)
        pairs.append((rich_of(sub, draft.changes), right))
    return matching_of(draft, pairs)


def read_ordering(element: XmlElement, draft: Draft, _language: str) -> ItemSource:
    """A sequence; its answers stand in the right order."""
    if element.text_of("selectcount") not in ("", "0") and element.text_of("selecttype").upper() not in (
        "ALL",
        "0",
        "",
    ):
        draft.changed("a part of the entries was drawn; here all of them are asked")
    leave_more_answers(len(element.children) - _OTHER_CHILDREN)
    return ordering_of(draft, [rich_of(answer, draft.changes) for answer in element.all("answer")])


def read_gap_select(element: XmlElement, draft: Draft, _language: str) -> ItemSource:
    """Gaps to choose words for, or to drag them into: `[[1]]` stands for the first word of the list."""
    words = _words(element, draft)
    gaps: list[GapSource] = []

    def gap(match: re.Match[str]) -> str:
        number = int(match[1])
        if not 1 <= number <= len(words):
            raise QuestionLeftError(f"[[{number}]] names no word of its list")
        group, right = words[number - 1]
        wrong = [text for other, text in words if other == group and text.casefold() != right.casefold()]
        options = {text.casefold(): text for text in (right, *wrong)}
        gaps.append(GapSource(answers=tuple(options.values()), is_choice=True))
        return GAP_SIGN

    draft.prompt = Passage(_PLACE.sub(gap, draft.prompt.text))
    if not gaps:
        raise QuestionLeftError("it has no gaps")
    return cloze_of(draft, gaps)


def _words(element: XmlElement, draft: Draft) -> list[tuple[str, str]]:
    """Group and text of the words to choose from."""
    found = []
    leave_more_answers(len(element.children) - _OTHER_CHILDREN)
    for box in (*element.all("selectoption"), *element.all("dragbox")):
        text = as_answer(Rich(box.text_of("text"), TextFormat.HTML), draft.changes)
        if re.search(r"[{}|]", text) or not text:
            raise QuestionLeftError(f"“{text[:40]}” cannot stand in a gap")
        found.append((box.text_of("group"), text))
        if box.first("infinite"):
            draft.changed("each word can be chosen for every gap of its group")
    return found
