"""How much a tool may ask of the machine: each save works everything out, while somebody waits."""

from collections.abc import Iterator

from lms.content.tools import expressions as ex
from lms.content.tools.formulas import read_formula
from lms.content.tools.model import Computed, Table, Tool
from lms.content.tools.places import Places

MOST_FIXED_ROWS = 60
MOST_CASES = 40
"""In a spreadsheet they stand inside each other, and it takes 64 such steps."""
MOST_WORK = 60_000
"""Parts of all formulas, those of a table once for each row; a tool of ours has some thousands."""
DEEPEST = 500
"""A thousand calls inside each other are what the interpreter allows, and pages need some of them."""
_EACH, _EACH_PART = 12, 3
"""Calls inside each other for a value that needs another, and for a part of a formula inside another."""

Node = tuple[str, str]
"""Section of a column, "" for a result, and the id."""


def check_bounds(tool: Tool, places: Places, needs: dict[Node, tuple[str, set[Node]]]) -> None:
    """Note what would take too long or go too deep; `needs`, with a dotted path for each, has no circles."""
    for section in tool.sections:
        if section.table and len(section.table.fixed) > MOST_FIXED_ROWS:
            message = f"a table has at most {MOST_FIXED_ROWS} rows, this one has {len(section.table.fixed)}"
            places.error(section.id, "tool-rows", message)
    for where, computed, _ in _computed(tool):
        if len(computed.cases) > MOST_CASES:
            message = f"“{computed.id}” has {len(computed.cases)} cases; spreadsheets take {MOST_CASES}"
            places.error(needs[where, computed.id][0], "tool-size", message)
    work = sum(_work(computed) * _times(table) for _, computed, table in _computed(tool))
    if work > MOST_WORK:
        message = f"the formulas of this tool have {work} parts in all their rows; {MOST_WORK} are enough"
        places.notes.error(1, 1, "tool-size", message)
    for node in _too_deep(tool, {node: needed for node, (_, needed) in needs.items()}):
        message = f"“{node[1]}” is worked out by way of too many others, or its formula has too many parts"
        places.error(needs[node][0], "tool-size", message)


def _computed(tool: Tool) -> Iterator[tuple[str, Computed, Table | None]]:
    for section in tool.sections:
        for column in section.table.computed if section.table else ():
            yield section.id, column, section.table
        for result in section.results:
            yield "", result, None


def _times(table: Table | None) -> int:
    return table.length if table else 1


def formulas_of(computed: Computed) -> Iterator[ex.Expression]:
    """All formulas with which something is worked out, those of its warning among them."""
    cases = (*computed.cases, *((computed.warn,) if computed.warn else ()))
    for formula in (computed.formula, *(case.when for case in cases)):
        if formula is not None:
            yield read_formula(formula)


def _work(computed: Computed) -> int:
    return 1 + len(computed.cases) + sum(1 for tree in formulas_of(computed) for _ in ex.parts(tree))


def _too_deep(tool: Tool, needs: dict[Node, set[Node]]) -> Iterator[Node]:
    """The values at which the limit is passed, not those that need them."""
    own = {(section, one.id): _calls(one) for section, one, _ in _computed(tool)}
    depths: dict[Node, int] = {}
    for node in _in_order(needs):
        before = max((depths[one] for one in needs[node] if one in depths), default=0)
        depths[node] = before + own[node]
        if before <= DEEPEST < depths[node]:
            yield node


def _calls(computed: Computed) -> int:
    return _EACH + _EACH_PART * max(map(_depth, formulas_of(computed)), default=0)


def _depth(tree: ex.Expression) -> int:
    return 1 + max(map(_depth, ex.children(tree)), default=0)


def _in_order(needs: dict[Node, set[Node]]) -> Iterator[Node]:
    """Each value after those that it needs."""
    done: set[Node] = set()
    for first in needs:
        waiting = [first]
        while waiting:
            node = waiting[-1]
            missing = [one for one in sorted(needs[node]) if one in needs and one not in done]
            if missing:
                waiting += missing
                continue
            waiting.pop()
            if node not in done:
                done.add(node)
                yield node
