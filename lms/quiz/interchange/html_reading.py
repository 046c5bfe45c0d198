"""HTML of other systems as our Markdown: bounded, without scripts, pictures and addresses that act."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from lms.quiz.interchange.escaping import at_line_start, escaped
from lms.quiz.interchange.html_elements import BLOCKS, CODE, DROPPED, HEADINGS, MARKS, MEDIA, SILENT, VOID
from lms.quiz.interchange.readings import QuestionLeftError, leave_longer_text

MAX_DEPTH = 60

DATA_ADDRESS = re.compile(r"data:[^\"'\s>)]{20,}")
_NO_TAG = re.compile(r"<(?!/?[A-Za-z][^<>]{0,2000}>)")
"""What HTML parsers would look for an end of, again and again."""
_FORMULA = re.compile(r"\\\((?P<line>[^$\n]{1,500}?)\\\)|\\\[(?P<shown>[^$]{1,1000}?)\\\]")


@dataclass(slots=True)
class _Frame:
    """An open element of a line, with what stands in it so far."""

    tag: str
    address: str = ""
    parts: list[str] = field(default_factory=list)


def markdown_of(html: str, changes: list[str], *, is_block: bool) -> str:
    """The Markdown; notes in `changes` what is left out. Raises QuestionLeftError where it is too much."""
    reader = _Reader(changes, is_block=is_block)
    reader.feed(_prepared(html, changes))
    reader.close()
    return reader.finished()


def _prepared(html: str, changes: list[str]) -> str:
    html, data = DATA_ADDRESS.subn("", html)
    if data:
        _note(changes, "a picture was left out")
    leave_longer_text(html)
    first, *rest = html.split("<!--")
    html = first + "".join(
        piece.partition("-->")[2] if "-->" in piece else f"&lt;!--{piece}" for piece in rest
    )
    return _NO_TAG.sub("&lt;", html)


def _note(changes: list[str], text: str) -> None:
    if text not in changes:
        changes.append(text)


class _Reader(HTMLParser):
    """Gathers Markdown while elements come by."""

    def __init__(self, changes: list[str], *, is_block: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.changes = changes
        self.is_block = is_block
        self.frames = [_Frame("")]
        self.blocks: list[tuple[bool, str]] = []
        """Whether it is an entry of a list, and its text."""
        self.lists: list[tuple[str, int]] = []
        self.marker = ""
        self.rows: list[list[str]] | None = None
        self.is_cell = False
        self.dropped = 0
        self.is_code = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in DROPPED:
            self.dropped += tag not in VOID
            _note(self.changes, f"<{tag}> was left out with what it holds")
        elif self.dropped:
            return
        elif tag in MEDIA:
            self.leave_out_media(tag, dict(attrs))
        elif tag == "br":
            self.frames[-1].parts.append("\n" if self.rows is None else " ")
        elif tag in BLOCKS:
            self.open_block(tag)
        else:
            self.open_inline(tag, dict(attrs))

    def leave_out_media(self, tag: str, attributes: dict[str, str | None]) -> None:
        words = " ".join((attributes.get("alt") or "").split())
        _note(
            self.changes, "a picture was left out" if tag in ("img", "picture") else f"<{tag}> was left out"
        )
        if words:
            self.frames[-1].parts.append(escaped(f"({words[:300]})"))

    def open_inline(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in VOID:
            return
        if len(self.frames) > MAX_DEPTH:
            raise QuestionLeftError(f"its HTML is nested deeper than {MAX_DEPTH}")
        if tag not in SILENT | CODE | MARKS.keys():
            _note(self.changes, f"<{tag[:20]}> was taken as plain words")
        self.frames.append(_Frame(tag, attributes.get("href") or "" if tag == "a" else ""))
        self.is_code = self.is_code or tag in CODE

    def open_block(self, tag: str) -> None:
        if tag in ("td", "th") and self.rows:
            self.close_cell()
            self.is_cell = True
            return
        if self.rows is not None:
            self.close_cell() if tag == "tr" else self.frames[-1].parts.append(" ")
            self.rows += [[]] if tag == "tr" else []
            return
        self.flush()
        if tag in ("ul", "ol"):
            self.lists.append((tag, 0))
            if len(self.lists) > 3:
                raise QuestionLeftError("its lists are nested deeper than 3")
        elif tag == "li":
            self.open_entry()
        elif tag == "table":
            self.rows = []
        elif tag in HEADINGS:
            _note(self.changes, "a heading became bold words")
            self.frames.append(_Frame("strong"))
        elif tag == "pre":
            self.is_code = True

    def open_entry(self) -> None:
        kind, number = self.lists.pop() if self.lists else ("ul", 0)
        self.lists.append((kind, number + 1))
        self.marker = "- " if kind == "ul" else f"{number + 1}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in DROPPED:
            self.dropped = max(self.dropped - 1, 0)
        elif self.dropped:
            return
        elif tag in ("td", "th"):
            self.close_cell()
        elif tag == "table" and self.rows is not None:
            self.close_table()
        elif tag == "pre":
            self.close_code_block()
        elif tag in BLOCKS:
            self.close_block(tag)
        elif any(frame.tag == tag for frame in self.frames[1:]):
            while self.frames[-1].tag != tag:
                self.close_frame()
            self.close_frame()

    def close_block(self, tag: str) -> None:
        if self.rows is not None:
            return
        self.flush()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self.marker = ""

    def close_frame(self) -> None:
        frame = self.frames.pop()
        text = "".join(frame.parts)
        words, mark = text.strip(), MARKS.get(frame.tag, "")
        if frame.tag in CODE:
            self.is_code = False
            text = f"`{text}`" if words and "`" not in text else escaped(text)
        elif not words or any(frame.tag == around.tag for around in self.frames):
            pass
        elif mark and "\n" not in words:
            text = f"{text[: len(text) - len(text.lstrip())]}{mark}{words}{mark}{text[len(text.rstrip()) :]}"
        elif frame.tag == "a":
            text = self.link(words, frame.address)
        self.frames[-1].parts.append(text)

    def link(self, words: str, address: str) -> str:
        if re.fullmatch(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[\w./%#?=+,;:@!~-]*)?", address):
            return f"[{words}]({address})"
        if address:
            _note(self.changes, "a link was taken as plain words")
        return words

    def handle_data(self, data: str) -> None:
        if self.dropped:
            return
        if self.is_code:
            self.frames[-1].parts.append(data)
            return
        self.frames[-1].parts += self.words(data)

    def words(self, data: str) -> Iterator[str]:
        """The text escaped; formulas between the marks that other systems use stay formulas."""
        end = 0
        for match in _FORMULA.finditer(data):
            yield escaped(re.sub(r"[ \t\n]+", " ", data[end : match.start()]))
            yield f"${(match['line'] or match['shown']).strip()}$"
            end = match.end()
        yield escaped(re.sub(r"[ \t\n]+", " ", data[end:]))

    def line(self) -> str:
        """What was gathered since the last block, all elements of lines closed."""
        while len(self.frames) > 1:
            self.close_frame()
        lines = [" ".join(line.split(" ")).strip() for line in "".join(self.frames[0].parts).split("\n")]
        self.frames = [_Frame("")]
        return at_line_start(re.sub(r" {2,}", " ", "\n".join(line for line in lines if line)))

    def flush(self) -> None:
        text = self.line()
        if text:
            self.add(text, is_entry=bool(self.marker))

    def add(self, text: str, *, is_entry: bool) -> None:
        depth = len(self.lists)
        indent = "    " * (depth - 1 if is_entry else depth) if self.is_block else ""
        marker = self.marker if self.is_block else ""
        first, *rest = text.split("\n")
        later = indent + ("    " if is_entry and self.is_block else "")
        self.blocks.append((is_entry, "\n".join([indent + marker + first, *(later + line for line in rest)])))
        self.marker = ""

    def close_cell(self) -> None:
        if self.rows and self.is_cell:
            self.rows[-1].append(self.line().replace("\n", " "))
        self.is_cell = False

    def close_table(self) -> None:
        self.close_cell()
        rows, self.rows = [row for row in self.rows or [] if row], None
        self.frames = [_Frame("")]
        if not rows:
            return
        if not self.is_block:
            self.add("; ".join(", ".join(row) for row in rows), is_entry=False)
            return
        width = max(len(row) for row in rows)
        full = [row + [""] * (width - len(row)) for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in full]
        self.add("\n".join([lines[0], "|" + "---|" * width, *lines[1:]]), is_entry=False)

    def close_code_block(self) -> None:
        self.is_code = False
        text = "".join(part for frame in self.frames for part in frame.parts).strip("\n")
        self.frames = [_Frame("")]
        if text.strip() and self.is_block and "```" not in text:
            self.add(f"```\n{text}\n```", is_entry=False)
        elif text.strip():
            self.add(escaped(text), is_entry=False)

    def finished(self) -> str:
        """The whole text."""
        if self.rows is not None:
            self.close_table()
        self.flush()
        out = ""
        was_entry = False
        for is_entry, text in self.blocks:
            between = ("\n" if is_entry and was_entry else "\n\n") if self.is_block else " "
            out += (between if out else "") + text
            was_entry = is_entry
        return out
