"""Items as Moodle XML; texts stay Markdown, which Moodle knows as a format of its own."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from lms.content.item_sources import (
    ChoiceSource,
    ClozeSource,
    EssaySource,
    GapSource,
    ItemSource,
    MatchingSource,
    NumericSource,
    OrderingSource,
    Passage,
    ShortTextSource,
)
from lms.content.items import ItemType
from lms.content.quiz_kinds import GAP
from lms.quiz.interchange.nearest import weights_of
from lms.quiz.interchange.variants import plain_values
from lms.quiz.interchange.words import true_option

_TYPES = {
    ItemType.SINGLE_CHOICE: "multichoice",
    ItemType.TRUE_FALSE: "truefalse",
    ItemType.MULTIPLE_CHOICE: "multichoice",
    ItemType.NUMERIC: "numerical",
    ItemType.SHORT_TEXT: "shortanswer",
    ItemType.MATCHING: "matching",
    ItemType.ORDERING: "ordering",
    ItemType.CLOZE: "cloze",
    ItemType.ESSAY: "essay",
}
_CLOZE_SIGN = re.compile(r'[}#~/"\\]')


def write_moodle_xml(items: Sequence[ItemSource], category: str) -> bytes:
    """A Moodle XML file."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    lines += ['  <question type="category">', "    <category>"]
    lines += [f"      {_inner(f'$course$/top/{category}')}", "    </category>", "  </question>"]
    for item in items:
        lines += [f'  <question type="{_TYPES[item.type]}">', *_question(item), "  </question>"]
    return "\n".join([*lines, "</quiz>", ""]).encode()


def _question(item: ItemSource) -> Iterator[str]:
    yield f"    <name>{_inner(item.id)}</name>"
    yield f"    {_text('questiontext', _prompt(item))}"
    yield f"    {_text('generalfeedback', item.explanation)}"
    yield f"    <defaultgrade>{item.points.normalize():f}</defaultgrade>"
    yield "    <penalty>0</penalty>"
    yield "    <hidden>0</hidden>"
    yield f"    <idnumber>{escape(item.id)}</idnumber>"
    yield from (f"    {line}" for line in _answers(item))
    if item.hint:
        yield f"    {_text('hint', item.hint)}"
    if item.learning_outcome:
        yield f"    <tags><tag>{_inner(item.learning_outcome)}</tag></tags>"


def _inner(text: str) -> str:
    """`<text>` around something."""
    if not re.search(r"[&<>]", text):
        return f"<text>{text}</text>"
    return f"<text><![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]></text>"


def _text(name: str, passage: Passage | None) -> str:
    return f'<{name} format="markdown">{_inner(passage.text if passage else "")}</{name}>'


def _answer(fraction: Decimal | int, text: str, feedback: Passage | None, more: str = "") -> str:
    written = f"{Decimal(fraction).quantize(Decimal('0.00001')).normalize():f}"
    return (
        f'<answer fraction="{written}" format="markdown">{text}{_text("feedback", feedback)}{more}</answer>'
    )


def _prompt(item: ItemSource) -> Passage:
    if not isinstance(item, ClozeSource):
        return item.prompt
    gaps = iter(item.gaps)
    return Passage(GAP.sub(lambda match: match["skip"] or _gap(next(gaps)), item.prompt.text))


def _gap(gap: GapSource) -> str:
    if gap.is_choice:
        return f"{{1:MULTICHOICE:{'~'.join(_marked(gap.answers, right=1))}}}"
    return f"{{1:SHORTANSWER:{'~'.join(_marked(gap.answers, right=len(gap.answers)))}}}"


def _marked(texts: Sequence[str], *, right: int) -> Iterator[str]:
    for number, text in enumerate(texts):
        sign = "=" if number < right else "%0%"
        yield sign + _CLOZE_SIGN.sub(r"\\\g<0>", text)


def _answers(item: ItemSource) -> Iterator[str]:
    match item:
        case ChoiceSource(type=ItemType.TRUE_FALSE):
            yield from _true_false(item)
        case ChoiceSource():
            yield from _choice(item)
        case NumericSource():
            yield from _numeric(item)
        case ShortTextSource():
            yield "<usecase>0</usecase>"
            for text in item.answers:
                yield _answer(100, _inner(_typed(text)), item.feedback)
            for miss in item.near_misses:
                yield _answer(0, _inner(_typed(miss.text)), miss.feedback)
        case ClozeSource():
            return
        case MatchingSource():
            yield "<shuffleanswers>true</shuffleanswers>"
            for pair in item.pairs:
                left = pair.left.text if pair.left else ""
                right = f'<answer format="markdown">{_inner(pair.right.text)}</answer>'
                yield f'<subquestion format="markdown">{_inner(left)}{right}</subquestion>'
        case OrderingSource():
            yield from _ordering(item)
        case EssaySource():
            yield from _essay(item)
        case _:
            raise ValueError(f"Moodle XML has no words for {item.type}")


def _typed(text: str) -> str:
    return text.replace("*", r"\*")


def _true_false(item: ChoiceSource) -> Iterator[str]:
    true = true_option(item.options)
    for option in item.options:
        word = "true" if option is true else "false"
        yield _answer(100 if option.is_correct else 0, _inner(word), option.feedback)


def _choice(item: ChoiceSource) -> Iterator[str]:
    is_single = item.type is ItemType.SINGLE_CHOICE
    yield f"<single>{'true' if is_single else 'false'}</single>"
    yield f"<shuffleanswers>{'true' if item.shuffle else 'false'}</shuffleanswers>"
    yield "<answernumbering>none</answernumbering>"
    for option, weight in zip(item.options, weights_of(item), strict=True):
        fraction = max(weight, Decimal(0)) if is_single else weight
        yield _answer(fraction, _inner(option.text.text), option.feedback)


def _numeric(item: NumericSource) -> Iterator[str]:
    for number, value in enumerate(plain_values(item)):
        tolerance = f"<tolerance>{value.tolerance}</tolerance>"
        yield _answer(0 if number else 100, _inner(value.value), value.feedback, tolerance)
    unit = item.answer.unit
    if unit:
        name = f"<unit_name>{escape(unit)}</unit_name>"
        yield f"<units><unit><multiplier>1</multiplier>{name}</unit></units>"
    yield "<unitgradingtype>0</unitgradingtype>"
    yield "<unitpenalty>0</unitpenalty>"
    # 0: the unit may be typed with the number; 3: there is none.
    yield f"<showunits>{0 if unit else 3}</showunits>"
    yield "<unitsleft>0</unitsleft>"


def _ordering(item: OrderingSource) -> Iterator[str]:
    yield "<layouttype>VERTICAL</layouttype>"
    yield "<selecttype>ALL</selecttype>"
    yield "<selectcount>0</selectcount>"
    yield "<gradingtype>RELATIVE_ALL_PREVIOUS_AND_NEXT</gradingtype>"
    yield "<showgrading>SHOW</showgrading>"
    yield "<numberingstyle>none</numberingstyle>"
    for number, entry in enumerate(item.entries, 1):
        yield _answer(number, _inner(entry.text), None)


def _essay(item: EssaySource) -> Iterator[str]:
    yield "<responseformat>editor</responseformat>"
    yield "<responserequired>1</responserequired>"
    yield "<responsefieldlines>15</responsefieldlines>"
    for name, limit in (("minwordlimit", item.least_words), ("maxwordlimit", item.most_words)):
        if limit:
            yield f"<{name}>{limit}</{name}>"
    yield "<attachments>0</attachments>"
