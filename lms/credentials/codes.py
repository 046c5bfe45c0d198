"""The code of a certificate: how it is made, read with typing mistakes forgiven or caught, and shown. Pure.

A code is 19 random symbols of Crockford's base 32 and a check symbol: 95 random bits. It names a
certificate; it opens nothing. The check symbol makes a weighted sum over the field of 32 elements
zero. The weights are 20 different powers of a generator, so every single wrong symbol is caught, and
every swap of two different symbols, whether they stand side by side or not.
"""

import re
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
GROUP = 4
RANDOM_BYTES = 12
"""What `new_code` needs: 96 bits, of which it uses 95."""

_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans("OIL", "011")
_SPACES = re.compile(r"[\s\-‐-―−_.]+")
_ADDRESS = re.compile(r".*/verify/([^/?#]+).*", re.DOTALL | re.IGNORECASE)


class CodeProblem(StrEnum):
    """What is wrong with something typed as a code."""

    LENGTH = "length"
    SYMBOL = "symbol"
    CHECK = "check"


class MalformedCodeError(ValueError):
    """It cannot be a code; `problem` says why."""

    def __init__(self, problem: CodeProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def _times_generator(value: int) -> int:
    """Multiply by x in the field of 32 elements, GF(2)[x] modulo x⁵ + x² + 1, in which x generates all."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _weighted_sum(values: list[int]) -> int:
    """The sum of value × xⁱ, i counted from the right: zero for a whole code (Horner's scheme)."""
    total = 0
    for value in values:
        total = _times_generator(total) ^ value
    return total


def new_code(random_bytes: bytes) -> str:
    """A code from 12 random bytes."""
    if len(random_bytes) != RANDOM_BYTES:
        raise ValueError(f"a code is made of {RANDOM_BYTES} bytes")
    number = int.from_bytes(random_bytes, "big")
    values = [number >> 5 * place & 31 for place in range(LENGTH - 1)]
    check = _weighted_sum([*values, 0])
    return "".join(ALPHABET[value] for value in [*values, check])


def normalise_code(text: str) -> str:
    """The code that somebody typed or pasted; raises MalformedCodeError.

    Spaces, dashes and lower case are forgiven, as are O for 0 and I or L for 1. A whole address of the
    verification page is understood too.
    """
    inside = _ADDRESS.fullmatch(text)
    code = _SPACES.sub("", inside[1] if inside else text).upper().translate(_LOOK_ALIKES)
    if any(symbol not in _VALUES for symbol in code):
        raise MalformedCodeError(CodeProblem.SYMBOL)
    if len(code) != LENGTH:
        raise MalformedCodeError(CodeProblem.LENGTH)
    if _weighted_sum([_VALUES[symbol] for symbol in code]) != 0:
        raise MalformedCodeError(CodeProblem.CHECK)
    return code


def grouped(code: str) -> str:
    """The code as it is printed, in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
