"""Does the list say who was revoked, and nothing else?"""

import gzip
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.credentials.formats import status_list
from lms.credentials.formats.addresses import IssuerAddress, address_of
from lms.credentials.formats.badge import badge_of
from lms.credentials.formats.multibase import base64url, from_base64url
from lms.credentials.formats.proofs import ProofState, add_proof, check_proof
from lms.credentials.formats.status_list import StatusListError, encoded, is_revoked, is_set
from lms.credentials.rules import LIST_LENGTH
from tests.factories.credentials import make_record
from tests.factories.signing import SIGNED_AT, badge_key

ISSUER = IssuerAddress("https://campus.example.org")
PLACES = st.sets(st.integers(0, LIST_LENGTH - 1), max_size=40)


@settings(max_examples=25, deadline=None)
@given(PLACES, st.integers(0, LIST_LENGTH - 1))
def test_a_place_is_set_if_and_only_if_it_was_put_in(places: set[int], another: int) -> None:
    text = encoded(places)
    assert all(is_set(text, place) for place in places)
    assert is_set(text, another) == (another in places)


def test_the_first_place_is_the_most_significant_bit() -> None:
    bits = gzip.decompress(from_base64url(encoded([0, 9])[1:]))
    assert bits[:2] == b"\x80\x40"
    assert len(bits) == 16 * 1024


def test_an_empty_list_is_the_one_of_the_standard() -> None:
    assert encoded([])[1:7] == "H4sIAA"
    assert not any(is_set(encoded([]), place) for place in (0, 1, LIST_LENGTH - 1))


def test_the_list_says_whether_a_credential_is_revoked() -> None:
    record = make_record(status_index=LIST_LENGTH + 7)
    document = badge_of(record, address_of(record))
    assert document["credentialStatus"]["statusListCredential"] == "https://campus.example.org/status/2"
    revoked = status_list.status_list_of(ISSUER, 2, [7], SIGNED_AT)
    assert is_revoked(document, revoked)
    assert not is_revoked(document, status_list.status_list_of(ISSUER, 2, [8], SIGNED_AT))
    with pytest.raises(StatusListError):
        is_revoked(document, status_list.status_list_of(ISSUER, 1, [7], SIGNED_AT))
    with pytest.raises(StatusListError):
        is_revoked({}, revoked)


def test_the_list_is_signed_as_a_credential_is() -> None:
    signed = add_proof(status_list.status_list_of(ISSUER, 1, [7], SIGNED_AT), badge_key(), SIGNED_AT)
    assert check_proof(signed, [badge_key().published]).state is ProofState.INTACT
    cleared = {**signed["credentialSubject"], "encodedList": encoded([])}
    altered = {**signed, "credentialSubject": cleared}
    assert check_proof(altered, [badge_key().published]).state is ProofState.ALTERED


def test_the_same_revocations_give_the_same_list() -> None:
    one = status_list.status_list_of(ISSUER, 1, [7, 3], SIGNED_AT)
    assert one == status_list.status_list_of(ISSUER, 1, [3, 7], SIGNED_AT)
    assert one != status_list.status_list_of(ISSUER, 1, [3, 7], SIGNED_AT + timedelta(seconds=1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "u",
        "uAAAA",
        "u" + base64url(gzip.compress(b"\0" * 100)),
        "u" + base64url(gzip.compress(b"\0" * 50_000_000)),
        "u" + "A" * 1_000_000,
        encoded([])[1:],
        encoded([])[:-8],
    ],
    ids=["empty", "nothing", "no gzip", "too short", "bomb", "too long", "no letter", "cut off"],
)
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(StatusListError):
        is_set(text, 0)


@pytest.mark.parametrize("place", [-1, LIST_LENGTH])
def test_there_is_no_place_beyond_the_list(place: int) -> None:
    with pytest.raises(StatusListError):
        encoded([place])
    with pytest.raises(StatusListError):
        is_set(encoded([]), place)
