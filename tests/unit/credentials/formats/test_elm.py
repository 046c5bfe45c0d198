"""Does the export keep the shapes of the Commission, with nothing dropped on the way?"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from pyld import jsonld
from rdflib import Graph

from lms.credentials.formats import elm
from lms.credentials.formats.addresses import address_of
from lms.credentials.records import Record
from tests.factories.credentials import ENGLISH, SWEDISH, make_record
from tests.support.conformance import conformance_data
from tests.unit.credentials.formats.test_badge import RECORDS

PICTURE = b"\x89PNG"


@pytest.fixture(scope="module")
def data(needs_schemas: None) -> Path:
    return conformance_data("elm")


@pytest.fixture(scope="module")
def shapes(data: Path) -> Graph:
    graph = Graph()
    for name in ("EDC-generic-no-cv.ttl", "EDC-generic-full.ttl"):
        graph.parse(data / name)
    return graph


@pytest.fixture(scope="module")
def ontology(data: Path) -> Graph:
    return Graph().parse(data / "ELM.ttl")


@pytest.fixture(scope="module")
def options(data: Path) -> dict[str, Any]:
    files = dict(zip(elm.CONTEXTS, ("cred-v1.json", "edc-ap-context.jsonld"), strict=True))

    def load(url: str, _options: object = None) -> dict[str, Any]:
        text = (data / files[url]).read_text(encoding="utf-8")
        return {"contextUrl": None, "documentUrl": url, "document": json.loads(text)}

    return {"documentLoader": load}


def document_of(record: Record) -> dict[str, Any]:
    return elm.elm_of(record, address_of(record), PICTURE)


Check = Callable[[dict[str, Any]], tuple[bool, str]]


@pytest.fixture(scope="module")
def check(shapes: Graph, ontology: Graph, options: dict[str, Any]) -> Check:
    def conforms(document: dict[str, Any]) -> tuple[bool, str]:
        quads = jsonld.to_rdf(document, {**options, "format": "application/n-quads"})
        graph = Graph().parse(data=quads, format="nt")
        result, _graph, text = pyshacl.validate(
            graph, shacl_graph=shapes, ont_graph=ontology, inference="none", advanced=True
        )
        return result, text

    return conforms


@pytest.mark.parametrize(
    "name", ["two assessments, results by outcome, two languages, expiring", "course", "recognised"]
)
def test_the_shapes_of_the_commission_accept_it(check: Check, name: str) -> None:
    assert check(document_of(RECORDS[name])) == (True, "Validation Report\nConforms: True\n")


def test_the_shapes_refuse_a_credential_that_lacks_what_they_ask_for(check: Check) -> None:
    document = document_of(make_record())
    claim = document["credentialSubject"]["hasClaim"]
    kept = {key: claim[key] for key in ("id", "type", "title")}
    document["credentialSubject"]["hasClaim"] = kept
    del document["issuer"]["eIDASIdentifier"]
    conforms, text = check(document)
    assert not conforms
    assert "eidasLegalIdentifier" in text
    assert "awardedBy" in text


def test_no_term_is_dropped_for_want_of_a_definition(options: dict[str, Any]) -> None:
    document = document_of(RECORDS["two assessments, results by outcome, two languages, expiring"])
    back = jsonld.compact(jsonld.expand(document, options), document["@context"], options)
    assert normal(back) == normal(document)


def normal(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: normal(one) for key, one in value.items()}
    if isinstance(value, list):
        return [normal(one) for one in value] if len(value) != 1 else normal(value[0])
    return value


def test_it_is_the_same_credential_in_every_language_of_the_record() -> None:
    document = document_of(make_record(wordings=(SWEDISH, replace(ENGLISH, learning_outcomes=("one",)))))
    achievement = document["credentialSubject"]["hasClaim"]
    assert document["id"] == "https://campus.example.org/credentials/0f8fad5b-d9cb-469f-a165-70867728950e"
    assert set(achievement["title"]) == {"en", "sv"}
    assert achievement["specifiedBy"]["learningOutcome"][0]["title"]["en"] == "one"
    assert achievement["specifiedBy"]["volumeOfLearning"] == "PT7H30M"


def test_it_claims_neither_credits_nor_a_level_of_a_national_framework() -> None:
    text = json.dumps(document_of(make_record()))
    assert "creditPoint" not in text
    assert "eqfLevel" not in text
    assert "EQF 5, indicative" in text


@pytest.mark.parametrize(("country", "code"), [("LV", "LVA"), ("SE", "SWE"), ("XX", "OP_DATPRO")])
def test_countries_have_the_codes_of_the_publications_office(country: str, code: str) -> None:
    record = make_record(issuer=replace(make_record().issuer, country=country))
    address = document_of(record)["issuer"]["location"]["address"]
    assert address["countryCode"]["id"].endswith(f"/country/{code}")
