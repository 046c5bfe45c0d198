"""Forged badges: JSON, tokens and pictures."""

import base64
import copy
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.baking import _chunks, bake_png, bake_svg
from lms.credentials.formats.proofs import add_proof
from lms.credentials.formats.tokens import token_of
from lms.credentials.rules.checks import Reason
from lms.credentials.rules.files_seen import Field
from lms.credentials.rules.verification import Note, Verdict
from tests.factories.signing import SIGNED_AT, badge_key, pem_of, token_key
from tests.support.forging.forgery import forgery
from tests.support.forging.genuine import ISSUER, RETIRED_AT, SVG, Genuine, World, png

ALTERED, UNKNOWN = Verdict.ALTERED, Verdict.UNKNOWN
FOREIGN = 9
"""Seed of a key that was never published."""


def changed(of: Genuine) -> dict[str, Any]:
    """The badge, to be tampered with."""
    return copy.deepcopy(of.document)


@forgery(ALTERED, Reason.PROOF_FAILS, Reason.CONTENT_DIFFERS, fields=(Field.TITLE,))
def changed_title_keeping_the_proof(world: World, random: Random) -> bytes:
    document = changed(world.anna)
    document["credentialSubject"]["achievement"]["name"] = random.choice(["Physics", "Law", "Surgery"])
    return as_bytes(document)


@forgery(ALTERED, Reason.PROOF_FAILS, Reason.CONTENT_DIFFERS, fields=(Field.HOLDER,))
def changed_name(world: World, random: Random) -> bytes:
    document = changed(world.anna)
    document["credentialSubject"]["identifier"][0]["identityHash"] = random.choice(["Eve One", "Eve Two"])
    return as_bytes(document)


@forgery(ALTERED, Reason.PROOF_FAILS, fields=(Field.COMPLETED, Field.ISSUED))
def changed_dates(world: World, random: Random) -> bytes:
    document = changed(world.anna)
    document["awardedDate"] = document["validFrom"] = f"20{random.randint(10, 25)}-01-02T00:00:00Z"
    return as_bytes(document)


@forgery(ALTERED, Reason.PROOF_FAILS, fields=(Field.EXPIRES,))
def validity_added(world: World, random: Random) -> bytes:
    return as_bytes({**world.anna.document, "validUntil": f"20{random.randint(40, 99)}-01-01T23:59:59Z"})


@forgery(ALTERED, Reason.PROOF_FAILS, fields=(Field.RESULT,))
def better_result(world: World, random: Random) -> bytes:
    document = changed(world.anna)
    document["credentialSubject"]["result"][0]["value"] = str(random.randint(90, 100))
    return as_bytes(document)


@forgery(ALTERED, Reason.PROOF_UNDEFINED_TERM, fields=(Field.OTHER,))
def unknown_term_added(world: World, random: Random) -> bytes:
    return as_bytes({**world.anna.document, random.choice(["distinction", "grade1"]): "with honours"})


@forgery(ALTERED, Reason.STATUS_ELSEWHERE, Reason.PROOF_FAILS, fields=(Field.STATUS,))
def wrong_list_index(world: World, random: Random) -> bytes:
    document = changed(world.anna)
    place = str(random.randint(2000, 9000))
    status = document["credentialStatus"]
    status.update(statusListIndex=place, id=f"{status['statusListCredential']}#{place}")
    return as_bytes(document)


@forgery(ALTERED, Reason.STATUS_ELSEWHERE, Reason.PROOF_FAILS)
def status_list_pointing_elsewhere(world: World, random: Random) -> bytes:
    document = changed(world.anna)
    document["credentialStatus"]["statusListCredential"] = f"https://evil.example/{random.randint(1, 9)}"
    return as_bytes(document)


@forgery(ALTERED, Reason.STATUS_ELSEWHERE, Reason.PROOF_FAILS)
def status_taken_out(world: World, _random: Random) -> bytes:
    document = changed(world.anna)
    del document["credentialStatus"]
    return as_bytes(document)


@forgery(ALTERED, Reason.PROOF_MISSING)
def proof_taken_out(world: World, _random: Random) -> bytes:
    document = changed(world.anna)
    del document["proof"]
    return as_bytes(document)


