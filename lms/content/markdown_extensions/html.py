"""Raw HTML in the text: shown as it is typed, and a problem that says the Markdown to write instead."""

import re

from lms.content.markdown_extensions.job import Job
from lms.content.markdown_extensions.source import Chunk

_HTML = re.compile(r"</?(?P<tag>[A-Za-z][\w:-]*)(?:[\s/][^<>]*)?>|<!--|<![A-Za-z\[]|<\?")
_INSTEAD = {
    ("b", "strong"): "**bold**",
    ("i", "em"): "*italic*",
    ("code", "tt", "kbd", "samp"): "`code`",
    ("pre",): "```\ncode\n```",
    ("a",): "[text](https://example.org)",
    ("img", "figure", "figcaption", "picture", "svg"): '![what it shows](../assets/name.svg "Caption")',
    ("h1", "h2", "h3", "h4", "h5", "h6"): "## Heading",
    ("ul", "ol", "li"): "- first\n- second",
    ("table", "tr", "td", "th", "thead", "tbody"): "| A | B |\n|---|---|\n| 1 | 2 |",
    ("blockquote",): "> quoted",
    ("details", "summary"): "> [!fold] Title\n> Text",
    ("aside",): "> [!note] Title\n> Text",
    ("hr",): "---",
    ("sub", "sup", "math"): "$x_i^2$",
    ("dl", "dt", "dd"): "Term\n: definition",
}
_EXAMPLES = {tag: example for tags, example in _INSTEAD.items() for tag in tags}


def complain_of_html(job: Job, chunk: Chunk) -> None:
    """Note each tag and comment outside code; a closing tag only where nothing opened it."""
    opened: set[str] = set()
    for match in _HTML.finditer(chunk.masked):
        place = chunk.place(match.start())
        tag = (match["tag"] or "").lower()
        if match[0].startswith("</") and tag in opened:
            continue
        opened.add(tag)
        if not tag:
            message = f"HTML is not used here, comments are not kept: take “{match[0]}” out"
            job.error(place, "raw-html", message, r"\<")
        elif tag in _EXAMPLES:
            job.error(
                place, "raw-html", f"HTML is not used here; write this instead of <{tag}>:", _EXAMPLES[tag]
            )
        else:
            message = f"HTML is not used here: take <{tag[:30]}> out, or write \\< to show the sign itself"
            job.error(place, "raw-html", message, f"\\<{tag[:30]}>")
