"""Which files make up a module, and what they say: its folder goes in, a source object comes out."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import PurePosixPath

from lms.content.fact_blocks import as_written
from lms.content.fact_quotes import Quoted, quote_facts
from lms.content.facts import Fact
from lms.content.module_schema import read_structure
from lms.content.naming import ASSET_NAME, LESSON_FILE, RESERVED_SLUGS, SLUG, did_you_mean, listed
from lms.content.pages import (
    ASSIGNMENT_FILE,
    FACILITATOR_FILE,
    MODULE_FILE,
    TEST_FILE,
    Read,
    read_lesson_page,
    read_module_page,
    read_plain_page,
    text_of,
)
from lms.content.problems import Notes, Problem
from lms.content.programme_schema import read_labels
from lms.content.sources import FigureLabels, LanguageSource, LessonPage, ModulePage, ModuleSource, PageSource
from lms.content.tools.model import Tool
from lms.content.tools.reading import TOOL_FILE, TOOL_NAME, read_tool
from lms.content.tools.word_reading import read_words

Files = Mapping[str, bytes]
"""Path relative to the folder of the programme, with `/` → bytes."""

MODULE_YAML = "module.yaml"
ASSETS = "assets"
MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".odp": "application/vnd.oasis.opendocument.presentation",
}
_PAGE_FILES = (MODULE_FILE, TEST_FILE, ASSIGNMENT_FILE, FACILITATOR_FILE)


class ModuleReader:
    """Reads the files of one module; `problems` fills while it does."""

    def __init__(
        self, root: str, files: Files, languages: tuple[str, ...], facts: Mapping[str, Fact]
    ) -> None:
        self.root = root
        self.slug = PurePosixPath(root).name
        self.files = files
        self.languages = languages
        self.facts = facts
        self.problems: list[Problem] = []
        self.quoted: dict[str, Quoted] = {}
        """Path → the file with the values in it, where facts are quoted."""
        self.pages: dict[str, list[str]] = {}
        self.asset_paths: list[str] = []
        self.tool_paths: list[str] = []

    def read(self) -> ModuleSource | None:
        """The module, or None where `module.yaml` cannot be read."""
        path = f"{self.root}/{MODULE_YAML}"
        if not SLUG.fullmatch(self.slug):
            message = "the folder of a module is named by small letters, digits and hyphens"
            self._note(path, "wrong-name", message)
        structure, notes = read_structure(self._text(path), path)
        self.problems += notes.problems
        if structure is None:
            return None
        self._sort()
        self._refuse_languages()
        labels, assets = self._assets()
        tool, words = self._tool()
        texts = (
            self._language(language, labels.get(language, {}), words.get(language, {}))
            for language in self.languages
            if language in self.pages
        )
        return ModuleSource(
            slug=self.slug,
            structure=structure,
            languages={text.language: text for text in texts},
            assets=assets,
            source_language=self.languages[0],
            tool=tool,
            tool_files={PurePosixPath(path).name: self.files[path] for path in self.tool_paths},
            folder=self.root,
        )

    def _text(self, path: str) -> str:
        notes = Notes(path)
        text = text_of(self.files[path], notes)
        self.problems += notes.problems
        return text

    def _quoted(self, path: str, language: str) -> Quoted:
        """The text of a file with the values of the facts that it quotes."""
        quoted = quote_facts(self._text(path), path, self.facts, language)
        self.problems += quoted.problems
        if quoted.spans:
            self.quoted[path] = quoted
        return quoted

    def _note(self, path: str, code: str, message: str, example: str | None = None) -> None:
        notes = Notes(path)
        notes.error(1, 1, code, message, example)
        self.problems += notes.problems

    def _sort(self) -> None:
        """Put the files of the folder where they belong."""
        for path in sorted(path for path in self.files if path.startswith(f"{self.root}/")):
            inner = PurePosixPath(path).relative_to(self.root).parts
            if inner == (MODULE_YAML,):
                continue
            if len(inner) == 1 and TOOL_NAME.fullmatch(inner[0]):
                self.tool_paths.append(path)
            elif len(inner) != 2:
                message = "a module has module.yaml, tool.yaml, folders of languages and assets; this is none"
                self._note(path, "file-unknown", message)
            elif inner[0] == ASSETS:
                self.asset_paths.append(path)
            else:
                self.pages.setdefault(inner[0], []).append(path)

    def _refuse_languages(self) -> None:
        for language, paths in self.pages.items():
            if language not in self.languages:
                known = ", ".join(self.languages)
                message = f"“{language}” is not among the languages of the programme ({known})"
                self._note(paths[0], "unknown-language", message, f"languages: [{known}, {language}]")

    def _tool(self) -> tuple[Tool | None, dict[str, Mapping[str, str]]]:
        """The tool in the source language, and its words by language."""
        path = f"{self.root}/{TOOL_FILE}"
        if path not in self.tool_paths:
            for other in self.tool_paths:
                self._note(other, "tool-without-source", f"there is no {TOOL_FILE} that this translates")
            return None, {}
        tool, notes = read_tool(self._quoted(path, self.languages[0]).text, path)
        self.problems += notes.problems
        words: dict[str, Mapping[str, str]] = {}
        for other in self.tool_paths:
            match = TOOL_NAME.fullmatch(PurePosixPath(other).name)
            language = match["language"] if match else None
            if language is None:
                continue
            if language not in self.languages[1:]:
                self._note(other, "unknown-language", f"“{language}” is not among the other languages")
            elif tool is not None:
                words[language], notes = read_words(self._quoted(other, language).text, other, tool)
                self.problems += notes.problems
        return tool, words

    def _language(
        self, language: str, labels: Mapping[str, FigureLabels], words: Mapping[str, str]
    ) -> LanguageSource:
        pages: dict[str, PageSource] = {}
        for path in self.pages[language]:
            read = self._page(path, language)
            if read is not None:
                self.problems += read.notes.problems
                if read.page is not None:
                    pages[read.page.file] = read.page
        page = pages.get(MODULE_FILE)
        return LanguageSource(
            language=language,
            page=page if isinstance(page, ModulePage) else None,
            lessons=self._lessons(pages.values()),
            final_test=pages.get(TEST_FILE),
            assignment=pages.get(ASSIGNMENT_FILE),
            facilitator=pages.get(FACILITATOR_FILE),
            figure_labels=labels,
            tool_words=words,
        )

    def _lessons(self, pages: Iterable[PageSource]) -> tuple[LessonPage, ...]:
        """The lessons in order; two with one number or one slug are noted."""
        lessons = sorted((p for p in pages if isinstance(p, LessonPage)), key=lambda lesson: lesson.file)
        seen: dict[object, str] = {}
        for lesson in lessons:
            if lesson.slug in RESERVED_SLUGS:
                message = f"“{lesson.slug}” is the address of another page of the module"
                self._note(lesson.path, "wrong-name", message, f"{lesson.file[:3]}about-{lesson.slug}.md")
            for key in (lesson.number, lesson.slug):
                if key in seen:
                    self._note(lesson.path, "lesson-twice", f"{seen[key]} has the same number or name")
                seen[key] = lesson.file
        return tuple(lessons)

    def _page(self, path: str, language: str) -> Read | None:
        reader = self._reader(path)
        if reader is None:
            return None
        quoted = self._quoted(path, language)
        read = reader(quoted.text, path)
        if read.page is None or not quoted.spans:
            return read
        return Read(as_written(read.page, quoted, reader(quoted.written, path).page), read.notes)

    def _reader(self, path: str) -> Callable[[str, str], Read] | None:
        """What reads a page of this name."""
        file = PurePosixPath(path).name
        if file == MODULE_FILE:
            return read_module_page
        if file in _PAGE_FILES:
            return partial(read_plain_page, file=file)
        if LESSON_FILE.fullmatch(file):
            return partial(read_lesson_page, file=file)
        message = (
            f"pages are called {listed(_PAGE_FILES)}, lessons 01-name.md.{did_you_mean(file, _PAGE_FILES)}"
        )
        self._note(path, "file-unknown", message, "02-why-clusters-form.md")
        return None

    def _assets(self) -> tuple[dict[str, dict[str, FigureLabels]], dict[str, bytes]]:
        """Labels of figures by language and figure, and the other assets by name."""
        labels: dict[str, dict[str, FigureLabels]] = {}
        assets: dict[str, bytes] = {}
        for path in self.asset_paths:
            name = PurePosixPath(path).name
            if name.endswith(".yaml"):
                self._labels(path, name, labels)
            elif self._is_asset(path, name):
                assets[name] = self.files[path]
        return labels, assets

    def _labels(self, path: str, name: str, labels: dict[str, dict[str, FigureLabels]]) -> None:
        stem, _, language = name.removesuffix(".yaml").rpartition(".")
        figure = f"{stem}.svg"
        if language not in self.languages or f"{self.root}/{ASSETS}/{figure}" not in self.asset_paths:
            message = "labels of a figure are called by the figure and a language, beside it"
            self._note(path, "labels-without-figure", message, "three-layers.svg\nthree-layers.sv.yaml")
            return
        read, notes = read_labels(self._text(path), path)
        self.problems += notes.problems
        if read is not None:
            labels.setdefault(language, {})[figure] = read

    def _is_asset(self, path: str, name: str) -> bool:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in MEDIA_TYPES:
            message = f"files of this kind are not offered; possible are {', '.join(sorted(MEDIA_TYPES))}"
            self._note(path, "asset-kind", message)
        elif not ASSET_NAME.fullmatch(name):
            message = "assets are named by letters, digits, hyphens and underscores, with one ending"
            self._note(path, "wrong-name", message, "mapping-sheet.xlsx")
        return suffix in MEDIA_TYPES and ASSET_NAME.fullmatch(name) is not None