@forgery(ALTERED, Reason.PROOF_MISSING)
def two_proofs(world: World, _random: Random) -> bytes:
    document = changed(world.anna)
    document["proof"] = [*document["proof"], *world.bo.document["proof"]]
    return as_bytes(document)


@forgery(ALTERED, Reason.PROOF_FAILS)
def proof_of_another_person(world: World, _random: Random) -> bytes:
    return as_bytes({**world.anna.document, "proof": world.bo.document["proof"]})


@forgery(ALTERED, Reason.PROOF_FOREIGN)
def foreign_key_with_our_address(world: World, _random: Random) -> bytes:
    return as_bytes(add_proof(badge_of(world.anna.record, ISSUER), badge_key(FOREIGN), SIGNED_AT))


@forgery(ALTERED, Reason.PROOF_FAILS)
def foreign_key_that_claims_to_be_ours(world: World, _random: Random) -> bytes:
    document = add_proof(badge_of(world.anna.record, ISSUER), badge_key(FOREIGN), SIGNED_AT)
    document["proof"][0]["verificationMethod"] = ISSUER.verification_method(badge_key(1).kid)
    return as_bytes(document)


@forgery(ALTERED, Reason.PROOF_MISSING)
def proof_not_for_assertion(world: World, _random: Random) -> bytes:
    document = changed(world.anna)
    document["proof"][0]["proofPurpose"] = "authentication"
    return as_bytes(document)


@forgery(ALTERED, Reason.PROOF_FOREIGN)
def proof_that_names_a_key_for_tokens(world: World, _random: Random) -> bytes:
    document = changed(world.anna)
    document["proof"][0]["verificationMethod"] = ISSUER.verification_method(token_key().kid)
    return as_bytes(document)


@forgery(ALTERED, Reason.PROOF_TOO_LATE)
def proof_by_an_old_key_after_its_retirement(world: World, random: Random) -> bytes:
    late = RETIRED_AT + timedelta(days=random.randint(1, 30))
    return as_bytes(add_proof(badge_of(world.anna.record, ISSUER), badge_key(2), late))


@forgery(ALTERED, Reason.PROOF_COMPROMISED)
def proof_by_a_stolen_key_dated_back(world: World, _random: Random) -> bytes:
    return as_bytes(add_proof(badge_of(world.anna.record, ISSUER), badge_key(3), SIGNED_AT))


@forgery(ALTERED, Reason.PROOF_FAILS, fields=(Field.EMAIL,))
def badge_with_the_salt_of_another(world: World, _random: Random) -> bytes:
    document = changed(world.anna)
    document["credentialSubject"]["identifier"][1] = world.bo.document["credentialSubject"]["identifier"][1]
    return as_bytes(document)


@forgery(UNKNOWN, Reason.NOT_REGISTERED, Reason.PROOF_FOREIGN)
def invented_certificate(world: World, random: Random) -> bytes:
    record = replace(world.anna.record, id=f"0f8fad5b-0000-469f-a165-{random.randint(1, 9**9):012d}")
    return as_bytes(add_proof(badge_of(record, ISSUER), badge_key(FOREIGN), SIGNED_AT))


@forgery(UNKNOWN, Reason.NOT_REGISTERED, Reason.PROOF_COMPROMISED)
def invented_certificate_by_a_stolen_key(world: World, random: Random) -> bytes:
    record = replace(world.anna.record, id=f"0f8fad5b-0001-469f-a165-{random.randint(1, 9**9):012d}")
    return as_bytes(add_proof(badge_of(record, ISSUER), badge_key(3), SIGNED_AT))


@forgery(UNKNOWN, Reason.NOT_REGISTERED, Reason.PROOF_FOREIGN)
def badge_of_another_issuer(world: World, random: Random) -> bytes:
    record = replace(world.anna.record, id=f"0f8fad5b-0002-469f-a165-{random.randint(1, 9**9):012d}")
    elsewhere = IssuerAddress("https://other.example")
    return as_bytes(add_proof(badge_of(record, elsewhere), badge_key(FOREIGN), SIGNED_AT))


