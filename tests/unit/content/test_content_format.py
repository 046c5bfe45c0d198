"""Every example of the format's documentation is read by the compiler, without a single problem."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from lms.content.facts import read_facts
from lms.content.items import ItemType
from lms.content.lesson_syntax import read_body
from lms.content.markdown_extensions.model import RenderContext
from lms.content.module_schema import read_structure
from lms.content.outline import Term
from lms.content.pages import read_lesson_page, read_module_page, read_plain_page
from lms.content.problems import Notes, Problem, as_text
from lms.content.programme_schema import read_course, read_glossary, read_labels, read_programme
from lms.content.quiz_syntax import parse_items
from lms.content.render import render_blocks
from lms.content.rubric_syntax import read_rubric
from lms.content.sources import ProseBlock
from lms.content.tools.reading import read_tool
from lms.content.tools.word_reading import read_words
from tests.courses.trees import GOOD, HERE

DOCUMENT = HERE.parents[1] / "docs" / "content-format.md"
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
SHELL_OR_TREE = ""


@dataclass(frozen=True)
class Example:
    line: int
    info: str
    text: str


def examples() -> Iterator[Example]:
    document = DOCUMENT.read_text()
    for match in FENCE.finditer(document):
        yield Example(document.count("\n", 0, match.start()) + 1, match["info"].strip(), match["text"])


def read_items(text: str) -> list[Problem]:
    notes = Notes("x.md")
    assert parse_items(text.rstrip("\n").split("\n"), 1, notes)
    return notes.problems


def read_prose(text: str) -> list[Problem]:
    notes = Notes("x.md")
    blocks = [(b.line, b.text) for b in read_body(text, 1, notes) if isinstance(b, ProseBlock)]
    figure = (GOOD / "basics/small-clusters/assets/three-layers.svg").read_bytes()
    context = RenderContext(
        language="en",
        module_slug="x",
        lesson_files={"01-what-a-cluster-is.md": "what-a-cluster-is"},
        lesson_anchors={},
        module_slugs=frozenset({"running-a-cluster-organisation"}),
        terms={"cluster-initiative": Term(slug="cluster-initiative", name="c", definition="d")},
        assets={"three-layers.svg": figure, "mapping-sheet.xlsx": b"x"},
        asset_digests={"three-layers.svg": "0" * 64, "mapping-sheet.xlsx": "1" * 64},
        figure_labels={},
        has_tool=True,
    )
    rendered = render_blocks(blocks, context)
    assert not rendered.problems, rendered.problems
    return notes.problems


def read_rubric_fence(text: str) -> list[Problem]:
    notes = Notes("x.md")
    read_rubric(ProseBlock(text=f"```rubric\n{text}\n```"), notes)
    return notes.problems


def read_tool_words(text: str) -> list[Problem]:
    whole = next(example.text for example in examples() if example.info == "yaml tool.yaml")
    tool, _ = read_tool(whole, "tool.yaml")
    assert tool is not None
    _, notes = read_words(text, "tool.sv.yaml", tool)
    return [problem for problem in notes.problems if problem.is_error]  # the example leaves most texts out


READERS: dict[str, Callable[[str], list[Problem]]] = {
    "yaml programme.yaml": lambda text: read_programme(text, "programme.yaml")[1].problems,
    "yaml facts.yaml": lambda text: read_facts(text, "facts.yaml", ("en", "sv"))[1].problems,
    "yaml course.yaml": lambda text: read_course(text, "course.yaml", "basic", ("en", "sv"))[1].problems,
    "yaml module.yaml": lambda text: read_structure(text, "module.yaml")[1].problems,
    "yaml tool.yaml": lambda text: read_tool(text, "tool.yaml")[1].problems,
    "yaml tool words": read_tool_words,
    "yaml labels": lambda text: read_labels(text, "x.sv.yaml")[1].problems,
    "markdown module.md": lambda text: read_module_page(text, "module.md").notes.problems,
    "markdown lesson": lambda text: read_lesson_page(text, "x.md", "01-x.md").notes.problems,
    "markdown translated lesson": lambda text: read_lesson_page(text, "x.md", "01-x.md").notes.problems,
    "markdown page": lambda text: read_plain_page(text, "x.md", "assignment.md").notes.problems,
    "markdown body": read_prose,
    "markdown glossary en": lambda text: read_glossary(text, "en.md", is_source=True)[1].problems,
    "markdown glossary sv": lambda text: read_glossary(text, "sv.md", is_source=False)[1].problems,
    "quiz": read_items,
    "rubric": read_rubric_fence,
}


@pytest.mark.parametrize(
    "example",
    [example for example in examples() if example.info != SHELL_OR_TREE],
    ids=lambda e: f"line-{e.line}",
)
def test_an_example_has_no_problem(example: Example) -> None:
    problems = READERS[example.info](example.text)
    assert not problems, as_text(problems)


def test_every_kind_of_file_has_an_example() -> None:
    assert {example.info for example in examples()} == {*READERS, SHELL_OR_TREE}


def test_every_type_of_item_has_an_example() -> None:
    types = set()
    for example in examples():
        if example.info == "quiz":
            types |= {item.type for item in parse_items(example.text.split("\n"), 1, Notes("x.md"))}
    assert types == set(ItemType)
