"""The sandbox in which a template is filled: what stands in it is looked at before anything runs.

Only the few kinds of nodes below may stand in a template, so it cannot call, count, import, look into
objects or make anything grow. Jinja's own sandbox, without any global and with two filters, is the
second wall; the third is that only plain texts come in.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lms.content.naming import did_you_mean
from lms.content.print_templates.fields import FIELDS, Kind
from lms.content.print_templates.model import PrintTemplate
from lms.content.problems import Notes

Value = str | Sequence[str] | Sequence[Mapping[str, str | Sequence[str]]]
"""What a field can be."""

HARMLESS_FILTERS = ("join", "length")
MAX_OUTPUT = 300_000
"""Characters of a filled template."""
MAX_LOOPS, MAX_LOOP_DEPTH, MAX_NODES = 20, 2, 4_000
LOOP_KEYS = frozenset({"first", "last", "index"})
PLAIN_NODES = (
    *(nodes.Output, nodes.TemplateData, nodes.If, nodes.Compare, nodes.Operand, nodes.Const),
    *(nodes.Not, nodes.And, nodes.Or, nodes.Template),
)
SYNTAX_EXAMPLE = "{{ title }}, {% if place_en %}…{% endif %}, {% for one in outcomes %}{{ one }}{% endfor %}"


class SandboxError(Exception):
    """A template that cannot be filled; it is not used."""


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Knows no file, no global, no test and two filters; refuses what is not there."""
    made = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, cache_size=0
    )
    made.globals.clear()
    made.tests.clear()
    made.filters.clear()
    made.filters.update({name: FILTERS[name] for name in HARMLESS_FILTERS})
    return made


def filled(template: PrintTemplate, values: Mapping[str, Value]) -> str:
    """The template with its declared fields filled in; raises SandboxError."""
    parts, size = [], 0
    try:
        declared = {name: values[name] for name in template.fields}
        declared = {name: values[name] for name in template.fields}
        for part in _compiled(template.html, template.fields).generate(declared):
            size += len(part)
            if size > MAX_OUTPUT:
                raise SandboxError(f"the filled template has more than {MAX_OUTPUT:,} characters")
            parts.append(part)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise SandboxError(f"the template cannot be filled: {error}") from error
    return "".join(parts)


@lru_cache(maxsize=8)
def _compiled(html: str, fields: tuple[str, ...]) -> Template:
    """Looked at before it is compiled, whoever has looked at it before."""
    notes = Notes("")
    check_syntax(html, frozenset(fields), notes)
    if notes.has_errors:
        raise SandboxError(notes.problems[0].message)
    return environment().from_string(html)


def check_syntax(html: str, declared: frozenset[str], notes: Notes) -> frozenset[str]:
    """Note whatever a template must not hold; gives the fields that it uses."""
    try:
        tree = environment().parse(html)
    except TemplateSyntaxError as error:
        notes.error(error.lineno, 1, "template-syntax", f"{error.message}", SYNTAX_EXAMPLE)
        return frozenset()
    except RecursionError:
        notes.error(1, 1, "template-syntax", "the template is nested too deep", SYNTAX_EXAMPLE)
        return frozenset()
    look = _Look(declared, notes)
    look.at(tree, {}, 0)
    return frozenset(look.used)


