"""Signatures are found where they lie, and where they only pretend to lie is noticed."""

import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials.sealing.marks import LARGEST_STREAM, MOST_MARKS, marks_in

SIGNATURE = bytes.fromhex("30030201AB")
"""As short as DER can be: it says that three bytes follow."""
DIGITS = SIGNATURE.hex().upper().encode()
ROOM = b"<" + DIGITS.ljust(40, b"0") + b">"
HEAD, TAIL = b"%PDF-1.7\n1 0 obj << /Type /Sig /Contents ", b" /M (D:20261121103000Z) >> endobj\n%%EOF\n"
PLACEHOLDER = b"[%010d %010d %010d %010d]"


def signed(room: bytes = ROOM, tail: bytes = TAIL, *, shift: int = 0, more: bytes = b"") -> bytes:
    """A file whose signature covers all but its own digits; `shift` makes it say another place."""
    begin = b" /SubFilter /ETSI.CAdES.detached /ByteRange "
    gap = len(HEAD), len(HEAD) + len(room)
    rest = len(begin) + len(PLACEHOLDER % (0, 0, 0, 0)) + len(tail)
    return HEAD + room + begin + PLACEHOLDER % (0, gap[0] + shift, gap[1] + shift, rest) + tail + more


def test_a_signature_is_found_with_its_place_and_moment() -> None:
    pdf = signed()
    (mark,) = marks_in(pdf)
    assert mark.signature == SIGNATURE
    assert mark.gap
    assert pdf[slice(*mark.gap)] == ROOM
    assert mark.end == len(pdf)
    assert mark.signed_at == datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        (b"/M (D:20261121103000+02'00')", 8),
        (b"/M (D:20261121103000-0130)", 12),
        (b"/M (D\\07220261121103000Z)", 10),
        (b"/M (D:20261121103000)", 10),
        (b"/M (D:20269921103000Z)", None),
        (b"/M (yesterday)", None),
        (b"", None),
    ],
)
def test_the_moment_is_read_in_every_spelling_or_not_at_all(written: bytes, hour: int | None) -> None:
    (mark,) = marks_in(signed(tail=b" " + written + b" >> endobj\n%%EOF\n"))
    assert (mark.signed_at and mark.signed_at.hour) == hour


def test_what_is_appended_lies_behind_the_end_of_the_mark() -> None:
    pdf = signed(more=b"% added\n")
    (mark,) = marks_in(pdf)
    assert mark.end == len(pdf) - len(b"% added\n")


@pytest.mark.parametrize("shift", [-8, 1, 500])
def test_a_signature_that_lies_elsewhere_than_it_says_has_no_place(shift: int) -> None:
    (mark,) = marks_in(signed(shift=shift))
    assert (mark.signature, mark.gap, mark.end) == (SIGNATURE, None, 0)


@pytest.mark.parametrize("room", [ROOM.lower(), b"<" + b" ".join([DIGITS, b"00"]) + b">"])
def test_digits_that_nobody_here_writes_so_have_no_place(room: bytes) -> None:
    (mark,) = marks_in(signed(room))
    assert (mark.signature, mark.gap) == (SIGNATURE, None)


def test_a_zero_that_belongs_to_the_signature_is_kept_and_the_room_behind_it_is_not() -> None:
    ends_in_zero = bytes.fromhex("3003020100")
    room = b"<" + ends_in_zero.hex().upper().encode().ljust(40, b"0") + b">"
    assert marks_in(signed(room))[0].signature == ends_in_zero
    hidden = b"<" + (DIGITS + b"00AB").ljust(40, b"0") + b">"
    assert marks_in(signed(hidden))[0].signature.startswith(SIGNATURE + b"\0\xab")


def test_a_signature_packed_into_an_object_stream_is_found_without_a_place() -> None:
    packed = zlib.compress(b"<< /SubFilter /ETSI.CAdES.detached /Contents " + ROOM + b" >>")
    pdf = b"%PDF-1.7\n1 0 obj << /Type /ObjStm >> stream\n" + packed + b"\nendstream endobj"
    assert [(one.signature, one.gap) for one in marks_in(pdf)] == [(SIGNATURE, None)]


def test_something_like_a_signature_that_cannot_be_read_is_said_to_be_there() -> None:
    assert [one.signature for one in marks_in(b"%PDF-1.7\n << /SubFilter /adbe.pkcs7.detached >>")] == [b""]
    assert marks_in(b"%PDF-1.7\n nothing of the kind") == []


def test_no_more_are_looked_at_than_any_file_has() -> None:
    many = b"".join(b"/SubFilter /ETSI.x /Contents <30%02X> endobj " % number for number in range(64))
    assert len(marks_in(many)) == MOST_MARKS
    swelling = zlib.compress(bytes(4 * LARGEST_STREAM))
    assert marks_in(b"1 0 obj << /Type /ObjStm >> stream\n" + swelling) == []


@given(st.binary(max_size=300), st.integers(0, 400))
def test_nothing_makes_it_fall_over(noise: bytes, place: int) -> None:
    whole = signed()
    for data in (noise, whole[:place] + noise + whole[place:], whole[:place] + noise):
        for mark in marks_in(data):
            assert mark.gap is None or data[mark.gap[0] : mark.gap[0] + 1] == b"<"
