"""Does the export to the European Learning Model conform to the European Commission's shapes?"""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from lms.credentials.formats.elm import elm_of
from tests.conformance.badges import OURS
from tests.conformance.records import BASE, CERTIFICATES
from tests.support.assignments import png
from tests.support.conformance import conformance_data
from tests.support.validators import shapes

pytestmark = pytest.mark.slow

ACHIEVEMENT = "credentialSubject/hasClaim"
REQUIRED = (
    "credentialProfiles",
    "credentialSchema",
    "credentialSubject",
    "displayParameter",
    "displayParameter/primaryLanguage",
    "displayParameter/individualDisplay/displayDetail/image/content",
    "issued",
    "issuer",
    "issuer/eIDASIdentifier",
    "issuer/legalName",
    "issuer/location/address/countryCode",
    "validFrom",
    f"{ACHIEVEMENT}/awardedBy",
    f"{ACHIEVEMENT}/title",
)
"""What the shapes demand; where it stands in our export."""
DISTINCT = ("lv", "plain", "every letter", "second page", "course", "diploma")
"""The certificates whose exports differ in more than their texts."""


def without(credential: dict[str, Any], path: str) -> dict[str, Any]:
    """The credential with this left out wherever the same node is described."""
    changed: dict[str, Any] = deepcopy(credential)
    *parents, last = path.split("/")
    node = changed
    for name in parents:
        node = node[name]
    wanted = node["id"]

    def strip(one: Any) -> None:
        for inner in one.values() if isinstance(one, dict) else one if isinstance(one, list) else ():
            strip(inner)
        if isinstance(one, dict) and one.get("id") == wanted:
            one.pop(last, None)

    strip(changed)
    return changed


@pytest.fixture(scope="module")
def shapes_folder(needs_schemas: None) -> Path:
    return conformance_data("elm")


@pytest.mark.parametrize("name", DISTINCT)
def test_the_export_conforms(shapes_folder: Path, name: str) -> None:
    credential = elm_of(CERTIFICATES[name], OURS.address, png())
    assert shapes.problems(credential, shapes_folder) == []


@pytest.mark.parametrize("path", REQUIRED)
def test_the_shapes_miss_what_is_required(shapes_folder: Path, path: str) -> None:
    credential = elm_of(BASE, OURS.address, png())
    assert shapes.problems(without(credential, path), shapes_folder)


def test_a_term_that_no_context_defines_is_found(shapes_folder: Path) -> None:
    credential = elm_of(BASE, OURS.address, png())
    credential["issuer"]["favouriteColour"] = "blue"
    assert shapes.problems(credential, shapes_folder) == ["undefined term: favouriteColour"]


def test_the_commissions_own_sample_conforms(shapes_folder: Path) -> None:
    sample = json.loads((shapes_folder / "sample-conforming.jsonld").read_text("utf-8"))
    assert shapes.problems(sample, shapes_folder) == []
