"""What is wrong with an assignment between its files: rule, rubric and hours, and rubrics of languages."""

from collections.abc import Iterator

from lms.content.assignments import AssignmentRule
from lms.content.outline import Component
from lms.content.pages import ASSIGNMENT_FILE
from lms.content.problems import Notes, Problem
from lms.content.rubric_syntax import EXAMPLE, RubricSource, check_rubric_form, is_rubric, rubric_of
from lms.content.sources import ModuleSource, PageSource

RULE_EXAMPLE = "assignment: {pass_points: 5, none_at_zero: true, submissions: 2}"


def check_assignment(module: ModuleSource) -> Iterator[Problem]:
    """Everything that keeps an assignment from being handed in and judged the same way in every language."""
    notes = Notes(module.structure.path)
    page = module.source.assignment
    rubric = rubric_of(page) if page else None
    _check_rule(module, page, rubric, notes)
    yield from notes.problems
    for language in module.languages.values():
        for other in language.pages:
            yield from _check_page(other, rubric, is_source=language.language == module.source_language)


def _check_rule(
    module: ModuleSource, page: PageSource | None, rubric: RubricSource | None, notes: Notes
) -> None:
    structure = module.structure
    rule = structure.assignment
    if rule is None:
        if rubric is not None:
            message = "the assignment has a rubric, but nothing here says how many points pass"
            notes.error(1, 1, "assignment-rule-missing", message, RULE_EXAMPLE)
        elif Component.ASSIGNMENT in structure.completion.components and page is not None:
            message = "completion requires the assignment, but it cannot be handed in: it has no rubric"
            place = structure.place("completion")
            notes.error(*place, "certificate-unreachable", message, EXAMPLE)
        return
    place = structure.place("assignment")
    if page is None:
        message = f"there is no {module.source_language}/{ASSIGNMENT_FILE} that says what is to be done"
        notes.error(*place, "assignment-missing", message)
    elif rubric is None:
        message = f"{module.source_language}/{ASSIGNMENT_FILE} has no rubric by which it could be judged"
        notes.error(*place, "rubric-missing", message, EXAMPLE)
    else:
        _check_points(rule, rubric, place, notes)


def _check_points(rule: AssignmentRule, rubric: RubricSource, place: tuple[int, int], notes: Notes) -> None:
    if rule.pass_points > rubric.max_points:
        message = f"{rule.pass_points} points pass, but the rubric gives {rubric.max_points} at most"
        notes.error(*place, "certificate-unreachable", message, f"pass_points: {rubric.max_points}")
    if not rule.words and not rule.files:
        message = "neither a text nor a file can be handed in"
        notes.error(*place, "certificate-unreachable", message, "files: 3")


def _check_page(page: PageSource, source: RubricSource | None, *, is_source: bool) -> Iterator[Problem]:
    notes = Notes(page.path)
    if page.file != ASSIGNMENT_FILE:
        for block in page.body:
            if is_rubric(block):
                notes.error(block.line, 1, "rubric-not-here", "a rubric stands in the assignment, not here")
    else:
        check_rubric_form(page, notes)
        if not is_source and source is not None:
            _check_parity(page, source, notes)
    yield from notes.problems


def _check_parity(page: PageSource, source: RubricSource, notes: Notes) -> None:
    rubric = rubric_of(page)
    if rubric is None:
        message = "the source has a rubric here; without it this page cannot be judged in the same way"
        notes.error(1, 1, "parity-rubric", message, EXAMPLE)
        return
    for what, here, there in (
        ("criteria", len(rubric.criteria), len(source.criteria)),
        ("points of its levels", _points(rubric), _points(source)),
    ):
        if here != there:
            message = f"the rubric differs from the source in its {what}: {here} here, {there} there"
            notes.error(rubric.line, 1, "parity-rubric", message)


def _points(rubric: RubricSource) -> str:
    return ", ".join(str(head.points) for head in rubric.heads)
