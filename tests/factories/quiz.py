"""Items, banks and modules for tests of the quiz, with canaries where a key or feedback stands."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from lms.content.items import (
    ChoiceItem,
    ChoiceScoring,
    ClozeItem,
    Gap,
    GapOption,
    Item,
    ItemType,
    MatchingItem,
    MatchLeft,
    MatchRight,
    Misconception,
    NearMiss,
    NumericItem,
    NumericVariant,
    Option,
    OrderingEntry,
    OrderingItem,
    ShortTextItem,
)
from lms.content.outline import Blueprint, CompletionRule, Module, ModuleState, ModuleText

LETTERS = "abcdefghijklmnop"


def base(item_id: str, kind: ItemType, outcome: str | None, points: str) -> dict[str, Any]:
    return {
        "id": item_id,
        "type": kind,
        "learning_outcome": outcome,
        "points": Decimal(points),
        "hint_html": None,
        "explanation_html": f"<p>canary-explanation-{item_id}</p>",
    }


def choice(
    right: str = "a",
    of: int = 4,
    *,
    item_id: str = "choice",
    kind: ItemType | None = None,
    scoring: ChoiceScoring = ChoiceScoring.EXACT,
    outcome: str | None = "X-O1",
    points: str = "1",
    shuffle: bool = True,
) -> ChoiceItem:
    single = ItemType.SINGLE_CHOICE if len(right) == 1 else ItemType.MULTIPLE_CHOICE
    options = tuple(
        Option(
            id=letter,
            html=f"Option {letter}",
            is_correct=letter in right,
            feedback_html=f"canary-feedback-{item_id}-{letter}",
        )
        for letter in LETTERS[:of]
    )
    return ChoiceItem(
        **base(item_id, kind or single, outcome, points),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        options=options,
        scoring=scoring,
        shuffle=shuffle,
    )


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


def matching(
    size: int = 3,
    distractors: int = 1,
    *,
    item_id: str = "matching",
    outcome: str | None = "X-O1",
    points: str = "1",
) -> MatchingItem:
    lefts = tuple(
        MatchLeft(
            id=f"l{n}", html=f"Left {n}", right_id=f"r{n}", feedback_html=f"canary-feedback-{item_id}-{n}"
        )
        for n in range(1, size + 1)
    )
    rights = tuple(MatchRight(id=f"r{n}", html=f"Right {n}") for n in range(1, size + distractors + 1))
    return MatchingItem(
        **base(item_id, ItemType.MATCHING, outcome, points),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        lefts=lefts,
        rights=rights,
    )


def ordering(
    size: int = 4, *, item_id: str = "ordering", outcome: str | None = "X-O1", points: str = "1"
) -> OrderingItem:
    return OrderingItem(
        **base(item_id, ItemType.ORDERING, outcome, points),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        entries=tuple(OrderingEntry(id=f"o{n}", html=f"Entry {n}") for n in range(1, size + 1)),
    )


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


def bank_of(items: Sequence[Item]) -> Mapping[str, Item]:
    return {item.id: item for item in items}


def blueprint(draw: Mapping[str, int] | None = None, **changes: Any) -> Blueprint:
    values: dict[str, Any] = {
        "draw": draw or {"X-O1": 2},
        "pass_percent": 70,
        "critical_outcome": None,
        "critical_percent": 0,
        "attempts": 3,
        "waits_days": {3: 7},
        "minutes": 40,
        "grace_seconds": 30,
    }
    return Blueprint(**{**values, **changes})


def module(
    items: Sequence[Item],
    *,
    plan: Blueprint | None = None,
    translations: Mapping[str, Sequence[Item]] | None = None,
    outcomes: Sequence[str] = ("X-O1", "X-O2"),
) -> Module:
    """A module that has nothing but a final test."""
    banks = {"en": items, **(translations or {})}
    return Module(
        slug="small",
        id="X",
        course="basic",
        state=ModuleState.OPEN,
        level="EQF 5",
        delivery=(),
        audience=(),
        prerequisites=(),
        learning_outcomes=tuple(outcomes),
        workload={},
        blueprint=plan or blueprint(),
        completion=CompletionRule(components=()),
        lessons=(),
        assets=(),
        source_language="en",
        languages=tuple(banks),
        texts={language: _text(language, bank, outcomes) for language, bank in banks.items()},
        digest="0" * 64,
        text_digests={},
    )


def _text(language: str, items: Sequence[Item], outcomes: Sequence[str]) -> ModuleText:
    return ModuleText(
        language=language,
        title="Small",
        summary="",
        body_html="",
        learning_outcomes={outcome: f"can {outcome}" for outcome in outcomes},
        declarations={},
        lessons={},
        test_items=bank_of(items),
        test_intro_html="",
        assignment=None,
        facilitator_html=None,
    )
