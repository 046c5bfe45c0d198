"""The register of the archive: what stands of each certificate, found by fingerprints; no list of codes.

A printed code is found by the SHA-256 of its whole verification address, `https://…/verify/<code>`, a
credential by that of its id, `https://…/credentials/<uuid>`, a record and a file by that of their bytes. A
code has 95 random bits: nobody can try them all, so the register confirms a code to whoever has it and gives
none away.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lms.credentials.formats.addresses import IssuerAddress

SHARD_BEGINS = "campusArchive.shard("
SHARD_ENDS = ");\n"
INDEX_BEGINS = "campusArchive.open("
FULL_SHARD = 500
"""Entries of a part, on average: some 100 kB."""
LONGEST_PREFIX = 3
CODE = "code"
CREDENTIAL = "credential"
RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Subject:
    """What certificates are about: stands once for all that share it."""

    title: str
    issuer: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A certificate as the register knows it: nameless."""

    id: str
    code: str
    subject: Subject
    awarded_on: date
    issued_on: date
    expires_on: date | None
    revoked_on: date | None
    revoked_reason: str | None
    is_replaced: bool
    is_trial: bool
    is_holder_erased: bool
    record_sha256: str
    files: tuple[tuple[str, str], ...]
    """Form (`pdf`, `badge`, `jwt`) and SHA-256 of each file that was given out."""


def fingerprint(text: str) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_of_code(code: str, issuer: IssuerAddress) -> str:
    """What a printed code is found by."""
    return fingerprint(f"{issuer.base_url}/verify/{code}")


def fingerprint_of_id(credential_id: str, issuer: IssuerAddress) -> str:
    """What a credential's id is found by."""
    return fingerprint(issuer.credential(credential_id))


def register_files(
    registered: Iterable[Registered], issuer: IssuerAddress, name: str, made_on: date
) -> Iterator[tuple[str, bytes]]:
    """The index of the register and its parts; the same register gives the same bytes in any order."""
    known = sorted(registered, key=lambda one: one.id)
    subjects = sorted({one.subject for one in known})
    places = {subject: place for place, subject in enumerate(subjects)}
    entries = dict(pair for one in known for pair in _entries(one, issuer, places[one.subject]))
    prefix = prefix_length(len(entries))
    index = {
        "address": issuer.base_url,
        "issuer": name,
        "made_on": made_on.isoformat(),
        "count": len(known),
        "prefix": prefix,
        "subjects": [{"title": one.title, "issuer": one.issuer, "hours": one.hours} for one in subjects],
    }
    yield "registry/index.js", f"{INDEX_BEGINS}{_json(index)}{SHARD_ENDS}".encode()
    yield from _shards(entries, prefix)


def prefix_length(count: int) -> int:
    """Digits of a fingerprint that name its part, so that parts stay small."""
    fitting = (length for length in range(1, LONGEST_PREFIX) if count <= FULL_SHARD * 16**length)
    return next(fitting, LONGEST_PREFIX)


def _entries(one: Registered, issuer: IssuerAddress, place: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    by_id = fingerprint_of_id(one.id, issuer)
    facts = {
        "id": by_id[:16],
        "of": place,
        "awarded": one.awarded_on.isoformat(),
        "issued": one.issued_on.isoformat(),
        "expires": one.expires_on and one.expires_on.isoformat(),
        "revoked": one.revoked_on and one.revoked_on.isoformat(),
        "reason": one.revoked_reason,
        "replaced": one.is_replaced,
        "trial": one.is_trial,
        "erased": one.is_holder_erased,
    }
    said = {name: value for name, value in facts.items() if value is not None and value is not False}
    yield fingerprint_of_code(one.code, issuer), {"as": CODE, **said}
    yield by_id, {"as": CREDENTIAL, **said}
    yield one.record_sha256, {"as": RECORD, **said}
    for form, digest in one.files:
        yield digest, {"as": form, **said}


def _shards(entries: Mapping[str, Mapping[str, Any]], prefix: int) -> Iterator[tuple[str, bytes]]:
    # An empty part is written as well: a part that is not there is a damaged copy.
    shards: dict[str, dict[str, Any]] = {f"{number:0{prefix}x}": {} for number in range(16**prefix)}
    for key, entry in sorted(entries.items()):
        shards[key[:prefix]][key] = entry
    for name, found in shards.items():
        lines = ",\n".join(f"{_json(key)}:{_json(entry)}" for key, entry in found.items())
        yield f"registry/{name}.js", f'{SHARD_BEGINS}"{name}",{{\n{lines}\n}}{SHARD_ENDS}'.encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
