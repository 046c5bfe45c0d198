"""What `programme.yaml`, `course.yaml`, the glossary and the labels of figures say."""

import re
from dataclasses import dataclass, field

from lms.content.award_schema import read_award
from lms.content.certificate_schema import Appearance, read_appearance
from lms.content.frontmatter import Fields, read_head
from lms.content.module_schema import read_format
from lms.content.naming import LANGUAGE, SLUG, slug_of
from lms.content.outline import Term
from lms.content.problems import Notes
from lms.content.programme import Award, Issuer, PathsShown
from lms.content.sources import FigureLabels
from lms.content.yaml_nodes import read_yaml

TITLES_EXAMPLE = "titles: {en: Cluster Campus}"
MAX_TITLE = 90
"""Longer titles do not fit on a certificate."""

_COUNTRY = re.compile(r"[A-Z]{2}")
_WEB = re.compile(r"https://[^\s<>\"]+")
_ENTRY = re.compile(r"(?:\[(?P<slug>[^\]]*)\]\s+)?(?P<name>.*)")
_MARKUP = re.compile(r"[*_`]\S|\]\(|<[a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeSource:
    """`programme.yaml`."""

    titles: dict[str, str]
    languages: tuple[str, ...]
    issuer: Issuer
    quality_assurance: dict[str, str]
    courses: tuple[str, ...]
    diploma: Award | None = None
    appearance: Appearance = field(default_factory=Appearance)
    paths: PathsShown = PathsShown.CONSENT
    path: str = field(compare=False, default="programme.yaml")
    places: dict[str, tuple[int, int]] = field(compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSource:
    """`course.yaml`."""

    slug: str
    titles: dict[str, str]
    summaries: dict[str, str]
    modules: tuple[str, ...]
    award: Award | None = None
    path: str = field(compare=False, default="")
    places: dict[str, tuple[int, int]] = field(compare=False, default_factory=dict)


def read_programme(text: str, path: str) -> tuple[ProgrammeSource | None, Notes]:
    """Read `programme.yaml`; None where it cannot be read at all."""
    notes = Notes(path)
    node = read_yaml(text, notes)
    if node is None:
        return None, notes
    fields = Fields(node, notes)
    read_format(fields)
    languages = fields.texts("languages", example="languages: [en, sv]", pattern=LANGUAGE) or ("en",)
    programme = ProgrammeSource(
        titles=_by_language(fields, "titles", languages, TITLES_EXAMPLE, limit=MAX_TITLE),
        languages=languages,
        issuer=_issuer(fields),
        quality_assurance=_by_language(
            fields,
            "quality_assurance",
            languages,
            "quality_assurance: {en: The provider checks the contents.}",
        ),
        courses=fields.texts("courses", example="courses: [basic]", pattern=SLUG),
        diploma=_diploma(fields, languages),
        appearance=read_appearance(fields, languages),
        paths=_paths(fields),
        path=path,
        places=_places(fields),
    )
    fields.close()
    return programme, notes


def _diploma(fields: Fields, languages: tuple[str, ...]) -> Award | None:
    group = fields.group("diploma")
    if group is None:
        return None
    titles = _by_language(group, "titles", languages, "titles: {en: Cluster specialist}", limit=MAX_TITLE)
    summaries = _by_language(group, "summaries", languages, "summaries: {en: All modules together.}")
    return read_award(group, languages, titles, summaries)


def _paths(fields: Fields) -> PathsShown:
    group = fields.group("participants")
    if group is None:
        return PathsShown.CONSENT
    paths = group.word("paths", PathsShown, example="paths: consent")
    group.close()
    return paths or PathsShown.CONSENT


def _places(fields: Fields) -> dict[str, tuple[int, int]]:
    return {key.text: (value.line, value.column) for key, value in fields.node.entries}


def _by_language(
    fields: Fields, key: str, languages: tuple[str, ...], example: str, *, limit: int | None = None
) -> dict[str, str]:
    """Texts by language; the source language is required, languages unknown to the programme are refused."""
    texts = fields.text_map(key, example=example)
    line, column = fields.place_of(key)
    for language, text in texts.items():
        if languages and language not in languages:
            message = f"“{language[:20]}” in “{key}” is not among the languages of the programme"
            fields.notes.error(line, column, "unknown-language", message, example)
        if limit and len(text) > limit:
            message = f"this title has {len(text)} characters; on a certificate {limit} fit"
            fields.notes.error(line, column, "title-too-long", message)
    if languages and texts and languages[0] not in texts:
        message = f"“{key}” has no text in the source language, {languages[0]}"
        fields.notes.error(line, column, "missing-key", message, example)
    return texts


def _issuer(fields: Fields) -> Issuer:
    example = 'issuer: {name: Example Academy, country: SE, region: Norrvik, web: "https://example.org"}'
    group = fields.group("issuer", example=example)
    if group is None:
        return Issuer(name="", country="", region="", web="", is_invented=False)
    issuer = Issuer(
        name=group.text("name", example="name: Example Academy", limit=120),
        country=group.text("country", example="country: SE"),
        region=group.text("region", example="region: Norrvik", limit=80),
        web=group.text("web", example='web: "https://example.org"', limit=200),
        is_invented=group.yes_or_no("invented"),
    )
    group.close()
    _check_form(group, "country", issuer.country, _COUNTRY, "two capital letters", "country: SE")
    _check_form(group, "web", issuer.web, _WEB, "an https address", 'web: "https://example.org"')
    return issuer


def _check_form(
    fields: Fields, key: str, text: str, pattern: re.Pattern[str], form: str, example: str
) -> None:
    if text and not pattern.fullmatch(text):
        message = f"“{key}” should be {form}, not “{text[:60]}”"
        fields.notes.error(*fields.place_of(key), "wrong-value", message, example)


def read_course(
    text: str, path: str, slug: str, languages: tuple[str, ...]
) -> tuple[CourseSource | None, Notes]:
    """Read `course.yaml`; None where it cannot be read at all."""
    notes = Notes(path)
    node = read_yaml(text, notes)
    if node is None:
        return None, notes
    fields = Fields(node, notes)
    read_format(fields)
    titles = _by_language(fields, "titles", languages, "titles: {en: Basic}", limit=MAX_TITLE)
    summaries = _by_language(fields, "summaries", languages, "summaries: {en: What every cluster needs.}")
    certificate = fields.group("certificate")
    course = CourseSource(
        slug=slug,
        titles=titles,
        summaries=summaries,
        award=read_award(certificate, languages, titles, summaries) if certificate else None,
        modules=fields.texts("modules", example="modules: [clusters-and-mapping]", pattern=SLUG),
        path=path,
        places=_places(fields),
    )
    if fields.has("slug") and fields.text("slug") != slug:
        line, column = fields.place_of("slug")
        notes.error(line, column, "wrong-value", f"the slug of a course is the name of its folder, {slug}")
    fields.close()
    return course, notes


def read_labels(text: str, path: str) -> tuple[FigureLabels | None, Notes]:
    """Read the texts of a figure in another language."""
    notes = Notes(path)
    node = read_yaml(text, notes)
    if node is None:
        return None, notes
    fields = Fields(node, notes)
    labels = FigureLabels(
        title=fields.text("title", example="title: The three layers of a cluster"),
        desc=fields.text("desc", example="desc: Three rings, one inside the other."),
        labels=fields.text_map("labels"),
        path=path,
    )
    fields.close()
    return labels, notes


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossarySource:
    """A glossary in one language."""

    terms: tuple[Term, ...]
    lines: dict[str, int]
    """Slug → line of the entry."""


def read_glossary(text: str, path: str, *, is_source: bool) -> tuple[GlossarySource, Notes]:
    """Read a glossary: lines of `term` or `[slug] term`, each followed by `: definition`."""
    notes = Notes(path)
    head = read_head(text, notes, example="title: Glossary")
    if head is None:
        return GlossarySource(terms=(), lines={}), notes
    head.fields.text("title", example="title: Glossary")
    head.fields.close()
    reader = _GlossaryReader(notes, is_source)
    for number, line in enumerate(head.body.split("\n"), head.body_line):
        reader.take(number, line.rstrip())
    return reader.finish(), notes


class _GlossaryReader:
    example = "cluster initiative\n: An organised effort to strengthen a cluster."

    def __init__(self, notes: Notes, is_source: bool) -> None:
        self.notes = notes
        self.is_source = is_source
        self.entries: dict[str, tuple[str, list[str], int]] = {}
        self.current: tuple[str, list[str], int] | None = None

    def take(self, number: int, line: str) -> None:
        if not line:
            return
        if line.startswith(":") and self.current:
            self.current[1].append(line[1:].strip())
        elif line[0].isspace() and self.current and self.current[1]:
            self.current[1].append(line.strip())
        elif line.startswith((":", "#", "-", "*", "|", ">")) or line[0].isspace():
            self.refuse(number)
        else:
            self.begin(number, line)

    def refuse(self, number: int) -> None:
        message = "a glossary is a list of terms, each with its definition on the next line after a colon"
        self.notes.error(number, 1, "glossary-form", message, self.example)

    def begin(self, number: int, line: str) -> None:
        match = _ENTRY.fullmatch(line)
        name = match["name"].strip() if match else ""
        slug = (match["slug"] if match else None) or (slug_of(name) if self.is_source else "")
        if not name or not SLUG.fullmatch(slug):
            message = "a term begins with the slug of the English term in brackets"
            example = self.example if self.is_source else "[cluster-initiative] klusterinitiativ\n: …"
            self.notes.error(number, 1, "glossary-form", message, example)
            slug = f"line-{number}"
        if slug in self.entries:
            message = f"the term “{slug}” stands in line {self.entries[slug][2]} already"
            self.notes.error(number, 1, "glossary-twice", message)
        self.current = (name, [], number)
        self.entries.setdefault(slug, self.current)

    def finish(self) -> GlossarySource:
        terms = []
        for slug, (name, texts, number) in self.entries.items():
            definition = " ".join(texts).strip()
            if not definition:
                message = f"the definition of “{name}” is missing"
                self.notes.error(number, 1, "glossary-form", message, self.example)
            elif _MARKUP.search(definition):
                message = "a definition is plain text; marks such as * or [ ]( ) are shown as they stand"
                self.notes.warning(number + 1, 1, "glossary-markup", message)
            terms.append(Term(slug=slug, name=name, definition=definition))
        return GlossarySource(terms=tuple(terms), lines={slug: n for slug, (_, _, n) in self.entries.items()})
