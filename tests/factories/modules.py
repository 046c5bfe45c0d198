"""Modules for tests that need no files."""

from collections.abc import Sequence
from decimal import Decimal

from lms.content.outline import (
    Audience,
    CompletionRule,
    Component,
    Delivery,
    Lesson,
    LessonText,
    Module,
    ModuleState,
    ModuleText,
    Prerequisite,
)


def make_module(
    *,
    slug: str = "m",
    lessons: Sequence[str] = ("one",),
    require: Sequence[Component] = (Component.LESSONS, Component.FINAL_TEST),
    prerequisites: Sequence[Prerequisite] = (),
    digest: str = "d",
) -> Module:
    """A small open module in English."""
    numbered = [
        Lesson(slug=one, number=number, minutes=10, learning_outcomes=("X-O1",))
        for number, one in enumerate(lessons, 1)
    ]
    return Module(
        slug=slug,
        id="X",
        course="basic",
        state=ModuleState.OPEN,
        level="EQF 5",
        delivery=(Delivery.REGIONAL,),
        audience=(Audience.CLUSTER_MANAGERS,),
        prerequisites=tuple(prerequisites),
        learning_outcomes=("X-O1",),
        workload={Component.LESSONS: Decimal(7), Component.FINAL_TEST: Decimal("0.5")},
        blueprint=None,
        completion=CompletionRule(components=tuple(require)),
        lessons=tuple(numbered),
        assets=(),
        source_language="en",
        languages=("en",),
        texts={"en": _text(lessons)},
        digest=digest,
        text_digests={},
    )


def _text(lessons: Sequence[str]) -> ModuleText:
    return ModuleText(
        language="en",
        title="A module",
        summary="What it is about.",
        body_html="",
        learning_outcomes={"X-O1": "do something"},
        declarations={},
        lessons={
            slug: LessonText(title=slug, parts=(), sections=(), terms=(), blocks=(), language="en")
            for slug in lessons
        },
        test_items={},
        test_intro_html="",
        assignment=None,
        facilitator_html=None,
    )
