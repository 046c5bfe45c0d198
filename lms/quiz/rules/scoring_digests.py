"""What of an item decides on points, as a fingerprint: two versions with the same one score alike.

The wording of the question, feedback, explanations, hints and the text of a case are left out: mending them
changes nobody's points, and what was counted for the item goes on counting. What an answer is compared with
counts: accepted words, values and their tolerance, which options are right, how points are given, what a hint
costs. A key names options, pairs and entries by their place in the file; so that it matters when two of them
change places but not when a word in them is mended, their words count by their alphabetical order alone.
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
            right = [[one.id, one.is_correct] for one in item.options]
            return [item.scoring.value, right, _order(one.html for one in item.options)]
        case HotspotItem():
            areas = [_area(area) for area in item.areas]
            return [item.scoring.value, item.is_multiple, areas, _order(one.html for one in item.areas)]
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
        return [[[one.id, one.is_correct] for one in words], _order(one.text for one in words)]
    gaps = [one for one in item.segments if isinstance(one, Gap)]
    return [[one.id, _gap(one, fold_diacritics=item.fold_diacritics)] for one in gaps]


def _gap(gap: Gap, *, fold_diacritics: bool) -> object:
    if gap.options:
        right = [[one.id, one.is_correct] for one in gap.options]
        return [right, _order(one.text for one in gap.options)]
    return _accepted(gap.answers, fold_diacritics=fold_diacritics)


def _key_of_lists(item: Item) -> object:
    match item:
        case MatchingItem():
            pairs = [[one.id, one.right_id] for one in item.lefts]
            return [pairs, _order(one.html for one in item.lefts), _order(one.html for one in item.rights)]
        case OrderingItem():
            return _order(one.html for one in item.entries)
        case CategoriseItem():
            groups = [[one.id, one.category_id] for one in item.entries]
            orders = _order(one.html for one in item.entries), _order(one.html for one in item.categories)
            return [groups, *orders]
        case MatrixItem():
            ticks = [[one.id, sorted(one.right_column_ids)] for one in item.rows]
            orders = _order(one.html for one in item.rows), _order(one.html for one in item.columns)
            return [item.is_multiple, ticks, *orders]
        case PollItem():
            return [item.is_multiple, _order(one.html for one in item.options)]
        case LikertItem():
            return [_order(one.html for one in item.statements), len(item.scale)]
        case _:
            return None  # read by a person, or by nobody


def _order(texts: Iterable[str]) -> list[int]:
    """The place of each text in the alphabetical order of all, which also tells how many there are."""
    words = [_words(text) for text in texts]
    return [sorted(words).index(one) for one in words]


def _area(area: HotspotArea) -> object:
    edges = [_number(edge) for edge in (area.x, area.y, area.width, area.height)]
    return [area.id, area.is_correct, edges]


def _accepted(answers: Iterable[str], *, fold_diacritics: bool) -> object:
    words = sorted({folded(answer, fold_diacritics=fold_diacritics) for answer in answers})
    return [fold_diacritics, words]


def _number(value: Decimal) -> str:
    """The same text for 1, 1.0 and 1.00."""
    return str(Fraction(value))


def _words(text: str) -> str:
    """What is read of a piece of HTML, without what does not count; the HTML where nothing can be read."""
    return folded(html.unescape(_TAG.sub("", text)), fold_diacritics=False) or text
