"""Does a proof show every change, and does no document, however hostile, trouble whoever checks it?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pyld import jsonld

from lms.credentials.formats import contexts, linked_data, multibase
from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import badge_of
from lms.credentials.formats.keys import UnsuitableKeyError
from lms.credentials.formats.linked_data import TooComplexError, UndefinedTermError, canonical_quads
from lms.credentials.formats.proofs import ProofState, add_proof, check_proof
from lms.credentials.printing.specimen import specimen_record
from tests.factories.credentials import make_record
from tests.factories.signing import MADE_AT, SIGNED_AT, badge_key, token_key

Document = dict[str, Any]
RECORD = make_record()
PLAIN = badge_of(RECORD, address_of(RECORD))
OTHER = specimen_record("lt")
SIGNED = add_proof(PLAIN, badge_key(), SIGNED_AT)
OURS = [badge_key().published]


def within(**changes: Any) -> Document:
    return {**SIGNED, "credentialSubject": {**SIGNED["credentialSubject"], **changes}}


def with_proof(**changes: Any) -> Document:
    return {**SIGNED, "proof": [{**SIGNED["proof"][0], **changes}]}


def test_what_was_signed_is_intact() -> None:
    found = check_proof(SIGNED, OURS)
    assert found.state is ProofState.INTACT
    assert found.key_id == badge_key().kid
    assert found.made_at == SIGNED_AT


FIXED: Document = {
    "@context": list(contexts.BADGE_CONTEXTS),
    "id": "https://campus.example.org/credentials/0f8fad5b-d9cb-469f-a165-708677289501",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "did:web:campus.example.org", "type": ["Profile"], "name": "Baltic Cluster Academy"},
    "validFrom": "2026-11-01T12:00:00Z",
    "name": "Clusters and mapping",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://campus.example.org/achievements/clusters-and-mapping/1",
            "type": ["Achievement"],
            "name": "Clusters and mapping",
            "description": "What a cluster is, and how to find one in figures.",
            "criteria": {"narrative": "A final test with at least 60 % of the points."},
        },
    },
}
VECTOR = "zdW95RKjX6gs3zac7htNgXxyA61vgZJEoXv8XMm11r2HPhPbY4cNdxc1P2ptCfNKZdQ8H8AYHyqWaqKzK1nGLCLk"


def test_the_signature_is_the_one_it_always_was() -> None:
    # A change here makes every certificate that was issued before look altered.
    assert add_proof(FIXED, badge_key(), SIGNED_AT)["proof"][0]["proofValue"] == VECTOR


@pytest.mark.parametrize(
    ("document", "state"),
    {
        "no proof": (PLAIN, ProofState.NONE),
        "two proofs": ({**SIGNED, "proof": SIGNED["proof"] * 2}, ProofState.NONE),
        "another kind of proof": (with_proof(cryptosuite="eddsa-jcs-2022"), ProofState.NONE),
        "for another purpose": (with_proof(proofPurpose="authentication"), ProofState.NONE),
        "another title": ({**SIGNED, "name": "Another"}, ProofState.ALTERED),
        "another holder": (within(identifier=[]), ProofState.ALTERED),
        "a later date": ({**SIGNED, "validFrom": "2026-11-22T00:00:00Z"}, ProofState.ALTERED),
        "made at another time": (with_proof(created="2026-11-22T00:00:00Z"), ProofState.ALTERED),
        "somebody else's signature": (
            with_proof(proofValue=add_proof(PLAIN, badge_key(2), SIGNED_AT)["proof"][0]["proofValue"]),
            ProofState.ALTERED,
        ),
        "somebody else's key": (add_proof(PLAIN, badge_key(2), SIGNED_AT), ProofState.FOREIGN_KEY),
        "another issuer": ({**SIGNED, "issuer": {"id": "did:web:else.example"}}, ProofState.FOREIGN_KEY),
        "an unknown term": ({**SIGNED, "licence": "to teach"}, ProofState.UNDEFINED_TERM),
        "an unknown term within": (within(rank="first"), ProofState.UNDEFINED_TERM),
        "a term that means nothing there": (within(narrative={"@value": "x"}), ProofState.UNDEFINED_TERM),
        "a foreign context": (
            {**SIGNED, "@context": [*SIGNED["@context"], "https://else.example/context"]},
            ProofState.UNREADABLE,
        ),
        "a context of its own": (
            {**SIGNED, "@context": [*SIGNED["@context"], {"licence": "https://else.example/licence"}]},
            ProofState.UNREADABLE,
        ),
        "no signature": (with_proof(proofValue="zzz!"), ProofState.UNREADABLE),
        "no time": (with_proof(created="soon"), ProofState.UNREADABLE),
        "something more in the proof": (with_proof(domain="else.example"), ProofState.UNREADABLE),
    }.items(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_change_is_told(document: str, state: tuple[Document, ProofState]) -> None:
    assert check_proof(state[0], OURS).state is state[1]


def test_a_key_that_was_retired_before_gives_itself_away() -> None:
    key = badge_key().published
    states = {
        "retired afterwards": replace(key, retired_at=SIGNED_AT + timedelta(days=1)),
        "retired before": replace(key, retired_at=SIGNED_AT - timedelta(days=1)),
        "made afterwards": replace(key, created_at=SIGNED_AT + timedelta(days=1)),
        "lost": replace(key, compromised_at=SIGNED_AT + timedelta(days=99)),
    }
    assert {name: check_proof(SIGNED, [one]).state for name, one in states.items()} == {
        "retired afterwards": ProofState.INTACT,
        "retired before": ProofState.RETIRED_KEY,
        "made afterwards": ProofState.RETIRED_KEY,
        "lost": ProofState.COMPROMISED_KEY,
    }


def test_nothing_is_signed_that_no_context_defines() -> None:
    with pytest.raises(UndefinedTermError):
        add_proof({**PLAIN, "licence": "to teach"}, badge_key(), SIGNED_AT)
    with pytest.raises(UnsuitableKeyError):
        add_proof(PLAIN, token_key(), MADE_AT)


def clique(size: int) -> Document:
    """Unnamed nodes that all know each other: what canonicalising takes for ever over."""
    names = [f"_:n{n}" for n in range(size)]
    evidence = [{"id": name, "type": ["Evidence"], "evidence": names} for name in names]
    return {**SIGNED, "evidence": evidence}


def nested(depth: int) -> Document:
    inner: Any = "x"
    for _ in range(depth):
        inner = {"evidence": [inner]}
    return {**SIGNED, "evidence": [inner]}


@pytest.mark.parametrize(
    "make",
    [
        lambda: clique(12),
        lambda: nested(500),
        lambda: {**SIGNED, "name": ["x" + str(n) for n in range(50_000)]},
        lambda: {**SIGNED, "name": "x" * 2_000_000},
        lambda: {**SIGNED, "evidence": [{"type": ["Evidence"]} for _ in range(100)]},
        lambda: {**SIGNED, "@context": 7},
        lambda: {**SIGNED, "@context": None},
        lambda: {**SIGNED, "id": 7, "type": {}},
        lambda: {"proof": SIGNED["proof"], "issuer": SIGNED["issuer"]},
        lambda: {**SIGNED, "issuer": []},
        lambda: {**SIGNED, "proof": [[]]},
        lambda: {**SIGNED, "@graph": [PLAIN]},
        lambda: {**SIGNED, "credentialSubject": {"@id": "_:a", "@reverse": {"issuer": []}}},
    ],
)
def test_a_hostile_document_is_refused_at_once(make: Callable[[], Document]) -> None:
    assert not check_proof(make(), OURS).is_intact


def test_a_document_whose_nodes_cannot_be_told_apart_is_not_worked_out() -> None:
    twins = [{"type": ["Evidence"]}, {"type": ["Evidence"]}]
    with pytest.raises(TooComplexError):
        canonical_quads({**PLAIN, "evidence": twins})


@pytest.mark.parametrize("document", [PLAIN, FIXED, badge_of(OTHER, address_of(OTHER))])
def test_what_is_kept_of_contexts_changes_nothing(document: Document) -> None:
    anew = jsonld.normalize(
        document,
        {
            "algorithm": "URDNA2015",
            "format": "application/n-quads",
            "documentLoader": contexts.load_document,
        },
    )
    assert [canonical_quads(document) for _time in range(2)] == [anew, anew]


def test_contexts_of_a_document_itself_are_not_taken_for_those_of_another() -> None:
    for name in ("https://example.org/first", "https://example.org/second"):
        own = {"mentor": {"@id": name, "@context": {"told": f"{name}/told"}}}
        mentored = {**FIXED, "@context": [*contexts.BADGE_CONTEXTS, own], "mentor": {"told": "All of it."}}
        quads = canonical_quads(mentored)
        assert (quads.count(f"<{name}>"), quads.count(f"<{name}/told>")) == (1, 1)


def test_contexts_are_never_fetched() -> None:
    with pytest.raises(contexts.ForeignContextError):
        contexts.load_document("https://else.example/context")
    with pytest.raises(linked_data.LinkedDataError):
        canonical_quads({"@context": ["https://else.example/context"], "id": "urn:x"})


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"", "z"), (b"\0\0a", "z112g"), (b"Hello World!", "z2NEpo7TZRRrLZSi2U")],
)
def test_base58_is_as_others_write_it(data: bytes, text: str) -> None:
    assert multibase.base58(data) == text
    assert multibase.from_base58(text) == data


@pytest.mark.parametrize("text", ["", "2NEpo7TZRRrLZSi2U", "z0", "z" + "1" * 300])
def test_what_is_not_base58_is_refused(text: str) -> None:
    with pytest.raises(multibase.MultibaseError):
        multibase.from_base58(text)
