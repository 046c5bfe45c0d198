"""All validators for a folder as `bin/lms credentials sample` writes it."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from openbadgeslib.ob3.contexts import load_context

from lms.credentials.formats.contexts import PINNED
from tests.support.conformance import conformance_data
from tests.support.validators import (
    mutool,
    open_badges,
    openssl_cms,
    page_validation,
    pdfsig,
    qpdf,
    shapes,
    verapdf,
)
from tests.support.validators.node_verifiers import Questions, Token

Check = Callable[[], list[str]]


def in_verapdf(file: Path) -> list[str]:
    """What veraPDF says of one file, in a run of its own."""
    found = verapdf.verdicts([(file, flavour) for flavour in verapdf.BOTH])
    return [problem for problems in found.values() for problem in problems]


def verdicts(
    folder: Path, ask_verapdf: Callable[[Path], list[str]] = in_verapdf
) -> Iterator[tuple[str, list[str]]]:
    """The name of each check with what it finds wrong; what is missing here is said in brackets."""
    with TemporaryDirectory() as name:
        for title, check in _checks(folder.absolute(), Path(name), ask_verapdf).items():
            try:
                yield title, check()
            except pytest.skip.Exception as missing:
                yield title, [f"({missing})"]


def _checks(folder: Path, scratch: Path, ask_verapdf: Callable[[Path], list[str]]) -> Mapping[str, Check]:
    file = folder / "certificate.pdf"
    return {
        "certificate.pdf: veraPDF, PDF/A-3a and PDF/UA-1": lambda: ask_verapdf(file),
        **_of_pdf(file, folder / "seal.pem", scratch),
        **_of_badge(folder, scratch),
    }


def _of_pdf(file: Path, certificate: Path, scratch: Path) -> dict[str, Check]:
    def sealed() -> list[str]:
        trust = pdfsig.make_trust(scratch / "trust", certificate, pdfsig.PEER)
        return pdfsig.problems(file, trust, pdfsig.VALID) + pdfsig.certificate_problems(certificate, trust)

    return {
        "certificate.pdf: page-validation, PDF/A-3a": lambda: page_validation.problems(file, "3a"),
        "certificate.pdf: page-validation, PDF/UA-1": lambda: page_validation.problems(file, "ua1"),
        "certificate.pdf: qpdf": lambda: qpdf.problems(file),
        "certificate.pdf: pdfsig": sealed,
        "certificate.pdf: openssl cms": lambda: openssl_cms.problems(file, certificate),
        "certificate.pdf: mutool": lambda: mutool.problems(file),
    }


def _of_badge(folder: Path, scratch: Path) -> dict[str, Check]:
    badge, token = _json(folder / "credential.json"), (folder / "credential.jwt").read_text("utf-8").strip()
    issuer, documents = badge["issuer"]["id"], _documents(folder)
    kid = next(address for address, one in documents.items() if one.get("alg") == "RS256")

    def in_node() -> list[str]:
        tokens = {"token": Token(token=token, issuer=issuer)}
        answers = Questions(documents=documents, badges={"badge": badge}, tokens=tokens).ask(scratch)
        return answers.badges["badge"] + answers.tokens["token"] + answers.connections

    def baked(name: str) -> list[str]:
        same = json.loads(open_badges.baked_in((folder / name).read_bytes())) == badge
        return [] if same else ["another credential"]

    return {
        "credential.json: schema of 1EdTech": lambda: open_badges.schema_problems(
            badge, conformance_data("ob3")
        ),
        "credential.json, credential.jwt: Digital Bazaar, jose": in_node,
        "credential.json: openbadgeslib": lambda: open_badges.badge_problems(badge, documents),
        "credential.jwt: openbadgeslib": lambda: open_badges.token_problems(token, documents, kid),
        "badge.png: openbadgeslib": lambda: baked("badge.png"),
        "badge.svg: openbadgeslib": lambda: baked("badge.svg"),
        "elm.jsonld: shapes of the Commission": lambda: shapes.problems(
            _json(folder / "elm.jsonld"), conformance_data("elm")
        ),
    }


def _documents(folder: Path) -> dict[str, Any]:
    """What a verifier would ask the issuer's addresses for."""
    did, lists = _json(folder / "did.json"), [_json(one) for one in folder.glob("status-*.json")]
    base = "https://" + did["id"].removeprefix("did:web:").replace("%3A", ":")
    return {
        **{address: load_context(address) for address in PINNED},
        f"{base}/.well-known/did.json": did,
        **{f"{base}/keys/{one['kid']}": one for one in _json(folder / "keys.json")["keys"]},
        **{one["id"]: one for one in lists},
    }


def _json(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))
