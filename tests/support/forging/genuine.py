"""Genuine certificates in all their forms, and the register that they are in: forgeries begin here."""

import io
import struct
import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

from lms.credentials.checking.comparison import Known
from lms.credentials.checking.inspection import sha256_of
from lms.credentials.codes import new_code
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.baking import bake_png, bake_svg
from lms.credentials.formats.keys import KeyPair, PublishedKey
from lms.credentials.formats.pdf_pages import digest_of_pages
from lms.credentials.formats.proofs import add_proof
from lms.credentials.formats.tokens import token_of
from lms.credentials.records import Record, hashed_email
from lms.credentials.rules import RevocationReason
from lms.credentials.rules.verification import Entry
from lms.credentials.sealing.seal import seal
from tests.factories.credentials import make_record
from tests.factories.signing import SIGNED_AT, badge_key, token_key
from tests.support.keys import seal_key

ISSUER = IssuerAddress("https://campus.example.org")
RETIRED_AT = datetime(2026, 12, 31, tzinfo=UTC)
NOW = datetime(2027, 3, 1, tzinfo=UTC)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


def png() -> bytes:
    """A picture of one point."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def sealed(pdf: bytes, name: str = "ours", moment: datetime = SIGNED_AT) -> bytes:
    """The PDF with a seal by that key."""
    return seal(pdf, seal_key(name).sealer, reason="Certificate", location="Sweden", moment=moment)


def keys() -> tuple[PublishedKey, ...]:
    """All that we ever published: in use, retired, and stolen."""
    retired = replace(badge_key(2).published, retired_at=RETIRED_AT)
    stolen = replace(badge_key(3).published, retired_at=RETIRED_AT, compromised_at=RETIRED_AT)
    old_seal = replace(seal_key("old").published, retired_at=RETIRED_AT)
    return (
        badge_key(1).published,
        token_key().published,
        seal_key("ours").published,
        retired,
        stolen,
        old_seal,
    )


def text_of(record: Record) -> bytes:
    """What the page shows."""
    return f"BT /F1 12 Tf 72 720 Td ({record.holder_name.encode().hex()}) Tj ({record.code}) Tj ET".encode()


def stored(text: bytes) -> bytes:
    """Packed for a PDF, but not made shorter: its letters can be found, and changed in place."""
    return zlib.compress(text, 0)


def plain_pdf(record: Record, *attachments: bytes, address: str | None = None) -> bytes:
    """A page that says what a certificate says; small, so that tests are fast."""
    pdf = pikepdf.new()
    action = Dictionary(S=Name.URI, URI=String(address or record.verification_url))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    drawn = pdf.make_stream(stored(text_of(record)), Filter=Name.FlateDecode)
    page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Contents=drawn)
    page.Annots = Array([pdf.make_indirect(link)])
    pdf.pages.append(pikepdf.Page(page))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array([])))
    tree = Dictionary(Type=Name.StructTreeRoot, K=Array([document]), ParentTree=Dictionary(Nums=Array([])))
    pdf.Root.StructTreeRoot = pdf.make_indirect(tree)
    for number, data in enumerate(attachments):
        pdf.attachments[f"{number}"] = AttachedFileSpec(pdf, data, filename="credential.json")
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return out.getvalue()


@dataclass(frozen=True, kw_only=True)
class Genuine:
    """One certificate in all its forms."""

    record: Record
    document: dict[str, Any]
    """With its proof."""
    pdf: bytes
    token: str
    entry: Entry

    @property
    def json(self) -> bytes:
        """The badge as it is given out."""
        return as_bytes(self.document)

    @property
    def png(self) -> bytes:
        """The badge as a picture."""
        return bake_png(png(), self.json.decode())

    @property
    def svg(self) -> bytes:
        """The badge as a drawing."""
        return bake_svg(SVG, self.json.decode())

    @property
    def known(self) -> Known:
        """What the register has to compare with."""
        return Known(
            id=self.record.id,
            code=self.record.code,
            file_digests=frozenset(map(sha256_of, (self.pdf, self.json, self.token.encode()))),
            document=badge_of(self.record, ISSUER),
        )


def genuine(number: int, name: str, *, key: KeyPair | None = None, **changes: Any) -> Genuine:
    """A certificate of the register; `changes` are of its entry."""
    code = new_code(bytes([number]) * 12)
    salt = f"{number:02x}" * 16
    record = make_record(
        id=f"0f8fad5b-d9cb-469f-a165-{number:012d}",
        code=code,
        holder_name=name,
        salt=salt,
        email_hash=hashed_email(f"holder{number}@example.org", salt),
        status_index=1000 + number,
        verification_url=f"{ISSUER.base_url}/verify/{code}",
        is_trial=changes.get("is_trial", False),
    )
    document = add_proof(badge_of(record, ISSUER), key or badge_key(1), SIGNED_AT)
    return Genuine(
        record=record,
        document=document,
        pdf=sealed(plain_pdf(record, as_bytes(document))),
        token=token_of(badge_of(record, ISSUER), token_key(), ISSUER),
        entry=_entry(record, **changes),
    )


def _entry(record: Record, **changes: Any) -> Entry:
    entry = Entry(
        id=record.id,
        code=record.code,
        title=record.title,
        issuer_name=record.issuer.name,
        hours=record.hours,
        awarded_on=record.completed_day,
        issued_at=SIGNED_AT,
        expires_on=record.expiry_day,
        is_trial=record.is_trial,
    )
    return replace(entry, **changes)


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A register in memory."""

    kept: tuple[Genuine, ...] = field(default_factory=tuple)

    def with_file(self, sha256: str) -> Genuine | None:
        return next((one for one in self.kept if sha256 in one.known.file_digests), None)

    def with_id(self, credential_id: str) -> Genuine | None:
        return next((one for one in self.kept if one.entry.id == credential_id), None)

    def with_code(self, code: str) -> Genuine | None:
        return next((one for one in self.kept if one.entry.code == code), None)

    def pages_of(self, credential_id: str) -> frozenset[str]:
        owner = self.with_id(credential_id)
        digest = digest_of_pages(owner.pdf) if owner is not None else None
        return frozenset({digest} if digest else ())


@dataclass(frozen=True, kw_only=True)
class World:
    """Everybody whose certificates are played with."""

    anna: Genuine
    bo: Genuine
    revoked: Genuine
    superseded: Genuine
    expired: Genuine
    trial: Genuine
    tampered: Genuine

    @property
    def shelf(self) -> Shelf:
        """All of them."""
        everybody = (self.anna, self.bo, self.revoked, self.superseded, self.expired, self.trial)
        return Shelf(kept=(*everybody, self.tampered))


@cache
def world() -> World:
    """Made once for all tests."""
    return World(
        anna=genuine(1, "Anna Bērziņa"),
        bo=genuine(2, "Bo Åkerström"),
        revoked=genuine(
            3, "Cilla Dahl", revoked_at=RETIRED_AT, revoked_reason=RevocationReason.ISSUED_IN_ERROR
        ),
        superseded=genuine(4, "Anna Kalniņa", superseded_by=new_code(bytes([1]) * 12)),
        expired=genuine(5, "Elo Tamm", expires_on=RETIRED_AT.date()),
        trial=genuine(6, "Fia Holm", is_trial=True),
        tampered=genuine(7, "Goda Petrauskaitė", is_intact=False),
    )
