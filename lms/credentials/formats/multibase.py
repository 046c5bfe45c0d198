"""Bytes as text: base58 as Bitcoin writes it, and base64 for addresses without padding. Pure."""

import base64
import binascii

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
MAX_TEXT = 200
"""Keys and signatures are shorter; reading base58 takes time that grows with the square."""


class MultibaseError(ValueError):
    """The text is not what it claims to be."""


def base58(data: bytes) -> str:
    """As multibase: a leading `z`."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, value = divmod(number, 58)
        text = _ALPHABET[value] + text
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + _ALPHABET[0] * zeros + text


def from_base58(text: str) -> bytes:
    """Read what `base58` wrote; raises MultibaseError."""
    if not text.startswith("z") or len(text) > MAX_TEXT:
        raise MultibaseError("not base58 with a leading z")
    number = 0
    for letter in text[1:]:
        if letter not in _VALUES:
            raise MultibaseError(f"{letter!r} does not occur in base58")
        number = number * 58 + _VALUES[letter]
    zeros = len(text[1:]) - len(text[1:].lstrip(_ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url(data: bytes) -> str:
    """Without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """Read it back, strictly; raises MultibaseError."""
    padded = text + "=" * (-len(text) % 4)
    try:
        data = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError, ValueError):
        raise MultibaseError("not base64 as addresses write it") from None
    if base64url(data) != text:
        raise MultibaseError("not base64 in its one canonical form")
    return data
