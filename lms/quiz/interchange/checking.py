"""Whether an item can stand in a bank: written, read again and rendered, it must be the same."""

from dataclasses import replace

from lms.content.arithmetic import FormulaError
from lms.content.item_rendering import render_item
from lms.content.item_sources import CaseSource, ItemSource, Passage
from lms.content.item_writing import write_item
from lms.content.problems import Notes
from lms.content.quiz_syntax import parse_items
from lms.content.render import (
    RenderContext,
    Rendered,
    render_blocks,
    render_figure,
    render_inline,
    render_prompt,
)

_QUOTATION = "[[fact:"


def why_not(item: ItemSource, language: str) -> str:
    """What keeps an item from being taken into a bank; empty where nothing does."""
    text = write_item(item)
    if _QUOTATION in text:
        return "it quotes a fact of this programme, which only its authors do"
    notes = Notes("")
    read = parse_items(text.split("\n"), 1, notes)
    errors = [problem.message for problem in notes.problems if problem.is_error]
    if errors:
        return errors[0]
    if read != (replace(item, line=1),):
        return "it cannot be written so that it reads the same here"
    renderer = _Renderer(language)
    try:
        render_item(item, renderer)
    except FormulaError as error:
        return error.message
    return renderer.problems[0] if renderer.problems else ""


def blank_context(language: str) -> RenderContext:
    """What a text may refer to that comes from elsewhere: nothing."""
    return RenderContext(
        language=language,
        module_slug="",
        lesson_files={},
        lesson_anchors={},
        module_slugs=frozenset(),
        terms={},
        assets={},
        asset_digests={},
        figure_labels={},
    )


class _Renderer:
    """Renders the passages of an item and keeps what is wrong with them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.context = blank_context(language)
        self.problems: list[str] = []

    def inline(self, passage: Passage) -> str:
        """One line or paragraph."""
        return self.kept(render_inline(passage.text, self.context))

    def block(self, passage: Passage) -> str:
        """Paragraphs, tables, formulas."""
        return self.kept(render_prompt(passage.text, self.context))

    def figure(self, passage: Passage) -> str:
        """A picture alone."""
        return self.kept(render_figure(1, passage.text, self.context))

    def case(self, source: CaseSource) -> str:
        """The text of a case."""
        return self.kept(render_blocks([(1, source.text.text)], self.context))

    def kept(self, rendered: Rendered) -> str:
        self.problems += [problem.message for problem in rendered.problems if problem.severity == "error"]
        return rendered.html
