"""What a file that claims to be a certificate says by itself: seal, proof, and which one it names. Pure.

Nothing here asks the register, so that it also serves where there is none to ask.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.credentials.codes import MalformedCodeError, normalise_code
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.keys import PublishedKey, Standing
from lms.credentials.formats.pdf_pages import addresses_in_pdf, digest_of_pages
from lms.credentials.formats.proofs import ProofState, check_proof
from lms.credentials.formats.reading import MAX_FILE, Form, Found, Problem, credential_in, form_of
from lms.credentials.formats.tokens import TokenState, check_token
from lms.credentials.rules.checks import Reason
from lms.credentials.rules.files_seen import Carrier
from lms.credentials.sealing.check import SealState, check_seal

LONGEST_ID = 80
"""Characters; ours have 36, and nothing longer is looked up."""
CARRIERS = {
    Form.PDF: Carrier.PDF,
    Form.PNG: Carrier.PNG,
    Form.SVG: Carrier.SVG,
    Form.JSON: Carrier.JSON,
    Form.TOKEN: Carrier.JWT,
    Form.UNKNOWN: Carrier.OTHER,
}
SEAL_REASONS = {
    SealState.NONE: Reason.SEAL_MISSING,
    SealState.INTACT: Reason.SEAL_INTACT,
    SealState.ADDED_TO: Reason.SEAL_ADDED_TO,
    SealState.ALTERED: Reason.SEAL_ALTERED,
    SealState.RETIRED_KEY: Reason.SEAL_TOO_LATE,
    SealState.COMPROMISED_KEY: Reason.SEAL_COMPROMISED,
    SealState.FOREIGN_KEY: Reason.SEAL_FOREIGN,
    SealState.BROKEN: Reason.SEAL_BROKEN,
}
PROOF_REASONS = {
    ProofState.NONE: Reason.PROOF_MISSING,
    ProofState.INTACT: Reason.PROOF_HOLDS,
    ProofState.ALTERED: Reason.PROOF_FAILS,
    ProofState.FOREIGN_KEY: Reason.PROOF_FOREIGN,
    ProofState.RETIRED_KEY: Reason.PROOF_TOO_LATE,
    ProofState.COMPROMISED_KEY: Reason.PROOF_COMPROMISED,
    ProofState.UNDEFINED_TERM: Reason.PROOF_UNDEFINED_TERM,
    ProofState.UNREADABLE: Reason.PROOF_UNREADABLE,
}
TOKEN_REASONS = {
    TokenState.INTACT: Reason.PROOF_HOLDS,
    TokenState.ALTERED: Reason.PROOF_FAILS,
    TokenState.COMPROMISED_KEY: Reason.PROOF_COMPROMISED,
    TokenState.FOREIGN_KEY: Reason.PROOF_FOREIGN,
    TokenState.UNREADABLE: Reason.PROOF_UNREADABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What was found in a file."""

    carrier: Carrier
    sha256: str
    trouble: Reason | None
    seal: Reason | None
    credential: Reason | None
    credential_digests: frozenset[str]
    """Of the credential as it stands in the file, with and without the end of its last line."""
    document: Mapping[str, Any] | None
    """The credential, whoever wrote it."""
    ids: frozenset[str]
    """Of the certificates that it names."""
    codes: frozenset[str]
    pages_sha256: str | None
    """Of what a PDF draws."""
    key_ids: frozenset[str]
    """Keys of ours that it is marked with."""
    is_key_retired: bool
    is_key_self_issued: bool


def sha256_of(data: bytes) -> str:
    """The digest by which files are known."""
    return hashlib.sha256(data).hexdigest()


