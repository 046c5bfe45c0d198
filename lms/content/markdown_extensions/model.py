"""What the renderer is told and what it answers: frozen data, known to every extension."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lms.content.outline import Section, Term


class Kind(StrEnum):
    """What is rendered; it decides which elements there are."""

    BLOCKS = "blocks"
    """The prose of a page: everything."""
    PROMPT = "prompt"
    """The prompt of an item: no headings, figures, call-outs or footnotes."""
    FIGURE = "figure"
    """A picture without a caption, on which areas are laid."""
    INLINE = "inline"
    """One line: no blocks at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderContext:
    """What the text may refer to, and where it stands."""

    language: str
    module_slug: str
    lesson_files: Mapping[str, str]
    """`04-mapping.md` → slug of the lesson."""
    lesson_anchors: Mapping[str, frozenset[str]]
    """Lesson file or slug → anchors, as far as they are known; others are left to the caller (`links`)."""
    module_slugs: frozenset[str]
    terms: Mapping[str, Term]
    assets: Mapping[str, bytes]
    asset_digests: Mapping[str, str]
    figure_labels: Mapping[str, Mapping[str, object]]
    """Figure file name → its texts in this language (`title`, `desc`, `labels`); may lack the name."""
    has_tool: bool = False
    """The module has a computing tool that can be linked."""
    stale_blocks: frozenset[int] = frozenset()
    """Indexes of the blocks of this call to mark with the class `is-stale`."""
    taken_anchors: frozenset[str] = frozenset()
    """Anchors of the page that stand in other parts of it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderProblem:
    """One thing that is wrong in the Markdown, at one place, with what would be right."""

    line: int
    """In the file, as told by the first line of each block."""
    column: int
    """Counted from 1."""
    severity: str
    code: str
    message: str
    example: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A link to a lesson or to a heading, for the caller to check when all anchors are known."""

    file: str | None
    """None: the page itself."""
    anchor: str | None
    """With its prefix, as it stands in the page: `s-the-formula`."""
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Safe HTML and what was found on the way."""

    html: str
    sections: tuple[Section, ...] = ()
    """The headings of `render_blocks`, call-outs not looked into."""
    term_slugs: tuple[str, ...] = ()
    """In order of first use."""
    links: tuple[FoundLink, ...] = ()
    problems: tuple[RenderProblem, ...] = ()
