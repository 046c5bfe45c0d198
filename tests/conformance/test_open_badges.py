"""Do others accept our Open Badges, and refuse what is wrong with them? Without any connection."""

import json
import socket
from copy import deepcopy
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from lms.credentials.formats.badge import as_bytes
from lms.credentials.formats.baking import bake_png, bake_svg
from tests.conformance.badges import (
    GENUINE,
    LOST,
    OURS,
    RETIRED,
    REVOKED_PLACE,
    at_place,
    documents,
    faulty_badges,
    faulty_tokens,
    genuine_badges,
)
from tests.conformance.records import BASE, CERTIFICATES
from tests.support.assignments import png
from tests.support.conformance import conformance_data
from tests.support.once import folder_of_run, once
from tests.support.validators.node_verifiers import Answers, Questions, Token
from tests.support.validators.open_badges import (
    badge_problems,
    baked_in,
    no_connection,
    schema_problems,
    token_problems,
)

pytestmark = pytest.mark.slow

UNREACHABLE = "https://verifier.example.org/"
NO_KEY = "no verificationMethod"
LOST_KEY, RETIRED_KEY = "key reported lost", "key since retired"
FAULTS = {
    # the fault: how Digital Bazaar's verifier names it, and how openbadgeslib does
    "revoked": ("revoked", "'revocation' is set"),
    "expired": ("validUntil", "expired"),
    "name changed": ("Invalid signature", "signature mismatch"),
    "unknown term": ("Safe mode validation error", "a term no pinned context defines"),
    "key never published": ("not among the documents", NO_KEY),
    "signed by a stranger": ("Invalid signature", "signature mismatch"),
    "no proof": ("No matching proofs", "no supported Data Integrity proof"),
    "list of a stranger": ('"BitstringStatusListCredential" not verified', NO_KEY),
    "list of another purpose": ('does not match the status purpose "revocation"', "not declared"),
    "no such list": ("Could not load", "not among the documents"),
}
TOKEN_FAULTS = {
    "changed": ("signature verification failed", "Invalid signature"),
    "expired": ('"exp" claim timestamp check failed', "expired"),
    "signed by a stranger": ("signature verification failed", "Invalid signature"),
    "unsigned": ('"alg" (Algorithm) Header Parameter value not allowed', "Algorithm 'none'"),
}


def _questions() -> Questions:
    tokens = {"genuine": OURS.token(BASE), RETIRED_KEY: RETIRED.token(BASE), **faulty_tokens()}
    return Questions(
        documents=documents(),
        addresses=(UNREACHABLE,),
        badges={**genuine_badges(), **faulty_badges(), LOST_KEY: LOST.badge(BASE)},
        tokens={
            **{name: Token(token=text, issuer=OURS.address.did) for name, text in tokens.items()},
            "expected of another": Token(token=tokens["genuine"], issuer="did:web:other.example.org"),
        },
    )


@pytest.fixture(scope="session")
def in_node(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What Digital Bazaar's verifier and jose say of all of them, asked once for the whole run."""

    def ask(folder: Path) -> None:
        answers = _questions().ask(folder)
        (folder / "answers.json").write_text(json.dumps(asdict(answers)), "utf-8")

    made = once(folder_of_run(tmp_path_factory), "node", ask)
    return Answers(**json.loads((made / "answers.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def schema_folder(needs_schemas: None) -> Path:
    return conformance_data("ob3")


@pytest.mark.parametrize("name", CERTIFICATES)
def test_the_badge_keeps_the_official_schema(schema_folder: Path, name: str) -> None:
    assert schema_problems(genuine_badges()[name], schema_folder) == []


@pytest.mark.parametrize("spoil", ["context", "achievement", "holder", "proof"])
def test_the_schema_finds_a_planted_fault(schema_folder: Path, spoil: str) -> None:
    badge: Any = deepcopy(OURS.badge(BASE))
    if spoil == "context":
        badge["@context"].reverse()
    elif spoil == "achievement":
        del badge["credentialSubject"]["achievement"]["criteria"]
    elif spoil == "holder":
        badge["credentialSubject"]["identifier"][0]["hashed"] = "no"
    else:
        badge["proof"] = badge["proof"][0]
    assert schema_problems(badge, schema_folder)


@pytest.mark.parametrize("name", GENUINE)
def test_both_verifiers_accept_the_badge(in_node: Answers, name: str) -> None:
    assert in_node.badges[name] == []
    assert badge_problems(genuine_badges()[name], documents()) == []


@pytest.mark.parametrize("name", FAULTS)
def test_both_verifiers_refuse_a_badge_and_say_why(in_node: Answers, name: str) -> None:
    in_javascript, in_python = FAULTS[name]
    assert in_javascript in " ".join(in_node.badges[name])
    assert in_python in " ".join(badge_problems(faulty_badges()[name], documents()))


def test_what_a_lost_key_signed_is_refused_by_whoever_asks_which_keys_vouch(in_node: Answers) -> None:
    assert "not authorized" in " ".join(in_node.badges[LOST_KEY])
    # openbadgeslib takes any key that the issuer describes; it still finds the moment of the report there.
    assert badge_problems(LOST.badge(BASE), documents()) == []


def test_every_fault_is_planted() -> None:
    assert set(FAULTS) == set(faulty_badges())
    assert set(TOKEN_FAULTS) == set(faulty_tokens())


def test_both_verifiers_accept_the_token(in_node: Answers) -> None:
    assert in_node.tokens["genuine"] == in_node.tokens[RETIRED_KEY] == []
    for issuer in (OURS, RETIRED):
        assert token_problems(issuer.token(BASE), documents(), issuer.token_kid) == []


def test_a_revoked_token_is_refused_by_whoever_reads_the_list() -> None:
    revoked = OURS.token(at_place(REVOKED_PLACE))
    assert "'revocation' is set" in " ".join(token_problems(revoked, documents(), OURS.token_kid))


@pytest.mark.parametrize("name", TOKEN_FAULTS)
def test_both_verifiers_refuse_a_token_and_say_why(in_node: Answers, name: str) -> None:
    in_javascript, in_python = TOKEN_FAULTS[name]
    assert in_javascript in " ".join(in_node.tokens[name])
    assert in_python in " ".join(token_problems(faulty_tokens()[name], documents(), OURS.token_kid))


def test_a_token_of_one_issuer_is_not_taken_for_anothers(in_node: Answers) -> None:
    assert in_node.tokens["expected of another"] == ['unexpected "iss" claim value']


@pytest.mark.parametrize("form", ["JSON", "token"])
def test_another_reader_finds_what_was_baked_into_a_picture(form: str) -> None:
    payload = OURS.token(BASE) if form == "token" else as_bytes(OURS.badge(BASE)).decode()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>'
    assert baked_in(bake_png(png(), payload)) == payload
    assert baked_in(bake_svg(svg, payload)).strip() == payload.strip()


def test_no_verifier_tried_to_connect_and_it_would_have_been_seen(in_node: Answers) -> None:
    assert in_node.connections == []
    assert [one.split()[0] for one in in_node.refused] == ["fetch", "connect"]


def test_a_connection_from_python_would_be_seen() -> None:
    with no_connection() as tried:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("verifier.example.org", 443))
        assert tried
