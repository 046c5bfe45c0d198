"""Which files make up the programme, and what they say: a tree of files goes in, source objects come out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lms.content.module_schema import read_structure
from lms.content.naming import ASSET_NAME, LESSON_FILE, SLUG, did_you_mean, listed
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
from lms.content.programme_schema import (
    CourseSource,
    GlossarySource,
    ProgrammeSource,
    read_course,
    read_glossary,
    read_labels,
    read_programme,
)
from lms.content.sources import FigureLabels, LanguageSource, LessonPage, ModulePage, ModuleSource, PageSource

Files = Mapping[str, bytes]
"""Path relative to the folder of the programme, with `/` → bytes."""

PROGRAMME_FILE = "programme.yaml"
COURSE_FILE = "course.yaml"
MODULE_YAML = "module.yaml"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeSource:
    """The whole programme as written."""

    programme: ProgrammeSource
    courses: tuple[CourseSource, ...]
    glossaries: Mapping[str, GlossarySource]
    modules: Mapping[str, ModuleSource]
    """By slug, in the order of the courses; also those that no course lists."""
    folders: Mapping[str, str]
    """Slug → folder of every module, also of those whose `module.yaml` cannot be read."""
    course_of: Mapping[str, str]
    """Slug of a module → slug of its course."""


@dataclass(slots=True)
class _Folder:
    """The files of one module, by the place they stand in."""

    structure: str | None = None
    pages: dict[str, list[str]] = field(default_factory=dict)
    assets: list[str] = field(default_factory=list)


def parse_tree(files: Files) -> tuple[TreeSource | None, tuple[Problem, ...]]:
    """Read all files; None where not even `programme.yaml` can be read."""
    return _TreeReader(files).read()


class _TreeReader:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.folder_of: dict[str, str] = {}

    def read(self) -> tuple[TreeSource | None, tuple[Problem, ...]]:
        programme = self.programme()
        if programme is None:
            return None, tuple(self.problems)
        languages = programme.languages
        courses = tuple(c for slug in programme.courses if (c := self.course(slug, programme)))
        tree = TreeSource(
            programme=programme,
            courses=courses,
            glossaries={lang: glossary for lang in languages if (glossary := self.glossary(lang, languages))},
            modules=self.modules(languages, courses),
            folders=self.folder_of,
            course_of={slug: course.slug for course in courses for slug in course.modules},
        )
        return tree, tuple(self.problems)

    def text(self, path: str) -> str:
        notes = Notes(path)
        text = text_of(self.files[path], notes)
        self.problems += notes.problems
        return text

    def programme(self) -> ProgrammeSource | None:
        if PROGRAMME_FILE not in self.files:
            notes = Notes(PROGRAMME_FILE)
            message = "this file is missing; it says who issues the certificates and which courses there are"
            notes.error(1, 1, "file-missing", message, "format: 1\ntitles: {en: Cluster Campus}")
            self.problems += notes.problems
            return None
        programme, notes = read_programme(self.text(PROGRAMME_FILE), PROGRAMME_FILE)
        self.problems += notes.problems
        return programme

    def course(self, slug: str, programme: ProgrammeSource) -> CourseSource | None:
        path = f"{slug}/{COURSE_FILE}"
        if path not in self.files:
            notes = Notes(programme.path)
            line, column = programme.places.get("courses", (1, 1))
            folders = {PurePosixPath(p).parts[0] for p in self.files if p.endswith(f"/{COURSE_FILE}")}
            message = f"the course “{slug}” has no file {path}.{did_you_mean(slug, folders)}"
            notes.error(line, column, "course-missing", message)
            self.problems += notes.problems
            return None
        course, notes = read_course(self.text(path), path, slug, programme.languages)
        self.problems += notes.problems
        return course

    def glossary(self, language: str, languages: tuple[str, ...]) -> GlossarySource | None:
        path = f"glossary/{language}.md"
        if path not in self.files:
            return None
        glossary, notes = read_glossary(self.text(path), path, is_source=language == languages[0])
        self.problems += notes.problems
        return glossary

    def modules(self, languages: tuple[str, ...], courses: Iterable[CourseSource]) -> dict[str, ModuleSource]:
        folders = self.folders()
        listed_slugs = [slug for course in courses for slug in course.modules]
        by_slug = self.folder_of
        for folder in folders:
            slug = PurePosixPath(folder).name
            if by_slug.setdefault(slug, folder) != folder:
                self.note(f"{folder}/{MODULE_YAML}", "module-twice", f"{by_slug[slug]} has the same name")
        order = [slug for slug in listed_slugs if slug in by_slug]
        order += [slug for slug in by_slug if slug not in order]
        found = {}
        for slug in order:
            module = self.module(slug, by_slug[slug], folders[by_slug[slug]], languages)
            if module is not None:
                found[slug] = module
        return found

    def folders(self) -> dict[str, _Folder]:
        """The module folders (`<course>/<module>`), with their files sorted into place."""
        paths = [PurePosixPath(path) for path in sorted(self.files)]
        roots = [str(path.parent) for path in paths if path.name == MODULE_YAML and len(path.parts) == 3]
        folders = {root: _Folder(structure=f"{root}/{MODULE_YAML}") for root in roots}
        for path in sorted(self.files):
            parts = PurePosixPath(path).parts
            folder = folders.get("/".join(parts[:2]))
            if folder is None or len(parts) < 3 or path == folder.structure:
                continue
            self.sort(path, parts[2:], folder)
        return folders

    def sort(self, path: str, inner: tuple[str, ...], folder: _Folder) -> None:
        if inner[0] == "assets" and len(inner) == 2:
            folder.assets.append(path)
        elif inner[0] != "assets" and len(inner) == 2:
            folder.pages.setdefault(inner[0], []).append(path)
        else:
            self.note(
                path,
                "file-unknown",
                "a module has module.yaml, folders of languages and assets; this is none",
            )

    def note(self, path: str, code: str, message: str, example: str | None = None) -> None:
        notes = Notes(path)
        notes.error(1, 1, code, message, example)
        self.problems += notes.problems

    def module(
        self, slug: str, root: str, folder: _Folder, languages: tuple[str, ...]
    ) -> ModuleSource | None:
        path = f"{root}/{MODULE_YAML}"
        if not SLUG.fullmatch(slug):
            self.note(
                path, "wrong-name", "the folder of a module is named by small letters, digits and hyphens"
            )
        structure, notes = read_structure(self.text(path), path)
        self.problems += notes.problems
        if structure is None:
            return None
        labels, assets = self.assets(folder, languages)
        texts = {
            language: self.language(language, folder, labels.get(language, {}))
            for language in languages
            if language in folder.pages
        }
        self.refuse_languages(root, folder, languages)
        return ModuleSource(
            slug=slug,
            structure=structure,
            languages=texts,
            assets=assets,
            source_language=languages[0],
            folder=root,
        )

    def refuse_languages(self, root: str, folder: _Folder, languages: tuple[str, ...]) -> None:
        for language in folder.pages:
            if language not in languages:
                message = f"“{language}” is not among the languages of the programme ({', '.join(languages)})"
                self.note(folder.pages[language][0], "unknown-language", message, "languages: [en, sv]")

    def language(self, language: str, folder: _Folder, labels: Mapping[str, FigureLabels]) -> LanguageSource:
        pages: dict[str, PageSource] = {}
        for path in folder.pages[language]:
            read = self.page(path)
            if read is not None:
                self.problems += read.notes.problems
                if read.page is not None:
                    pages[read.page.file] = read.page
        page = pages.get(MODULE_FILE)
        return LanguageSource(
            language=language,
            page=page if isinstance(page, ModulePage) else None,
            lessons=self.lessons(pages.values()),
            final_test=pages.get(TEST_FILE),
            assignment=pages.get(ASSIGNMENT_FILE),
            facilitator=pages.get(FACILITATOR_FILE),
            figure_labels=labels,
        )

    def lessons(self, pages: Iterable[PageSource]) -> tuple[LessonPage, ...]:
        """The lessons in order; two with one number or one slug are noted."""
        lessons = sorted((p for p in pages if isinstance(p, LessonPage)), key=lambda lesson: lesson.file)
        seen: dict[object, str] = {}
        for lesson in lessons:
            for key in (lesson.number, lesson.slug):
                if key in seen:
                    self.note(lesson.path, "lesson-twice", f"{seen[key]} has the same number or name")
                seen[key] = lesson.file
        return tuple(lessons)

    def page(self, path: str) -> Read | None:
        file = PurePosixPath(path).name
        if file == MODULE_FILE:
            return read_module_page(self.text(path), path)
        if file in _PAGE_FILES:
            return read_plain_page(self.text(path), path, file)
        if LESSON_FILE.fullmatch(file):
            return read_lesson_page(self.text(path), path, file)
        message = (
            f"pages are called {listed(_PAGE_FILES)}, lessons 01-name.md.{did_you_mean(file, _PAGE_FILES)}"
        )
        self.note(path, "file-unknown", message, "02-why-clusters-form.md")
        return None

    def assets(
        self, folder: _Folder, languages: tuple[str, ...]
    ) -> tuple[dict[str, dict[str, FigureLabels]], dict[str, bytes]]:
        """Labels of figures by language and figure, and the other assets by name."""
        labels: dict[str, dict[str, FigureLabels]] = {}
        assets: dict[str, bytes] = {}
        for path in folder.assets:
            name = PurePosixPath(path).name
            if name.endswith(".yaml"):
                self.labels(path, name, folder, languages, labels)
            elif self.is_asset(path, name):
                assets[name] = self.files[path]
        return labels, assets

    def labels(
        self,
        path: str,
        name: str,
        folder: _Folder,
        languages: tuple[str, ...],
        labels: dict[str, dict[str, FigureLabels]],
    ) -> None:
        stem, _, language = name.removesuffix(".yaml").rpartition(".")
        figure = f"{stem}.svg"
        if language not in languages or f"{PurePosixPath(path).parent}/{figure}" not in folder.assets:
            message = "labels of a figure are called by the figure and a language, beside it"
            self.note(path, "labels-without-figure", message, "three-layers.svg\nthree-layers.sv.yaml")
            return
        read, notes = read_labels(self.text(path), path)
        self.problems += notes.problems
        if read is not None:
            labels.setdefault(language, {})[figure] = read

    def is_asset(self, path: str, name: str) -> bool:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in MEDIA_TYPES:
            message = f"files of this kind are not offered; possible are {', '.join(sorted(MEDIA_TYPES))}"
            self.note(path, "asset-kind", message)
        elif not ASSET_NAME.fullmatch(name):
            message = "assets are named by letters, digits, hyphens and underscores, with one ending"
            self.note(path, "wrong-name", message, "mapping-sheet.xlsx")
        return suffix in MEDIA_TYPES and ASSET_NAME.fullmatch(name) is not None
