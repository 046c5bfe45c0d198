"""Has every lesson the parts that the programme promises, and can every drawing be translated?"""

import re
from pathlib import Path

import pytest

COURSES = Path(__file__).parents[3] / "courses"
LESSONS = sorted(COURSES.glob("*/*/en/[0-9][0-9]-*.md"))
DRAWINGS = sorted(COURSES.glob("*/*/assets/*.svg"))
TEXT = re.compile(r"<text\b(?P<attributes>[^>]*)>")


def name(path: Path) -> str:
    return f"{path.parent.parent.name}-{path.stem}"


def test_the_programme_has_its_fifty_five_lessons() -> None:
    assert len(LESSONS) == 55


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_a_lesson_has_a_drawing_something_for_monday_two_self_checks_and_its_sources(lesson: Path) -> None:
    text = lesson.read_text()
    assert re.search(r"^!\[", text, re.MULTILINE), "a drawing"
    assert "> [!monday]" in text
    assert "\n## Sources\n" in text
    fences = re.findall(r"^```quiz\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(re.findall(r"^### ", "".join(fences), re.MULTILINE)) >= 2


@pytest.mark.parametrize("drawing", DRAWINGS, ids=name)
def test_a_drawing_speaks_and_each_of_its_texts_can_be_named_by_a_translation(drawing: Path) -> None:
    svg = drawing.read_text()
    assert "<title>" in svg
    assert "<desc>" in svg
    attributes = [match["attributes"] for match in TEXT.finditer(svg)]
    ids = [found[1] for text in attributes if (found := re.search(r' id="([^"]+)"', text))]
    assert len(ids) == len(attributes)
    assert len(set(ids)) == len(ids)
