"""How the examples of a tool are written in `tool.yaml`."""

from collections.abc import Iterator, Mapping

from lms.content.frontmatter import Fields
from lms.content.naming import did_you_mean
from lms.content.tools.model import Example, Input, SheetValues, Table, Tool
from lms.content.tools.places import Places
from lms.content.tools.values import problem_with
from lms.content.yaml_nodes import ListNode, MapNode, Node, Scalar

EXAMPLE = 'examples:\n  - id: norrvik\n    name: "Norrvik (invented example)"\n    fields: {jobs: 4200}'


def read_examples(fields: Fields, tool: Tool, places: Places) -> tuple[Example, ...]:
    """The examples of a tool whose sections have been read."""
    return tuple(_Reader(group, tool, places).read() for group in fields.groups("examples", example=EXAMPLE))


class _Reader:
    def __init__(self, fields: Fields, tool: Tool, places: Places) -> None:
        self.fields = fields
        self.tool = tool
        self.places = places
        self.notes = fields.notes

    def read(self) -> Example:
        identifier = self.places.identifier(self.fields, "examples")
        example = Example(
            id=identifier,
            name=self.fields.text("name", example='name: "Norrvik (invented example)"', limit=80),
            note=self.fields.text("note", limit=600),
            values=SheetValues(fields=self.field_values(), tables=self.tables(), matrices=self.matrices()),
            expect=self.expected(identifier),
        )
        self.fields.close()
        return example

    def field_values(self) -> dict[str, str]:
        group = self.fields.group("fields")
        if group is None:
            return {}
        return self.values(group.node, {field.id: field for field in self.tool.fields})

    def values(self, node: Node, inputs: Mapping[str, Input]) -> dict[str, str]:
        """The values of fields or of a row, in their canonical form."""
        values: dict[str, str] = {}
        if not isinstance(node, MapNode):
            self.notes.error(
                node.line, node.column, "wrong-value", "names and values are expected", "{jobs: 4200}"
            )
            return values
        for key, value in node.entries:
            field = inputs.get(key.text)
            if field is None:
                guess = did_you_mean(key.text, inputs)
                message = f"there is nothing to fill in called “{key.text[:40]}” here.{guess}"
                self.notes.error(key.line, key.column, "tool-example", message)
            elif isinstance(value, Scalar):
                values.update(self.value(field, value))
            else:
                self.notes.error(value.line, value.column, "wrong-value", "a single value is expected")
        return values

    def value(self, field: Input, node: Scalar) -> dict[str, str]:
        text = node.text.strip()
        if not text:
            return {}
        if (problem := problem_with(field, text)) is not None:
            message = f"“{text[:40]}” cannot be a value of “{field.id}” ({problem})"
            self.notes.error(node.line, node.column, "tool-example", message)
        return {field.id: text}

    def tables(self) -> dict[str, tuple[Mapping[str, str], ...]]:
        group = self.fields.group("tables")
        found = {}
        for key, node in group.node.entries if group else ():
            table = self.tool.table(key.text)
            if table is None:
                message = f"there is no table “{key.text[:40]}”"
                self.notes.error(key.line, key.column, "tool-example", message)
            else:
                found[key.text] = tuple(self.rows(table, node))
        return found

    def rows(self, table: Table, node: Node) -> Iterator[Mapping[str, str]]:
        inputs = {column.id: column for column in table.inputs}
        if table.is_free and isinstance(node, ListNode):
            if len(node.items) > table.most_rows:
                message = f"the table has at most {table.most_rows} rows"
                self.notes.error(node.line, node.column, "tool-example", message)
            yield from (self.values(row, inputs) for row in node.items)
            return
        if table.is_free or not isinstance(node, MapNode):
            message = "free rows are a list, fixed rows are named by their ids"
            self.notes.error(node.line, node.column, "tool-example", message)
            return
        known = [row.id for row in table.fixed] or [str(n + 1) for n in range(table.steps)]
        for key, _ in node.entries:
            if key.text not in known:
                message = f"there is no row “{key.text[:40]}”.{did_you_mean(key.text, known)}"
                self.notes.error(key.line, key.column, "tool-example", message)
        yield from (self.values(row, inputs) if (row := node.get(name)) else {} for name in known)

    def matrices(self) -> dict[str, tuple[tuple[int, int], ...]]:
        group = self.fields.group("matrices")
        found = {}
        for key, node in group.node.entries if group else ():
            section = self.tool.section(key.text)
            if section is None or section.matrix is None or not isinstance(node, MapNode):
                message = f"“{key.text[:40]}” is no matrix with rows and their ticks"
                self.notes.error(key.line, key.column, "tool-example", message, "ties: {1: [2, 3]}")
            else:
                found[key.text] = tuple(sorted(self.pairs(node, section.matrix.of)))
        return found

    def pairs(self, node: MapNode, of: str) -> Iterator[tuple[int, int]]:
        table = self.tool.table(of)
        last = table.length if table else 0
        for key, value in node.entries:
            numbers = value.items if isinstance(value, ListNode) else ()
            for number in numbers:
                text = number.text if isinstance(number, Scalar) else ""
                if key.text.isdecimal() and text.isdecimal() and 0 < int(key.text) < int(text) <= last:
                    yield int(key.text), int(text)
                else:
                    message = f"a tick joins a row and one with a higher number, up to {last}"
                    self.notes.error(number.line, number.column, "tool-example", message, "1: [2, 3]")

    def expected(self, identifier: str) -> dict[str, str]:
        group = self.fields.group("expect")
        found = {}
        for key, node in group.node.entries if group else ():
            self.places.keep(f"examples.{identifier}.{key.text}", node.line, node.column)
            if isinstance(node, Scalar):
                found[key.text] = node.text.strip()
        return found
