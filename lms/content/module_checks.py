"""What is wrong inside one module, between its files: outcomes, hours, the final test and its bank."""

from collections import Counter
from collections.abc import Iterator

from lms.content.bank_checks import check_bank
from lms.content.items import ItemType
from lms.content.naming import did_you_mean
from lms.content.outline import Blueprint, Component, ModuleState
from lms.content.pages import MODULE_FILE, TEST_FILE
from lms.content.preparation import check_preparation
from lms.content.problems import Notes, Problem
from lms.content.rubric_checks import check_assignment
from lms.content.sources import LanguageSource, ModuleSource, PageSource


def check_module(module: ModuleSource) -> Iterator[Problem]:
    """Everything that is wrong between the files of one module in its source language."""
    notes = Notes(module.structure.path)
    _check_pages(module, notes)
    _check_hours(module, notes)
    _check_test(module, notes)
    check_preparation(module, notes)
    _check_coverage(module, notes)
    yield from notes.problems
    yield from _check_outcomes(module)
    yield from _check_bank(module)
    yield from check_bank(module)
    yield from check_assignment(module)
    for language in module.languages.values():
        yield from _check_item_ids(language)


def _check_pages(module: ModuleSource, notes: Notes) -> None:
    language = module.source_language
    if module.source.page is None:
        message = f"{language}/{MODULE_FILE} is missing; it says the module's title and what a learner can do"
        notes.error(1, 1, "page-missing", message, 'title: …\nsummary: …\noutcomes: {B1-O1: "…"}')
    if module.structure.state is ModuleState.OPEN and not module.source.lessons:
        place = module.structure.place("state")
        message = "an open module has lessons; write one, or announce the module"
        notes.error(*place, "no-lessons", message, "state: announced")


def _check_hours(module: ModuleSource, notes: Notes) -> None:
    structure = module.structure
    place = structure.place("completion")
    if not structure.completion.components and "completion" in structure.places:
        message = "completion requires nothing; say what a learner has to do"
        notes.error(*place, "completion-empty", message, "completion: {require: [lessons, final-test]}")
    for component in structure.completion.components:
        if not structure.workload.get(component):
            message = f"completion requires {component}, but workload gives it no hours for the certificate"
            notes.error(*place, "hours-missing", message, f"workload: {{{component}: 1}}")
    if Component.ASSIGNMENT in structure.completion.components and module.source.assignment is None:
        message = "completion requires the assignment, but there is no assignment.md"
        notes.error(*place, "certificate-unreachable", message)


def _check_test(module: ModuleSource, notes: Notes) -> None:
    """A certificate that nobody can reach, because the bank cannot serve the blueprint."""
    structure, bank = module.structure, module.source.final_test
    blueprint = structure.final_test
    requires_test = Component.FINAL_TEST in structure.completion.components
    is_open = structure.state is ModuleState.OPEN
    if blueprint is None:
        if requires_test and is_open:
            message = "completion requires the final test, but there is no final_test"
            notes.error(*structure.place("completion"), "certificate-unreachable", message)
        if structure.certificate.valid_months:
            message = "valid_months lets it expire, but without a final_test nobody can renew it"
            notes.error(*structure.place("certificate"), "certificate-unreachable", message)
        return
    place = structure.place("final_test")
    if bank is None:
        if is_open:
            message = f"there is a final_test, but no bank {module.source_language}/{TEST_FILE}"
            notes.error(*place, "certificate-unreachable", message)
        return
    _check_draw(blueprint, bank, place, notes)
    _check_time(module, blueprint, place, notes)


def _check_time(module: ModuleSource, blueprint: Blueprint, place: tuple[int, int], notes: Notes) -> None:
    """Minutes on top that nobody can get."""
    example = "minutes: 40\n  language_minutes: {fi: 5}"
    if blueprint.language_minutes and blueprint.minutes is None:
        message = "language_minutes come on top of minutes, but the test has no time limit"
        notes.warning(*place, "time-unused", message, example)
    for language in blueprint.language_minutes:
        if language not in module.languages:
            guess = did_you_mean(language, module.languages)
            message = f"language_minutes names “{language[:20]}”, but the module has no such language.{guess}"
            notes.warning(*place, "time-unused", message, example)


def _check_draw(blueprint: Blueprint, bank: PageSource, place: tuple[int, int], notes: Notes) -> None:
    supply = Counter(item.learning_outcome for item in bank.items)
    for outcome, count in blueprint.draw.items():
        if count > supply[outcome]:
            message = f"{count} items are to be drawn for {outcome}, but the bank has {supply[outcome]}"
            example = f"Write more items with [outcome: {outcome}], or draw fewer."
            notes.error(*place, "certificate-unreachable", message, example)
    if len(blueprint.types) > 1:
        message = f"only one type can be counted, not {len(blueprint.types)}; the others vary"
        notes.error(*place, "types-unreachable", message, "types: {numeric: 4}")
    for kind, wanted in blueprint.types.items():
        least, most = _reach(blueprint, bank, kind)
        if not least <= wanted <= most:
            message = f"{wanted} items of the type {kind} are wanted, but the bank can give {least} to {most}"
            notes.error(*place, "types-unreachable", message, f"types: {{{kind}: {most}}}")
    if not blueprint.draw:
        notes.error(*place, "certificate-unreachable", "no items are drawn, so nobody can pass")
    critical = blueprint.critical_outcome
    if critical and critical not in blueprint.draw:
        message = f"the critical outcome {critical} is not drawn, so nobody can pass"
        notes.error(*place, "certificate-unreachable", message)