def inspect(data: bytes, published: Sequence[PublishedKey], issuer: IssuerAddress) -> Inspection:
    """Look at a file, believing these keys alone. Never raises, whatever the bytes are."""
    found = (
        Found(form=form_of(data), problem=Problem.TOO_LARGE) if len(data) > MAX_FILE else credential_in(data)
    )
    carrier = CARRIERS[found.form]
    is_pdf = carrier is Carrier.PDF and found.problem is not Problem.TOO_LARGE
    seal, seal_key = _seal_of(data, published) if is_pdf else (None, None)
    credential, credential_key = _credential_of(found, published, issuer)
    keys = [one for one in published if one.kid in {seal_key, credential_key}]
    addresses = addresses_in_pdf(data) if is_pdf else ()
    return Inspection(
        carrier=carrier,
        sha256=sha256_of(data),
        trouble=_trouble(found),
        seal=seal,
        credential=credential,
        credential_digests=_digests_of(found.text),
        document=found.document,
        ids=_ids_of(found.document),
        codes=codes_in(addresses),
        pages_sha256=digest_of_pages(data) if is_pdf else None,
        key_ids=frozenset(one.kid for one in keys),
        is_key_retired=any(one.retired_at is not None for one in keys),
        is_key_self_issued=any(one.certificates and one.standing is Standing.SELF_ISSUED for one in keys),
    )


def unfinished(data: bytes) -> Inspection:
    """Of a file that nobody could look at to the end."""
    return Inspection(
        carrier=CARRIERS[form_of(data)],
        sha256=sha256_of(data),
        trouble=Reason.FILE_TOO_COMPLEX,
        seal=None,
        credential=None,
        credential_digests=frozenset(),
        document=None,
        ids=frozenset(),
        codes=frozenset(),
        pages_sha256=None,
        key_ids=frozenset(),
        is_key_retired=False,
        is_key_self_issued=False,
    )


def packed(found: Inspection) -> bytes:
    """What was found, for another process."""
    values = {name: getattr(found, name) for name in Inspection.__slots__}
    return json.dumps(values, default=sorted).encode()


def unpacked(data: bytes) -> Inspection | None:
    """What another process found; None where that says nothing that can be understood."""
    try:
        values = json.loads(data)
        reasons = {name: values[name] and Reason(values[name]) for name in _REASONS}
        sets = {name: frozenset(map(str, values[name])) for name in _SETS}
        return Inspection(**{**values, "carrier": Carrier(values["carrier"]), **reasons, **sets})
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


_REASONS = ("trouble", "seal", "credential")
_SETS = ("credential_digests", "ids", "codes", "key_ids")


def _digests_of(text: str | None) -> frozenset[str]:
    texts = () if text is None else (text, f"{text}\n")
    return frozenset(sha256_of(one.encode()) for one in texts)


def _trouble(found: Found) -> Reason | None:
    if found.problem is Problem.TOO_LARGE:
        return Reason.FILE_TOO_LARGE
    is_unreadable = found.problem in {Problem.UNKNOWN_FORM, Problem.DAMAGED} and found.form is not Form.PDF
    return Reason.FILE_UNREADABLE if is_unreadable else None


def _seal_of(data: bytes, published: Sequence[PublishedKey]) -> tuple[Reason, str | None]:
    finding = check_seal(data, published)
    return SEAL_REASONS[finding.state], finding.key_id


def _credential_of(
    found: Found, published: Sequence[PublishedKey], issuer: IssuerAddress
) -> tuple[Reason | None, str | None]:
    if found.problem is Problem.DAMAGED and found.form is Form.PDF:
        return Reason.CREDENTIAL_UNREADABLE, None
    if found.problem is Problem.NO_CREDENTIAL:
        return Reason.CREDENTIAL_MISSING, None
    if found.document is None or found.text is None:
        return None, None
    if found.is_token:
        token = check_token(found.text, published)
        return TOKEN_REASONS[token.state], token.key_id
    proof = check_proof(found.document, published)
    return PROOF_REASONS[proof.state], proof.key_id


def _ids_of(document: Mapping[str, Any] | None) -> frozenset[str]:
    name = str((document or {}).get("id", ""))
    start, _, own = name.rpartition("/credentials/")
    return frozenset({own}) if start and len(own) <= LONGEST_ID else frozenset()


def codes_in(addresses: Iterable[str]) -> frozenset[str]:
    """The codes of the pages that verify, among these addresses."""
    found = set()
    for address in addresses:
        if "/verify/" in address:
            try:
                found.add(normalise_code(address))
            except MalformedCodeError:
                continue
    return frozenset(found)
