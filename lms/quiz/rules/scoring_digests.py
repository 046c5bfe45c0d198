"""What of an item decides on points, as a fingerprint: two versions with the same one score alike.

The wording of the question, feedback, explanations, hints and the text of a case are left out: mending them
changes nobody's points, and what was counted for the item goes on counting. What an answer is compared with
counts: accepted words, values and their tolerance, which options are right, how points are given, what a hint
costs. So do the words of options, pairs and entries, because a key names them by their place: to exchange two
of them is to change the key. Their case, spacing and closing punctuation do not count.
"""

import hashlib
import html
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    Gap,
    HotspotArea,
    HotspotItem,
    Item,
    LikertItem,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    PollItem,
    ShortTextItem,
    Word,
)
from lms.quiz.rules.texts import folded

_SCHEME = "scoring-1"
"""How digests are made; another scheme would let all figures start anew."""

_TAG = re.compile(r"<[^>]*>")


def scoring_digest(item: Item) -> str:
    """SHA-256 over what decides on the points of an item in one language, hexadecimal."""
    decisive = [_SCHEME, item.type.value, _number(item.points), _number(item.hint_cost), _key(item)]
    text = json.dumps(decisive, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _key(item: Item) -> object:
    match item:
        case ChoiceItem():
            options = [[one.id, one.is_correct, _words(one.html)] for one in item.options]
            return [item.scoring.value, options]
        case HotspotItem():
            return [item.scoring.value, item.is_multiple, [_area(area) for area in item.areas]]
        case NumericItem():
            sets = [[_number(one.answer), _number(one.tolerance)] for one in item.variants]
            return [sets, _words(item.unit or "")]
        case ShortTextItem():
            return _accepted(item.answers, fold_diacritics=item.fold_diacritics)
        case ClozeItem() | MarkWordsItem():
            return _key_in_text(item)
        case _:
            return _key_of_lists(item)


def _key_in_text(item: ClozeItem | MarkWordsItem) -> object:
    if isinstance(item, MarkWordsItem):
        words = [one for one in item.segments if isinstance(one, Word)]
        return [[one.id, one.is_correct, _words(one.text)] for one in words]
    gaps = [one for one in item.segments if isinstance(one, Gap)]
    return [[one.id, _gap(one, fold_diacritics=item.fold_diacritics)] for one in gaps]


def _gap(gap: Gap, *, fold_diacritics: bool) -> object:
    if gap.options:
        return [[one.id, one.is_correct, _words(one.text)] for one in gap.options]
    return _accepted(gap.answers, fold_diacritics=fold_diacritics)


def _key_of_lists(item: Item) -> object:
    match item:
        case MatchingItem():
            lefts = [[one.id, one.right_id, _words(one.html)] for one in item.lefts]
            return [lefts, [[one.id, _words(one.html)] for one in item.rights]]
        case OrderingItem():
            return [[one.id, _words(one.html)] for one in item.entries]
        case CategoriseItem():
            entries = [[one.id, one.category_id, _words(one.html)] for one in item.entries]
            return [entries, [[one.id, _words(one.html)] for one in item.categories]]
        case MatrixItem():
            rows = [[one.id, sorted(one.right_column_ids), _words(one.html)] for one in item.rows]
            return [item.is_multiple, rows, [[one.id, _words(one.html)] for one in item.columns]]
        case PollItem():
            return [item.is_multiple, [[one.id, _words(one.html)] for one in item.options]]
        case LikertItem():
            statements = [[one.id, _words(one.html)] for one in item.statements]
            return [statements, [_words(one) for one in item.scale]]
        case _:
            return None  # read by a person, or by nobody


def _area(area: HotspotArea) -> object:
    edges = [_number(edge) for edge in (area.x, area.y, area.width, area.height)]
    return [area.id, area.is_correct, edges, _words(area.html)]


def _accepted(answers: Iterable[str], *, fold_diacritics: bool) -> object:
    words = sorted({folded(answer, fold_diacritics=fold_diacritics) for answer in answers})
    return [fold_diacritics, words]


def _number(value: Decimal) -> str:
    """The same text for 1, 1.0 and 1.00."""
    return str(Fraction(value))


def _words(text: str) -> str:
    """What is read of a piece of HTML, without what does not count; the HTML where nothing can be read."""
    return folded(html.unescape(_TAG.sub("", text)), fold_diacritics=False) or text
