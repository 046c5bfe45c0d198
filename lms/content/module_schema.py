"""What `module.yaml` says: all of a module that is the same in every language."""

from collections.abc import Mapping
from decimal import Decimal

from lms.content.assignments import AssignmentRule
from lms.content.certificate_schema import read_rule
from lms.content.frontmatter import Fields, check_names
from lms.content.items import KEYED_TYPES, ItemType
from lms.content.naming import OUTCOME_ID, SLUG, did_you_mean, listed
from lms.content.outline import (
    Audience,
    Blueprint,
    CompletionRule,
    Component,
    Delivery,
    Feedback,
    ModuleState,
    Prerequisite,
)
from lms.content.preparation import read_preparation
from lms.content.problems import Notes
from lms.content.sources import ModuleStructure
from lms.content.yaml_nodes import read_yaml

FORMAT = 1
"""The newest format; the compiler goes on reading every format ever released."""
KNOWN_FORMATS = ("1",)
FORMAT_EXAMPLE = f"format: {FORMAT}"
OUTCOMES_EXAMPLE = "outcomes: [B1-O1, B1-O2]"
DRAW_EXAMPLE = "draw: {B1-O1: 3, B1-O2: 4}"
PREREQUISITE_EXAMPLE = "prerequisites:\n  - {module: clusters-and-mapping}"
MAX_HOURS = 500


def read_format(fields: Fields) -> None:
    """Note a format that this compiler does not know."""
    text = fields.text("format", example=FORMAT_EXAMPLE)
    if text and text not in KNOWN_FORMATS:
        message = f"this platform reads format {listed(KNOWN_FORMATS)}; “{text[:20]}” is none it knows"
        fields.notes.error(*fields.place_of("format"), "unknown-format", message, FORMAT_EXAMPLE)


def read_structure(text: str, path: str) -> tuple[ModuleStructure | None, Notes]:
    """Read `module.yaml`; None where it cannot be read at all."""
    notes = Notes(path)
    node = read_yaml(text, notes)
    if node is None:
        return None, notes
    fields = Fields(node, notes)
    read_format(fields)
    structure = _structure(fields, path)
    fields.close()
    return structure, notes


def _structure(fields: Fields, path: str) -> ModuleStructure:
    outcomes = fields.texts("outcomes", example=OUTCOMES_EXAMPLE, pattern=OUTCOME_ID)
    final_test = _blueprint(fields, outcomes)
    return ModuleStructure(
        id=fields.text("id", example="id: B1", limit=12),
        state=fields.word("state", ModuleState, example="state: open") or ModuleState.OPEN,
        level=fields.text("level", example="level: EQF 5", limit=20),
        delivery=fields.words("delivery", Delivery, example="delivery: [regional, national]"),
        audience=fields.words("audience", Audience, example="audience: [cluster-managers]"),
        prerequisites=tuple(
            _prerequisite(group) for group in fields.groups("prerequisites", example=PREREQUISITE_EXAMPLE)
        ),
        learning_outcomes=outcomes,
        workload=_workload(fields),
        final_test=final_test,
        preparation=read_preparation(fields, final_test),
        completion=_completion(fields),
        assignment=_assignment(fields),
        certificate=read_rule(fields),
        path=path,
        places={key.text: (value.line, value.column) for key, value in fields.node.entries},
    )


def _prerequisite(fields: Fields) -> Prerequisite:
    module = fields.text("module", limit=80) or None
    declaration = fields.text("declaration", limit=80) or None
    alternative = fields.text("or_declaration", limit=80) or None
    lessons = fields.integer("lessons", least=1, most=99, default=0) or None
    is_recommended = fields.yes_or_no("recommended")
    fields.close()
    if (module is None) == (declaration is None):
        message = "a prerequisite names either a module or a declaration"
        fields.notes.error(*fields.place, "prerequisite-form", message, PREREQUISITE_EXAMPLE)
    if declaration is not None and (alternative is not None or lessons is not None):
        message = "“lessons” and “or_declaration” go with a module"
        fields.notes.error(*fields.place, "prerequisite-form", message, PREREQUISITE_EXAMPLE)
    check_names(
        [name for name in (module, declaration, alternative) if name],
        SLUG,
        fields,
        "prerequisites",
        example=PREREQUISITE_EXAMPLE,
    )
    return Prerequisite(
        module=module,
        lessons=lessons,
        or_declaration=declaration or alternative,
        is_recommended=is_recommended,
    )


