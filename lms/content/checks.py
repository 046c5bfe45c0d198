"""What can only be seen across files: what is missing, doubled, out of reach, or leads nowhere."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lms.content.certificate_checks import check_certificate
from lms.content.facts import FACTS_FILE
from lms.content.module_checks import check_module
from lms.content.naming import did_you_mean
from lms.content.outline import ModuleText
from lms.content.page_rendering import PageLink
from lms.content.parser import COURSE_FILE, MODULE_YAML, TreeSource
from lms.content.problems import Notes, Problem
from lms.content.sources import ModuleSource
from lms.content.tools.reading import TOOL_FILE
from lms.content.translations import check_translation

_ASSET_USE = re.compile(r"\.\./assets/([A-Za-z0-9._-]+)")


def check_tree(tree: TreeSource) -> tuple[Problem, ...]:
    """Everything that is wrong between the files of a programme, but for links (they need rendered pages)."""
    problems: list[Problem] = [*_check_courses(tree), *_check_glossaries(tree), *_check_prerequisites(tree)]
    for module in tree.modules.values():
        problems += check_module(module)
        problems += check_certificate(module)
        problems += _check_translations(module)
        problems += _check_assets(module)
    problems += _check_ids(tree)
    problems += _check_facts(tree)
    return tuple(problems)


def _check_courses(tree: TreeSource) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for course in tree.courses:
        notes = Notes(course.path)
        place = course.places.get("modules", (1, 1))
        for slug in course.modules:
            if slug in seen:
                notes.error(*place, "module-twice", f"the module “{slug}” is listed in {seen[slug]} already")
            elif tree.folders.get(slug) != f"{course.slug}/{slug}":
                message = f"the module “{slug}” has no file {course.slug}/{slug}/{MODULE_YAML}"
                notes.error(*place, "module-missing", message + "." + did_you_mean(slug, tree.folders))
            seen.setdefault(slug, course.path)
        yield from notes.problems
    for slug, module in tree.modules.items():
        if slug not in seen:
            notes = Notes(module.structure.path)
            course_file = f"{module.folder.split('/', maxsplit=1)[0]}/{COURSE_FILE}"
            notes.error(
                1, 1, "module-not-listed", f"{course_file} does not list this module", f"modules: [{slug}]"
            )
            yield from notes.problems


def _check_ids(tree: TreeSource) -> Iterator[Problem]:
    """The short ids of modules, and the ids of outcomes: a certificate names them."""
    seen: dict[str, str] = {}
    for module in tree.modules.values():
        notes = Notes(module.structure.path)
        for key, names in (("id", (module.structure.id,)), ("outcomes", module.structure.learning_outcomes)):
            for name in names:
                if name and name in seen:
                    place = module.structure.place(key)
                    notes.error(
                        *place, "duplicate-id", f"“{name}” is used in the module {seen[name]} already"
                    )
                seen.setdefault(name, module.slug)
        yield from notes.problems


def _check_facts(tree: TreeSource) -> Iterator[Problem]:
    """Facts that nothing quotes: somebody would go on looking them up for nobody."""
    quoted = {name for file in tree.quoted.values() for name in file.ids}
    notes = Notes(FACTS_FILE)
    for name, fact in tree.facts.items():
        if name not in quoted:
            notes.warning(fact.line, 3, "fact-unused", f"nothing quotes “{name}”", f"[[fact:{name}]]")
    yield from notes.problems


def _check_glossaries(tree: TreeSource) -> Iterator[Problem]:
    source_language = tree.programme.languages[0]
    source = tree.glossaries.get(source_language)
    known = {term.slug for term in source.terms} if source else set()
    for language, glossary in tree.glossaries.items():
        if language == source_language:
            continue
        notes = Notes(f"glossary/{language}.md")
        for slug, line in glossary.lines.items():
            if slug not in known:
                message = f"“{slug}” is no term of the source glossary.{did_you_mean(slug, known)}"
                notes.error(line, 1, "glossary-unknown", message)
        missing = sorted(known - set(glossary.lines))
        if missing:
            message = (
                f"terms without a translation: {', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}"
            )
            notes.warning(1, 1, "glossary-missing", message, f"[{missing[0]}] …\n: …")
        yield from notes.problems


def _check_prerequisites(tree: TreeSource) -> Iterator[Problem]:
    required: dict[str, set[str]] = {}
    for module in tree.modules.values():
        structure = module.structure
        notes = Notes(structure.path)
        place = structure.place("prerequisites")
        for prerequisite in structure.prerequisites:
            other = tree.modules.get(prerequisite.module or "")
            if prerequisite.module and prerequisite.module not in tree.folders:
                message = f"there is no module “{prerequisite.module}”."
                guess = did_you_mean(prerequisite.module, tree.folders)
                notes.error(*place, "prerequisite-unknown", message + guess)
            elif other is not None and (prerequisite.lessons or 0) > len(other.source.lessons) > 0:
                message = f"“{other.slug}” has {len(other.source.lessons)} lessons"
                notes.error(*place, "prerequisite-unknown", message)
            if other is not None and not prerequisite.is_recommended and prerequisite.lessons is None:
                required.setdefault(module.slug, set()).add(other.slug)
        yield from notes.problems
    yield from _check_circles(tree, required)


def _check_circles(tree: TreeSource, required: Mapping[str, set[str]]) -> Iterator[Problem]:
    for slug in required:
        reached, waiting = set(), list(required[slug])
        while waiting:
            step = waiting.pop()
            if step not in reached:
                reached.add(step)
                waiting += required.get(step, ())
        if slug in reached:
            structure = tree.modules[slug].structure
            notes = Notes(structure.path)
            message = "this module requires, by way of others, itself"
            notes.error(*structure.place("prerequisites"), "prerequisite-circle", message)
            yield from notes.problems


def _check_translations(module: ModuleSource) -> Iterator[Problem]:
    for language, translation in module.languages.items():
        if language == module.source_language:
            continue
        for page in translation.pages:
            notes = Notes(page.path)
            source = module.source.page_named(page.file)
            if source is None:
                message = f"there is no page {module.source_language}/{page.file} that this translates"
                notes.error(1, 1, "translation-without-source", message)
            else:
                check_translation(source, page, f"{module.slug} {language}", notes)
            yield from notes.problems


def _check_assets(module: ModuleSource) -> Iterator[Problem]:
    """Files that nothing uses; what is used and not there is noted by the renderer."""
    used = set()
    for language in module.languages.values():
        for page in language.pages:
            used |= _uses(page)
    if module.tool:
        used.add(module.tool.spreadsheet)
        yield from _check_spreadsheet(module, module.tool.spreadsheet)
    for name in module.assets:
        if name not in used:
            notes = Notes(f"{module.folder}/assets/{name}")
            notes.warning(1, 1, "asset-unused", "no page uses this file", f"[What it is](../assets/{name})")
            yield from notes.problems


def _check_spreadsheet(module: ModuleSource, name: str) -> Iterator[Problem]:
    if name not in module.assets:
        notes = Notes(f"{module.folder}/{TOOL_FILE}")
        message = f"the spreadsheet assets/{name} has not been built from this file yet"
        notes.warning(1, 1, "tool-spreadsheet-missing", message, f"lms tools build {module.slug}")
        yield from notes.problems


def _uses(value: object) -> set[str]:
    return set(_ASSET_USE.findall(repr(value)))


def check_links(
    links: Iterable[tuple[str, PageLink]], texts: Mapping[str, ModuleText], module: ModuleSource
) -> Iterator[Problem]:
    """Anchors that do not exist; a page that does not exist is noted by the renderer."""
    slugs = {lesson.file: lesson.slug for lesson in module.source.lessons}
    for language, link in links:
        slug = slugs.get(link.file)
        text = texts[language].lessons.get(slug) if slug and language in texts else None
        if not link.anchor or text is None:
            continue
        anchors = [section.anchor for section in text.sections]
        if link.anchor not in anchors:
            notes = Notes(link.path)
            guess = did_you_mean(link.anchor, anchors)
            message = f"{link.file} has no heading with the anchor “{link.anchor}”.{guess}"
            example = "\n".join(f"{link.file}#{anchor}" for anchor in anchors[:5])
            notes.error(link.line, link.column, "anchor-missing", message, example or None)
            yield from notes.problems
