"""How far the translation of a module is: the numbers for the matrix of modules and languages."""

from dataclasses import dataclass

from lms.content.canonical import block_digests, head_digest
from lms.content.item_parity import check_items
from lms.content.problems import Notes
from lms.content.sources import LanguageSource, ModuleSource, PageSource
from lms.content.translations import blocks_of, is_stamped, untranslated


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStatus:
    """How one translated page stands to its source."""

    file: str
    is_missing: bool = False
    is_stamped: bool = False
    blocks: int = 0
    stale_blocks: int = 0
    """Blocks whose source has changed; the head counts as one."""
    untranslated_blocks: int = 0
    """Blocks added to the source since."""
    parity_problems: int = 0

    @property
    def is_fresh(self) -> bool:
        """Nothing has to be done here."""
        return self.is_stamped and not (
            self.is_missing or self.stale_blocks or self.untranslated_blocks or self.parity_problems
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationStatus:
    """How one module stands in one language."""

    module: str
    language: str
    pages: tuple[PageStatus, ...]

    @property
    def fresh(self) -> int:
        """Pages that need nothing."""
        return sum(page.is_fresh for page in self.pages)

    @property
    def stale_blocks(self) -> int:
        """Blocks older than their source, and blocks not yet translated in pages that are."""
        return sum(page.stale_blocks + page.untranslated_blocks for page in self.pages)

    @property
    def missing(self) -> tuple[str, ...]:
        """Files that are not translated."""
        return tuple(page.file for page in self.pages if page.is_missing)

    @property
    def unstamped(self) -> tuple[str, ...]:
        """Files that do not say what they were translated from."""
        return tuple(page.file for page in self.pages if not page.is_stamped and not page.is_missing)

    @property
    def parity_problems(self) -> int:
        """Places at which items differ in what must be the same."""
        return sum(page.parity_problems for page in self.pages)


def status_of(module: ModuleSource, language: str) -> TranslationStatus:
    """How a module stands in a language."""
    translation = module.languages.get(language) or LanguageSource(language=language)
    pages = tuple(_page_status(page, translation.page_named(page.file)) for page in module.source.pages)
    return TranslationStatus(module=module.slug, language=language, pages=pages)


def _page_status(source: PageSource, page: PageSource | None) -> PageStatus:
    if page is None:
        return PageStatus(file=source.file, is_missing=True, blocks=len(block_digests(source.body)))
    notes = Notes(page.path)
    check_items(source, page, notes)
    head_is_stale = page.translated_head not in (None, head_digest(source))
    return PageStatus(
        file=source.file,
        is_stamped=is_stamped(page),
        blocks=len(block_digests(source.body)),
        stale_blocks=sum(block.is_stale for block in blocks_of(page, source)) + head_is_stale,
        untranslated_blocks=len(untranslated(source, page)),
        parity_problems=sum(problem.is_error for problem in notes.problems),
    )
