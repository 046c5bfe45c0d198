"""How far a module is in each language of the programme, as its readers see it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.content.outline import Module


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageState:
    """How a module stands in one language."""

    language: str
    is_there: bool
    """Something of it is written in this language."""
    missing: tuple[str, ...] = ()
    """Files that readers get in the source language."""
    outdated: Mapping[str, int]
    """Lesson → paragraphs older than their source, for lessons that have such."""

    @property
    def outdated_count(self) -> int:
        """Paragraphs older than their source."""
        return sum(self.outdated.values())

    @property
    def is_fresh(self) -> bool:
        """Nothing has to be done."""
        return self.is_there and not self.missing and not self.outdated


def languages_of(module: Module, languages: Sequence[str]) -> tuple[LanguageState, ...]:
    """A module in each language of the programme, the source language first."""
    return tuple(_state(module, language) for language in languages)


def _state(module: Module, language: str) -> LanguageState:
    text = module.texts.get(language)
    if text is None:
        return LanguageState(language=language, is_there=False, outdated={})
    outdated = {slug: sum(block.is_stale for block in one.blocks) for slug, one in text.lessons.items()}
    return LanguageState(
        language=language,
        is_there=True,
        missing=tuple(sorted(text.missing)),
        outdated={slug: count for slug, count in outdated.items() if count},
    )
