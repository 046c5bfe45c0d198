"""A credential baked into its badge's picture, and read back: PNG and SVG as Open Badges 3.0 says. Pure."""

import re
import struct
import zlib
from collections.abc import Iterator

from lms.core.xml_reading import XmlElement, XmlRefusedError, parse_xml

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
MAX_CHUNKS = 1_000
MAX_PAYLOAD = 500_000
"""Bytes of a credential, unpacked; ours have a few thousand."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_ROOT = re.compile(rb"<svg\b[^>]*>")


class BakingError(ValueError):
    """The picture holds no credential, or is not in order."""


def is_token(text: str) -> bool:
    """It has the form of a signed token."""
    return _TOKEN.fullmatch(text) is not None


def bake_png(picture: bytes, payload: str) -> bytes:
    """The picture with a credential (JSON or token) in it; the same gives the same bytes."""
    kept = [chunk for chunk in _chunks(picture) if not _is_ours(*chunk)]
    # Keyword, not compressed, no language, no translated keyword, text.
    ours = (b"iTXt", KEYWORD + b"\0\0\0\0\0" + payload.encode())
    written = (_chunk(*one) for one in (kept[0], ours, *kept[1:]))
    return PNG_SIGNATURE + b"".join(written)


def baked_in_png(picture: bytes) -> str:
    """The credential in the picture; raises BakingError where there is not exactly one."""
    found = [content for kind, content in _chunks(picture) if _is_ours(kind, content)]
    if len(found) != 1:
        raise BakingError("not exactly one credential in the picture")
    rest = found[0][len(KEYWORD) + 1 :]
    is_packed, parts = rest[:1] == b"\x01", rest[2:].split(b"\0", 2)
    if len(parts) != 3:
        raise BakingError("the picture's text is not in order")
    text = _unpacked(parts[2]) if is_packed else parts[2]
    if len(text) > MAX_PAYLOAD:
        raise BakingError("the picture's text is too long")
    try:
        return text.decode()
    except UnicodeDecodeError:
        raise BakingError("the picture's text is not UTF-8") from None


def _is_ours(kind: bytes, content: bytes) -> bool:
    return kind == b"iTXt" and content.startswith(KEYWORD + b"\0")


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not picture.startswith(PNG_SIGNATURE):
        raise BakingError("not a PNG")
    position = len(PNG_SIGNATURE)
    for _ in range(MAX_CHUNKS):
        if position == len(picture):
            return
        head = picture[position : position + 8]
        if len(head) < 8:
            break
        length, kind = struct.unpack(">I4s", head)
        content = picture[position + 8 : position + 8 + length]
        checksum = picture[position + 8 + length : position + 12 + length]
        if len(content) < length or checksum != struct.pack(">I", zlib.crc32(kind + content)):
            break
        yield kind, content
        position += 12 + length
    raise BakingError("the picture is damaged")


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, MAX_PAYLOAD)
    except zlib.error:
        raise BakingError("the picture's text cannot be unpacked") from None
    if unpacker.unconsumed_tail:
        raise BakingError("the picture's text is too long")
    return text


def bake_svg(picture: bytes, payload: str) -> bytes:
    """One of our own pictures with a credential as the first thing in it."""
    root = _ROOT.search(picture)
    if root is None:
        raise BakingError("not an SVG")
    opening = root.group().removesuffix(b">") + f' xmlns:openbadges="{NAMESPACE}">'.encode()
    return picture[: root.start()] + opening + _element(payload).encode() + picture[root.end() :]


def _element(payload: str) -> str:
    if is_token(payload):
        return f'<openbadges:credential verify="{payload}"/>'
    # In JSON, the end of a CDATA section can only stand in a text, where it may be written otherwise.
    harmless = payload.replace("]]>", "]]\\u003e")
    return f"<openbadges:credential><![CDATA[{harmless}]]></openbadges:credential>"


def baked_in_svg(picture: bytes) -> str:
    """The credential in the picture; raises BakingError where there is not exactly one."""
    try:
        root = parse_xml(picture.decode("utf-8-sig"))
    except (XmlRefusedError, UnicodeDecodeError) as error:
        raise BakingError(f"not an SVG: {error}") from None
    if root.name.rpartition(":")[2] != "svg":
        raise BakingError("not an SVG")
    found = [child for child in root.children if _is_credential(child, root)]
    if len(found) != 1:
        raise BakingError("not exactly one credential in the picture")
    text = found[0].attributes.get("verify") or found[0].text.strip()
    if not text or len(text) > MAX_PAYLOAD:
        raise BakingError("the picture's text is empty or too long")
    return text


def _is_credential(child: XmlElement, root: XmlElement) -> bool:
    prefix, _, name = child.name.rpartition(":")
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    return name == "credential" and NAMESPACE in {
        child.attributes.get(declared),
        root.attributes.get(declared),
    }