class _Look:
    """Goes through a template once, knowing what each name stands for."""

    def __init__(self, declared: frozenset[str], notes: Notes) -> None:
        self.declared, self.notes = declared, notes
        self.used: set[str] = set()
        self.node_count = self.loop_count = 0

    def at(self, node: nodes.Node, loops: Mapping[str, str], depth: int) -> None:
        """`loops`: name of a loop's variable → the field, or `field.key`, that it goes through."""
        self.node_count += 1
        if self.node_count > MAX_NODES:
            if self.node_count == MAX_NODES + 1:
                self.refuse(node, f"the template has more than {MAX_NODES} parts")
        elif isinstance(node, nodes.For):
            self.loop(node, loops, depth)
        elif isinstance(node, nodes.Name):
            self.name(node, loops)
        elif isinstance(node, nodes.Getattr):
            self.key(node, loops)
        elif isinstance(node, nodes.Filter):
            self.filter(node, loops, depth)
        elif type(node) in PLAIN_NODES:
            self.plain(node, loops, depth)
        else:
            kind = type(node).__name__
            self.refuse(node, f"“{kind}” is not allowed in a template; it prints fields, with if and for")

    def plain(self, node: nodes.Node, loops: Mapping[str, str], depth: int) -> None:
        for child in node.iter_child_nodes():
            if isinstance(node, nodes.Output) and self.kind_of(child, loops) in (Kind.TEXTS, Kind.GROUPS):
                self.refuse(child, "this is a list: go through it with for, or join its texts")
            self.at(child, loops, depth)

    def kind_of(self, node: nodes.Node, loops: Mapping[str, str]) -> Kind | None:
        """What kind of thing a name stands for."""
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            return self.keys_of(loops.get(node.node.name, "")).get(node.attr)
        if not isinstance(node, nodes.Name):
            return None
        if node.name in loops:
            field = FIELDS.get(loops[node.name])
            return Kind.GROUPS if field and field.kind is Kind.GROUPS else Kind.TEXT
        return FIELDS[node.name].kind if node.name in FIELDS else None

    def refuse(self, node: nodes.Node, message: str) -> None:
        self.notes.error(node.lineno or 1, 1, "template-not-allowed", message, SYNTAX_EXAMPLE)

    def loop(self, node: nodes.For, loops: Mapping[str, str], depth: int) -> None:
        self.loop_count += 1
        over = self.list_of(node.iter, loops)
        if over is None or node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
            self.refuse(node, "a loop goes through a field that is a list, and nothing else")
        elif depth >= MAX_LOOP_DEPTH or self.loop_count > MAX_LOOPS:
            self.refuse(node, f"at most {MAX_LOOPS} loops, and no more than {MAX_LOOP_DEPTH} in each other")
        elif node.target.name in FIELDS or node.target.name == "loop":
            self.refuse(node, f"call the variable of the loop something else than “{node.target.name}”")
        else:
            for child in (*node.body, *node.else_):
                self.at(child, {**loops, node.target.name: over}, depth + 1)

    def list_of(self, node: nodes.Node, loops: Mapping[str, str]) -> str | None:
        """What a loop goes through, where that is a list."""
        if isinstance(node, nodes.Name) and node.name in self.declared and node.name in FIELDS:
            self.used.add(node.name)
            return node.name if FIELDS[node.name].kind in (Kind.TEXTS, Kind.GROUPS) else None
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            keys = self.keys_of(loops.get(node.node.name, ""))
            return f"{loops[node.node.name]}.{node.attr}" if keys.get(node.attr) is Kind.TEXTS else None
        return None

    def keys_of(self, over: str) -> Mapping[str, Kind]:
        field = FIELDS.get(over)
        return field.keys or {} if field else {}

    def name(self, node: nodes.Name, loops: Mapping[str, str]) -> None:
        if node.ctx != "load":
            self.refuse(node, "a template sets no names of its own")
        elif node.name in loops:
            return
        elif node.name not in FIELDS:
            message = f"there is no field “{node.name[:60]}”.{did_you_mean(node.name, FIELDS)}"
            self.notes.error(node.lineno, 1, "field-unknown", message)
        elif node.name not in self.declared:
            message = f"the field “{node.name}” is not declared in template.yaml"
            self.notes.error(node.lineno, 1, "field-not-declared", message, f"fields: [{node.name}]")
        else:
            self.used.add(node.name)

    def key(self, node: nodes.Getattr, loops: Mapping[str, str]) -> None:
        if not isinstance(node.node, nodes.Name):
            self.refuse(node, f"“.{node.attr[:40]}” cannot stand here")
            return
        name = node.node.name
        known = LOOP_KEYS if name == "loop" and loops else frozenset(self.keys_of(loops.get(name, "")))
        if node.attr not in known:
            told = f" It has: {', '.join(sorted(known))}." if known else ""
            self.refuse(node, f"“{name[:40]}” has no “{node.attr[:40]}”.{told}")

    def filter(self, node: nodes.Filter, loops: Mapping[str, str], depth: int) -> None:
        if node.name not in HARMLESS_FILTERS or node.node is None or node.kwargs or node.dyn_args:
            known = ", ".join(HARMLESS_FILTERS)
            self.refuse(node, f"the filter “{node.name[:40]}” is not allowed; there are: {known}")
        elif any(not isinstance(one, nodes.Const) for one in node.args):
            self.refuse(node, f"the filter “{node.name}” takes a plain text")
        elif node.name == "join" and self.kind_of(node.node, loops) is not Kind.TEXTS:
            self.refuse(node, "join puts a list of texts together, and nothing else")
        else:
            self.at(node.node, loops, depth)


def fields_in(expression: str) -> tuple[str, ...]:
    """What an expression between `{{ }}` prints: names of fields and variables, or `.key` of one."""
    try:
        return tuple(_printed(environment().parse("{{" + expression + "}}")))
    except TemplateSyntaxError:
        return ()


def _printed(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Getattr):
        yield f".{node.attr}"
    elif isinstance(node, nodes.Name):
        yield node.name
    else:
        for child in node.iter_child_nodes():
            yield from _printed(child)
