"""Where a self-check stands in a module, and how it is written in each language."""

from collections.abc import Iterator
from dataclasses import dataclass

from lms.content.items import Item
from lms.content.outline import Lesson, LessonText, Module
from lms.core.errors import NotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """One self-check of a module, in the source language and in all others."""

    lesson: Lesson
    item: Item
    versions: tuple[Item, ...]


def find_self_check(module: Module, item_id: str) -> SelfCheck:
    """The self-check with this id; raises NotFoundError."""
    for lesson in module.lessons:
        versions = _versions_in(module, lesson, item_id)
        if versions:
            return SelfCheck(lesson=lesson, item=versions[0], versions=versions)
    raise NotFoundError


def versions_of(module: Module, item_id: str) -> tuple[Item, ...]:
    """A self-check in every language, source language first."""
    return find_self_check(module, item_id).versions


def _versions_in(module: Module, lesson: Lesson, item_id: str) -> tuple[Item, ...]:
    return tuple(item for text in _texts(module, lesson.slug) for item in text.items if item.id == item_id)


def ids_of(module: Module, lesson: Lesson) -> frozenset[str]:
    """Ids of all self-checks of a lesson."""
    text = module.text(module.source_language).lessons[lesson.slug]
    return frozenset(item.id for item in text.items)


def _texts(module: Module, lesson_slug: str) -> Iterator[LessonText]:
    for language in dict.fromkeys((module.source_language, *module.texts)):
        text = module.text(language).lessons.get(lesson_slug)
        if text is not None:
            yield text


def text_of(module: Module, lesson: Lesson, language: str) -> LessonText:
    """A lesson in a language, or in the source language where it has not been translated."""
    lessons = module.text(language).lessons
    return lessons.get(lesson.slug) or module.text(module.source_language).lessons[lesson.slug]
