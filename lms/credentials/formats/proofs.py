"""The proof inside a credential: `eddsa-rdfc-2022` of W3C Data Integrity, made and checked. Pure."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lms.credentials.formats.contexts import PINNED
from lms.credentials.formats.keys import MULTICODECS, KeyPair, PublishedKey, UnsuitableKeyError
from lms.credentials.formats.linked_data import LinkedDataError, UndefinedTermError, canonical_quads
from lms.credentials.formats.multibase import MultibaseError, base58, from_base58

PROOF_TYPE = "DataIntegrityProof"
CRYPTOSUITE = "eddsa-rdfc-2022"
PURPOSE = "assertionMethod"
CONFIG_NAMES = frozenset({"type", "created", "verificationMethod", "cryptosuite", "proofPurpose"})

_METHOD = re.compile(r"did:web:[A-Za-z0-9.%:_-]+#[A-Za-z0-9_-]+")
_EXAMPLE_METHOD = "did:web:example.org#key"
_EXAMPLE_MOMENT = "2000-01-01T00:00:00Z"


class ProofState(StrEnum):
    """What a proof says of its document."""

    NONE = "none"
    """There is no proof of the kind that we make."""
    INTACT = "intact"
    """A published key made it for exactly this document."""
    ALTERED = "altered"
    """A published key is named, but the document is not the one it was made for."""
    FOREIGN_KEY = "foreign-key"
    """The key that is named was never published here."""
    RETIRED_KEY = "retired-key"
    """It says that it was made at a moment when its key was no longer, or not yet, in use."""
    COMPROMISED_KEY = "compromised-key"
    """In order by itself, but anybody might have made it: the key was reported lost or stolen."""
    UNDEFINED_TERM = "undefined-term"
    """Something in the document is covered by no proof."""
    UNREADABLE = "unreadable"
    """The document or the proof is not in order, or far larger than any of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFinding:
    """What was found out about the proof of a document."""

    state: ProofState
    key_id: str | None = None
    made_at: datetime | None = None

    @property
    def is_intact(self) -> bool:
        """The document is as a published key signed it."""
        return self.state is ProofState.INTACT


def add_proof(document: Mapping[str, Any], key: KeyPair, created: datetime) -> dict[str, Any]:
    """The document with its proof; raises LinkedDataError rather than sign what no context defines."""
    proof = {
        "type": PROOF_TYPE,
        "created": written(created),
        "verificationMethod": f"{_issuer_of(document)}#{key.kid}",
        "cryptosuite": CRYPTOSUITE,
        "proofPurpose": PURPOSE,
    }
    if not isinstance(key.private, Ed25519PrivateKey):
        raise UnsuitableKeyError("proofs are made by an Ed25519 key")
    signature = key.private.sign(_covered(document, proof))
    return {**document, "proof": [{**proof, "proofValue": base58(signature)}]}


def check_proof(document: Mapping[str, Any], published: Sequence[PublishedKey]) -> ProofFinding:
    """Whether a published key signed this document; never raises, whatever the document is."""
    proof = _proof_of(document)
    if proof is None:
        return ProofFinding(state=ProofState.NONE)
    key = next((one for one in published if _names(proof, document, one)), None)
    if key is None or not (key.multibase or "").startswith("z"):
        return ProofFinding(state=ProofState.FOREIGN_KEY)
    made_at = read_moment(proof.get("created"))
    state = _state_of(document, proof, key, made_at)
    return ProofFinding(state=state, key_id=key.kid, made_at=made_at)


def _state_of(
    document: Mapping[str, Any], proof: Mapping[str, Any], key: PublishedKey, made_at: datetime | None
) -> ProofState:
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    if made_at is None:
        return ProofState.UNREADABLE
    try:
        covered = _covered(unsigned, config)
        _public_key(key).verify(from_base58(str(proof.get("proofValue"))), covered)
    except InvalidSignature:
        return ProofState.ALTERED
    except UndefinedTermError:
        return ProofState.UNDEFINED_TERM
    except (LinkedDataError, MultibaseError):
        return ProofState.UNREADABLE
    if key.compromised_at is not None:
        return ProofState.COMPROMISED_KEY
    return ProofState.INTACT if _in_use(key, made_at) else ProofState.RETIRED_KEY


def _in_use(key: PublishedKey, moment: datetime) -> bool:
    # Moments in proofs have no fractions of a second.
    if moment < key.created_at.replace(microsecond=0):
        return False
    return key.retired_at is None or moment <= key.retired_at


def _covered(document: Mapping[str, Any], config: Mapping[str, Any]) -> bytes:
    """Both hashes, that of the proof's own details first."""
    quads = (_config_quads(document.get("@context"), config), canonical_quads(document))
    return b"".join(hashlib.sha256(one.encode()).digest() for one in quads)


def _config_quads(contexts: object, config: Mapping[str, Any]) -> str:
    """The proof's details as canonical text; for ours only two values differ from one to the next."""
    method, created = str(config.get("verificationMethod")), str(config.get("created"))
    if not isinstance(contexts, list) or not PINNED.issuperset(map(str, contexts)):
        raise LinkedDataError("the document names contexts that are not pinned")
    if set(config) != CONFIG_NAMES or read_moment(created) is None or not _METHOD.fullmatch(method):
        raise LinkedDataError("the proof is not written as ours are")
    quads = _example_quads(tuple(contexts))
    return quads.replace(_EXAMPLE_METHOD, method).replace(_EXAMPLE_MOMENT, created)


@cache
def _example_quads(contexts: tuple[str, ...]) -> str:
    details = {
        "type": PROOF_TYPE,
        "created": _EXAMPLE_MOMENT,
        "verificationMethod": _EXAMPLE_METHOD,
        "cryptosuite": CRYPTOSUITE,
        "proofPurpose": PURPOSE,
    }
    return canonical_quads({"@context": list(contexts), **details})


def _proof_of(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    given = document.get("proof")
    proofs = given if isinstance(given, list) else [given]
    # Of several proofs none would speak for the whole; we only ever make one.
    if len(proofs) != 1 or not isinstance(proofs[0], Mapping):
        return None
    proof: Mapping[str, Any] = proofs[0]
    wanted = {"type": PROOF_TYPE, "cryptosuite": CRYPTOSUITE, "proofPurpose": PURPOSE}
    return proof if all(proof.get(name) == value for name, value in wanted.items()) else None


def _names(proof: Mapping[str, Any], document: Mapping[str, Any], key: PublishedKey) -> bool:
    return proof.get("verificationMethod") == f"{_issuer_of(document)}#{key.kid}"


def _issuer_of(document: Mapping[str, Any]) -> object:
    issuer = document.get("issuer")
    return issuer.get("id") if isinstance(issuer, Mapping) else issuer


def _public_key(key: PublishedKey) -> Ed25519PublicKey:
    data = from_base58(key.multibase or "")
    if len(data) != 34 or not data.startswith(MULTICODECS["Ed25519"]):
        raise MultibaseError("not an Ed25519 key")
    return Ed25519PublicKey.from_public_bytes(data[2:])


def written(moment: datetime) -> str:
    """A moment as credentials write it: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(text: object) -> datetime | None:
    """Read it back; None where it is not one."""
    try:
        return datetime.strptime(str(text), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
