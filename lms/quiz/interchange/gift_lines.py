"""Where the questions of a GIFT file begin and end, and what the signs of GIFT are in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lms.quiz.interchange.readings import MOST_QUESTIONS, Remark, refuse_more_questions

_CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(?P<path>.*)")
_ATTRIBUTE = re.compile(r"\[(?P<key>id|tag):(?P<value>(?:\\.|[^\]\\])*)\]")
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_LONGEST_COMMENT = 2_000
_FIRST = 0xE000
"""Escaped signs are held by characters of private use, which no decoded file has."""
_SIGNS = "\\:#={}~n"


@dataclass(slots=True)
class Block:
    """The lines of one question, comments taken out."""

    line: int
    lines: list[str] = field(default_factory=list)
    id: str = ""
    tags: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything, with escaped signs held."""
        return held("\n".join(self.lines))


def held(text: str) -> str:
    """The text with escaped signs as characters that mean nothing to GIFT."""
    return _ESCAPED.sub(lambda match: chr(_FIRST + _SIGNS.index(match[1])), text)


def freed(text: str) -> str:
    """The text with the signs themselves."""
    return re.sub("[\ue000-\ue007]", lambda match: _sign(_SIGNS[ord(match[0]) - _FIRST]), text)


def _sign(sign: str) -> str:
    return "\n" if sign == "n" else sign


def blocks_of(text: str) -> tuple[list[Block], list[Remark]]:
    """The questions, which end at a blank line, and the categories between them."""
    remarks: list[Remark] = []
    blocks: list[Block] = []
    for block in _blocks(text, remarks):
        blocks += [block] if block.lines else []
        refuse_more_questions(len(blocks), block.line)
    return blocks, remarks[:MOST_QUESTIONS]


def _blocks(text: str, remarks: list[Remark]) -> Iterator[Block]:
    block = Block(0)
    for number, line in enumerate(text.split("\n"), 1):
        category = _CATEGORY.fullmatch(line)
        if category and not block.lines:
            remarks.append(Remark(number, f"the category “{category['path'].strip()[:200]}” was left out"))
        elif line.lstrip().startswith("//"):
            _read_comment(line, block)
        elif line.strip():
            block.line = block.line or number
            block.lines.append(line.rstrip())
        elif block.lines:
            yield block
            block = Block(0)
    yield block


def _read_comment(line: str, block: Block) -> None:
    """`// [id:…] [tag:…]` before a question names it."""
    for match in _ATTRIBUTE.finditer(line[:_LONGEST_COMMENT]):
        value = re.sub(r"\\(.)", r"\1", match["value"]).strip()
        if match["key"] == "id":
            block.id = value
        elif value:
            block.tags.append(value)
