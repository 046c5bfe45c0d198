"""Forged PDF files."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pikepdf
from pikepdf import AttachedFileSpec

from lms.credentials.codes import grouped, new_code
from lms.credentials.rules.checks import Reason
from lms.credentials.rules.files_seen import Field
from lms.credentials.rules.verification import Note, Verdict
from tests.support.forging.badges import changed_title_keeping_the_proof
from tests.support.forging.forgery import forgery
from tests.support.forging.genuine import RETIRED_AT, World, plain_pdf, sealed, stored, text_of

SEAL = re.compile(rb"(?<=/Contents <)[0-9a-fA-F]{1000,}(?=>)")
ALTERED, UNKNOWN = Verdict.ALTERED, Verdict.UNKNOWN


def saved_after(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file as an editor would save it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def _attach(opened: pikepdf.Pdf, data: bytes, key: str = "0") -> None:
    opened.attachments[key] = AttachedFileSpec(opened, data, filename="credential.json")


def _relink(opened: pikepdf.Pdf, address: str) -> None:
    opened.pages[0].obj["/Annots"][0]["/A"]["/URI"] = pikepdf.String(address)


def _retext(opened: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    page = opened.pages[0].obj
    page["/Contents"] = opened.make_stream(page["/Contents"].read_bytes().replace(old, new))


@forgery(ALTERED, Reason.FILE_DIFFERS, Reason.SEAL_ALTERED, Reason.CONTENT_DIFFERS, fields=(Field.PAGE,))
def edited_text(world: World, random: Random) -> bytes:
    old, new = (one.record.holder_name.encode().hex().encode() for one in (world.anna, world.bo))
    return saved_after(world.anna.pdf, lambda opened: _retext(opened, old, new * random.randint(1, 2)))


@forgery(ALTERED, Reason.FILE_DIFFERS, Reason.SEAL_ALTERED, Reason.CONTENT_DIFFERS, fields=(Field.PAGE,))
def one_letter_changed_in_place(world: World, random: Random) -> bytes:
    pdf, text = world.anna.pdf, text_of(world.anna.record)
    place = text.index(world.anna.record.code.encode()) + random.randint(0, 19)
    letter = b"7" if text[place : place + 1] != b"7" else b"8"
    assert stored(text) in pdf
    return pdf.replace(stored(text), stored(text[:place] + letter + text[place + 1 :]))


@forgery(ALTERED, Reason.SEAL_ALTERED, Reason.IDENTITY_SEVERAL)
def swapped_attachment(world: World, _random: Random) -> bytes:
    return saved_after(world.anna.pdf, lambda opened: _attach(opened, world.bo.json))


@forgery(ALTERED, Reason.SEAL_ALTERED, Reason.PROOF_FAILS, fields=(Field.TITLE,))
def changed_attachment(world: World, random: Random) -> bytes:
    other = changed_title_keeping_the_proof(world, random)
    return saved_after(world.anna.pdf, lambda opened: _attach(opened, other))


@forgery(ALTERED, Reason.SEAL_ALTERED, Reason.IDENTITY_SEVERAL)
def square_pattern_of_another_person(world: World, _random: Random) -> bytes:
    return saved_after(world.anna.pdf, lambda opened: _relink(opened, world.bo.record.verification_url))


@forgery(ALTERED, Reason.FILE_DIFFERS, Reason.SEAL_ALTERED)
def saved_anew(world: World, _random: Random) -> bytes:
    return saved_after(world.anna.pdf, lambda opened: None)


@forgery(ALTERED, Reason.FILE_DIFFERS, Reason.SEAL_ALTERED, Reason.CONTENT_DIFFERS, fields=(Field.PAGE,))
def real_seal_moved_onto_another_page(world: World, _random: Random) -> bytes:
    forged = plain_pdf(world.bo.record, world.anna.json, address=world.anna.record.verification_url)
    other = sealed(forged, "foreign")
    found = SEAL.search(world.anna.pdf)
    assert found
    # Certificates are a byte longer or shorter by chance, and so is the room for the signature.
    return SEAL.sub(lambda room: found[0][: len(room[0])].ljust(len(room[0]), b"0"), other)


@forgery(ALTERED, Reason.FILE_DIFFERS, Reason.SEAL_ADDED_TO)
def something_appended(world: World, random: Random) -> bytes:
    return world.anna.pdf + b"\n% added " + str(random.random()).encode() + b"\n%%EOF\n"


@forgery(ALTERED, Reason.FILE_DIFFERS, Reason.SEAL_TOO_LATE)
def old_key_after_retirement(world: World, random: Random) -> bytes:
    late = RETIRED_AT + timedelta(days=random.randint(1, 50))
    return sealed(plain_pdf(world.anna.record, world.anna.json), "old", late)


@forgery(ALTERED, Reason.FILE_DIFFERS, Reason.SEAL_FOREIGN)
def foreign_key_with_our_name(world: World, _random: Random) -> bytes:
    return sealed(plain_pdf(world.anna.record, world.anna.json), "foreign")


@forgery(UNKNOWN, Reason.NAMES_NOTHING, Reason.CREDENTIAL_UNREADABLE)
def cut_file(world: World, random: Random) -> bytes:
    return world.anna.pdf[: random.randint(200, 900)]


@forgery(ALTERED, Reason.SEAL_ALTERED, Reason.CREDENTIAL_UNREADABLE)
def two_attachments(world: World, _random: Random) -> bytes:
    return saved_after(world.anna.pdf, lambda opened: _attach(opened, world.bo.json, "second"))


@forgery(ALTERED, Reason.SEAL_ALTERED, Reason.CREDENTIAL_MISSING)
def attachment_taken_out(world: World, _random: Random) -> bytes:
    def take_out(opened: pikepdf.Pdf) -> None:
        del opened.attachments["0"]

    return saved_after(world.anna.pdf, take_out)


@forgery(ALTERED, Reason.FILE_DIFFERS, Reason.SEAL_MISSING)
def seal_taken_off(world: World, _random: Random) -> bytes:
    return plain_pdf(world.anna.record, world.anna.json)


@forgery(ALTERED, Reason.FILE_DIFFERS, Reason.SEAL_MISSING, Reason.CREDENTIAL_UNREADABLE)
def attachment_that_unpacks_without_end(world: World, random: Random) -> bytes:
    return saved_after(
        plain_pdf(world.anna.record),
        lambda opened: _attach(opened, b" " * random.randint(2_000_000, 3_000_000)),
    )


@forgery(ALTERED, Reason.FILE_DIFFERS)
def two_kinds_of_file_in_one(world: World, random: Random) -> bytes:
    before = random.choice([b"\x89PNG\r\n\x1a\n", b"<svg></svg>\n", b'{"a": 1}\n', b"GIF89a\n"])
    return before + world.anna.pdf


@forgery(ALTERED, Reason.SEAL_FOREIGN, Reason.CREDENTIAL_MISSING)
def another_issuer_that_names_our_address(world: World, _random: Random) -> bytes:
    return sealed(plain_pdf(world.anna.record), "foreign")


@forgery(UNKNOWN, Reason.NOT_REGISTERED, Reason.SEAL_FOREIGN)
def code_that_was_never_given(world: World, random: Random) -> bytes:
    code = new_code(random.randbytes(12))
    return sealed(
        plain_pdf(world.anna.record, address=f"https://campus.example.org/verify/{code}"), "foreign"
    )


@forgery(UNKNOWN, Reason.NAMES_NOTHING, Reason.SEAL_FOREIGN)
def code_with_letters_that_look_alike(world: World, _random: Random) -> bytes:
    alike = str.maketrans("ABCEHKMPTX0", "АВСЕНКМРТХО")
    address = f"https://campus.example.org/verify/{grouped(world.anna.record.code).translate(alike)}"
    return sealed(plain_pdf(world.anna.record, address=address + "А"), "foreign")


@forgery(Verdict.REVOKED, Reason.REVOKED)
def revoked_older_file(world: World, _random: Random) -> bytes:
    return world.revoked.pdf


@forgery(Verdict.SUPERSEDED, Reason.SUPERSEDED)
def superseded_file_presented_as_current(world: World, _random: Random) -> bytes:
    return world.superseded.pdf


@forgery(Verdict.EXPIRED, Reason.EXPIRED)
def expired_file(world: World, _random: Random) -> bytes:
    return world.expired.pdf


@forgery(Verdict.VALID, notes=(Note.TRIAL,))
def trial_as_genuine(world: World, _random: Random) -> bytes:
    return world.trial.pdf


@forgery(ALTERED, Reason.ENTRY_CHANGED)
def entry_changed_in_the_register(world: World, _random: Random) -> bytes:
    return world.tampered.pdf
