"""Texts of strangers that we repeat: names of files, and what was written in place of a code. Pure."""

import unicodedata

_STEERING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Controls, signs that turn the direction of writing, breaks of lines, and what nobody can see."""


def steers(sign: str) -> bool:
    """It says how text is to be shown, or cannot be shown itself."""
    return unicodedata.category(sign) in _STEERING


def harmless(text: str, most: int) -> str:
    """The text as it may be shown: nothing in it steers what stands beside it, and it is not too long."""
    plain = "".join("\N{REPLACEMENT CHARACTER}" if steers(sign) else sign for sign in text)
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
