"""How Markdown becomes HTML that is safe for anyone's browser: the only door to Python-Markdown and nh3.

The order is the defence. The source is checked and what must not go through Markdown (code, formulas,
drawings) is held by tokens; Markdown makes a tree without ever passing HTML on; nh3 lets through only
what the lists below name, addresses and ids only where we made them ourselves; last, our own
generators put MathML and drawings where their tokens stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import nh3
from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from lms.content.markdown_extensions.callouts import KINDS, Callouts
from lms.content.markdown_extensions.finish import Finish, PutPiecesIn
from lms.content.markdown_extensions.job import Job
from lms.content.markdown_extensions.links import REL, CampusAutolinks, CampusLinks, CampusMailLinks
from lms.content.markdown_extensions.model import FoundLink, Kind, RenderContext, Rendered, RenderProblem
from lms.content.markdown_extensions.notes import Footnotes
from lms.content.markdown_extensions.scan import prepared

__all__ = [
    "FoundLink",
    "RenderContext",
    "RenderProblem",
    "Rendered",
    "render_blocks",
    "render_figure",
    "render_inline",
    "render_prompt",
]

_TAGS = frozenset(
    [
        *("p", "h2", "h3", "h4", "h5", "h6", "hr", "br", "blockquote", "pre", "code", "em", "strong", "sup"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
        *("a", "img", "figure", "figcaption", "aside", "details", "summary", "div"),
    ]
)
_WITH_ID = frozenset({"h2", "h3", "h4", "h5", "h6", "li", "sup"})
_ATTRIBUTES = {
    "*": frozenset[str](),
    "a": frozenset({"href", "aria-label"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start"}),
    "div": frozenset({"aria-label"}),
    **dict.fromkeys(_WITH_ID, frozenset({"id"})),
}
_VALUES = {
    "a": {"rel": frozenset({REL}), "download": frozenset({""})},
    "img": {"loading": frozenset({"lazy"}), "decoding": frozenset({"async"})},
    "div": {"tabindex": frozenset({"0"}), "role": frozenset({"region", "doc-endnotes"})},
    "th": {"scope": frozenset({"col", "row"})},
}
_FRAME = '<figure class="figure">'
_STALE = frozenset({"is-stale"})
_ALIGNED = frozenset({"align-right", "align-center"})
_CLASSES = {
    **dict.fromkeys(_TAGS, _STALE),
    "a": frozenset({"term", "download", "external", "footnote-ref", "footnote-backref"}),
    "aside": _STALE | {"callout", *(f"callout-{kind}" for kind in KINDS)},
    "p": _STALE | {"callout-title"},
    "figure": _STALE | {"figure"},
    "details": _STALE | {"fold"},
    "div": _STALE | {"formula", "table-scroll", "footnote"},
    "th": _ALIGNED,
    "td": _ALIGNED,
}


def render_blocks(blocks: Sequence[tuple[int, str]], context: RenderContext) -> Rendered:
    """Render the prose of a page, given as first line and source of each block, as one document.

    A page in several parts passes the anchors of the earlier ones as `context.taken_anchors`.
    """
    return _rendered(Job(context=context, kind=Kind.BLOCKS), blocks)


def render_prompt(source: str, context: RenderContext) -> Rendered:
    """Render the prompt of an item: paragraphs, lists, tables, code, formulas. Lines count from 1."""
    return _rendered(Job(context=context, kind=Kind.PROMPT), [(1, source)])


def render_figure(line: int, source: str, context: RenderContext) -> Rendered:
    """Render a picture alone; its line in the file is part of the names inside a drawing."""
    rendered = _rendered(Job(context=context, kind=Kind.FIGURE), [(line, source)])
    return replace(rendered, html=rendered.html.strip().removeprefix(_FRAME).removesuffix("</figure>"))


def render_inline(source: str, context: RenderContext) -> Rendered:
    """Render one line, without a paragraph around it. Lines count from 1."""
    return _rendered(Job(context=context, kind=Kind.INLINE), [(1, " ".join(source.split("\n")).strip())])


def _rendered(job: Job, blocks: Sequence[tuple[int, str]]) -> Rendered:
    source = prepared(job, blocks)
    html = _safe(job, _markdown(job).convert(source)) if source is not None else ""
    return Rendered(
        html=_without_paragraph(html) if job.kind is Kind.INLINE else html,
        sections=tuple(job.sections),
        term_slugs=_in_reading_order(job.term_slugs, html),
        links=tuple(job.links),
        problems=tuple(sorted(job.problems, key=lambda problem: (problem.line, problem.column))),
    )


def _in_reading_order(slugs: Iterable[str], html: str) -> tuple[str, ...]:
    # Python-Markdown works on headings, lists and paragraphs in an order of its own.
    return tuple(sorted(slugs, key=lambda slug: html.find(f'"#term-{slug}"')))


def _safe(job: Job, html: str) -> str:
    """The sanitised HTML with our own pieces in it."""

    def ours(tag: str, attribute: str, value: str) -> str | None:
        if attribute in ("href", "src"):
            return value if value in job.addresses else None
        if attribute == "id":
            return value if value in job.anchors else None
        return value

    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=frozenset(),
        attributes=_ATTRIBUTES,
        tag_attribute_values=_VALUES,
        allowed_classes=_CLASSES,
        attribute_filter=ours,
        url_schemes={"https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    return job.with_markup(clean)


def _without_paragraph(html: str) -> str:
    return html.removeprefix("<p>").removesuffix("</p>")


def _markdown(job: Job) -> Markdown:
    """Python-Markdown with the elements of this kind of text, and never with HTML."""
    extensions = (
        [] if job.kind is Kind.INLINE else [TableExtension(use_align_attribute=True), SaneListExtension()]
    )
    if job.kind is Kind.BLOCKS:
        extensions += [
            DefListExtension(),
            Footnotes(PLACE_MARKER=f"{job.key}notes", USE_DEFINITION_ORDER=False),
        ]
    md = Markdown(extensions=extensions, output_format="html")
    _leave_out(md, job)
    md.inlinePatterns.register(CampusLinks(md, job), "link", 160)
    md.inlinePatterns.register(CampusAutolinks(md, job), "autolink", 120)
    md.inlinePatterns.register(CampusMailLinks(md, job), "automail", 110)
    md.treeprocessors.register(PutPiecesIn(md, job), "pieces", 30)
    md.treeprocessors.register(Finish(md, job), "finish", -10)
    if job.kind is Kind.BLOCKS:
        md.parser.blockprocessors.register(Callouts(md.parser, job), "callout", 21)
    md.ESCAPED_CHARS += ["$", "<", "|", ":", '"', "'", "~", "^", "=", "&"]
    return md


def _leave_out(md: Markdown, job: Job) -> None:
    """Take out HTML, references and indented code; in a prompt also headings, in a line all blocks."""
    md.preprocessors.deregister("html_block")
    md.postprocessors.deregister("raw_html")
    for pattern in ("html", "entity", "reference", "image_link", "image_reference"):
        md.inlinePatterns.deregister(pattern)
    for pattern in ("short_reference", "short_image_ref", "linebreak"):
        md.inlinePatterns.deregister(pattern)
    for block in ("code", "setextheader", "reference"):
        md.parser.blockprocessors.deregister(block)
    if job.kind is not Kind.BLOCKS:
        md.parser.blockprocessors.deregister("hashheader")
    if job.kind is Kind.INLINE:
        for block in ("indent", "hr", "olist", "ulist", "quote"):
            md.parser.blockprocessors.deregister(block)
