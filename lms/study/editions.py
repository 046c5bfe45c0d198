"""Which edition of a module a person sees: the one begun with, else the present one."""

from lms.content.catalogue import Catalogue, UnknownEditionError, UnknownModuleError
from lms.content.outline import LessonText, Module
from lms.core.errors import NotFoundError
from lms.learning.rules import Facts


def module_for(catalogue: Catalogue, slug: str, facts: Facts | None) -> Module:
    """The module as this person sees it; raises NotFoundError.

    Somebody who joined keeps the edition begun with, also after the module has left the catalogue.
    """
    try:
        if facts is not None:
            return catalogue.edition(slug, facts.edition_digest)
        return catalogue.module(slug)
    except (UnknownModuleError, UnknownEditionError):
        raise NotFoundError from None


def newer_edition(catalogue: Catalogue, module: Module) -> Module | None:
    """The present edition, where it is not the one given."""
    present = catalogue.modules.get(module.slug)
    return present if present is not None and present.digest != module.digest else None


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
