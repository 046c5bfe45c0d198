"""The European Commission's SHACL shapes of the European Learning Model, by pyshacl."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyshacl
import rdflib
from pyld import jsonld

SHAPES = ("EDC-generic-no-cv.ttl", "EDC-generic-full.ttl")
CONTEXTS = {
    "https://www.w3.org/2018/credentials/v1": "cred-v1.json",
    "http://data.europa.eu/snb/model/context/edc-ap": "edc-ap-context.jsonld",
}
SHACL = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def problems(credential: Mapping[str, Any], folder: Path) -> list[str]:
    """Terms that no context defines, and which property of what breaks which of the shapes in that folder."""
    quads, undefined = _quads(credential, folder)
    graph = rdflib.Graph()
    graph.parse(data=quads, format="nt")
    shapes, ontology = _graphs(folder)
    # Without inference: with it the shape of persons would hit organisations.
    conforms, report, text = pyshacl.validate(
        graph, shacl_graph=shapes, ont_graph=ontology, inference="none", advanced=True
    )
    assert isinstance(report, rdflib.Graph), text
    found = sorted(_said(report, one) for one in report.subjects(rdflib.RDF.type, SHACL.ValidationResult))
    assert conforms == (not found), text
    return [f"undefined term: {name}" for name in undefined] + found


def _said(report: rdflib.Graph, result: rdflib.term.Node) -> str:
    parts = (report.value(result, SHACL[name]) for name in ("focusNode", "resultPath", "resultMessage"))
    return " · ".join(str(one) for one in parts)


def _quads(credential: Mapping[str, Any], folder: Path) -> tuple[str, list[str]]:
    """The credential as triples, and the terms that got lost on the way."""

    def load(address: str, _options: object) -> dict[str, object]:
        document = json.loads((folder / CONTEXTS[address]).read_text("utf-8"))
        return {"contextUrl": None, "documentUrl": address, "document": document}

    undefined: list[str] = []
    expanded = jsonld.expand(dict(credential), {"documentLoader": load}, on_property_dropped=undefined.append)
    return str(jsonld.to_rdf(expanded, {"format": "application/n-quads"})), undefined


@cache
def _graphs(folder: Path) -> tuple[rdflib.Graph, rdflib.Graph]:
    shapes, ontology = rdflib.Graph(), rdflib.Graph()
    for name in SHAPES:
        shapes.parse(folder / name)
    ontology.parse(folder / "ELM.ttl")
    return shapes, ontology
