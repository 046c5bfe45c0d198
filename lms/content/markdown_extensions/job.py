"""What one rendering knows while it is at work: problems, links and pieces to put in at the end."""

import html
import re
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from lms.content.markdown_extensions.model import FoundLink, Kind, RenderContext, RenderProblem
from lms.content.markdown_extensions.source import Places
from lms.content.outline import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something that does not go through Markdown; a token holds its place."""

    plain: str
    """Its text, for attributes and for the list of headings."""
    source: str = ""
    """As it was written, in case it turns out to stand in code."""
    markup: str = ""
    """Made by our own generators; put in after the sanitiser."""
    element: Callable[[], Element] | None = None
    """Makes what stands in its place before the sanitiser."""
    block: int = -1


@dataclass(slots=True)
class Job:
    """One rendering."""

    context: RenderContext
    kind: Kind
    first_line: int = 1
    places: Places = field(default_factory=Places)
    problems: list[RenderProblem] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    links: list[FoundLink] = field(default_factory=list)
    term_slugs: dict[str, None] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    """Every address that the sanitiser may let through."""
    anchors: set[str] = field(default_factory=set)
    """Every id that the sanitiser may let through."""
    formula_characters: int = 0
    repeated: Counter[str] = field(default_factory=Counter)
    """How often the slug of a heading came again."""
    # An author cannot know the key, so no text can pretend to be a token.
    key: str = field(default_factory=lambda: f"q{secrets.token_hex(12)}q")

    @property
    def token(self) -> re.Pattern[str]:
        """Matches the token of a piece; group 1 is its number."""
        return re.compile(rf"{self.key}(\d+)z")

    @property
    def stale_mark(self) -> str:
        """Stands at the beginning of a paragraph whose translation is outdated."""
        return f"{self.key}old "

    def keep(self, piece: Piece) -> str:
        """A token that goes through Markdown in the place of the piece."""
        self.pieces.append(piece)
        return f"{self.key}{len(self.pieces) - 1}z"

    def piece(self, match: re.Match[str]) -> Piece:
        """The piece whose token was matched."""
        return self.pieces[int(match[1])]

    def plain(self, text: str) -> str:
        """The text with the words of the pieces in it."""
        return self.without_marks(self.token.sub(lambda match: self.piece(match).plain, text))

    def without_marks(self, text: str) -> str:
        """The text without the marks of outdated paragraphs."""
        return text.replace(self.stale_mark, "").replace(self.stale_mark.strip(), "")

    def with_markup(self, markup: str) -> str:
        """The sanitised HTML with the pieces put in; tags and their attributes are left alone."""
        pattern = re.compile(rf"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|{self.token.pattern}")
        return pattern.sub(lambda m: self.piece(m).markup if m[1] else m[0], markup)

    def error(self, place: tuple[int, int], code: str, message: str, example: str | None = None) -> None:
        """Note something that stops publication."""
        self._note(place, "error", code, message, example)

    def warning(self, place: tuple[int, int], code: str, message: str, example: str | None = None) -> None:
        """Note something that should be put right."""
        self._note(place, "warning", code, message, example)

    def _note(
        self, place: tuple[int, int], severity: str, code: str, message: str, example: str | None
    ) -> None:
        line, column = place
        problem = RenderProblem(
            line=line, column=column, severity=severity, code=code, message=message, example=example
        )
        if problem not in self.problems:
            self.problems.append(problem)


def set_attribute(element: Element, name: str, value: str) -> None:
    """Set an attribute to exactly this text: the serialiser would take `&copy=` for an entity."""
    element.set(name, value.replace("&", "&amp;"))


def set_address(job: Job, element: Element, name: str, address: str) -> None:
    """Set an attribute that holds an address, and let the sanitiser know that it is ours."""
    job.addresses.add(address)
    set_attribute(element, name, address)


def set_id(job: Job, element: Element, identifier: str) -> None:
    """Give an element an id that the sanitiser lets through."""
    job.anchors.add(identifier)
    set_attribute(element, "id", identifier)


def words_of(job: Job, element: Element) -> str:
    """The text of an element as people read it."""
    return " ".join(job.plain(html.unescape("".join(element.itertext()))).split())
