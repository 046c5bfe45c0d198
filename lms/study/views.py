"""What the participant's pages show: small frozen data, put together from catalogue and facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for

from lms.content.catalogue import Catalogue
from lms.content.outline import Audience, Module
from lms.content.programme import Course
from lms.core.errors import NotFoundError
from lms.learning import rules
from lms.learning.editions import seen_edition
from lms.learning.rules import Facts, NextStep, Progress, StepKind
from lms.study.places import lesson_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleCard:
    """A module as a row of the catalogue."""

    module: Module
    title: str
    summary: str
    stale_languages: frozenset[str]
    state: str
    """`open`, `under-way`, `completed` or `announced`."""
    progress: Progress | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """A course with its modules."""

    course: Course
    title: str
    summary: str
    cards: tuple[ModuleCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueFilter:
    """What a visitor wants to see of the catalogue; None means all."""

    course: str | None = None
    audience: Audience | None = None
    language: str | None = None
    most_hours: int | None = None

    @property
    def is_active(self) -> bool:
        """Something is left out."""
        return any((self.course, self.audience, self.language, self.most_hours))

    def takes(self, module: Module) -> bool:
        """The module belongs to what is wanted."""
        return (
            (self.course is None or module.course == self.course)
            and (self.audience is None or self.audience in module.audience)
            and (self.language is None or self.language in module.languages)
            and (self.most_hours is None or module.total_hours <= self.most_hours)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """A module that a person is in, with the one next step."""

    module: Module
    title: str
    facts: Facts
    progress: Progress
    step: NextStep
    step_title: str
    minutes_left: int

    @property
    def is_completed(self) -> bool:
        """The completion is a fact."""
        return self.facts.completed_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    """A module on the map of the programme; x and y in the unit of the drawing."""

    id: str
    title: str
    url: str
    state: str
    x: int
    y: int


MAP_PLACES = ((10, 52), (34, 70), (52, 40), (74, 62), (92, 34), (40, 12), (66, 22), (98, 6))
"""Where the modules stand on the map, in the order of the catalogue; growing denser to one side."""


def module_title(module: Module, language: str) -> str:
    """A module's title in a language."""
    return module.text(language).title


def course_rows(
    catalogue: Catalogue, language: str, wanted: CatalogueFilter, facts: Iterable[Facts] = ()
) -> tuple[CourseRow, ...]:
    """The catalogue as rows of courses, without courses that have nothing to show."""
    by_module = {one.module_slug: one for one in facts}
    rows = (
        _course_row(catalogue, course, language, wanted, by_module) for course in catalogue.programme.courses
    )
    return tuple(row for row in rows if row.cards)


def _course_row(
    catalogue: Catalogue,
    course: Course,
    language: str,
    wanted: CatalogueFilter,
    facts: Mapping[str, Facts],
) -> CourseRow:
    source = catalogue.programme.languages[0]
    modules = (catalogue.modules[slug] for slug in course.modules)
    return CourseRow(
        course=course,
        title=course.titles.get(language) or course.titles[source],
        summary=course.summaries.get(language) or course.summaries[source],
        cards=tuple(
            module_card(module, language, facts.get(module.slug))
            for module in modules
            if wanted.takes(module)
        ),
    )


def module_card(module: Module, language: str, facts: Facts | None) -> ModuleCard:
    """A module as a row of the catalogue, as this person stands in it."""
    text = module.text(language)
    return ModuleCard(
        module=module,
        title=text.title,
        summary=text.summary,
        stale_languages=frozenset(code for code in module.languages if is_outdated(module, code)),
        state=module_state(module, facts),
        progress=rules.progress(module, facts) if facts and facts.edition_digest == module.digest else None,
    )


def module_state(module: Module, facts: Facts | None) -> str:
    """How a person stands in a module, in the words of the map."""
    if facts is not None:
        return "completed" if facts.completed_at else "under-way"
    return "open" if module.is_open else "announced"


def is_outdated(module: Module, language: str) -> bool:
    """A translation is incomplete or older than its source in places."""
    text = module.texts[language]
    return bool(text.missing) or any(lesson.has_stale_blocks for lesson in text.lessons.values())


def map_nodes(catalogue: Catalogue, language: str, facts: Iterable[Facts]) -> tuple[MapNode, ...]:
    """All modules of the programme as nodes of the map."""
    by_module = {one.module_slug: one for one in facts}
    slugs = [slug for course in catalogue.programme.courses for slug in course.modules]
    return tuple(
        MapNode(
            id=catalogue.modules[slug].id,
            title=module_title(catalogue.modules[slug], language),
            url=url_for("study.show_module", module_slug=slug),
            state=module_state(catalogue.modules[slug], by_module.get(slug)),
            x=x,
            y=y,
        )
        for slug, (x, y) in zip(slugs, MAP_PLACES, strict=False)
    )


def map_lines(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Pairs of module ids: what comes first, and what builds on it; without what other pairs say already."""
    pairs = {
        (catalogue.modules[one.module].id, module.id)
        for module in catalogue.modules.values()
        for one in module.prerequisites
        if one.module is not None and one.module in catalogue.modules
    }
    between = {(first, last) for first, middle in pairs for other, last in pairs if middle == other}
    return tuple(sorted(pairs - between))


def under_way(catalogue: Catalogue, facts: Facts, language: str) -> UnderWay | None:
    """A module that a person is in; None where its text is lost."""
    try:
        module = seen_edition(catalogue, facts.module_slug, facts)
    except NotFoundError:
        return None
    step = rules.next_step(module, facts)
    step_title = lesson_text(module, step.lesson.slug, language).title if step.lesson else ""
    return UnderWay(
        module=module,
        title=module_title(module, language),
        facts=facts,
        progress=rules.progress(module, facts),
        step=step,
        step_title=step_title,
        minutes_left=rules.minutes_left(module, facts),
    )


def step_url(module: Module, step: NextStep) -> str:
    """Where the next step is taken."""
    if step.kind is StepKind.READ and step.lesson is not None:
        return url_for(
            "study.show_lesson",
            module_slug=module.slug,
            lesson_slug=step.lesson.slug,
            _anchor=step.anchor or None,
        )
    if step.kind is StepKind.TAKE_FINAL_TEST:
        return url_for("quiz.show_final_test", module_slug=module.slug)
    if step.kind is StepKind.DO_ASSIGNMENT:
        return url_for("quiz.show_assignment", module_slug=module.slug)
    return url_for("study.show_progress", module_slug=module.slug)
