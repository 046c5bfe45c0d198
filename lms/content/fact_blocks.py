"""What the blocks of a page with quoted facts said as written: translations go by that, not by the values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lms.content.canonical import head_digest
from lms.content.fact_quotes import Quoted
from lms.content.item_sources import ItemSource
from lms.content.lesson_syntax import closes_fence
from lms.content.sources import BodyBlock, PageSource, ProseBlock, QuizBlock


def as_written(page: PageSource, quoted: Quoted, head: PageSource | None) -> PageSource:
    """The page with what its author wrote; `head` is the page read with quotations for values."""
    lines = [line.rstrip() for line in quoted.written.split("\n")]
    return replace(
        page,
        facts=quoted.ids,
        written_head=head_digest(head) if head and quoted.has_quotes_in_head else None,
        body=tuple(_block(block, lines, quoted) for block in page.body),
    )


def _block(block: BodyBlock, lines: Sequence[str], quoted: Quoted) -> BodyBlock:
    if isinstance(block, ProseBlock):
        end = block.line + block.text.count("\n")
        return replace(block, written=_text(lines, block.line, end, quoted))
    starts = [unit.line for unit in block.units]
    ends = [*(start - 1 for start in starts[1:]), _end_of_quiz(block, lines)]
    texts = {start: _text(lines, start, end, quoted) for start, end in zip(starts, ends, strict=True)}
    return replace(block, items=tuple(_item(item, texts) for item in block.items))


def _item(item: ItemSource, texts: Mapping[int, str]) -> ItemSource:
    case = replace(item.case, written=texts[item.case.line].strip("\n")) if item.case else None
    return replace(item, written=texts[item.line].strip("\n"), case=case)


def _text(lines: Sequence[str], first: int, last: int, quoted: Quoted) -> str:
    """The lines as written; nothing where no fact is quoted in them."""
    if not any(number in quoted.spans for number in range(first, last + 1)):
        return ""
    return "\n".join(lines[first - 1 : last])


def _end_of_quiz(block: QuizBlock, lines: Sequence[str]) -> int:
    """The last line inside the fence."""
    opening = lines[block.line - 1]
    after = range(block.line, len(lines))
    return next((index for index in after if closes_fence(opening, lines[index])), len(lines))
