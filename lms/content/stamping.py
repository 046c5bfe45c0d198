"""How a translated file is made to say what it was made from."""

from collections.abc import Sequence

from lms.content.canonical import block_digests, head_digest
from lms.content.fact_quotes import without_quotes
from lms.content.frontmatter import read_head
from lms.content.problems import Notes
from lms.content.sources import PageSource
from lms.content.translations import expected_units

KEYS = ("translated_head", "translated_from")
_PER_LINE = 7


class NotStampableError(Exception):
    """The translation has other blocks than its source; the message says how many."""


def stamped(text: str, page: PageSource, source: PageSource) -> str:
    """The text of a translated file with digests of the source as it is now; raises NotStampableError."""
    ours, theirs = block_digests(page.body), [unit.digest for unit in expected_units(source, page)]
    if len(ours) != len(theirs):
        raise NotStampableError(f"{len(ours)} blocks here, {len(theirs)} expected from the source")
    lines = text.split("\n")
    end = next(n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    head = [line for n, line in enumerate(lines[1:end], 1) if n not in _old_lines(text, end)]
    return "\n".join([lines[0], *head, *stamp_lines(head_digest(source), theirs), *lines[end:]])


def stamp_lines(head: str | None, digests: Sequence[str]) -> list[str]:
    """The lines of the head that say what a translation was made from."""
    lines = [f'translated_head: "{head}"'] if head else []
    if digests:
        rows = [
            ", ".join(f'"{d}"' for d in digests[n : n + _PER_LINE]) for n in range(0, len(digests), _PER_LINE)
        ]
        lines += ["translated_from:", "  [", *(f"    {row}," for row in rows), "  ]"]
    return lines


def _old_lines(text: str, end: int) -> set[int]:
    """Indexes of the lines on which an earlier stamp stands."""
    head = read_head(without_quotes(text), Notes(""), example="")
    entries = head.fields.node.entries if head else ()
    starts = [key.line - 1 for key, _ in entries] + [end]
    old: set[int] = set()
    for (key, _), start, stop in zip(entries, starts, starts[1:], strict=False):
        if key.text in KEYS:
            old.update(range(start, stop))
    return old
