"""The package for other systems: whole, well-formed, and scored there as it is here."""

import io
import zipfile
from collections.abc import Iterator
from itertools import combinations, product
from xml.etree.ElementTree import fromstring

import pytest

from lms.content.items import (
    HAND_GRADED_TYPES,
    UNGRADED_TYPES,
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    HotspotItem,
    Item,
    ItemType,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    ShortTextItem,
)
from lms.quiz.interchange.qti.package import write_qti
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.responses import Response
from lms.quiz.rules.scoring import share
from tests.unit.quiz.interchange.every_type import all_items
from tests.unit.quiz.interchange.qti_reader import Given, QtiItem

PACKAGE = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
WITHOUT_KEY = UNGRADED_TYPES | HAND_GRADED_TYPES


@pytest.fixture(scope="module")
def items() -> dict[str, Item]:
    return {item.id: item for item in all_items()}


@pytest.fixture(scope="module")
def files(items: dict[str, Item]) -> dict[str, bytes]:
    data = write_qti(list(items.values()), name="all-questions", language="en")
    assert write_qti(list(items.values()), name="all-questions", language="en") == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def given_of(item: Item, response: Response) -> Given:
    """A response of ours as QTI has it."""
    match item:
        case NumericItem():
            return {"RESPONSE": [str(response["value"])]}
        case ShortTextItem():
            return {"RESPONSE": [str(response["text"])]}
        case ClozeItem():
            return {f"RESPONSE_{gap}": [value] for gap, value in response["gaps"].items()}
        case MatchingItem():
            return {"RESPONSE": [f"{left} {right}" for left, right in response["pairs"].items()]}
        case CategoriseItem():
            return {"RESPONSE": [f"{one} {group}" for one, group in response["categories"].items()]}
        case MatrixItem():
            cells = response["cells"].items()
            return {"RESPONSE": [f"{row} {column}" for row, columns in cells for column in columns]}
        case OrderingItem():
            return {"RESPONSE": list(response["order"])}
        case MarkWordsItem():
            return {"RESPONSE": list(response["marked"])}
        case _:
            return {"RESPONSE": list(response["chosen"])}


def test_every_type_is_there(items: dict[str, Item]) -> None:
    assert {item.type for item in items.values()} == set(ItemType)


def test_the_manifest_names_every_file(files: dict[str, bytes]) -> None:
    manifest = fromstring(files["imsmanifest.xml"])
    named = [file.get("href") for file in manifest.iter(f"{PACKAGE}file")]
    assert sorted([*map(str, named), "imsmanifest.xml"]) == sorted(files)
    resources = {resource.get("identifier") for resource in manifest.iter(f"{PACKAGE}resource")}
    depended = {dependency.get("identifierref") for dependency in manifest.iter(f"{PACKAGE}dependency")}
    assert resources == depended | {"test"}


def test_the_test_asks_every_item_once(files: dict[str, bytes], items: dict[str, Item]) -> None:
    test = fromstring(files["test.xml"])
    references = [one.get("href") for one in test.iter() if one.tag.endswith("assessmentItemRef")]
    assert sorted(map(str, references)) == sorted(name for name in files if name.startswith("items/"))
    drawn = [one for one in test.iter() if one.tag.endswith("}selection")]
    several = [item for item in items.values() if isinstance(item, NumericItem) and len(item.variants) > 1]
    assert len(drawn) == len(several) > 0


def test_every_item_is_of_one_piece(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.startswith("items/"):
            QtiItem(data).check()


def test_the_right_response_earns_all_points_and_none_earns_nothing(
    files: dict[str, bytes], items: dict[str, Item]
) -> None:
    for item in items.values():
        numbers = range(len(item.variants)) if isinstance(item, NumericItem) else range(1)
        for number in numbers:
            is_one_of_several = isinstance(item, NumericItem) and len(item.variants) > 1
            qti = QtiItem(files[f"items/i-{item.id}{f'-{number + 1}' if is_one_of_several else ''}.xml"])
            assert qti.score({}) == 0
            if item.type not in WITHOUT_KEY:
                given = given_of(item, right_response(item, number))
                assert float(qti.score(given)) == pytest.approx(float(item.points), abs=1e-5), item.id


def every_response(item: Item) -> Iterator[Response]:
    match item:
        case ChoiceItem() | HotspotItem():
            options = item.areas if isinstance(item, HotspotItem) else item.options
            ids = [option.id for option in options]
            is_multiple = item.type is ItemType.MULTIPLE_CHOICE or (
                isinstance(item, HotspotItem) and item.is_multiple
            )
            for count in range(1, len(ids) + 1 if is_multiple else 2):
                yield from ({"chosen": list(chosen)} for chosen in combinations(ids, count))
        case MatchingItem():
            rights = [right.id for right in item.rights]
            for picked in product(rights, repeat=len(item.lefts)):
                yield {"pairs": {left.id: right for left, right in zip(item.lefts, picked, strict=True)}}
        case MatrixItem(is_multiple=False):
            for picked in product([column.id for column in item.columns], repeat=len(item.rows)):
                yield {"cells": {row.id: [column] for row, column in zip(item.rows, picked, strict=True)}}
        case CategoriseItem():
            for picked in product([one.id for one in item.categories], repeat=len(item.entries)):
                yield {"categories": {one.id: k for one, k in zip(item.entries, picked, strict=True)}}
        case _:
            return


def test_other_responses_earn_there_what_they_earn_here(
    files: dict[str, bytes], items: dict[str, Item]
) -> None:
    compared = set()
    for item in items.values():
        for response in every_response(item):
            compared.add(item.type)
            there = QtiItem(files[f"items/i-{item.id}.xml"]).score(given_of(item, response))
            here = float(share([item], response)) * float(item.points)
            assert float(there) == pytest.approx(here, abs=1e-5), (item.id, response)
    assert compared >= {ItemType.SINGLE_CHOICE, ItemType.MULTIPLE_CHOICE, ItemType.MATCHING, ItemType.MATRIX}
