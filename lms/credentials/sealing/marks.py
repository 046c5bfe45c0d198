"""Where in a file seals lie: found by their bytes, without believing the file's own tables.

A reader of PDF can be led astray by a file that is made to; and it need not be understood to know whether it
is byte for byte what was sealed.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

MOST_MARKS = 16
MOST_ANCHORS = 64
"""Places that look like a signature; those after them are not looked at."""
LARGEST_CONTENTS = 128 * 1024
"""Hexadecimal digits."""
AROUND = 4 * 1024
"""So far from its signature the rest of a signature's dictionary is looked for."""
MOST_STREAMS = 200
LARGEST_STREAM = 1024 * 1024
ALL_STREAMS = 16 * 1024 * 1024

_RANGE = re.compile(rb"/ByteRange\s*\[\s*" + rb"\s+".join([rb"(\d{1,10})"] * 4) + rb"\s*\]")
_ANCHOR = re.compile(rb"/ByteRange|/SubFilter\s*/(?:ETSI\.|adbe\.)")
_CONTENTS = re.compile(rb"/Contents\s*<([0-9A-Fa-f\s]{2,%d})>" % LARGEST_CONTENTS)
_GAP = re.compile(rb"<([0-9A-F]*)>")
_MOMENT = re.compile(rb"/M\s*\(D(?::|\\072)(\d{14})(Z|[+-]\d\d'?\d\d'?)?")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm")
_BODY = re.compile(rb"stream\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A signature as it lies in a file."""

    signature: bytes
    """CMS; empty where there is something like a signature that cannot be read."""
    gap: tuple[int, int] | None = None
    """Where the signature itself lies; None where what it says of its place is not so."""
    end: int = 0
    """Up to here it covers everything but the gap."""
    signed_at: datetime | None = None


def marks_in(pdf: bytes) -> list[Mark]:
    """Every signature in the file, each once; at most so many."""
    found: dict[bytes, Mark] = {}
    for mark in _all_marks(pdf):
        known = found.get(mark.signature)
        if known is None or known.gap is None:
            found[mark.signature] = mark
        if len(found) >= MOST_MARKS:
            break
    if len(found) > 1:
        found.pop(b"", None)
    return list(found.values())


def _all_marks(pdf: bytes) -> Iterator[Mark]:
    for one in islice(_RANGE.finditer(pdf), MOST_ANCHORS):
        mark = _placed(pdf, one)
        if mark is not None:
            yield mark
    yield from _displaced(pdf)
    for text in _object_streams(pdf):
        yield from _displaced(text)


def _placed(pdf: bytes, match: re.Match[bytes]) -> Mark | None:
    """The signature whose place in the file is as it says."""
    start, gap_start, gap_end, rest = (int(number) for number in match.groups())
    end = gap_end + rest
    if start or not 0 < gap_start < gap_end <= end <= len(pdf) or gap_end - gap_start > LARGEST_CONTENTS:
        return None
    if not (match.end() <= gap_start or gap_end <= match.start() < end):
        return None
    # As it was written, to the digit: other forms mean the same, but nobody here writes them.
    digits = _GAP.fullmatch(pdf, gap_start, gap_end)
    if digits is None:
        return None
    around = pdf[max(0, gap_start - AROUND) : gap_start] + pdf[gap_end : min(end, gap_end + AROUND)]
    return Mark(signature=_bytes(digits[1]), gap=(gap_start, gap_end), end=end, signed_at=_moment(around))


def _displaced(text: bytes) -> Iterator[Mark]:
    """Signatures that lie elsewhere than they say, as in a file that was saved anew."""
    for anchor in islice(_ANCHOR.finditer(text), MOST_ANCHORS):
        low = max(0, anchor.start() - LARGEST_CONTENTS - AROUND)
        low = max(low, text.rfind(b"endobj", low, anchor.start()))
        high = anchor.end() + LARGEST_CONTENTS + AROUND
        near = _CONTENTS.search(text, low, high)
        yield Mark(signature=_bytes(re.sub(rb"\s", b"", near[1])) if near else b"")


def _bytes(digits: bytes) -> bytes:
    """What hexadecimal digits say, without the zeros that fill the room at their end."""
    data = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    size = _size(data)
    return data if any(data[size:]) else data[:size]


def _size(data: bytes) -> int:
    """As long as it says of itself (DER): one signature in 256 ends in a zero of its own."""
    if len(data) < 2 or data[1] < 0x80:
        return 2 + data[1] if len(data) > 1 else len(data)
    end = 2 + (data[1] & 0x7F)
    return end + int.from_bytes(data[2:end], "big")


def _moment(text: bytes) -> datetime | None:
    match = _MOMENT.search(text)
    if match is None:
        return None
    zone = (match[2] or b"Z").replace(b"'", b"").replace(b"Z", b"+0000")
    try:
        return datetime.strptime((match[1] + zone).decode(), "%Y%m%d%H%M%S%z").astimezone(UTC)
    except ValueError:
        return None


def _object_streams(pdf: bytes) -> Iterator[bytes]:
    """What is packed into object streams, within limits."""
    left = ALL_STREAMS
    for number, match in enumerate(_OBJECT_STREAM.finditer(pdf)):
        body = _BODY.search(pdf, match.end(), match.end() + AROUND)
        if body is None or number >= MOST_STREAMS or left <= 0:
            continue
        text = _inflated(pdf[body.end() : body.end() + LARGEST_STREAM])
        left -= len(text)
        yield text


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, LARGEST_STREAM)
    except zlib.error:
        return b""
