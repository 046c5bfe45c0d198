"""Call-outs and fold-outs: a quotation whose first line is `> [!kind] Title`."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockQuoteProcessor

from lms.content.markdown_extensions.job import Job
from lms.content.markdown_extensions.words import title_of
from lms.content.naming import did_you_mean, listed

KINDS = ("note", "tip", "warning", "example", "monday", "legal")
FOLD = "fold"
CALLOUT = re.compile(r"[ ]{0,3}>[ ]?\[!(?P<kind>[A-Za-z-]*)\][+-]?[ ]*(?P<title>.*)")
_EXAMPLE = "> [!note] Title\n> Text of the note."


class Callouts(BlockQuoteProcessor):
    """Takes the quotations that name a kind; the others stay quotations."""

    def __init__(self, parser: BlockParser, job: Job) -> None:
        super().__init__(parser)
        self.job = job

    def test(self, parent: Element, block: str) -> bool:
        """The block begins with a kind."""
        return CALLOUT.match(block) is not None and super().test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the call-out and parse what is in it."""
        first, *rest = (self.clean(line) for line in blocks.pop(0).split("\n"))
        match = re.match(r"\[!(?P<kind>[A-Za-z-]*)\][+-]?[ ]*(?P<title>.*)", first)
        kind, title = (match["kind"].lower(), match["title"].strip()) if match else ("", first)
        element = self._element(parent, kind, title)
        if not any(line.strip() for line in rest):
            self._complain(kind, "callout-empty", "the call-out has a title but no text")
        self.parser.state.set("blockquote")
        self.parser.parseChunk(element, "\n".join(rest))
        self.parser.state.reset()

    def _element(self, parent: Element, kind: str, title: str) -> Element:
        if kind == FOLD:
            if not self.job.plain(title).strip():
                self._complain(kind, "fold-without-title", "a fold-out needs the words to click on")
            element = SubElement(parent, "details", {"class": "fold"})
            SubElement(element, "summary").text = title
            return element
        if kind not in KINDS:
            hint = did_you_mean(kind, [*KINDS, FOLD])
            known = listed([*KINDS, FOLD])
            self._complain(kind, "callout-kind", f"“{kind[:30]}” is no kind of call-out: {known}.{hint}")
            kind = "note"
        element = SubElement(parent, "aside", {"class": f"callout callout-{kind}"})
        words = title if self.job.plain(title).strip() else title + title_of(kind, self.job.context.language)
        SubElement(element, "p", {"class": "callout-title"}).text = words
        return element

    def _complain(self, kind: str, code: str, message: str) -> None:
        self.job.error(self.job.places.of(f"[!{kind}"), code, message, _EXAMPLE)
