"""How a module is written back to files: what is compiled from them is the same, digest included."""

from collections.abc import Iterator, Mapping

from lms.content.assignments import AssignmentRule
from lms.content.certificate_schema import written_rule
from lms.content.item_writing import write_items
from lms.content.module_schema import FORMAT
from lms.content.outline import Blueprint, Feedback, Prerequisite
from lms.content.parser import MODULE_YAML
from lms.content.sources import (
    BodyBlock,
    FigureLabels,
    LessonPage,
    ModulePage,
    ModuleSource,
    ModuleStructure,
    PageSource,
    ProseBlock,
)
from lms.content.stamping import stamp_lines
from lms.content.yaml_writing import Value, flow, key_block, key_line


def write_module(module: ModuleSource) -> dict[str, bytes]:
    """All files of a module: path inside its folder → bytes."""
    files = {MODULE_YAML: write_structure(module.structure).encode()}
    for language, text in module.languages.items():
        for page in text.pages:
            files[f"{language}/{page.file}"] = write_page(page).encode()
        for figure, labels in text.figure_labels.items():
            name = f"assets/{figure.removesuffix('.svg')}.{language}.yaml"
            files[name] = write_labels(labels).encode()
    files.update({f"assets/{name}": data for name, data in module.assets.items()})
    files.update(module.tool_files)
    return files


def write_page(page: PageSource) -> str:
    """A Markdown file with its head."""
    head = ["---", *_head(page), "---"]
    return "\n".join([*head, "", write_body(page.body)]).rstrip("\n") + "\n"


def write_body(body: tuple[BodyBlock, ...]) -> str:
    """The blocks with blank lines between them."""
    return "\n\n".join(_block(block) for block in body)


def _block(block: BodyBlock) -> str:
    if isinstance(block, ProseBlock):
        return block.written or block.text
    inner = write_items(block.items)
    marks = "```"
    while f"\n{marks}" in f"\n{inner}":
        marks += "`"
    return f"{marks}quiz\n{inner}\n{marks}"


def _head(page: PageSource) -> Iterator[str]:
    yield key_line("title", page.title)
    if isinstance(page, ModulePage):
        yield key_line("summary", page.summary)
        yield from key_block("outcomes", page.learning_outcomes)
        if page.declarations:
            yield from key_block("declarations", page.declarations)
    if isinstance(page, LessonPage):
        yield key_line("minutes", page.minutes)
        yield key_line("outcomes", page.learning_outcomes)
    if page.translated_head or page.translated_from:
        yield from stamp_lines(page.translated_head, page.translated_from)


def write_labels(labels: FigureLabels) -> str:
    """The texts of a figure in another language."""
    lines = [key_line("title", labels.title), key_line("desc", labels.desc)]
    if labels.labels:
        lines += key_block("labels", labels.labels)
    return "\n".join(lines) + "\n"


def write_structure(structure: ModuleStructure) -> str:
    """`module.yaml`."""
    lines = [
        key_line("format", FORMAT),
        key_line("id", structure.id),
        key_line("state", structure.state),
        key_line("level", structure.level),
        key_line("delivery", structure.delivery),
        key_line("audience", structure.audience),
        *_prerequisites(structure.prerequisites),
        key_line("outcomes", structure.learning_outcomes),
        key_line("workload", {part.value: hours for part, hours in structure.workload.items()}),
    ]
    if structure.final_test:
        lines += ["final_test:", *(f"  {key}: {flow(value)}" for key, value in _test(structure.final_test))]
    if structure.preparation:
        lines.append(key_line("preparation", {"draw": dict(structure.preparation.draw)}))
    if structure.assignment:
        lines.append(key_line("assignment", dict(_assignment(structure.assignment))))
    rule = dict(written_rule(structure.certificate))
    if rule:
        lines.append(key_line("certificate", rule))
    lines.append(key_line("completion", {"require": structure.completion.components}))
    return "\n".join(lines) + "\n"


def _assignment(rule: AssignmentRule) -> Iterator[tuple[str, Value]]:
    yield "pass_points", rule.pass_points
    yield "none_at_zero", rule.none_at_zero
    yield "submissions", rule.submissions
    yield "blind", rule.blind
    yield "second_marker_percent", rule.second_marker_percent
    yield "words", rule.words
    yield "files", rule.files


def _prerequisites(prerequisites: tuple[Prerequisite, ...]) -> Iterator[str]:
    if not prerequisites:
        yield "prerequisites: []"
        return
    yield "prerequisites:"
    for prerequisite in prerequisites:
        yield f"  - {flow(dict(_prerequisite(prerequisite)))}"


def _prerequisite(prerequisite: Prerequisite) -> Iterator[tuple[str, Value]]:
    if prerequisite.module:
        yield "module", prerequisite.module
    if prerequisite.lessons:
        yield "lessons", prerequisite.lessons
    if prerequisite.or_declaration:
        yield "or_declaration" if prerequisite.module else "declaration", prerequisite.or_declaration
    if prerequisite.is_recommended:
        yield "recommended", True


def _test(blueprint: Blueprint) -> Iterator[tuple[str, Value]]:
    yield "draw", dict(blueprint.draw)
    if blueprint.types:
        types: Mapping[str, Value] = {kind.value: count for kind, count in blueprint.types.items()}
        yield "types", types
    yield "pass_percent", blueprint.pass_percent
    if blueprint.critical_outcome:
        yield "critical", {"outcome": blueprint.critical_outcome, "percent": blueprint.critical_percent}
    yield "attempts", blueprint.attempts
    if blueprint.waits_days:
        waits: Mapping[str, Value] = {str(attempt): days for attempt, days in blueprint.waits_days.items()}
        yield "wait_days", waits
    if blueprint.minutes:
        yield "minutes", blueprint.minutes
    yield "grace_seconds", blueprint.grace_seconds
    if blueprint.language_minutes:
        languages: Mapping[str, Value] = dict(blueprint.language_minutes)
        yield "language_minutes", languages
    if blueprint.feedback is not Feedback.DEFERRED:
        yield "feedback", blueprint.feedback.value
