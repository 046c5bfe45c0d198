"""Items in which a text is worked on."""

from collections.abc import Sequence

from lms.content.items import ClozeItem, Gap, GapOption, ItemType, MarkWordsItem, Word
from tests.factories.quiz.base import base


def cloze(
    typed: int = 1,
    chosen: int = 2,
    *,
    item_id: str = "cloze",
    outcome: str | None = "X-O1",
    points: str = "1",
) -> ClozeItem:
    segments: list[str | Gap] = ["<p>A text"]
    for n in range(1, typed + chosen + 1):
        if n <= typed:
            segments.append(Gap(id=f"g{n}", answers=(f"canary-gap-{item_id}-{n}", f"gap {n}")))
        else:
            options = tuple(
                GapOption(id=letter, text=f"Word {letter}", is_correct=letter == "a") for letter in "abc"
            )
            segments.append(Gap(id=f"g{n}", options=options))
        segments.append(" and on")
    segments.append(".</p>")
    return ClozeItem(
        **base(item_id, ItemType.CLOZE, outcome, points),
        segments=tuple(segments),
        fold_diacritics=False,
        feedback_html=f"canary-feedback-{item_id}",
    )


def mark_words(
    right: Sequence[int] = (1, 3),
    of: int = 5,
    *,
    item_id: str = "mark-words",
    outcome: str | None = "X-O1",
    points: str = "1",
) -> MarkWordsItem:
    segments: list[str | Word] = ["<p>A text with "]
    for n in range(1, of + 1):
        segments += [Word(id=f"w{n}", text=f"word {n}", is_correct=n in right), " and "]
    return MarkWordsItem(
        **base(item_id, ItemType.MARK_WORDS, outcome, points),
        segments=(*segments, "no more.</p>"),
        feedback_html=f"canary-feedback-{item_id}",
    )
