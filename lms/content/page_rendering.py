"""What becomes of a page as written: HTML, sections, terms, links, and the renderer's problems."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from lms.content import render
from lms.content.arithmetic import FormulaError
from lms.content.assignments import Criterion, Level, Rubric
from lms.content.item_rendering import render_item
from lms.content.item_sources import CaseSource, ItemSource, Passage
from lms.content.items import Item
from lms.content.outline import Block, LessonPart, ProsePart, QuizPart, Section
from lms.content.problems import Notes, Problem
from lms.content.rubric_syntax import CriterionSource, RubricSource, is_rubric, rubric_of, table_of
from lms.content.sources import PageSource, ProseBlock, QuizBlock

_HOLE = "\ue100{}\ue101"
"""Stands for a quiz while the prose around it is rendered as one text: footnotes and anchors stay right.

No file may contain it: see `pages.text_of`."""
_HOLES = re.compile(r"<p[^>]*>\s*\ue100(\d+)\ue101\s*</p>")
_HEADINGS_AT_END = re.compile(r"(?:<h([2-6])\b[^>]*>(?:(?!</h\1>).)*</h\1>\s*)+\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link to another page of the module, to be checked when all pages are known."""

    path: str
    line: int
    column: int
    page: str
    """The page it stands on."""
    file: str
    """The page it leads to."""
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPage:
    """A page of which nothing is Markdown any more."""

    parts: tuple[LessonPart, ...]
    sections: tuple[Section, ...]
    term_slugs: tuple[str, ...]
    links: tuple[PageLink, ...]
    problems: tuple[Problem, ...]
    rubric: Rubric | None = None

    @property
    def html(self) -> str:
        """The prose without the items."""
        return "\n".join(part.html for part in self.parts if isinstance(part, ProsePart))

    @property
    def intro_html(self) -> str:
        """The prose before the first items, without the headings that name them."""
        before = takewhile(lambda part: isinstance(part, ProsePart), self.parts)
        html = "\n".join(part.html for part in before if isinstance(part, ProsePart))
        return _HEADINGS_AT_END.sub("", html).rstrip()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items in order."""
        return tuple(item for part in self.parts if isinstance(part, QuizPart) for item in part.items)


def render_page(page: PageSource, blocks: Sequence[Block], context: render.RenderContext) -> RenderedPage:
    """Render a page in its language; stale blocks are marked."""
    return _PageRenderer(page, blocks, context).rendered()


class _PageRenderer:
    """Renders prose and passages of one page; an `item_rendering.PassageRenderer`."""

    def __init__(self, page: PageSource, blocks: Sequence[Block], context: render.RenderContext) -> None:
        self.page = page
        self.blocks = blocks
        self.context = context
        self.language = context.language
        self.notes = Notes(page.path)
        self.terms: dict[str, None] = {}
        self.links: dict[PageLink, None] = {}
        self.cases: dict[str, str] = {}

    def rendered(self) -> RenderedPage:
        sources, stale = self.prose()
        rendered = render.render_blocks(sources, replace(self.context, stale_blocks=frozenset(stale)))
        self.keep(rendered, Passage("", 1, 1))
        return RenderedPage(
            parts=tuple(self.parts(rendered.html)),
            sections=rendered.sections,
            term_slugs=tuple(self.terms),
            links=tuple(self.links),
            rubric=self.rubric(rubric_of(self.page)),
            problems=tuple(self.notes.problems),
        )

    def rubric(self, source: RubricSource | None) -> Rubric | None:
        if source is None:
            return None
        return Rubric(
            criteria=tuple(self.criterion(n, row, source) for n, row in enumerate(source.criteria, 1))
        )

    def criterion(self, number: int, row: CriterionSource, source: RubricSource) -> Criterion:
        return Criterion(
            id=f"c{number}",
            title_html=self.inline(row.title),
            levels=tuple(
                Level(points=head.points, label=head.label, html=self.inline(text))
                for head, text in zip(source.heads, row.levels, strict=False)
            ),
        )

    def prose(self) -> tuple[list[tuple[int, str]], list[int]]:
        """First line and source of the blocks, with a hole for each quiz, and the indexes of stale ones."""
        sources: list[tuple[int, str]] = []
        stale: list[int] = []
        unit = 0
        for number, block in enumerate(self.page.body):
            if isinstance(block, ProseBlock):
                if self.blocks[unit].is_stale:
                    stale.append(number)
                sources.append(table_of(block) if is_rubric(block) else (block.line, block.text))
                unit += 1
            else:
                sources.append((block.line, _HOLE.format(number)))
                unit += len(block.units)
        return sources, stale

    def parts(self, html: str) -> Iterable[LessonPart]:
        pieces = _HOLES.split(html)
        for position, piece in enumerate(pieces):
            if position % 2:
                yield QuizPart(items=self.quiz(int(piece)))
            elif piece.strip():
                yield ProsePart(html=piece.strip())

    def quiz(self, number: int) -> tuple[Item, ...]:
        block = self.page.body[number]
        if not isinstance(block, QuizBlock):
            return ()
        return tuple(item for source in block.items if (item := self.item(source)))

    def item(self, source: ItemSource) -> Item | None:
        """The item; None for a formula that does not work, which was noted when it was read."""
        try:
            return render_item(source, self)
        except FormulaError:
            return None

    def inline(self, passage: Passage) -> str:
        """One line or paragraph, without a paragraph element."""
        return self.keep(render.render_inline(passage.text, self.context), passage)

    def block(self, passage: Passage) -> str:
        """Paragraphs, tables, formulas."""
        return self.keep(render.render_prompt(passage.text, self.context), passage)

    def figure(self, passage: Passage) -> str:
        """A picture alone, without caption and without an element around it."""
        return self.keep(render.render_figure(passage.line, passage.text, self.context), Passage(""))

    def case(self, source: CaseSource) -> str:
        """The text of a case; rendered once for all its items."""
        if source.id not in self.cases:
            rendered = render.render_blocks([(source.text.line, source.text.text)], self.context)
            self.cases[source.id] = self.keep(rendered, Passage(""))
        return self.cases[source.id]

    def keep(self, rendered: render.Rendered, passage: Passage) -> str:
        """Keep terms, links and problems of something rendered; gives its HTML."""
        self.terms.update(dict.fromkeys(rendered.term_slugs))
        for link in rendered.links:
            self.links[
                PageLink(
                    path=self.page.path,
                    line=passage.line + link.line - 1,
                    column=passage.column + link.column - 1,
                    page=self.page.file,
                    file=link.file or self.page.file,
                    anchor=link.anchor or "",
                )
            ] = None
        for found in rendered.problems:
            note = self.notes.error if found.severity == "error" else self.notes.warning
            line, column = passage.line + found.line - 1, passage.column + found.column - 1
            note(line, column, found.code, found.message, found.example)
        return rendered.html
