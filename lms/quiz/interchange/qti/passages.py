"""Items whose text itself is worked on: gaps and words stand in it."""

from collections.abc import Sequence
from decimal import Decimal

from lms.content.items import ClozeItem, Gap, MarkWordsItem, Word
from lms.quiz.interchange.qti import declarations as qti
from lms.quiz.interchange.qti.bodies import Parts
from lms.quiz.interchange.qti.xhtml import flow
from lms.quiz.interchange.qti.xml_writing import el, text

_FIRST = 0xE000
"""A character of private use stands for each piece while the text around it is written."""
_ROUNDED = Decimal("0.001")
"""Thirds do not add up to a whole in six decimals."""


def cloze(item: ClozeItem) -> Parts:
    """A share for each gap."""
    gaps = [segment for segment in item.segments if isinstance(segment, Gap)]
    share = item.points / max(len(gaps), 1)
    answers = "".join(_gap_response(gap, share) for gap in gaps)
    body = _put_in(item.segments, [_gap(gap) for gap in gaps])
    ids = [_name(gap) for gap in gaps]
    earned = qti.set_score(qti.mapped(ids))
    said = ""
    if item.feedback_html:
        nearly = item.points - _ROUNDED
        is_full = el("gte", qti.variable("SCORE"), qti.base("float", qti.number(nearly)))
        earned += qti.when(is_full, qti.say(qti.RIGHT))
        said = qti.modal(qti.RIGHT, flow(item.feedback_html))
    return Parts(answers, body, earned, said)


def _name(gap: Gap) -> str:
    return f"{qti.RESPONSE}_{gap.id}"


def _gap_response(gap: Gap, share: Decimal) -> str:
    if gap.options:
        right = [option.id for option in gap.options if option.is_correct]
        shares = dict.fromkeys(right, share)
        return qti.response("identifier", "single", right, shares, identifier=_name(gap))
    shares = dict.fromkeys(gap.answers, share)
    return qti.response("string", "single", gap.answers[:1], shares, identifier=_name(gap), is_text=True)


def _gap(gap: Gap) -> str:
    if not gap.options:
        return el("textEntryInteraction", responseIdentifier=_name(gap), expectedLength=20)
    choices = (el("inlineChoice", text(option.text), identifier=option.id) for option in gap.options)
    return el("inlineChoiceInteraction", *choices, responseIdentifier=_name(gap), shuffle=True)


def mark_words(item: MarkWordsItem) -> Parts:
    """Right marks minus wrong marks."""
    words = [segment for segment in item.segments if isinstance(segment, Word)]
    right = [word.id for word in words if word.is_correct]
    share = item.points / max(len(right), 1)
    shares = {word.id: share if word.is_correct else -share for word in words}
    answer = qti.response("identifier", "multiple", right, shares, most=item.points)
    marks = [el("hottext", text(word.text), identifier=word.id) for word in words]
    body = el(
        "hottextInteraction",
        _put_in(item.segments, marks),
        responseIdentifier=qti.RESPONSE,
        maxChoices=0,
    )
    earned = qti.when(qti.is_answered(), qti.set_score(qti.mapped()))
    said = ""
    if item.feedback_html:
        earned += qti.when(qti.is_right(), qti.say(qti.RIGHT))
        said = qti.modal(qti.RIGHT, flow(item.feedback_html))
    return Parts(answer, body, earned, said)


def _put_in(segments: Sequence[object], pieces: Sequence[str]) -> str:
    """The text with the pieces at their places."""
    number = -1
    html = ""
    for segment in segments:
        if isinstance(segment, str):
            html += segment
        else:
            number += 1
            html += chr(_FIRST + number)
    written = flow(html)
    for number, piece in enumerate(pieces):
        written = written.replace(chr(_FIRST + number), piece)
    return written
