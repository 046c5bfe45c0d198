"""Moodle XML: the file, and what all of its questions have."""

from collections.abc import Callable, Mapping

from lms.content.item_sources import ItemSource, Passage
from lms.core.xml_reading import XmlElement, XmlRefusedError, parse_xml
from lms.quiz.interchange import moodle_types
from lms.quiz.interchange.building import Draft, points_of
from lms.quiz.interchange.cloze_reading import read_multianswer
from lms.quiz.interchange.html_reading import DATA_ADDRESS
from lms.quiz.interchange.moodle_texts import rich_of
from lms.quiz.interchange.readings import (
    MOST_QUESTIONS,
    FileRefusedError,
    Question,
    QuestionLeftError,
    Reading,
    Remark,
    refuse_more_questions,
)
from lms.quiz.interchange.texts import as_block, as_inline, optional_block

MAX_CHARACTERS = 1_000_000
"""Of all questions; working through more of them takes too long."""
_Reader = Callable[[XmlElement, Draft, str], ItemSource]
_TYPES: Mapping[str, _Reader] = {
    "multichoice": moodle_types.read_multichoice,
    "truefalse": moodle_types.read_true_false,
    "shortanswer": moodle_types.read_short_answer,
    "numerical": moodle_types.read_numerical,
    "matching": moodle_types.read_matching,
    "ordering": moodle_types.read_ordering,
    "gapselect": moodle_types.read_gap_select,
    "ddwtos": moodle_types.read_gap_select,
    "cloze": read_multianswer,
    "multianswer": read_multianswer,
}
_LEFT = {
    "description": "a description asks nothing",
    "essay": "an essay is graded by a person; a final test has no such questions",
    "calculated": "its numbers are drawn by formulas; write it as a table of parameters",
    "calculatedmulti": "its numbers are drawn by formulas; write it as a table of parameters",
    "calculatedsimple": "its numbers are drawn by formulas; write it as a table of parameters",
    "random": "it stands for any question of its category",
    "randomsamatch": "it is made of other questions at random",
}


def read_moodle_xml(text: str, language: str) -> Reading:
    """The questions of a Moodle XML file; raises FileRefusedError where it is none."""
    try:
        root = parse_xml(text)
    except XmlRefusedError as error:
        raise FileRefusedError(error.line, error.message) from None
    if root.name != "quiz":
        raise FileRefusedError(
            root.line, f"this is no Moodle XML: it begins with <{root.name[:40]}>, not <quiz>"
        )
    questions: list[Question] = []
    remarks: list[Remark] = []
    _refuse_long_texts(root)
    for element in root.children:
        if element.name != "question":
            remarks.append(Remark(element.line, f"<{element.name[:40]}> was left out"))
        elif element.attributes.get("type") == "category":
            path = _text_in(element.first("category"))
            remarks.append(Remark(element.line, f"the category “{path[:200]}” was left out"))
        else:
            refuse_more_questions(len(questions) + 1, element.line)
            questions.append(_question(element, language))
    return Reading(tuple(questions), tuple(remarks[:MOST_QUESTIONS]))


def _refuse_long_texts(root: XmlElement) -> None:
    characters = 0
    for element in root.children:
        characters += _characters(element)
        if characters > MAX_CHARACTERS:
            raise FileRefusedError(element.line, "the texts up to here are too long together; split the file")


def _characters(element: XmlElement) -> int:
    """How much text there is, files and pictures not counted."""
    inside = sum(_characters(child) for child in element.children if child.name != "file")
    return inside + len(DATA_ADDRESS.sub("", element.text))


def _text_in(element: XmlElement | None) -> str:
    return element.text_of("text") if element else ""


def _question(element: XmlElement, language: str) -> Question:
    name = " ".join(_text_in(element.first("name")).split())
    draft = Draft(id=element.text_of("idnumber") or name, prompt=Passage(""))
    item, reason = None, ""
    try:
        item = _item(element, draft, language)
    except QuestionLeftError as error:
        reason = error.message
    tags = [_text_in(tag) for tag in (element.first("tags") or element).all("tag")]
    return Question(
        line=element.line,
        name=name[:200],
        item=item,
        tags=tuple(tag for tag in tags if tag),
        changes=tuple(draft.changes),
        reason=reason,
    )


def _item(element: XmlElement, draft: Draft, language: str) -> ItemSource:
    kind = element.attributes.get("type", "")
    read = _TYPES.get(kind)
    if read is None:
        raise QuestionLeftError(_LEFT.get(kind, f"questions of the type “{kind[:40]}” have no like here"))
    _read_common(element, draft, is_cloze=read is read_multianswer)
    return read(element, draft, language)


def _read_common(element: XmlElement, draft: Draft, *, is_cloze: bool) -> None:
    text = element.first("questiontext")
    if text is None:
        raise QuestionLeftError("it has no question text")
    if not is_cloze:
        draft.prompt = as_block(rich_of(text, draft.changes), draft.changes)
    draft.explanation = optional_block(
        rich_of(element.first("generalfeedback"), draft.changes), draft.changes
    )
    if element.first("defaultgrade"):
        draft.points = points_of(element.text_of("defaultgrade"), draft.changes)
    hints = [
        passage
        for hint in element.all("hint")
        if (passage := as_inline(rich_of(hint, draft.changes), draft.changes)).text
    ]
    draft.hint = hints[0] if hints else None
    if len(hints) > 1:
        draft.changed("hints after the first were left out")
    _mention_combined_feedback(element, draft)


def _mention_combined_feedback(element: XmlElement, draft: Draft) -> None:
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        words = _text_in(element.first(name))
        if words and not any(usual in words for usual in _USUAL):
            draft.changed("feedback to the whole answer was left out")


_USUAL = ("Your answer is correct", "Your answer is partially correct", "Your answer is incorrect")
"""What Moodle writes by itself."""
