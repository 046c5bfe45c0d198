"""What a Markdown file of a module says: `module.md`, lesson, final test, assignment, facilitator's notes."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from lms.content.frontmatter import Fields, body_below, check_names, read_head
from lms.content.item_places import ItemPlace, check_place
from lms.content.lesson_syntax import read_body
from lms.content.module_schema import OUTCOMES_EXAMPLE
from lms.content.naming import OUTCOME_ID, SLUG
from lms.content.problems import Notes
from lms.content.programme_schema import MAX_TITLE
from lms.content.sources import BodyBlock, LessonPage, ModulePage, PageSource

MODULE_FILE = "module.md"
TEST_FILE = "final-test.md"
ASSIGNMENT_FILE = "assignment.md"
FACILITATOR_FILE = "facilitator.md"

MAX_SUMMARY = 600

_DIGEST = re.compile(r"[0-9a-f]{12}")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff\ufffe\uffff"
    "\U000f0000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A page, or None where its head cannot be read, with what is wrong with it."""

    page: PageSource | None
    notes: Notes


def text_of(data: bytes, notes: Notes) -> str:
    """The text of a file: UTF-8, lines ended by a line feed, letters composed; notes what is not text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        notes.error(line, 1, "not-utf-8", "this file is not saved as UTF-8; choose UTF-8 when saving it")
        text = data.decode("utf-8-sig", errors="replace").replace("\ufffd", "?")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    match = _INVISIBLE.search(text)
    if match is None:
        return text
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    message = f"here stands the invisible character U+{ord(match[0]):04X}; delete it"
    notes.error(line, column, "invisible-character", message)
    return _INVISIBLE.sub("", text)


def read_module_page(text: str, path: str) -> Read:
    """Read `module.md`."""

    def build(fields: Fields, base: "_Base") -> ModulePage:
        outcomes = fields.text_map(
            "outcomes", example='outcomes: {B1-O1: "distinguish a cluster from a network"}'
        )
        declarations = fields.text_map("declarations")
        check_names(outcomes, OUTCOME_ID, fields, "outcomes", example="B1-O1")
        check_names(declarations, SLUG, fields, "declarations", example="a-years-practice")
        return ModulePage(
            file=MODULE_FILE,
            title=base.title,
            body=base.body,
            translated_head=base.translated_head,
            translated_from=base.translated_from,
            path=path,
            places=base.places,
            summary=fields.text("summary", example="summary: What a cluster is.", limit=MAX_SUMMARY),
            learning_outcomes=outcomes,
            declarations=declarations,
        )

    return _read(text, path, "title: Clusters and mapping\nsummary: What a cluster is.", build, None)


def read_lesson_page(text: str, path: str, file: str) -> Read:
    """Read a lesson."""
    example = "title: Why clusters form\nminutes: 15\noutcomes: [B1-O1]"

    def build(fields: Fields, base: "_Base") -> LessonPage:
        return LessonPage(
            file=file,
            title=base.title,
            body=base.body,
            translated_head=base.translated_head,
            translated_from=base.translated_from,
            path=path,
            places=base.places,
            minutes=fields.integer("minutes", least=1, most=240, example="minutes: 15", default=1),
            learning_outcomes=fields.texts("outcomes", example=OUTCOMES_EXAMPLE, pattern=OUTCOME_ID),
        )

    read = _read(text, path, example, build, ItemPlace.LESSON)
    if read.page is not None and not read.page.body:
        read.notes.error(1, 1, "page-empty", "this lesson has a head and nothing below it")
    return read


def read_plain_page(text: str, path: str, file: str) -> Read:
    """Read a page whose head has only a title: final test, assignment, facilitator's notes."""

    def build(fields: Fields, base: "_Base") -> PageSource:
        return PageSource(
            file=file,
            title=base.title,
            body=base.body,
            translated_head=base.translated_head,
            translated_from=base.translated_from,
            path=path,
            places=base.places,
        )

    place = {TEST_FILE: ItemPlace.TEST, ASSIGNMENT_FILE: ItemPlace.ASSIGNMENT}.get(file)
    return _read(text, path, "title: Final test", build, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    title: str
    body: tuple[BodyBlock, ...]
    translated_head: str | None
    translated_from: tuple[str, ...]
    places: dict[str, tuple[int, int]]


def _read(
    text: str,
    path: str,
    example: str,
    build: Callable[[Fields, _Base], PageSource],
    place: ItemPlace | None,
) -> Read:
    notes = Notes(path)
    head = read_head(text, notes, example=example)
    if head is None:
        # What is wrong further down is said at once, not only when the head is right.
        read_body(*body_below(text), notes)
        return Read(None, notes)
    fields = head.fields
    base = _Base(
        title=_title(fields, example),
        body=read_body(head.body, head.body_line, notes),
        translated_head=_digest(fields),
        translated_from=_digests(fields),
        places={key.text: (value.line, value.column) for key, value in fields.node.entries},
    )
    page = build(fields, base)
    fields.close()
    check_place(page.body, place, notes)
    return Read(page, notes)


def _title(fields: Fields, example: str) -> str:
    title = fields.text("title", example=example.split("\n")[0])
    if len(title) > MAX_TITLE:
        message = f"this title has {len(title)} characters; on a certificate {MAX_TITLE} fit"
        fields.notes.error(*fields.place_of("title"), "title-too-long", message)
    return title


def _digest(fields: Fields) -> str | None:
    text = fields.text("translated_head", limit=40)
    if text and not _DIGEST.fullmatch(text):
        _refuse_digest(fields, "translated_head")
        return None
    return text or None


def _digests(fields: Fields) -> tuple[str, ...]:
    if not fields.has("translated_from"):
        return ()
    node = fields.node.get("translated_from")
    texts = [getattr(item, "text", "") for item in getattr(node, "items", ())]
    if not texts or not all(_DIGEST.fullmatch(text) for text in texts):
        _refuse_digest(fields, "translated_from")
        return ()
    return tuple(texts)


def _refuse_digest(fields: Fields, key: str) -> None:
    message = f"“{key}” is written by `lms content stamp`: digests of 12 hexadecimal digits"
    fields.notes.error(*fields.place_of(key), "wrong-value", message, "translated_from: [a1b2c3d4e5f6]")
