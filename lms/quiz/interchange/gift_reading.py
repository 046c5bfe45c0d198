"""GIFT: questions as lines of text, with their answers in braces."""

import re
from decimal import Decimal

from lms.content.item_sources import ItemSource, Passage
from lms.quiz.interchange.building import (
    WHOLE,
    Draft,
    RawAnswer,
    choice_of,
    matching_of,
    number_in,
    numeric_of,
    short_text_of,
    true_false_of,
)
from lms.quiz.interchange.gaps import GAP_SIGN, cloze_of, one_gap
from lms.quiz.interchange.gift_lines import Block, blocks_of, freed
from lms.quiz.interchange.readings import MAX_TEXT, Question, QuestionLeftError, Reading, leave_more_answers
from lms.quiz.interchange.texts import NOTHING, Rich, TextFormat, as_block, optional_block

_NAME = re.compile(r"\s*::(?P<name>.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(?P<form>html|moodle|plain|markdown)\]")
_TRUE_FALSE = re.compile(r"(?P<word>T|TRUE|F|FALSE)\s*(?:#.*)?", re.DOTALL | re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(?P<percent>-?\d{1,3}(?:\.\d{1,10})?)%")
_NO_WEIGHT = re.compile(r"\s*%[^%\n]{0,30}%")
_SPAN = re.compile(r"(?P<low>[^.]*(?:\.\d[^.]*)?)\.\.(?P<high>.*)")
_GENERAL = "####"


def read_gift(text: str, language: str) -> Reading:
    """The questions of a GIFT file."""
    blocks, remarks = blocks_of(text)
    return Reading(tuple(_question(block, language) for block in blocks), tuple(remarks))


def _question(block: Block, language: str) -> Question:
    if sum(map(len, block.lines)) > MAX_TEXT:
        name = block.lines[0][:60]
        return Question(line=block.line, name=name, item=None, reason="it is longer than a question is")
    text = block.text
    match = _NAME.match(text)
    name = " ".join(freed(match["name"]).split()) if match else ""
    rest = text[match.end() :] if match else text
    shown = name or " ".join(freed(rest.partition("{")[0]).split())[:60]
    draft = Draft(id=block.id or name, prompt=Passage(""))
    item, reason = None, ""
    try:
        item = _Reader(draft, language).read(rest)
    except QuestionLeftError as error:
        reason = error.message
    return Question(
        line=block.line,
        name=shown,
        item=item,
        tags=tuple(block.tags),
        changes=tuple(draft.changes),
        reason=reason,
    )


class _Reader:
    """Reads one question below its name."""

    def __init__(self, draft: Draft, language: str) -> None:
        self.draft = draft
        self.language = language
        self.form = TextFormat.AUTO

    def read(self, text: str) -> ItemSource:
        match = _FORMAT.match(text)
        if match:
            self.form = TextFormat(match["form"])
            text = text[match.end() :]
        before, after, body = _cut(text)
        if "####" in body:
            body, _, general = body.rpartition(_GENERAL)
            self.draft.explanation = optional_block(self.rich(general), self.draft.changes)
        if after.strip():
            return self.missing_word(before, body.strip(), after)
        self.draft.prompt = as_block(self.rich(before), self.draft.changes)
        return self.answered(body.strip())

    def rich(self, text: str) -> Rich:
        """A text in the format it names, or in that of the question."""
        match = _FORMAT.match(text)
        form = TextFormat(match["form"]) if match else self.form
        return Rich(freed(text[match.end() :] if match else text).strip(), form)

    def answered(self, body: str) -> ItemSource:
        if not body:
            raise QuestionLeftError("an essay is graded by a person; a final test has no such questions")
        if _TRUE_FALSE.fullmatch(body):
            return self.true_false(body)
        if body.startswith("#"):
            return numeric_of(self.draft, self.values(body[1:].strip()), None)
        if re.search(r"->", body) and "~" not in body and _WEIGHT.search(body) is None:
            return self.matching(body)
        answers, is_words = self.answers(body)
        if is_words:
            return short_text_of(self.draft, answers)
        is_single = any(piece[:1] == "=" for piece in _pieces(body))
        return choice_of(self.draft, answers, is_single=is_single, shuffle=True)

    def true_false(self, body: str) -> ItemSource:
        word, *feedback = body.split("#")
        if len(feedback) > 2:
            raise QuestionLeftError("it has more than two feedbacks")
        wrong, right = [*(self.rich(text) for text in feedback), NOTHING, NOTHING][:2]
        is_true = word.strip().upper().startswith("T")
        if_true, if_false = (right, wrong) if is_true else (wrong, right)
        return true_false_of(
            self.draft, is_true=is_true, if_true=if_true, if_false=if_false, language=self.language
        )

    def matching(self, body: str) -> ItemSource:
        pairs = []
        for piece in _pieces(body):
            left, arrow, right = piece[1:].partition("->")
            if piece[0] != "=" or not arrow:
                raise QuestionLeftError("one of its pairs has no -> in it")
            if "#" in right:
                self.draft.changed("feedback to a pair was left out")
                right = right.partition("#")[0]
            pairs.append((self.rich(left), self.rich(right)))
        return matching_of(self.draft, pairs)

    def answers(self, body: str) -> tuple[list[RawAnswer], bool]:
        """The answers, and whether all of them are to be typed: no wrong one is offered."""
        pieces = _pieces(body)
        return [self.answer(piece) for piece in pieces], all(piece[0] == "=" for piece in pieces)

    def answer(self, piece: str) -> RawAnswer:
        percent, text = _weighed(piece)
        text, _, feedback = text.partition("#")
        return RawAnswer(text=self.rich(text), percent=percent, feedback=self.rich(feedback))

    def values(self, body: str) -> list[RawAnswer]:
        if body[:1] not in ("=", "~"):
            body = f"={body}"
        return [self.value(piece) for piece in _pieces(body)]

    def value(self, piece: str) -> RawAnswer:
        if piece[0] == "~" and piece[1:].strip()[:1] not in ("#", "%"):
            raise QuestionLeftError("a wrong number is written =%0%number")
        percent, text = _weighed(piece)
        text, _, feedback = text.partition("#")
        value, tolerance = ("*", Decimal(0)) if not text.strip() else _interval(freed(text).strip())
        rich = Rich(value, TextFormat.PLAIN)
        return RawAnswer(text=rich, percent=percent, feedback=self.rich(feedback), tolerance=tolerance)

    def missing_word(self, before: str, body: str, after: str) -> ItemSource:
        if not body or body[0] not in "=~":
            raise QuestionLeftError("a gap in a sentence needs answers that are words")
        rich = self.rich(f"{before}{GAP_SIGN}{after}")
        self.draft.prompt = as_block(rich, self.draft.changes)
        answers, is_words = self.answers(body)
        return cloze_of(self.draft, [one_gap(self.draft, answers, is_choice=not is_words)])


def _cut(text: str) -> tuple[str, str, str]:
    """What stands before the braces, behind them and in them."""
    before, opening, rest = text.partition("{")
    body, closing, after = rest.partition("}")
    if not opening:
        if "}" in before:
            raise QuestionLeftError("it has a closing brace without an opening one")
        raise QuestionLeftError("it has no answers; a description asks nothing")
    if not closing:
        raise QuestionLeftError("its braces are not closed before the blank line that ends it")
    if "{" in after or "}" in after or "{" in body:
        raise QuestionLeftError("it has more braces than one pair")
    return before, after, body


def _pieces(body: str) -> list[str]:
    pieces = [piece.strip() for piece in re.split(r"(?=[=~])", body) if piece.strip()]
    if not pieces or pieces[0][0] not in "=~":
        raise QuestionLeftError("its answers begin with neither = nor ~")
    leave_more_answers(len(pieces))
    return pieces


def _weighed(piece: str) -> tuple[Decimal, str]:
    match = _WEIGHT.match(piece, 1)
    if match:
        return Decimal(match["percent"]), piece[match.end() :]
    if _NO_WEIGHT.match(piece, 1):
        raise QuestionLeftError("a weight between % signs is no number")
    return WHOLE if piece[0] == "=" else Decimal(0), piece[1:]


def _interval(text: str) -> tuple[str, Decimal]:
    """`3.14:0.01` or `3..4` as a value and how far off it may be."""
    span = _SPAN.fullmatch(text)
    if span:
        low, high = number_in(span["low"]), number_in(span["high"])
        if low is None or high is None or high < low:
            raise QuestionLeftError(f"“{text[:40]}” is no span of numbers")
        return f"{(low + high) / 2:f}", (high - low) / 2
    value, _, tolerance = text.partition(":")
    off = number_in(tolerance) if tolerance.strip() else Decimal(0)
    if off is None or off < 0:
        raise QuestionLeftError(f"“{tolerance[:40]}” is no tolerance")
    return value.strip(), off
