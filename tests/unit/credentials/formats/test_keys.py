"""Are keys named and written down as the standards say?"""

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lms.credentials.formats.keys import (
    Purpose,
    UnsuitableKeyError,
    jwk_of,
    multibase_of,
    published,
    thumbprint,
)

RFC_8037_KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
RFC_7638_MODULUS = (
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3"
    "oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdA"
    "ZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-"
    "kEgU8awapJzKnqDKgw"
)


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_an_rsa_key_is_named_as_in_rfc_7638() -> None:
    numbers = rsa.RSAPublicNumbers(65537, int.from_bytes(decoded(RFC_7638_MODULUS), "big"))
    assert thumbprint(numbers.public_key()) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_an_ed25519_key_is_named_as_in_rfc_8037() -> None:
    key = Ed25519PublicKey.from_public_bytes(decoded(RFC_8037_KEY))
    assert thumbprint(key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    assert jwk_of(key)["x"] == RFC_8037_KEY
    assert (multibase_of(key) or "").startswith("z6Mk")


def test_a_seal_key_has_the_form_of_its_curve() -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    jwk = jwk_of(key)
    assert (jwk["kty"], jwk["crv"], jwk["alg"], jwk["use"]) == ("EC", "P-256", "ES256", "sig")
    assert (multibase_of(key) or "").startswith("zDn")
    assert published(key, Purpose.SEAL, datetime(2026, 1, 1, tzinfo=UTC)).kid == jwk["kid"]


def test_unusual_and_weak_keys_are_refused() -> None:
    with pytest.raises(UnsuitableKeyError):
        jwk_of(ec.generate_private_key(ec.SECP256K1()).public_key())
    with pytest.raises(UnsuitableKeyError, match="2048"):
        jwk_of(rsa.RSAPublicNumbers(65537, (1 << 1023) | 1).public_key())