def _reach(blueprint: Blueprint, bank: PageSource, kind: ItemType) -> tuple[int, int]:
    """The fewest and the most items of a type that a draw can have."""
    own = Counter(item.learning_outcome for item in bank.items if item.type is kind)
    others = Counter(item.learning_outcome for item in bank.items if item.type is not kind)
    least = sum(max(0, count - others[outcome]) for outcome, count in blueprint.draw.items())
    return least, sum(min(count, own[outcome]) for outcome, count in blueprint.draw.items())


def _check_coverage(module: ModuleSource, notes: Notes) -> None:
    """Outcomes that an open module neither teaches nor tests, though its certificate will name them."""
    structure = module.structure
    if structure.state is not ModuleState.OPEN or not module.source.lessons:
        return
    taught = {outcome for lesson in module.source.lessons for outcome in lesson.learning_outcomes}
    tested = set(structure.final_test.draw) if structure.final_test else taught
    for outcome in structure.learning_outcomes:
        gaps = [
            ("taught in no lesson", outcome not in taught),
            ("not in the final test", outcome not in tested),
        ]
        words = " and ".join(text for text, is_gap in gaps if is_gap)
        if not words:
            continue
        note = notes.error if all(is_gap for _, is_gap in gaps) else notes.warning
        note(*structure.place("outcomes"), "outcome-not-covered", f"the outcome {outcome} is {words}")


def _check_outcomes(module: ModuleSource) -> Iterator[Problem]:
    known = module.structure.learning_outcomes
    for language in module.languages.values():
        is_source = language.language == module.source_language
        if language.page is not None:
            yield from _check_wording(module, language, is_source)
        for lesson in language.lessons:
            notes = Notes(lesson.path)
            for outcome in lesson.learning_outcomes:
                _check_known(outcome, known, lesson.place("outcomes"), notes)
            yield from notes.problems
        for page in language.pages:
            notes = Notes(page.path)
            for item in page.items:
                if item.learning_outcome:
                    _check_known(item.learning_outcome, known, (item.line, 1), notes)
            yield from notes.problems


def _check_wording(module: ModuleSource, language: LanguageSource, is_source: bool) -> Iterator[Problem]:
    page = language.page
    assert page is not None
    notes = Notes(page.path)
    place = page.place("outcomes")
    for outcome in module.structure.learning_outcomes:
        if outcome not in page.learning_outcomes:
            note = notes.error if is_source else notes.warning
            example = f'outcomes:\n  {outcome}: "…"'
            note(*place, "outcome-missing", f"the wording of the outcome {outcome} is missing", example)
    for outcome in page.learning_outcomes:
        _check_known(outcome, module.structure.learning_outcomes, place, notes)
    declared = {p.or_declaration for p in module.structure.prerequisites if p.or_declaration}
    for name in sorted(declared - set(page.declarations)):
        note = notes.error if is_source else notes.warning
        message = f"the wording of the declaration “{name}” is missing"
        note(
            *page.place("declarations"),
            "declaration-missing",
            message,
            f'declarations: {{{name}: "I have …"}}',
        )
    for name in sorted(set(page.declarations) - declared):
        message = f"no prerequisite uses the declaration “{name}”.{did_you_mean(name, declared)}"
        notes.warning(*page.place("declarations"), "declaration-unused", message)
    yield from notes.problems


def _check_known(outcome: str, known: tuple[str, ...], place: tuple[int, int], notes: Notes) -> None:
    """Note an outcome that `module.yaml` lacks; where it names none at all, that alone is the problem."""
    if known and outcome not in known:
        message = f"“{outcome}” is not among the outcomes of the module.{did_you_mean(outcome, known)}"
        notes.error(*place, "unknown-outcome", message, f"outcomes: [{', '.join(known)}]")


def _check_bank(module: ModuleSource) -> Iterator[Problem]:
    """Items of the final test that can never be drawn."""
    blueprint = module.structure.final_test
    for language in module.languages.values():
        page = language.final_test
        if page is None:
            continue
        notes = Notes(page.path)
        if not page.items:
            notes.error(1, 1, "bank-empty", "there are no items in this bank", "```quiz\n### item-id\n…\n```")
        for item in page.items:
            if item.learning_outcome is None:
                message = f"the item “{item.id}” has no outcome, so it can never be drawn"
                notes.error(
                    item.line,
                    1,
                    "item-without-outcome",
                    message,
                    f"### {item.id} [outcome: {next(iter(module.structure.learning_outcomes), 'B1-O1')}]",
                )
            elif blueprint is not None and item.learning_outcome not in blueprint.draw:
                message = f"no items are drawn for {item.learning_outcome}, so this one is never asked"
                notes.warning(item.line, 1, "item-never-drawn", message)
        yield from notes.problems


def _check_item_ids(language: LanguageSource) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for page in language.pages:
        notes = Notes(page.path)
        for unit in sorted((*page.items, *page.cases), key=lambda unit: unit.line):
            if unit.id in seen:
                message = f"the id “{unit.id}” is used in {seen[unit.id]} already"
                notes.error(unit.line, 1, "duplicate-id", message)
            seen.setdefault(unit.id, f"{page.file}:{unit.line}")
        yield from notes.problems
