"""The table of question types in `docs/quizzes.md`: made here, so that it says what the code does."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import force_locale

from lms.content.items import ItemType
from lms.quiz import wording
from lms.quiz.interchange.formats import NAMES, Format
from lms.quiz.interchange.support import KEPT, Part

BEGIN, END = "<!-- types: begin -->", "<!-- types: end -->"
"""Between these lines of the document stands the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFacts:
    """What a reader wants to know of a type of question that the code can't say."""

    section: str
    """The heading in `docs/content-format.md` below which it is described."""
    fair: str
    """What keeps its points fair."""
    keyboard: str
    """How it is answered without a mouse; the same works without scripts."""


_RADIOS = "arrow keys choose, Tab goes on"
_TICKS = "Tab to each, space ticks"
_TYPING = "typing"

FACTS = {
    ItemType.SINGLE_CHOICE: TypeFacts(
        section="Single choice, true or false",
        fair="options are shuffled for each attempt; the check warns of banks that give the right one away"
        " by its length or place",
        keyboard=_RADIOS,
    ),
    ItemType.TRUE_FALSE: TypeFacts(
        section="Single choice, true or false",
        fair="both words always in the same order; a guess is right every second time, so use few",
        keyboard=_RADIOS,
    ),
    ItemType.MULTIPLE_CHOICE: TypeFacts(
        section="Multiple choice",
        fair="the learner is told before answering which of the three ways counts; nothing ticked earns"
        " nothing",
        keyboard=_TICKS,
    ),
    ItemType.NUMERIC: TypeFacts(
        section="Numbers",
        fair="decimal comma and point, spaces and the unit in any language are read; what can't be read is"
        " said before handing in; parameter sets keep neighbours apart",
        keyboard=_TYPING,
    ),
    ItemType.SHORT_TEXT: TypeFacts(
        section="A word or two",
        fair="capitals, spaces, dashes and quotation marks never count; an answer in any language of the"
        " module is right",
        keyboard=_TYPING,
    ),
    ItemType.MATCHING: TypeFacts(
        section="Matching",
        fair="right sides are shuffled; distractors keep the last pair from being free",
        keyboard="a list for each left side",
    ),
    ItemType.ORDERING: TypeFacts(
        section="Ordering",
        fair="one entry in the wrong place costs its own pairs, not the whole order; left as shown it is"
        " not answered",
        keyboard="buttons up and down; without scripts a place for each entry",
    ),
    ItemType.CLOZE: TypeFacts(
        section="Gaps",
        fair="words to choose from are shuffled; typed ones are read as those of a short text",
        keyboard="typing, or a list in the text",
    ),
    ItemType.HOTSPOT: TypeFacts(
        section="Areas of a figure",
        fair="areas are numbered as one reads, not as they are written; no aiming: the same areas stand"
        " below the figure in words",
        keyboard="as a choice, on the cards below the figure",
    ),
    ItemType.CATEGORISE: TypeFacts(
        section="Categories",
        fair="entries are shuffled; a group that nothing belongs to keeps the last entry from being free",
        keyboard=f"{_RADIOS}; a set for each entry",
    ),
    ItemType.MATRIX: TypeFacts(
        section="A table to tick in",
        fair="rows are shuffled, each counts for itself; ticking everything in a row earns no more than"
        " its right ticks less its wrong ones",
        keyboard="as a choice in each row; row and column are spoken",
    ),
    ItemType.MARK_WORDS: TypeFacts(
        section="Words to mark",
        fair="marking everything does not pay: each wrong word is taken off a right one",
        keyboard=_TICKS,
    ),
    ItemType.LIKERT: TypeFacts(
        section="Scales, polls and reflections",
        fair="no key and no points; counts as answered",
        keyboard="arrow keys choose in each row; row and column are spoken",
    ),
    ItemType.POLL: TypeFacts(
        section="Scales, polls and reflections",
        fair="no key and no points; what all say is shown after one's own answer, from five people on",
        keyboard="as a choice",
    ),
    ItemType.REFLECTION: TypeFacts(
        section="Scales, polls and reflections",
        fair="no key and no points; nobody else reads it",
        keyboard=_TYPING,
    ),
    ItemType.ESSAY: TypeFacts(
        section="Essays and uploads",
        fair="the rubric is known beforehand; limits in words are said, and counted while typing",
        keyboard=_TYPING,
    ),
    ItemType.UPLOAD: TypeFacts(
        section="Essays and uploads",
        fair="the rubric is known beforehand; kinds, number and size of files are said",
        keyboard="the file picker of the browser",
    ),
}

_HEAD = ("type", "written", "scoring", "what is fair about it", "keyboard", *NAMES.values())


WHOLE = "whole"
"""Said of a type that a format loses nothing of but what it loses of all."""


def markdown() -> str:
    """The whole table, and below it what each format loses of all types; in English."""
    with force_locale("en"):
        lines = [_HEAD, tuple("---" for _cell in _HEAD), *(tuple(_row(kind)) for kind in ItemType)]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n".join((table, "", *(_lost_of_all(form) for form in NAMES)))


def _lost_of_all(form: Format) -> str:
    kept = frozenset(part for one in KEPT[form].values() for part in one.parts)
    lost = [part.value for part in Part if part not in kept]
    return f"- {NAMES[form]} keeps of no type: {'; '.join(lost)}."


def _row(kind: ItemType) -> Iterator[str]:
    facts = FACTS[kind]
    yield f"**{wording.TYPES[kind]}** (`{kind}`)"
    yield f"[{facts.section}](content-format.md#{_anchor(facts.section)})"
    yield scoring_sentence(kind)
    yield facts.fair
    yield facts.keyboard
    yield from (KEPT[form][kind].loses or WHOLE for form in NAMES)


def scoring_sentence(kind: ItemType) -> str:
    """How points are given, as the learner is told, in all ways that the author can choose from."""
    if kind is ItemType.MULTIPLE_CHOICE:
        return " ".join(f"`{way}`: {words}" for way, words in wording.CHOICE_POINTS.items())
    if kind is ItemType.HOTSPOT:
        return f"One area: {wording.POINTS[kind]} Several: as with several right answers."
    if kind is ItemType.MATRIX:
        return f"One tick in a row: {wording.POINTS[kind]} Several: {wording.ROWS_OF_MANY}"
    return str(wording.POINTS[kind])


def _anchor(heading: str) -> str:
    return "".join(sign for sign in heading.lower() if sign.isalnum() or sign in " -").replace(" ", "-")
