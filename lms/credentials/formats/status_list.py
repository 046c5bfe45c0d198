"""Which credentials were revoked, as bits that tell nothing else (W3C Bitstring Status List). Pure."""

import gzip
import io
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.contexts import CREDENTIALS
from lms.credentials.formats.multibase import MultibaseError, base64url, from_base64url
from lms.credentials.formats.proofs import written
from lms.credentials.rules.status import LIST_LENGTH

REVOCATION = "revocation"


class StatusListError(ValueError):
    """Not a list of bits."""


def place_of(status_index: int) -> tuple[int, int]:
    """The number of the list, from 1, and the place in it."""
    return status_index // LIST_LENGTH + 1, status_index % LIST_LENGTH


def status_entry(status_index: int, issuer: IssuerAddress) -> dict[str, str]:
    """What a credential says about where its revocation would be found."""
    number, place = place_of(status_index)
    address = issuer.status_list(number)
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": REVOCATION,
        "statusListIndex": str(place),
        "statusListCredential": address,
    }


def encoded(places: Iterable[int]) -> str:
    """The bits of these places set; place 0 is the most significant bit of the first byte."""
    bits = bytearray(LIST_LENGTH // 8)
    for place in places:
        if not 0 <= place < LIST_LENGTH:
            raise StatusListError(f"no place in the list: {place}")
        bits[place // 8] |= 0x80 >> place % 8
    return "u" + base64url(gzip.compress(bytes(bits), compresslevel=9, mtime=0))


def is_set(encoded_list: str, place: int) -> bool:
    """Whether the bit of a place is set; raises StatusListError."""
    if not encoded_list.startswith("u") or len(encoded_list) > LIST_LENGTH:
        raise StatusListError("the list is not written as base64url")
    try:
        packed = from_base64url(encoded_list[1:])
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
            bits = stream.read(LIST_LENGTH // 8 + 1)
    except (MultibaseError, OSError, EOFError, zlib.error) as error:
        raise StatusListError("the list cannot be unpacked") from error
    if len(bits) != LIST_LENGTH // 8 or not 0 <= place < LIST_LENGTH:
        raise StatusListError("the list has another length, or no such place")
    return bool(bits[place // 8] & 0x80 >> place % 8)


def status_list_of(
    issuer: IssuerAddress, number: int, revoked: Iterable[int], changed_at: datetime
) -> dict[str, Any]:
    """The list as a credential, without its proof; `revoked` are places in this list."""
    address = issuer.status_list(number)
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": written(changed_at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": REVOCATION,
            "encodedList": encoded(revoked),
        },
    }


def is_revoked(document: Mapping[str, Any], status_list: Mapping[str, Any]) -> bool:
    """Whether the list says that the credential is revoked; raises StatusListError for another list."""
    entry, subject = document.get("credentialStatus"), status_list.get("credentialSubject")
    if not isinstance(entry, Mapping) or not isinstance(subject, Mapping):
        raise StatusListError("no status entry, or no list")
    if (
        entry.get("statusListCredential") != status_list.get("id")
        or subject.get("statusPurpose") != REVOCATION
    ):
        raise StatusListError("another list")
    place = str(entry.get("statusListIndex"))
    if not (place.isascii() and place.isdigit() and len(place) <= 6):
        raise StatusListError("no place")
    return is_set(str(subject.get("encodedList")), int(place))