@forgery(UNKNOWN, Reason.NOT_REGISTERED, notes=(Note.SPECIMEN,))
def specimen_as_genuine(world: World, _random: Random) -> bytes:
    record = replace(world.anna.record, id="0f8fad5b-0003-469f-a165-000000000000", is_specimen=True)
    return as_bytes(add_proof(badge_of(record, ISSUER), badge_key(FOREIGN), SIGNED_AT))


@forgery(UNKNOWN, Reason.FILE_UNREADABLE)
def a_name_given_twice(world: World, _random: Random) -> bytes:
    start = world.anna.json.decode().rstrip().removesuffix("}")
    return f'{start}, "name": "Physics"}}'.encode()


def _part(content: object) -> str:
    data = json.dumps(content, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _claims(of: Genuine) -> dict[str, Any]:
    middle = of.token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return claims


@forgery(ALTERED, Reason.PROOF_UNREADABLE)
def token_with_algorithm_none(world: World, _random: Random) -> bytes:
    header = {"alg": "none", "kid": ISSUER.key(token_key().kid), "typ": "JWT"}
    return f"{_part(header)}.{_part(_claims(world.anna))}.AA".encode()


@forgery(ALTERED, Reason.PROOF_UNREADABLE)
def token_signed_with_our_public_key_as_secret(world: World, _random: Random) -> bytes:
    header = {"alg": "HS256", "kid": ISSUER.key(token_key().kid), "typ": "JWT"}
    signed = f"{_part(header)}.{_part(_claims(world.anna))}"
    code = hmac.new(pem_of(token_key()), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(code).rstrip(b'=').decode()}".encode()


@forgery(ALTERED, Reason.PROOF_FAILS, Reason.CONTENT_DIFFERS, fields=(Field.TITLE,))
def token_with_changed_claims(world: World, random: Random) -> bytes:
    header, _, signature = world.anna.token.split(".")
    claims = _claims(world.anna)
    claims["credentialSubject"]["achievement"]["name"] = random.choice(["Physics", "Law"])
    return f"{header}.{_part(claims)}.{signature}".encode()


@forgery(ALTERED, Reason.PROOF_UNREADABLE)
def token_that_brings_its_own_key(world: World, _random: Random) -> bytes:
    header = {"alg": "RS256", "jwk": dict(token_key().published.jwk), "typ": "JWT"}
    return f"{_part(header)}.{_part(_claims(world.anna))}.{world.anna.token.split('.')[2]}".encode()


@forgery(ALTERED, Reason.PROOF_FAILS, fields=(Field.EXPIRES,))
def token_whose_claims_and_names_differ(world: World, _random: Random) -> bytes:
    later = {**badge_of(world.anna.record, ISSUER), "validUntil": "2099-01-01T00:00:00Z"}
    header, _, signature = world.anna.token.split(".")
    return f"{header}.{token_of(later, token_key(), ISSUER).split('.')[1]}.{signature}".encode()


@forgery(ALTERED, Reason.PROOF_FAILS, fields=(Field.TITLE,))
def picture_baked_with_other_json(world: World, random: Random) -> bytes:
    return bake_png(png(), changed_title_keeping_the_proof(world, random).decode())


@forgery(UNKNOWN, Reason.FILE_UNREADABLE)
def picture_with_two_credentials(world: World, _random: Random) -> bytes:
    one, other = world.anna.png, world.bo.png
    chunk = next(data for kind, data in _chunks(other) if kind == b"iTXt")
    place = one.index(b"iTXt") - 4
    length = int.from_bytes(one[place : place + 4], "big") + 12
    whole = other[other.index(b"iTXt") - 4 :][: len(chunk) + 12]
    return one[: place + length] + whole + one[place + length :]


@forgery(UNKNOWN, Reason.FILE_UNREADABLE)
def drawing_with_two_credentials(world: World, _random: Random) -> bytes:
    one, other = world.anna.svg, world.bo.svg
    start, end = other.index(b"<openbadges:credential"), other.index(b"</openbadges:credential>")
    return one.replace(b"<path", other[start : end + len(b"</openbadges:credential>")] + b"<path")


@forgery(UNKNOWN, Reason.FILE_UNREADABLE)
def drawing_with_entities(world: World, random: Random) -> bytes:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return bomb + bake_svg(SVG, world.anna.json.decode()) * random.randint(1, 2)
