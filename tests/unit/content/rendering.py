"""What the tests of the renderer share: a context, and a look at HTML as a browser would read it."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5  # type: ignore[import-untyped]
from PIL import Image

from lms.content.outline import Term
from lms.content.render import RenderContext, Rendered, render_blocks, render_inline, render_prompt

HTML, SVG, MATHML = (
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1998/Math/MathML",
)

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200">
<title>Three layers</title><desc>Firms inside, helpers around them, rules outside.</desc>
<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="4" refY="4" orient="auto">
<path class="fig-arrow" d="M0 0 L8 4 L0 8 Z"/></marker></defs>
<line class="fig-line" x1="10" y1="20" x2="90" y2="20" marker-end="url(#tip)"/>
<text id="firms" class="fig-text" x="20" y="40" font-size="16">Firms</text>
<text id="share" class="fig-text" x="20" y="60" font-size="16">1.87</text>
</svg>"""


def png(width: int = 40, height: int = 30) -> bytes:
    """A small picture."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(data, "PNG")
    return data.getvalue()


ASSETS = {"layers.svg": DRAWING, "photo.png": png(), "sheet.xlsx": b"x", "table.csv": b"a,b"}
CONTEXT = RenderContext(
    language="en",
    module_slug="clusters",
    lesson_files={"01-start.md": "start", "04-mapping.md": "mapping"},
    lesson_anchors={"04-mapping.md": frozenset({"s-the-formula"})},
    module_slugs=frozenset({"clusters", "facilitation"}),
    terms={
        "cluster": Term(slug="cluster", name="cluster", definition="…"),
        "triple-helix": Term(slug="triple-helix", name="triple helix", definition="…"),
    },
    assets=ASSETS,
    asset_digests={name: f"{number:064x}" for number, name in enumerate(ASSETS)},
    figure_labels={},
)


def blocks(*sources: str, context: RenderContext = CONTEXT, **changes: Any) -> Rendered:
    """The sources as blocks of one page, the first at line 1, a blank line between them."""
    numbered, line = [], 1
    for source in sources:
        numbered.append((line, source))
        line += source.count("\n") + 2
    return render_blocks(numbered, replace(context, **changes))


def html_of(*sources: str, **changes: Any) -> str:
    """The HTML of a page without problems."""
    rendered = blocks(*sources, **changes)
    assert not rendered.problems, rendered.problems
    return rendered.html


def codes(rendered: Rendered) -> list[str]:
    """The codes of the problems in order of place."""
    return [problem.code for problem in rendered.problems]


RENDERERS: dict[str, Callable[[str], Rendered]] = {
    "blocks": lambda source: blocks(source),
    "prompt": lambda source: render_prompt(source, CONTEXT),
    "inline": lambda source: render_inline(source, CONTEXT),
}

_HTML_TAGS = (
    "p h2 h3 h4 h5 h6 hr br blockquote pre code em strong sup ul ol li dl dt dd table thead tbody tr th td "
    "a img figure figcaption aside details summary div"
)
_SVG_TAGS = "svg g path line polyline polygon rect circle ellipse text tspan title desc defs marker"
_MATHML_TAGS = (
    "math mrow mstyle mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover "
    "mtable mtr mtd"
)
_TAGS = {
    f"{{{namespace}}}{name}"
    for namespace, names in ((HTML, _HTML_TAGS), (SVG, _SVG_TAGS), (MATHML, _MATHML_TAGS))
    for name in names.split()
}
_ATTRIBUTE_NAMES = (
    "class id href src alt width height loading decoding start rel download tabindex role aria-label scope "
    "viewBox aria-labelledby focusable d x y x1 x2 y1 y2 cx cy r rx ry dx dy points transform fill stroke "
    "stroke-width stroke-dasharray font-size font-weight text-anchor dominant-baseline marker-start "
    "marker-mid marker-end refX refY markerWidth markerHeight orient display alttext stretchy fence form "
    "accent minsize maxsize movablelimits linethickness displaystyle scriptlevel mathvariant"
)
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_CLASSES = re.compile(
    r"fig|fig-[a-z-]+|figure|callout|callout-[a-z]+|fold|table-scroll|formula|footnote|footnote-ref|"
    r"footnote-backref|term|download|external|align-(?:left|right|center)|is-stale"
)
_IDS = re.compile(r"s-[a-z0-9-]+|fn(?:ref)?-\d+-\d+(?:-\d+)?|fig-\d+-[\w-]+")
_HREF = re.compile(
    r"https://[^\s\"'<>\\@]+|mailto:[\w.%+-]+@[\w.-]+|#(?:term|s|fn|fnref)-[a-z0-9-]+|"
    r"/modules/[a-z0-9-]+(?:/[a-z0-9-]+(?:#s-[a-z0-9-]+)?|/files/[0-9a-f]{64}/[\w.-]+)?"
)
_SRC = re.compile(r"/modules/[a-z0-9-]+/files/[0-9a-f]{64}/[\w.-]+\.(?:png|jpe?g|webp)")


def assert_clean(html: str) -> None:
    """What a browser makes of the HTML holds nothing but elements, attributes and addresses of ours."""
    body = tinyhtml5.parse(html).find(f"{{{HTML}}}body")
    assert body is not None
    faults = [fault for element in body.iter() if element is not body for fault in _faults(element)]
    assert not faults, (faults, html)
    ids = [element.get("id") for element in body.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), html
    assert_balanced(html)


def _faults(element: Element) -> Iterator[object]:
    if element.tag not in _TAGS:
        yield element.tag
    for attribute, value in element.items():
        if attribute not in _ATTRIBUTES or attribute.startswith("on"):
            yield attribute
        elif not _is_fine(attribute, value):
            yield attribute, value


def _is_fine(attribute: str, value: str) -> bool:
    if attribute == "class":
        return all(_CLASSES.fullmatch(word) for word in value.split())
    pattern = {"id": _IDS, "href": _HREF, "src": _SRC}.get(attribute)
    return pattern is None or pattern.fullmatch(value) is not None


class _Balance(HTMLParser):
    """Sees that every element that is opened is closed, in order."""

    VOID = frozenset({"img", "hr", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.is_balanced = True

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_balanced &= bool(self.open) and self.open.pop() == tag


def assert_balanced(html: str) -> None:
    """Tags are closed in the order in which they were opened: the HTML can be put anywhere."""
    parser = _Balance()
    parser.feed(html)
    parser.close()
    assert parser.is_balanced, html
    assert not parser.open, html
