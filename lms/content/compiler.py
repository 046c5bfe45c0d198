"""How source objects become what is served: a tree of files goes in, a programme and its modules come out."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lms.content.assignments import AssignmentText
from lms.content.canonical import module_digest, text_digest
from lms.content.checks import check_links, check_tree
from lms.content.fact_quotes import placed
from lms.content.fallback import items_in, with_missing_items
from lms.content.items import Item
from lms.content.outline import Asset, Lesson, LessonText, Module, ModuleText, Term
from lms.content.page_rendering import PageLink, RenderedPage, render_page
from lms.content.parser import MEDIA_TYPES, Files, TreeSource, parse_tree
from lms.content.problems import Problem, in_order
from lms.content.programme import Course, Programme
from lms.content.render import RenderContext
from lms.content.sources import LanguageSource, LessonPage, ModulePage, ModuleSource, PageSource
from lms.content.tools.reading import TOOL_FILE
from lms.content.tools.words import translated
from lms.content.translations import blocks_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """What came out: a programme where it can be served at all, and everything that is wrong."""

    programme: Programme | None
    modules: Mapping[str, Module] = field(default_factory=dict)
    glossary: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    """Language → terms; what a language lacks stands there in the source language."""
    problems: tuple[Problem, ...] = ()
    rendering_problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """Module slug → those of the problems that were found in rendering it."""

    @property
    def has_errors(self) -> bool:
        """Something is wrong that stops publication."""
        return self.programme is None or any(problem.is_error for problem in self.problems)


def _nowhere(path: str) -> None:
    """Tells nobody which page is at work."""


def compile_tree(
    files: Files, *, leave_out: frozenset[str] = frozenset(), at: Callable[[str], None] = _nowhere
) -> Compilation:
    """Compile a whole programme; never raises for what stands in the files.

    The modules of `leave_out` are checked, but not rendered. `at` is told the path of each page before
    it is rendered.
    """
    tree, problems = parse_tree(files)
    if tree is None:
        return Compilation(programme=None, problems=in_order(problems))
    found = [*problems, *placed(check_tree(tree), tree.quoted)]
    glossary = _glossary(tree)
    modules, rendering = {}, {}
    for slug, source in tree.modules.items():
        if slug in leave_out:
            continue
        module, more = _ModuleCompiler(source, tree, glossary, at).compile()
        rendering[slug] = in_order(more)
        if module is not None:
            modules[slug] = module
    rendering = {slug: placed(noted, tree.quoted) for slug, noted in rendering.items()}
    for noted in rendering.values():
        found += noted
    return Compilation(
        programme=_programme(tree),
        modules=modules,
        glossary=glossary,
        problems=in_order(found),
        rendering_problems=rendering,
    )


def _programme(tree: TreeSource) -> Programme:
    source = tree.programme
    courses = (
        Course(
            slug=course.slug,
            titles=course.titles,
            summaries=course.summaries,
            modules=course.modules,
            award=course.award,
        )
        for course in tree.courses
    )
    return Programme(
        titles=source.titles,
        issuer=source.issuer,
        languages=source.languages,
        courses=tuple(courses),
        quality_assurance=source.quality_assurance,
        diploma=source.diploma,
        logos=tree.logos,
        signatories=source.appearance.signatories,
        template=tree.template,
        paths=source.paths,
    )


def _glossary(tree: TreeSource) -> dict[str, tuple[Term, ...]]:
    """The glossary in every language, in alphabetical order of its own names."""
    by_language = {
        language: {term.slug: term for term in glossary.terms}
        for language, glossary in tree.glossaries.items()
    }
    source = by_language.get(tree.programme.languages[0], {})
    merged = {}
    for language in tree.programme.languages:
        terms = {**source, **by_language.get(language, {})}
        merged[language] = tuple(sorted(terms.values(), key=lambda term: term.name.casefold()))
    return merged


class _ModuleCompiler:
    """Compiles one module in all its languages."""

    def __init__(
        self,
        source: ModuleSource,
        tree: TreeSource,
        glossary: Mapping[str, tuple[Term, ...]],
        at: Callable[[str], None],
    ) -> None:
        self.at = at
        self.source = source
        self.tree = tree
        self.glossary = glossary
        self.problems: list[Problem] = []
        self.links: list[tuple[str, PageLink]] = []
        self.digests = {name: hashlib.sha256(data).hexdigest() for name, data in source.assets.items()}

    def compile(self) -> tuple[Module | None, list[Problem]]:
        """The module, or None where its page in the source language is missing."""
        source = self.source
        if source.source.page is None:
            return None, self.problems
        first = self.text(source.source, source.source.page, None)
        texts = {source.source_language: first}
        for language, translation in source.languages.items():
            if language != source.source_language:
                texts[language] = self.text(translation, source.source.page, first)
        self.problems += check_links(self.links, texts, source)
        return self.module(texts), self.problems

    def module(self, texts: Mapping[str, ModuleText]) -> Module:
        source, structure = self.source, self.source.structure
        return Module(
            slug=source.slug,
            id=structure.id,
            course=self.tree.course_of.get(source.slug, ""),
            state=structure.state,
            level=structure.level,
            delivery=structure.delivery,
            audience=structure.audience,
            prerequisites=structure.prerequisites,
            learning_outcomes=structure.learning_outcomes,
            workload=structure.workload,
            blueprint=structure.final_test,
            preparation=structure.preparation,
            completion=structure.completion,
            lessons=tuple(_lesson(lesson) for lesson in source.source.lessons),
            assets=tuple(self.asset(name) for name in sorted(source.assets)),
            source_language=source.source_language,
            languages=tuple(texts),
            texts=texts,
            digest=module_digest(source),
            text_digests={language: text_digest(text) for language, text in source.languages.items()},
            assignment=structure.assignment,
            certificate=structure.certificate,
        )

    def asset(self, name: str) -> Asset:
        media_type = MEDIA_TYPES[PurePosixPath(name).suffix.lower()]
        size = len(self.source.assets[name])
        return Asset(name=name, digest=self.digests[name], size=size, media_type=media_type)

    def text(self, written: LanguageSource, page: ModulePage, source_text: ModuleText | None) -> ModuleText:
        """One language; with `source_text` a translation, which falls back to it page by page."""
        head = written.page or page
        body = self.page(written, head if written.page else None)
        test = self.page(written, written.final_test)
        assignment = self.page(written, written.assignment)
        facilitator = self.page(written, written.facilitator)
        return ModuleText(
            language=written.language,
            title=head.title,
            summary=head.summary,
            body_html=_html(body, source_text.body_html if source_text else None) or "",
            learning_outcomes={**page.learning_outcomes, **head.learning_outcomes},
            declarations={**page.declarations, **head.declarations},
            lessons=self.lessons(written, source_text),
            test_items=_bank(test, source_text),
            test_intro_html=_intro(test, source_text),
            assignment=_assignment(written.assignment, assignment, source_text),
            facilitator_html=_html(facilitator, source_text.facilitator_html if source_text else None),
            tool=translated(self.source.tool, written.tool_words),
            missing=self.missing(written),
        )

    def missing(self, written: LanguageSource) -> frozenset[str]:
        """Files of the source language that this language does not have."""
        found = {page.file for page in self.source.source.pages} - {page.file for page in written.pages}
        is_translation = written.language != self.source.source_language
        if self.source.tool and is_translation and not written.tool_words:
            found.add(TOOL_FILE)
        return frozenset(found)

    def lessons(self, written: LanguageSource, source_text: ModuleText | None) -> dict[str, LessonText]:
        translated = {lesson.file: lesson for lesson in written.lessons}
        texts = {}
        for lesson in self.source.source.lessons:
            page = translated.get(lesson.file)
            if page is not None:
                texts[lesson.slug] = self.lesson(written, page, source_text)
            elif source_text is not None:
                texts[lesson.slug] = source_text.lessons[lesson.slug]
        return texts

    def lesson(self, written: LanguageSource, page: LessonPage, source_text: ModuleText | None) -> LessonText:
        rendered = self.page(written, page)
        assert rendered is not None
        parts = rendered.parts
        if source_text is not None:
            parts = with_missing_items(parts, source_text.lessons[page.slug].parts)
        terms = {term.slug: term for term in self.glossary.get(written.language, ())}
        return LessonText(
            title=page.title,
            parts=parts,
            sections=rendered.sections,
            terms=tuple(terms[slug] for slug in rendered.term_slugs if slug in terms),
            blocks=blocks_of(page, self.original(written, page)),
            language=written.language,
            facts=tuple(self.tree.facts[id].quoted_in(written.language) for id in page.facts),
        )

    def original(self, written: LanguageSource, page: PageSource) -> PageSource | None:
        """The page in the source language; None for a page that is in it."""
        if written.language == self.source.source_language:
            return None
        return self.source.source.page_named(page.file)

    def page(self, written: LanguageSource, page: PageSource | None) -> RenderedPage | None:
        if page is None:
            return None
        self.at(page.path)
        blocks = blocks_of(page, self.original(written, page))
        rendered = render_page(page, blocks, self.context(written))
        self.problems += rendered.problems
        self.links += [(written.language, link) for link in rendered.links]
        return rendered

    def context(self, written: LanguageSource) -> RenderContext:
        labels = {
            figure: {"title": texts.title, "desc": texts.desc, "labels": texts.labels}
            for figure, texts in written.figure_labels.items()
        }
        return RenderContext(
            language=written.language,
            module_slug=self.source.slug,
            lesson_files={lesson.file: lesson.slug for lesson in self.source.source.lessons},
            lesson_anchors={},
            module_slugs=_module_slugs(self.tree),
            terms={term.slug: term for term in self.glossary.get(written.language, ())},
            assets=self.source.assets,
            asset_digests=self.digests,
            figure_labels=labels,
            has_tool=self.source.tool is not None,
        )


def _module_slugs(tree: TreeSource) -> frozenset[str]:
    return frozenset(slug for course in tree.courses for slug in course.modules)


def _lesson(page: LessonPage) -> Lesson:
    return Lesson(
        slug=page.slug,
        number=page.number,
        minutes=page.minutes,
        learning_outcomes=page.learning_outcomes,
    )


def _html(page: RenderedPage | None, fallback: str | None) -> str | None:
    return fallback if page is None else page.html


def _intro(test: RenderedPage | None, source_text: ModuleText | None) -> str:
    """What stands before the bank; the headings that order the bank are for its authors."""
    if test is not None:
        return test.intro_html
    return source_text.test_intro_html if source_text else ""


def _bank(test: RenderedPage | None, source_text: ModuleText | None) -> dict[str, Item]:
    """The items by id in the order of the source; what is not translated stands in the source language."""
    items = test.items if test else ()
    if source_text is not None:
        items = items_in(items, source_text.test_items.values())
    return {item.id: item for item in items}


def _assignment(
    page: PageSource | None, rendered: RenderedPage | None, source_text: ModuleText | None
) -> AssignmentText | None:
    if page is not None and rendered is not None:
        original = source_text.assignment if source_text else None
        items = items_in(rendered.items, original.items) if original else rendered.items
        return AssignmentText(title=page.title, html=rendered.html, rubric=rendered.rubric, items=items)
    return source_text.assignment if source_text else None
