"""The specimen in all its forms, sealed by keys made on the spot, for whoever wants to put them to a test."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as new_curve_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as new_rsa_key
from cryptography.hazmat.primitives.serialization import Encoding

from lms.core.pdf import render_pdf
from lms.credentials.formats.addresses import IssuerAddress, address_of
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.baking import bake_png, bake_svg
from lms.credentials.formats.did import did_document, jwk_set
from lms.credentials.formats.elm import elm_of
from lms.credentials.formats.keys import KeyPair, Purpose, published
from lms.credentials.formats.proofs import add_proof
from lms.credentials.formats.status_list import place_of, status_list_of
from lms.credentials.formats.tokens import token_of
from lms.credentials.printing.badges import badge_png, badge_svg, face_of
from lms.credentials.printing.rendering import attached_badge, document_of
from lms.credentials.printing.specimen import ISSUED_ON, specimen_record
from lms.credentials.records import Record
from lms.credentials.sealing.certificates import self_issued
from lms.credentials.sealing.seal import seal
from lms.credentials.sealing.sealers import KeySealer

MOMENT = datetime.fromisoformat(f"{ISSUED_ON}T09:00:00").replace(tzinfo=UTC)
RSA_BITS = 2048
REASON = "Specimen, not a certificate"

README = """Specimen of a certificate, language: {language}. Nothing in here certifies anything.

The keys were made for these files alone and thrown away afterwards. {did} is not in use: to check the
proofs, give a validator the files of this folder instead of letting it ask that address.

certificate.pdf     PDF/A-3a and PDF/UA-1, sealed (PAdES B-B); holds credential.json
seal.pem            the certificate of the seal, self-issued: trust it by hand
credential.json     Open Badge 3.0 (Verifiable Credential 2.0) with a proof, eddsa-rdfc-2022
credential.jwt      the same as a token, RS256
badge.png           the badge with credential.json in it (iTXt)
badge.svg           the same as SVG
elm.jsonld          European Learning Model 3, unsealed
did.json            what {base_url}/.well-known/did.json would be: the public keys
keys.json           the same keys as JWKs
status-{number}.json       the status list: place {place} is not set, so it is not revoked
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Keys for one sample."""

    badge: KeyPair
    token: KeyPair
    sealer: KeySealer
    seal: KeyPair


def make_keys(issuer_name: str, country: str) -> Keys:
    """New keys, kept nowhere."""
    curve = new_curve_key(SECP256R1())
    certificate = self_issued(curve, organisation=f"{issuer_name} (specimen)", country=country, moment=MOMENT)
    seal_key = published(curve.public_key(), Purpose.SEAL, MOMENT, certificates=(certificate,))
    ed25519, rsa = Ed25519PrivateKey.generate(), new_rsa_key(65537, RSA_BITS)
    return Keys(
        badge=KeyPair(published=published(ed25519.public_key(), Purpose.BADGE, MOMENT), private=ed25519),
        token=KeyPair(published=published(rsa.public_key(), Purpose.TOKEN, MOMENT), private=rsa),
        sealer=KeySealer(seal_key.kid, curve, (certificate,)),
        seal=KeyPair(published=seal_key, private=curve),
    )


def write_sample(language: str, folder: Path, fonts: Path) -> tuple[Path, ...]:
    """Write all forms of the specimen into a folder; fonts are built into another. Raises PdfError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in sample_files(language, fonts):
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return tuple(written)


def sample_files(language: str, fonts: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file. Raises PdfError."""
    record = specimen_record(language)
    issuer, keys = address_of(record), make_keys(record.issuer.name, record.issuer.country)
    signed = add_proof(badge_of(record, issuer), keys.badge, MOMENT)
    credential, face = as_bytes(signed), face_of(signed)
    png, svg = badge_png(face, fonts), badge_svg(face, fonts)
    elm = as_bytes(elm_of(record, issuer, png))
    yield "certificate.pdf", _pdf(record, credential, keys, fonts)
    yield "credential.json", credential
    yield "credential.jwt", token_of(signed, keys.token, issuer).encode()
    yield "badge.png", bake_png(png, credential.decode())
    yield "badge.svg", bake_svg(svg, credential.decode())
    yield "elm.jsonld", elm
    yield from _companions(record, issuer, keys)


def _pdf(record: Record, credential: bytes, keys: Keys, fonts: Path) -> bytes:
    inside = (attached_badge(credential, MOMENT),)
    page = render_pdf(document_of(record, fonts, language=record.language, attachments=inside))
    return seal(page, keys.sealer, reason=REASON, location=record.issuer.country, moment=MOMENT)


def _companions(record: Record, issuer: IssuerAddress, keys: Keys) -> Iterator[tuple[str, bytes]]:
    """What a validator would ask our addresses for."""
    public = (keys.badge.published, keys.token.published, keys.seal.published)
    number, place = place_of(record.status_index or 0)
    yield "did.json", as_bytes(did_document(issuer, public))
    yield "keys.json", as_bytes(jwk_set(public))
    empty = status_list_of(issuer, number, (), MOMENT)
    yield f"status-{number}.json", as_bytes(add_proof(empty, keys.badge, MOMENT))
    yield "seal.pem", keys.sealer.certificates[0].public_bytes(Encoding.PEM)
    yield (
        "README.txt",
        README.format(
            language=record.language, did=issuer.did, base_url=issuer.base_url, number=number, place=place
        ).encode(),
    )
