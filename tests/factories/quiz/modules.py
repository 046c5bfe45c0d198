"""Banks, blueprints and modules that have nothing but a final test."""

from collections.abc import Mapping, Sequence
from typing import Any

from lms.content.items import Item
from lms.content.outline import Blueprint, CompletionRule, Module, ModuleState, ModuleText


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
