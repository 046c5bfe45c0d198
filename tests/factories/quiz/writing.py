"""Items that are answered in numbers, words, files or on a scale."""

from collections.abc import Sequence
from decimal import Decimal

from lms.content.items import (
    EssayItem,
    ItemType,
    LikertItem,
    LikertStatement,
    Misconception,
    NearMiss,
    NumericItem,
    NumericVariant,
    ReflectionItem,
    ShortTextItem,
    UploadItem,
)
from tests.factories.quiz.base import base


def numeric(
    answers: Sequence[tuple[str, str]] = (("1.87", "0.02"),),
    *,
    item_id: str = "numeric",
    unit: str | None = None,
    outcome: str | None = "X-O1",
    points: str = "1",
    wrong: str = "9999",
) -> NumericItem:
    variants = tuple(
        NumericVariant(
            prompt_html=f"<p>Prompt of {item_id}, numbers {number}</p>",
            answer=Decimal(answer),
            tolerance=Decimal(tolerance),
            misconceptions=(
                Misconception(
                    value=Decimal(wrong),
                    tolerance=Decimal(0),
                    feedback_html=f"canary-misconception-{item_id}",
                ),
            ),
        )
        for number, (answer, tolerance) in enumerate(answers)
    )
    return NumericItem(
        **base(item_id, ItemType.NUMERIC, outcome, points),
        variants=variants,
        unit=unit,
        feedback_html=f"canary-feedback-{item_id}",
    )


def short_text(
    *answers: str,
    item_id: str = "text",
    fold: bool = False,
    outcome: str | None = "X-O1",
    points: str = "1",
    near: str = "quadruple",
) -> ShortTextItem:
    return ShortTextItem(
        **base(item_id, ItemType.SHORT_TEXT, outcome, points),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        answers=answers or ("quintuple",),
        near_misses=(NearMiss(text=near, feedback_html=f"canary-near-miss-{item_id}"),),
        fold_diacritics=fold,
        feedback_html=f"canary-feedback-{item_id}",
    )


def likert(size: int = 3, *, item_id: str = "likert") -> LikertItem:
    return LikertItem(
        **base(item_id, ItemType.LIKERT, None, "0"),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        statements=tuple(LikertStatement(id=f"s{n}", html=f"Statement {n}") for n in range(1, size + 1)),
        scale=("Not at all", "A little", "Mostly", "Fully"),
    )


def reflection(*, item_id: str = "reflection") -> ReflectionItem:
    return ReflectionItem(
        **base(item_id, ItemType.REFLECTION, None, "0"), prompt_html=f"<p>Prompt of {item_id}</p>"
    )


def essay(*, item_id: str = "essay", least: int | None = 3, most: int | None = 500) -> EssayItem:
    return EssayItem(
        **base(item_id, ItemType.ESSAY, "X-O1", "4"),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        least_words=least,
        most_words=most,
    )


def upload(*, item_id: str = "upload", most_files: int = 2) -> UploadItem:
    return UploadItem(
        **base(item_id, ItemType.UPLOAD, "X-O1", "4"),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        most_files=most_files,
        most_megabytes=5,
        endings=("pdf", "docx"),
    )
