"""Can a lesson be read on a train? Its length, its sentences and paragraphs, and nothing said twice."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from lms.content.loader import read_files
from lms.content.outline import ModuleState
from lms.content.parser import parse_tree
from lms.content.reading import ReadPassage, passages_of, words_of
from lms.content.sources import LessonPage
from tests.courses.trees import COURSES

LESSONS = sorted(path.relative_to(COURSES).as_posix() for path in COURSES.glob("*/*/en/[0-9][0-9]-*.md"))
FEWEST_WORDS, MOST_WORDS = 650, 1_100
LONGEST_PARAGRAPH = 120
MEAN_SENTENCE = 18
REPEATABLE = 4
"""So few words may stand in two lessons: “Read it again.”"""


@cache
def lessons() -> dict[str, LessonPage]:
    """The lessons of open modules in the source language, by path."""
    tree, _ = parse_tree(read_files(COURSES)[0])
    assert tree is not None
    open_ones = (one for one in tree.modules.values() if one.structure.state is ModuleState.OPEN)
    return {lesson.path: lesson for module in open_ones for lesson in module.source.lessons}


def lesson_at(path: str) -> LessonPage:
    if path not in lessons():
        pytest.skip("the module is not open yet")
    return lessons()[path]


@pytest.mark.parametrize("path", LESSONS)
def test_a_lesson_fits_into_one_sitting(path: str) -> None:
    assert FEWEST_WORDS <= words_of(lesson_at(path)) <= MOST_WORDS


@pytest.mark.parametrize("path", LESSONS)
def test_no_paragraph_is_a_wall(path: str) -> None:
    long = {one.line: one.words for one in passages_of(lesson_at(path)) if one.words > LONGEST_PARAGRAPH}
    assert not long, "line: words"


@pytest.mark.parametrize("path", LESSONS)
def test_sentences_are_short_on_average(path: str) -> None:
    lengths = [one.words for one in sentences(lesson_at(path))]
    assert sum(lengths) / len(lengths) <= MEAN_SENTENCE


def sentences(lesson: LessonPage) -> Iterator[ReadPassage]:
    """The sentences of a lesson, each as a passage of its own."""
    for passage in passages_of(lesson):
        for text in passage.sentences:
            yield ReadPassage(kind=passage.kind, text=text, line=passage.line, callout=passage.callout)


def test_no_sentence_stands_in_two_lessons() -> None:
    seen: dict[str, str] = {}
    twice = []
    for path, lesson in lessons().items():
        own = {normal(one.text): one.line for one in sentences(lesson) if is_to_be_unique(one)}
        twice += [
            f"{path}:{line} “{text}” also in {seen[text]}" for text, line in own.items() if text in seen
        ]
        seen |= {text: f"{path}:{line}" for text, line in own.items()}
    assert not twice, "\n".join(twice)


def is_to_be_unique(sentence: ReadPassage) -> bool:
    return sentence.words > REPEATABLE and sentence.callout != "legal"


def normal(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
