"""Are issuer and keys found where others look for them?"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openbadgeslib.ob3 import did as others

from lms.credentials.formats.addresses import IssuerAddress, address_of
from lms.credentials.formats.did import did_document, jwk_set
from tests.factories.credentials import make_record
from tests.factories.signing import badge_key, pem_of, token_key

KEYS = [badge_key().published, badge_key(2).published, token_key().published]


@pytest.mark.parametrize(
    ("base_url", "did"),
    [
        ("https://campus.example.org", "did:web:campus.example.org"),
        ("https://campus.example.org:8443", "did:web:campus.example.org%3A8443"),
        ("http://127.0.0.1:8000", "did:web:127.0.0.1%3A8000"),
        ("http://[::1]:8000", "did:web:%5B%3A%3A1%5D%3A8000"),
    ],
)
def test_the_issuer_is_named_after_its_host(base_url: str, did: str) -> None:
    assert IssuerAddress(base_url).did == did


def test_a_record_keeps_the_address_it_was_issued_under() -> None:
    record = make_record(verification_url="https://old.example:8443/verify/X")
    assert address_of(record) == IssuerAddress("https://old.example:8443")


def test_every_key_that_ever_signed_stays_in_the_document() -> None:
    issuer = IssuerAddress("https://campus.example.org")
    document = did_document(issuer, KEYS)
    assert document["id"] == issuer.did
    assert document["assertionMethod"] == [issuer.verification_method(key.kid) for key in KEYS]
    assert [method["type"] for method in document["verificationMethod"]] == [
        "Multikey",
        "Multikey",
        "JsonWebKey",
    ]


def test_a_lost_key_is_described_with_the_moment_and_vouches_for_nothing() -> None:
    issuer, moment = IssuerAddress("https://campus.example.org"), datetime(2026, 3, 1, 12, tzinfo=UTC)
    kept, retired, lost = KEYS
    published = [
        kept,
        replace(retired, retired_at=moment),
        replace(lost, retired_at=moment, compromised_at=moment),
    ]
    document = did_document(issuer, published)
    methods = {one["id"]: one for one in document["verificationMethod"]}
    assert document["assertionMethod"] == [issuer.verification_method(key.kid) for key in (kept, retired)]
    assert methods[issuer.verification_method(lost.kid)]["revoked"] == "2026-03-01T12:00:00Z"
    by_name = {one["kid"]: one for one in jwk_set(published)["keys"]}
    assert not {"exp", "revoked"} & set(by_name[kept.kid])
    assert by_name[retired.kid]["exp"] == int(moment.timestamp())
    assert by_name[lost.kid]["revoked"] == {"revoked_at": int(moment.timestamp()), "reason": "compromised"}


def test_another_library_finds_each_key_in_the_document() -> None:
    issuer = IssuerAddress("https://campus.example.org")
    document = did_document(issuer, KEYS)
    for pair in (badge_key(), badge_key(2), token_key()):
        assert others.pem_for_kid(document, issuer.did, issuer.verification_method(pair.kid)) == pem_of(pair)


def test_the_set_of_keys_holds_no_private_part() -> None:
    for key in jwk_set(KEYS)["keys"]:
        assert {"kid", "alg", "use", "kty"} < set(key)
        assert not {"d", "p", "q", "k"} & set(key)
