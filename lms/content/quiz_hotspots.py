"""What the areas of a figure mean: where they are, what they are called, which are right."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from lms.content.item_sources import OPTION_IDS, AreaSource, HotspotSource, Passage
from lms.content.items import ChoiceScoring, ItemType
from lms.content.problems import Notes
from lms.content.quiz_answers import Common, base_of, check_texts, want_feedback
from lms.content.quiz_kinds import EXAMPLES, AnswerKind
from lms.content.quiz_lines import Answer, RawItem

AREA_EXAMPLE = "(x) @12,30 20x15 The harbour"

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,2})?"
_AREA = re.compile(
    rf"@\s*(?P<x>{_NUMBER})\s*,\s*(?P<y>{_NUMBER})\s+"
    rf"(?P<width>{_NUMBER})\s*[x\u00d7]\s*(?P<height>{_NUMBER})(?:\s+(?P<label>.*))?",
    re.DOTALL,
)
_FIGURE = re.compile(r"(?P<question>.*?)\n[ \t]*\n(?P<figure>!\[[^\n]*)", re.DOTALL)


def read_hotspot(common: Common, raw: RawItem, notes: Notes) -> HotspotSource | None:
    """A figure with areas; None where an area cannot be read."""
    found = _FIGURE.fullmatch(raw.prompt.text)
    if found is None or "![" in found["question"]:
        message = "the question is missing, or the figure alone in one line below it, above the areas"
        notes.error(raw.prompt.line, 1, "quiz-figure", message, EXAMPLES[AnswerKind.AREA])
        return None
    areas = [area for answer in raw.answers if (area := _area(answer, notes))]
    if len(areas) < len(raw.answers):
        return None
    is_multiple = any("[" in answer.mark for answer in raw.answers)
    _check_marks(common, raw, notes, is_multiple=is_multiple)
    _check_areas(common, areas, notes, is_multiple=is_multiple)
    raw.prompt, figure = _parts(raw.prompt, found)
    by_habit = ChoiceScoring.PROPORTIONAL if is_multiple else ChoiceScoring.EXACT
    return HotspotSource(
        **base_of(ItemType.HOTSPOT, common, raw),
        figure=figure,
        areas=tuple(areas),
        is_multiple=is_multiple,
        scoring=common.scoring or by_habit,
    )


def _parts(prompt: Passage, found: re.Match[str]) -> tuple[Passage, Passage]:
    line = prompt.line + prompt.text.count("\n", 0, found.start("figure"))
    question = Passage(found["question"].rstrip("\n"), prompt.line, prompt.column)
    return question, Passage(found["figure"].strip(), line, 1)


def _area(answer: Answer, notes: Notes) -> AreaSource | None:
    match = _AREA.fullmatch(answer.passage.text)
    if match is None:
        message = "an area is written @x,y widthxheight in per cent of the figure, and what it is"
        notes.error(answer.line, answer.column, "quiz-area-form", message, AREA_EXAMPLE)
        return None
    label = (match["label"] or "").strip()
    column = answer.column + (match.start("label") if match["label"] else 0)
    return AreaSource(
        text=Passage(label, answer.line, column),
        x=Decimal(match["x"]),
        y=Decimal(match["y"]),
        width=Decimal(match["width"]),
        height=Decimal(match["height"]),
        is_correct="x" in answer.mark.lower(),
        feedback=answer.feedback,
        line=answer.line,
    )


def _check_marks(common: Common, raw: RawItem, notes: Notes, *, is_multiple: bool) -> None:
    for answer in raw.answers:
        if is_multiple and "(" in answer.mark:
            message = "areas are all written with ( ), where one can be picked, or all with [ ]"
            notes.error(answer.line, 1, "quiz-mixed-answers", message, "[x] @12,30 20x15 The harbour")
    if common.scoring is not None and not is_multiple:
        message = "“scoring” belongs to figures of which several areas can be picked, with [ ] and [x]"
        common.attributes.error(common.attributes.column("scoring"), message)


def _check_areas(common: Common, areas: Sequence[AreaSource], notes: Notes, *, is_multiple: bool) -> None:
    right = sum(area.is_correct for area in areas)
    if right == 0:
        message = "no area is marked as right with (x) or [x]"
        notes.error(common.line, 1, "quiz-no-right-answer", message, AREA_EXAMPLE)
    if right > 1 and not is_multiple:
        message = f"{right} areas are marked as right, but one can be picked; use [ ] and [x] for several"
        notes.error(common.line, 1, "quiz-several-right-answers", message, "[x] @12,30 20x15 The harbour")
    if not 2 <= len(areas) <= len(OPTION_IDS):
        message = f"a figure has 2 to {len(OPTION_IDS)} areas, not {len(areas)}"
        notes.error(common.line, 1, "quiz-option-count", message, EXAMPLES[AnswerKind.AREA])
    check_texts([area.text for area in areas], "area", notes)
    for area in areas:
        _check_size(area, notes)
        want_feedback(area.feedback, area.text, "area", notes)
    for first, second in combinations(areas, 2):
        if first.covers(second) or second.covers(first):
            message = f"this area and the one in line {first.line} cover each other"
            notes.error(second.line, 1, "quiz-area-overlap", message, AREA_EXAMPLE)


def _check_size(area: AreaSource, notes: Notes) -> None:
    is_inside = area.x + area.width <= 100 and area.y + area.height <= 100
    if not area.width or not area.height or not is_inside:
        message = "this area has no size, or goes beyond the figure, which is 100 wide and 100 high"
        notes.error(area.line, 5, "quiz-area-form", message, AREA_EXAMPLE)
