"""What stands in an item of each type: its responses, its body, how it earns points, its feedback."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ChoiceScoring,
    HotspotArea,
    HotspotItem,
    ItemType,
    LikertItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    NumericVariant,
    Option,
    OrderingItem,
    PollItem,
    ShortTextItem,
)
from lms.quiz.interchange.qti import declarations as qti
from lms.quiz.interchange.qti.xhtml import flow, inline
from lms.quiz.interchange.qti.xml_writing import el, text


@dataclass(frozen=True, slots=True)
class Parts:
    """An item in pieces, in the order in which QTI wants them."""

    responses: str
    body: str
    processing: str = ""
    feedback: str = ""


def choice(item: ChoiceItem) -> Parts:
    """Single choice, true/false, multiple choice."""
    is_multiple = item.type is ItemType.MULTIPLE_CHOICE
    return _picked(
        item.prompt_html,
        item.options,
        item.points,
        item.scoring,
        is_multiple=is_multiple,
        shuffle=item.shuffle,
    )


def hotspot(item: HotspotItem) -> Parts:
    """A choice among the names of the areas."""
    return _picked(
        item.prompt_html, item.areas, item.points, item.scoring, is_multiple=item.is_multiple, shuffle=False
    )


def _picked(
    prompt: str,
    options: Sequence[Option] | Sequence[HotspotArea],
    points: Decimal,
    scoring: ChoiceScoring,
    *,
    is_multiple: bool,
    shuffle: bool,
) -> Parts:
    right = [option.id for option in options if option.is_correct]
    shares, start = _shares([option.id for option in options], right, points, scoring)
    is_shared = is_multiple and scoring is not ChoiceScoring.EXACT
    answer = qti.response(
        "identifier",
        "multiple" if is_multiple else "single",
        right,
        shares if is_shared else None,
        most=points if not start else None,
    )
    earned = qti.points_if(qti.is_right(), points)
    if is_shared:
        score = el("sum", qti.base("float", qti.number(start)), el("mapResponse", identifier=qti.RESPONSE))
        earned = qti.when(qti.is_answered(), qti.set_score(score if start else qti.mapped()))
    choices = (el("simpleChoice", inline(option.html), identifier=option.id) for option in options)
    body = flow(prompt) + el(
        "choiceInteraction",
        *choices,
        responseIdentifier=qti.RESPONSE,
        shuffle=shuffle,
        maxChoices=0 if is_multiple else 1,
    )
    said = "".join(
        qti.modal(option.id, flow(option.feedback_html)) for option in options if option.feedback_html
    )
    return Parts(answer, body, earned + (qti.when(qti.is_answered(), qti.say_picked()) if said else ""), said)


def _shares(
    ids: Sequence[str], right: Sequence[str], points: Decimal, scoring: ChoiceScoring
) -> tuple[Mapping[str, Decimal], Decimal]:
    """What each pick earns or costs, and what is there before any."""
    of = len(ids) if scoring is ChoiceScoring.PROPORTIONAL else max(len(right), 1)
    share = points / of
    shares = {identifier: share if identifier in right else -share for identifier in ids}
    is_proportional = scoring is ChoiceScoring.PROPORTIONAL
    return shares, share * (len(ids) - len(right)) if is_proportional else Decimal(0)


def numeric(item: NumericItem, variant: NumericVariant) -> Parts:
    """A number, with one set of parameters."""
    answer = qti.response("float", "single", [f"{variant.answer:f}"])
    unit = f" {text(item.unit)}" if item.unit else ""
    entry = el("textEntryInteraction", responseIdentifier=qti.RESPONSE, expectedLength=12)
    right = _within(el("correct", identifier=qti.RESPONSE), variant.tolerance)
    processing = qti.points_if(right, item.points)
    said = ""
    if item.feedback_html:
        processing += qti.when(right, qti.say(qti.RIGHT))
        said += qti.modal(qti.RIGHT, flow(item.feedback_html))
    for count, wrong in enumerate(variant.misconceptions, 1):
        condition = _within(qti.base("float", f"{wrong.value:f}"), wrong.tolerance)
        if wrong.feedback_html:
            processing += qti.when(condition, qti.say(f"WRONG_{count}"))
            said += qti.modal(f"WRONG_{count}", flow(wrong.feedback_html))
    return Parts(answer, flow(variant.prompt_html) + el("p", entry, unit), processing, said)


def _within(value: str, tolerance: Decimal) -> str:
    if not tolerance:
        return el("equal", qti.variable(qti.RESPONSE), value, toleranceMode="exact")
    off = f"{tolerance:f} {tolerance:f}"
    return el("equal", qti.variable(qti.RESPONSE), value, toleranceMode="absolute", tolerance=off)


def short_text(item: ShortTextItem) -> Parts:
    """A word or two; capital letters do not count."""
    answer = qti.response("string", "single", item.answers[:1])
    entry = el("textEntryInteraction", responseIdentifier=qti.RESPONSE, expectedLength=40)
    right = el("or", *(_same(word) for word in item.answers))
    processing = qti.points_if(right, item.points)
    said = ""
    if item.feedback_html:
        processing += qti.when(right, qti.say(qti.RIGHT))
        said += qti.modal(qti.RIGHT, flow(item.feedback_html))
    for count, miss in enumerate(item.near_misses, 1):
        if miss.feedback_html:
            processing += qti.when(_same(miss.text), qti.say(f"WRONG_{count}"))
            said += qti.modal(f"WRONG_{count}", flow(miss.feedback_html))
    return Parts(answer, flow(item.prompt_html) + el("p", entry), processing, said)


def _same(word: str) -> str:
    return el(
        "stringMatch",
        qti.variable(qti.RESPONSE),
        qti.base("string", word),
        caseSensitive=False,
        substring=False,
    )


def matching(item: MatchingItem) -> Parts:
    """Pairs; a share for each."""
    share = item.points / max(len(item.lefts), 1)
    shares = {f"{left.id} {left.right_id}": share for left in item.lefts}
    lefts, rights = [(one.id, one.html) for one in item.lefts], [(one.id, one.html) for one in item.rights]
    return _paired(item.prompt_html, lefts, rights, shares, most=item.points)


def categorise(item: CategoriseItem) -> Parts:
    """Entries and their groups; a share for each entry."""
    share = item.points / max(len(item.entries), 1)
    shares = {f"{entry.id} {entry.category_id}": share for entry in item.entries}
    groups = [(one.id, one.html) for one in item.categories]
    return _paired(
        item.prompt_html, [(one.id, one.html) for one in item.entries], groups, shares, most=item.points
    )


def matrix(item: MatrixItem) -> Parts:
    """Rows and columns; a share for each row, which wrong ticks take away from."""
    shares: dict[str, Decimal] = {}
    for row in item.rows:
        share = item.points / len(item.rows) / max(len(row.right_column_ids), 1)
        for column in item.columns:
            if column.id in row.right_column_ids:
                shares[f"{row.id} {column.id}"] = share
            elif item.is_multiple:
                shares[f"{row.id} {column.id}"] = -share
    rows, columns = [(one.id, one.html) for one in item.rows], [(one.id, one.html) for one in item.columns]
    ticks = len(columns) if item.is_multiple else 1
    return _paired(item.prompt_html, rows, columns, shares, most=item.points, ticks=ticks)


def likert(item: LikertItem) -> Parts:
    """Statements and the points of the scale; nothing is right."""
    scale = [(f"p{number}", html) for number, html in enumerate(item.scale, 1)]
    statements = [(one.id, one.html) for one in item.statements]
    return _paired(item.prompt_html, statements, scale, {}, most=None)


def _paired(
    prompt: str,
    lefts: Sequence[tuple[str, str]],
    rights: Sequence[tuple[str, str]],
    shares: Mapping[str, Decimal],
    *,
    most: Decimal | None,
    ticks: int = 1,
) -> Parts:
    right = [pair for pair, share in shares.items() if share > 0]
    answer = qti.response("directedPair", "multiple", right, shares, most=most)
    sets = (
        el("simpleMatchSet", *_associable(lefts, ticks)),
        el("simpleMatchSet", *_associable(rights, len(lefts))),
    )
    body = flow(prompt) + el(
        "matchInteraction",
        *sets,
        responseIdentifier=qti.RESPONSE,
        shuffle=most is not None,
        maxAssociations=len(lefts) * ticks,
    )
    earned = qti.when(qti.is_answered(), qti.set_score(qti.mapped())) if shares else ""
    return Parts(answer, body, earned)


def _associable(ends: Iterable[tuple[str, str]], most: int) -> list[str]:
    return [el("simpleAssociableChoice", inline(html), identifier=one, matchMax=most) for one, html in ends]


def ordering(item: OrderingItem) -> Parts:
    """A sequence; all points for the whole."""
    answer = qti.response("identifier", "ordered", [entry.id for entry in item.entries])
    entries = (el("simpleChoice", inline(entry.html), identifier=entry.id) for entry in item.entries)
    body = flow(item.prompt_html) + el(
        "orderInteraction", *entries, responseIdentifier=qti.RESPONSE, shuffle=True
    )
    return Parts(answer, body, qti.points_if(qti.is_right(), item.points))


def poll(item: PollItem) -> Parts:
    """A choice in which nothing is right."""
    answer = qti.response("identifier", "multiple" if item.is_multiple else "single", [])
    choices = (el("simpleChoice", inline(option.html), identifier=option.id) for option in item.options)
    body = flow(item.prompt_html) + el(
        "choiceInteraction",
        *choices,
        responseIdentifier=qti.RESPONSE,
        shuffle=False,
        maxChoices=0 if item.is_multiple else 1,
    )
    return Parts(answer, body)


def free_text(prompt: str) -> Parts:
    """A text that a person reads."""
    answer = qti.response("string", "single", [])
    entry = el("extendedTextInteraction", responseIdentifier=qti.RESPONSE, expectedLines=10)
    return Parts(answer, flow(prompt) + entry)


def upload(prompt: str) -> Parts:
    """A file."""
    answer = qti.response("file", "single", [])
    return Parts(answer, flow(prompt) + el("uploadInteraction", responseIdentifier=qti.RESPONSE))
