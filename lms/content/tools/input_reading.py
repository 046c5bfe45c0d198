"""How inputs and computed values of a tool are written in `tool.yaml`."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from lms.content.frontmatter import Fields
from lms.content.naming import listed
from lms.content.tools.formulas import MAX_LENGTH
from lms.content.tools.model import Case, Column, Computed, Input, InputKind, Option, Show, Tone
from lms.content.tools.places import Places, long_text, read_decimal
from lms.content.tools.values import MAX_LINE, problem_with

MOST_COLUMNS = 24
INPUT_EXAMPLE = "{id: jobs, label: Jobs in the region, kind: number, decimals: 0}"
RESULT_EXAMPLE = '{id: lq, label: Location quotient, formula: "share / reference_share", show: number}'
CASE_EXAMPLE = (
    'cases:\n  - {when: "lq > 1", say: over-represented, tone: good}\n  - {say: not over-represented}'
)
_MOST_SCALE = 20


def read_input(fields: Fields, places: Places, inside: str) -> Input:
    """A field, or a column to fill in."""
    kind = fields.word("kind", InputKind, example="kind: number") or InputKind.TEXT
    identifier = places.identifier(fields, inside)
    field = Input(
        id=identifier,
        label=fields.text("label", example="label: Jobs in the region", limit=120),
        kind=kind,
        hint=fields.text("hint", limit=400),
        unit=fields.text("unit", limit=30),
        least=_decimal(fields, "min") if _is_number(kind) else None,
        most=_decimal(fields, "max") if _is_number(kind) else None,
        decimals=fields.integer("decimals", least=0, most=6, default=2) if _is_number(kind) else 0,
        options=_options(fields, kind),
    )
    default = fields.text("default", limit=MAX_LINE) or None
    fields.close()
    if default is None:
        return field
    if problem_with(field, default) is not None:
        message = f"“{default[:40]}” is no value that this field can have"
        fields.notes.error(*fields.place_of("default"), "wrong-value", message, "default: 30")
    return replace(field, default=default)


def _is_number(kind: InputKind) -> bool:
    return kind in (InputKind.NUMBER, InputKind.PERCENT)


def _decimal(fields: Fields, key: str) -> Decimal | None:
    text = fields.text(key, limit=30)
    number = read_decimal(text)
    if text and number is None:
        fields.notes.error(*fields.place_of(key), "wrong-value", f"“{key}” should be a number", f"{key}: 0")
    return number


def _options(fields: Fields, kind: InputKind) -> tuple[Option, ...]:
    if kind is InputKind.CHOICE:
        return _choices(fields)
    if kind is not InputKind.SCALE:
        return ()
    first = fields.integer("from", least=0, most=_MOST_SCALE, default=1)
    last = fields.integer("to", least=first + 1, most=first + _MOST_SCALE, example="to: 5", default=first + 1)
    words = fields.text_map("words")
    return tuple(
        Option(id=str(n), label=f"{n}: {words[str(n)]}" if str(n) in words else str(n))
        for n in range(first, last + 1)
    )


def _choices(fields: Fields) -> tuple[Option, ...]:
    example = 'options: [{id: "yes", label: "Yes"}, {id: "no", label: "No"}]'
    options = []
    for group in fields.groups("options", example=example):
        identifier = group.text("id", example='id: "yes"', limit=40)
        options.append(Option(id=identifier, label=group.text("label", example='label: "Yes"', limit=120)))
        group.close()
    if len(options) < 2 or len({option.id for option in options}) < len(options):
        message = "a choice has at least two options with different ids"
        fields.notes.error(*fields.place, "tool-options", message, example)
    return tuple(options)


def read_columns(fields: Fields, places: Places, section: str) -> tuple[Column, ...]:
    """The columns of a table, those to fill in and those computed."""
    columns: list[Column] = []
    for group in fields.groups("columns", example=f"columns:\n  - {INPUT_EXAMPLE}\n  - {RESULT_EXAMPLE}"):
        if group.has("kind"):
            columns.append(read_input(group, places, section))
        else:
            columns.append(_computed(group, places, section))
    if not 1 <= len(columns) <= MOST_COLUMNS:
        message = f"a table has 1 to {MOST_COLUMNS} columns"
        fields.notes.error(*fields.place, "tool-columns", message, f"columns:\n  - {INPUT_EXAMPLE}")
    return tuple(columns)


def read_results(fields: Fields, key: str, places: Places, section: str) -> tuple[Computed, ...]:
    """The computed values of a section."""
    groups = fields.groups(key, example=f"{key}:\n  - {RESULT_EXAMPLE}")
    return tuple(_computed(group, places, section) for group in groups)


def _computed(fields: Fields, places: Places, section: str) -> Computed:
    identifier = places.identifier(fields, section)
    path = f"{section}.{identifier}"
    formula = fields.text("formula", limit=MAX_LENGTH) or None
    places.keep(f"{path}.formula", *fields.place_of("formula"))
    cases = tuple(_cases(fields, path, places))
    show = _show(fields, has_cases=bool(cases))
    default = 0 if show is Show.MONEY else 2
    computed = Computed(
        id=identifier,
        label=fields.text("label", example="label: Location quotient", limit=120),
        hint=fields.text("hint", limit=400),
        formula=formula,
        cases=cases,
        show=show,
        decimals=fields.integer("decimals", least=0, most=6, default=default),
        unit=fields.text("unit", limit=30),
        warn=_warning(fields, path, places),
        is_hidden=fields.yes_or_no("hidden"),
    )
    fields.close()
    if (formula is None) == (not cases):
        message = "something computed has either a formula or cases"
        fields.notes.error(*fields.place, "tool-formula", message, RESULT_EXAMPLE)
    return computed


def _show(fields: Fields, *, has_cases: bool) -> Show:
    if has_cases and not fields.has("show"):
        return Show.TEXT
    show = fields.word("show", Show, example="show: number") or Show.NUMBER
    if has_cases and show not in (Show.TEXT, Show.LETTER):
        message = f"cases are texts; show them as {listed((Show.TEXT, Show.LETTER))}"
        fields.notes.error(*fields.place_of("show"), "wrong-value", message, "show: text")
    return show


def _cases(fields: Fields, path: str, places: Places) -> Iterator[Case]:
    groups = fields.groups("cases", example=CASE_EXAMPLE)
    for number, group in enumerate(groups, 1):
        case = _case(group, f"{path}.cases.{number}", places)
        if case.when is None and number < len(groups):
            message = "only the last case may be without a condition"
            fields.notes.error(*group.place, "tool-case", message, CASE_EXAMPLE)
        yield case


def _warning(fields: Fields, path: str, places: Places) -> Case | None:
    group = fields.group("warn")
    if group is None:
        return None
    case = _case(group, f"{path}.warn", places, Tone.WARNING)
    if case.when is None:
        group.missing("when", 'when: "lq < 1"')
    return case


def _case(group: Fields, path: str, places: Places, default: Tone = Tone.PLAIN) -> Case:
    places.keep(path, *group.place)
    places.keep(f"{path}.when", *group.place_of("when"))
    tone = group.word("tone", Tone, example="tone: good") if group.has("tone") else default
    case = Case(
        say=long_text(group, "say", limit=4000, example="say: over-represented"),
        when=group.text("when", limit=MAX_LENGTH) or None,
        tone=tone or default,
    )
    group.close()
    return case
