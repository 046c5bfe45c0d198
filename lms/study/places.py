"""Where a reader is in a lesson, in whichever language it is read."""

from lms.content.outline import LessonText, Module


def anchor_in(module: Module, lesson_slug: str, anchor: str, language: str) -> str:
    """The anchor of the same heading in another language; empty where there is none.

    Translations have the same headings in the same order, so the position of a heading carries over.
    """
    wanted = lesson_text(module, lesson_slug, language)
    texts = (text.lessons[lesson_slug] for text in module.texts.values() if lesson_slug in text.lessons)
    for text in (wanted, *texts):
        anchors = [section.anchor for section in text.sections]
        if anchor in anchors:
            position = anchors.index(anchor)
            return wanted.sections[position].anchor if position < len(wanted.sections) else ""
    return ""


def lesson_text(module: Module, lesson_slug: str, language: str) -> LessonText:
    """The text of a lesson in a language, or in the source language where there is none."""
    text = module.text(language).lessons.get(lesson_slug)
    return text or module.text(module.source_language).lessons[lesson_slug]
