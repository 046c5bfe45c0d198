"""What is declared to be kept of each type in each format, compared with what comes back."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from lms.content.item_sources import ClozeSource, GapSource, ItemSource, NumericSource, Passage
from lms.content.items import ItemType
from lms.quiz.interchange.exporting import exported
from lms.quiz.interchange.formats import IMPORTED, Format
from lms.quiz.interchange.importing import read_questions
from lms.quiz.interchange.parts import parts_of
from lms.quiz.interchange.report import Verdict
from lms.quiz.interchange.support import KEPT, Part
from tests.unit.quiz.interchange.every_type import all_sources

SIMPLE_PARTS = {
    Part.EXPLANATION: "explanation",
    Part.HINT: "hint",
    Part.POINTS: "points",
    Part.HINT_COST: "hint_cost",
}


def with_everything(item: ItemSource) -> ItemSource:
    """The item with all that any item can have, and without a case or a table of parameters."""
    full = replace(
        item,
        case=None,
        points=Decimal(3),
        hint=Passage("Think of a place."),
        explanation=Passage("Because it is so."),
        hint_cost=Decimal("0.25"),
    )
    if isinstance(full, NumericSource) and full.parameters:
        answer = replace(full.answer, value="7", is_formula=False)
        wrong = tuple(replace(one, value="70", is_formula=False) for one in full.misconceptions)
        full = replace(
            full, parameters=None, answer=answer, misconceptions=wrong, prompt=Passage("How many?")
        )
    return full


ONE_GAP = ClozeSource(
    id="one-gap",
    type=ItemType.CLOZE,
    prompt=Passage("A cluster has no fixed {{boundary|border}} on the map."),
    gaps=(GapSource(answers=("boundary", "border"), is_choice=False),),
    feedback=Passage("Right."),
)


def of_type(kind: ItemType) -> list[ItemSource]:
    return [with_everything(item) for item in (*all_sources(), ONE_GAP) if item.type is kind]


def arrivals(form: Format, item: ItemSource) -> Iterator[ItemSource]:
    data = exported(form, [item], category="all", language="en").data
    yield from (question.item for question in read_questions(form, data, "en").questions if question.item)


def test_every_format_says_something_of_every_type() -> None:
    assert set(KEPT) == set(Format)
    for table in KEPT.values():
        assert set(table) == set(ItemType)
        assert all(kept.arrives_as or kept.loses for kept in table.values())


@pytest.mark.parametrize("form", IMPORTED)
@pytest.mark.parametrize("kind", ItemType)
def test_a_type_comes_back_as_declared(form: Format, kind: ItemType) -> None:
    expected = KEPT[form][kind].arrives_as
    found = {arrival.type for item in of_type(kind) for arrival in arrivals(form, item)}
    if expected is None:
        assert not found
    else:
        assert expected in found
        assert found <= {expected, ItemType.SINGLE_CHOICE, ItemType.SHORT_TEXT}


@pytest.mark.parametrize("form", IMPORTED)
@pytest.mark.parametrize("kind", ItemType)
def test_a_part_comes_back_if_and_only_if_it_is_declared(form: Format, kind: ItemType) -> None:
    kept = KEPT[form][kind]
    for item in of_type(kind):
        for arrival in arrivals(form, item):
            for part, name in SIMPLE_PARTS.items():
                same = getattr(arrival, name) == getattr(item, name)
                assert same == (part in kept.parts), (part, item.id)
            if Part.FEEDBACK not in kept.parts:
                assert Part.FEEDBACK not in parts_of(arrival, "en")
            elif Part.FEEDBACK in parts_of(item, "en"):
                assert Part.FEEDBACK in parts_of(arrival, "en")
            if Part.FORESEEN in parts_of(item, "en"):
                assert Part.FORESEEN in parts_of(arrival, "en")


@pytest.mark.parametrize("form", IMPORTED)
def test_the_report_of_an_export_names_what_is_lost(form: Format) -> None:
    items = [with_everything(item) for item in all_sources()]
    findings = exported(form, items, category="all", language="en").report.findings
    assert len(findings) == len(items)
    for item, finding in zip(items, findings, strict=True):
        said = " ".join(finding.notes)
        assert finding.verdict is Verdict.LEFT or "the cost of the hint" in said
        for part in (Part.HINT, Part.POINTS, Part.EXPLANATION):
            is_lost = part not in KEPT[form][item.type].parts
            assert (f"lost: {part}" in finding.notes) == (is_lost and finding.verdict is not Verdict.LEFT)


def test_a_case_stands_above_each_of_its_questions() -> None:
    (item, *_) = [item for item in all_sources() if item.case is not None]
    assert item.case is not None
    data = exported(Format.MOODLE_XML, [item], category="all", language="en")
    assert item.case.text.text in data.data.decode()
    assert any("case" in note for note in data.report.findings[0].notes)


def test_the_same_items_make_the_same_bytes() -> None:
    for form in IMPORTED:
        first = exported(form, all_sources(), category="all", language="en")
        assert exported(form, all_sources(), category="all", language="en") == first