def _workload(fields: Fields) -> Mapping[Component, Decimal]:
    example = "workload: {lessons: 7, self-checks: 1.5, final-test: 0.5}"
    hours = fields.decimal_map("workload", most=MAX_HOURS, example=example)
    words = [component.value for component in Component]
    known = {}
    for name, value in hours.items():
        if name in words:
            known[Component(name)] = value
            continue
        message = (
            f"“{name[:40]}” is no part of a module; parts are {listed(words)}.{did_you_mean(name, words)}"
        )
        fields.notes.error(*fields.place_of("workload"), "wrong-value", message, example)
    return known


def _blueprint(fields: Fields, outcomes: tuple[str, ...]) -> Blueprint | None:
    group = fields.group("final_test")
    if group is None:
        return None
    draw = group.integer_map("draw", least=0, most=200, example=DRAW_EXAMPLE)
    for outcome in draw:
        _check_outcome(group, "draw", outcome, outcomes)
    critical, percent = _critical(group, outcomes)
    waits = group.integer_map("wait_days", least=0, most=365)
    attempts = group.integer("attempts", least=1, most=20, example="attempts: 3", default=1)
    blueprint = Blueprint(
        draw={outcome: count for outcome, count in draw.items() if count},
        pass_percent=group.integer("pass_percent", least=1, most=100, example="pass_percent: 70", default=70),
        critical_outcome=critical,
        critical_percent=percent,
        attempts=attempts,
        waits_days=_waits(group, waits, attempts),
        minutes=group.integer("minutes", least=1, most=600) or None,
        grace_seconds=group.integer("grace_seconds", least=0, most=600),
        types=_types(group),
        language_minutes=group.integer_map("language_minutes", least=1, most=600),
        feedback=_feedback(group),
    )
    group.close()
    return blueprint


def _feedback(group: Fields) -> Feedback:
    chosen = (
        group.word("feedback", Feedback, example="feedback: immediate") if group.has("feedback") else None
    )
    return chosen or Feedback.DEFERRED


def _types(group: Fields) -> dict[ItemType, int]:
    example = "types: {numeric: 5}"
    known = {}
    for name, count in group.integer_map("types", least=0, most=200).items():
        if name in list(KEYED_TYPES):
            known[ItemType(name)] = count
            continue
        guess = did_you_mean(name, KEYED_TYPES)
        message = f"“{name[:40]}” is no type of item; types are {listed(KEYED_TYPES)}.{guess}"
        group.notes.error(*group.place_of("types"), "wrong-value", message, example)
    return known


def _check_outcome(fields: Fields, key: str, outcome: str, outcomes: tuple[str, ...]) -> None:
    if outcomes and outcome not in outcomes:
        guess = did_you_mean(outcome, outcomes)
        message = f"“{outcome[:40]}” is not among the outcomes of the module.{guess}"
        example = f"outcomes: [{', '.join(outcomes)}]"
        fields.notes.error(*fields.place_of(key), "unknown-outcome", message, example)


def _critical(group: Fields, outcomes: tuple[str, ...]) -> tuple[str | None, int]:
    example = "critical: {outcome: B1-O3, percent: 50}"
    critical = group.group("critical")
    if critical is None:
        return None, 0
    outcome = critical.text("outcome", example=example, limit=40)
    percent = critical.integer("percent", least=1, most=100, example=example)
    critical.close()
    if outcome:
        _check_outcome(critical, "outcome", outcome, outcomes)
    return outcome or None, percent


def _waits(group: Fields, waits: Mapping[str, int], attempts: int) -> dict[int, int]:
    numbers = {}
    for attempt, days in waits.items():
        if attempt.isdecimal() and 2 <= int(attempt) <= attempts:
            numbers[int(attempt)] = days
            continue
        message = f"“{attempt[:20]}” is no attempt that can be waited for; they go from 2 to {attempts}"
        example = "wait_days: {3: 7}    # seven days before the third attempt"
        group.notes.error(*group.place_of("wait_days"), "wrong-value", message, example)
    return numbers


def _completion(fields: Fields) -> CompletionRule:
    example = "completion: {require: [lessons, final-test]}"
    group = fields.group("completion", example=example)
    if group is None:
        return CompletionRule(components=())
    components = group.words("require", Component, example=example)
    group.close()
    return CompletionRule(components=components)


def _assignment(fields: Fields) -> AssignmentRule | None:
    group = fields.group("assignment")
    if group is None:
        return None
    rule = AssignmentRule(
        pass_points=group.integer("pass_points", least=1, most=200, example="pass_points: 5", default=1),
        none_at_zero=group.yes_or_no("none_at_zero", default=True),
        submissions=group.integer("submissions", least=1, most=9, default=2),
        blind=group.yes_or_no("blind", default=True),
        second_marker_percent=group.integer("second_marker_percent", least=0, most=100),
        words=group.integer("words", least=0, most=20000, default=3000),
        files=group.integer("files", least=0, most=10, default=3),
    )
    group.close()
    return rule
