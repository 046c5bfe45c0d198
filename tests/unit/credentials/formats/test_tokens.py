"""Is the token form what others accept, and does it show every change?"""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from joserfc import jws
from joserfc.jwk import RSAKey
from openbadgeslib.ob3.verifier import OB3Verifier

from lms.credentials.formats.addresses import IssuerAddress, address_in, address_of
from lms.credentials.formats.badge import badge_of
from lms.credentials.formats.keys import UnsuitableKeyError
from lms.credentials.formats.multibase import base64url, from_base64url
from lms.credentials.formats.tokens import TokenState, check_token, document_in, token_of
from tests.factories.credentials import make_record
from tests.factories.signing import MADE_AT, SIGNED_AT, badge_key, pem_of, token_key

RECORD = make_record(expires_on="2029-11-21")
ADDRESS = address_of(RECORD)
DOCUMENT = badge_of(RECORD, ADDRESS)


@pytest.fixture(scope="module")
def token() -> str:
    return token_of(DOCUMENT, token_key(), ADDRESS)


def parts_of(token: str) -> list[dict[str, Any]]:
    return [json.loads(from_base64url(part)) for part in token.split(".")[:2]]


def signed(header: dict[str, Any], claims: dict[str, Any]) -> str:
    """A token signed by our key, whatever it says."""
    key = RSAKey.import_key(token_key().private)  # type: ignore[arg-type]
    return jws.serialize_compact(header, json.dumps(claims).encode(), key, algorithms=["RS256"])


def state_of(token: str, **changes: Any) -> TokenState:
    return check_token(token, [replace(token_key().published, **changes)]).state


def test_it_carries_the_credential_and_says_the_same_in_the_words_of_tokens(token: str) -> None:
    header, claims = parts_of(token)
    kid = f"https://campus.example.org/keys/{token_key().kid}"
    assert header == {"alg": "RS256", "kid": kid, "typ": "JWT"}
    assert claims["iss"] == "did:web:campus.example.org"
    assert claims["jti"] == DOCUMENT["id"]
    assert claims["sub"] == DOCUMENT["credentialSubject"]["id"]
    assert (claims["nbf"], claims["exp"]) == (1795219200, 1889999999)
    found = check_token(token, [token_key().published])
    assert (found.state, found.document) == (TokenState.INTACT, DOCUMENT)
    assert document_in(token) == DOCUMENT


def test_it_goes_on_being_ours_when_the_site_has_moved_to_another_address() -> None:
    earlier = IssuerAddress("https://earlier.example.org")
    document = badge_of(make_record(), earlier)
    assert address_in(document["id"]) == earlier
    moved = token_of(document, token_key(), address_in(document["id"]))
    assert parts_of(moved)[0]["kid"].startswith("https://earlier.example.org/keys/")
    assert check_token(moved, [token_key().published]).is_intact
    mixed = token_of(document, token_key(), ADDRESS)
    assert check_token(mixed, [token_key().published]).state is TokenState.FOREIGN_KEY


def test_another_library_accepts_it() -> None:
    with time_machine.travel(SIGNED_AT + timedelta(days=1)):  # it expires
        OB3Verifier(pem_of(token_key())).verify(token_of(DOCUMENT, token_key(), ADDRESS))


def test_the_same_credential_gives_the_same_token(token: str) -> None:
    assert token_of(DOCUMENT, token_key(), ADDRESS) == token


def test_a_changed_token_is_told(token: str) -> None:
    header, claims = parts_of(token)
    first, second, third = token.split(".")
    other = base64url(json.dumps({**claims, "name": "Another"}).encode())
    assert state_of(f"{first}.{other}.{third}") is TokenState.ALTERED
    assert state_of(f"{first}.{second}.{third[:-4]}AAAA") is TokenState.ALTERED
    assert state_of(token, kid="another") is TokenState.FOREIGN_KEY
    assert state_of(token, compromised_at=MADE_AT) is TokenState.COMPROMISED_KEY
    assert state_of(signed(header, {**claims, "name": "Another"})) is TokenState.INTACT
    assert state_of(signed(header, {**claims, "jti": "urn:another"})) is TokenState.UNREADABLE
    assert state_of(signed(header, {**claims, "exp": 4_000_000_000})) is TokenState.UNREADABLE
    assert state_of(signed({**header, "jku": "https://else.example"}, claims)) is TokenState.UNREADABLE


def test_a_token_without_a_signature_is_none(token: str) -> None:
    _, claims = parts_of(token)
    header = base64url(
        json.dumps({"alg": "none", "kid": ADDRESS.key(token_key().kid), "typ": "JWT"}).encode()
    )
    assert state_of(f"{header}.{base64url(json.dumps(claims).encode())}.") is TokenState.UNREADABLE


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "....", "e30.e30.e30", "é.é.é", "W10.W10.W10"])
def test_what_is_no_token_is_unreadable(text: str) -> None:
    assert state_of(text) is TokenState.UNREADABLE


def test_a_key_of_another_kind_signs_no_token() -> None:
    with pytest.raises(UnsuitableKeyError):
        token_of(DOCUMENT, badge_key(), ADDRESS)
