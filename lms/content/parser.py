"""Which files make up the programme, and what they say: a tree of files goes in, source objects come out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from lms.content.certificate_schema import read_logos
from lms.content.fact_quotes import Quoted, placed
from lms.content.facts import FACTS_FILE, Fact, read_facts
from lms.content.module_files import MEDIA_TYPES, MODULE_YAML, Files, ModuleReader
from lms.content.naming import did_you_mean
from lms.content.pages import text_of
from lms.content.print_templates.model import PrintTemplate
from lms.content.print_templates.reading import read_template
from lms.content.problems import Notes, Problem
from lms.content.programme import Logo
from lms.content.programme_schema import (
    CourseSource,
    GlossarySource,
    ProgrammeSource,
    read_course,
    read_glossary,
    read_programme,
)
from lms.content.sources import ModuleSource

__all__ = [
    "COURSE_FILE",
    "GLOSSARY",
    "MEDIA_TYPES",
    "MODULE_YAML",
    "PROGRAMME_FILE",
    "Files",
    "TreeSource",
    "parse_tree",
]

PROGRAMME_FILE = "programme.yaml"
COURSE_FILE = "course.yaml"
GLOSSARY = "glossary"


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
    facts: Mapping[str, Fact]
    logos: tuple[Logo, ...]
    template: PrintTemplate | None
    quoted: Mapping[str, Quoted]
    """Path → the file, where facts are quoted in it."""


def parse_tree(files: Files) -> tuple[TreeSource | None, tuple[Problem, ...]]:
    """Read all files; None where not even `programme.yaml` can be read."""
    return _TreeReader(files).read()


class _TreeReader:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.folder_of: dict[str, str] = {}
        self.facts: dict[str, Fact] = {}
        self.quoted: dict[str, Quoted] = {}

    def read(self) -> tuple[TreeSource | None, tuple[Problem, ...]]:
        programme = self.programme()
        if programme is None:
            return None, tuple(self.problems)
        languages = programme.languages
        self.refuse_glossaries(languages)
        self.read_facts(languages)
        courses = tuple(c for slug in programme.courses if (c := self.course(slug, programme)))
        tree = TreeSource(
            programme=programme,
            courses=courses,
            glossaries={lang: glossary for lang in languages if (glossary := self.glossary(lang, languages))},
            modules=self.modules(languages, courses),
            folders=self.folder_of,
            course_of={slug: course.slug for course in courses for slug in course.modules},
            facts=self.facts,
            logos=self.logos(programme),
            template=self.template(programme),
            quoted=self.quoted,
        )
        return tree, placed(self.problems, self.quoted)

    def read_facts(self, languages: tuple[str, ...]) -> None:
        if FACTS_FILE in self.files:
            self.facts, notes = read_facts(self.text(FACTS_FILE), FACTS_FILE, languages)
            self.problems += notes.problems

    def text(self, path: str) -> str:
        notes = Notes(path)
        text = text_of(self.files[path], notes)
        self.problems += notes.problems
        return text

    def programme(self) -> ProgrammeSource | None:
        if PROGRAMME_FILE not in self.files:
            message = "this file is missing; it says who issues the certificates and which courses there are"
            self.note(PROGRAMME_FILE, "file-missing", message, "format: 1\ntitles: {en: Cluster Campus}")
            return None
        programme, notes = read_programme(self.text(PROGRAMME_FILE), PROGRAMME_FILE)
        self.problems += notes.problems
        return programme

    def logos(self, programme: ProgrammeSource) -> tuple[Logo, ...]:
        notes = Notes(PROGRAMME_FILE)
        logos = read_logos(programme.appearance, self.files, notes)
        self.problems += notes.problems
        return logos

    def template(self, programme: ProgrammeSource) -> PrintTemplate | None:
        appearance = programme.appearance
        if not appearance.template:
            return None
        place = (PROGRAMME_FILE, *appearance.places.get("certificate_template", (1, 1)))
        template, problems = read_template(appearance.template, self.files, place)
        self.problems += problems
        return template

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
        path = f"{GLOSSARY}/{language}.md"
        if path not in self.files:
            return None
        glossary, notes = read_glossary(self.text(path), path, is_source=language == languages[0])
        self.problems += notes.problems
        return glossary

    def modules(self, languages: tuple[str, ...], courses: Iterable[CourseSource]) -> dict[str, ModuleSource]:
        self.find_folders()
        order = [slug for course in courses for slug in course.modules if slug in self.folder_of]
        found = {}
        for slug in dict.fromkeys([*order, *self.folder_of]):
            reader = ModuleReader(self.folder_of[slug], self.files, languages, self.facts)
            module = reader.read()
            self.problems += reader.problems
            self.quoted.update(reader.quoted)
            if module is not None:
                found[slug] = module
        return found

    def find_folders(self) -> None:
        """The folders of modules: `<course>/<module>` with a `module.yaml`."""
        paths = [PurePosixPath(path) for path in sorted(self.files)]
        for path in (path for path in paths if path.name == MODULE_YAML and len(path.parts) == 3):
            folder, slug = str(path.parent), path.parent.name
            if self.folder_of.setdefault(slug, folder) != folder:
                self.note(str(path), "module-twice", f"{self.folder_of[slug]} has the same name")

    def refuse_glossaries(self, languages: tuple[str, ...]) -> None:
        for path in self.files:
            parts = PurePosixPath(path).parts
            if parts[0] == GLOSSARY and path not in {f"{GLOSSARY}/{language}.md" for language in languages}:
                message = f"a glossary is named by a language of the programme ({', '.join(languages)})"
                self.note(path, "file-unknown", message, f"{GLOSSARY}/{languages[0]}.md")

    def note(self, path: str, code: str, message: str, example: str | None = None) -> None:
        notes = Notes(path)
        notes.error(1, 1, code, message, example)
        self.problems += notes.problems
