"""Which number somebody typed: decimal comma or point, groups of thousands, a unit or none.

One notation has two meanings: `1,234` (or `1.234`) is one thousand and something to one reader, one and
a fraction to another. Both readings are given, the fraction first: nobody should lose a point in a test
over the habits of their country. Everything else has one reading:

- `1 234,5`, `1,234.5`, `1.234,5`, `1'234.5`: the last, different sign is the decimal sign;
- `1,234,567`: a sign that comes twice makes groups;
- `0,125`, `1234,567`, `1,87`: no group of thousands looks like that, so the sign is a decimal sign;
- `1/3`: a fraction of two whole numbers.

A unit may be written before or after the number, or left out. Another word than the unit makes the
answer unreadable, and the learner is told so at once: that is no judgement of the number.
"""

import re
from decimal import Decimal
from fractions import Fraction

MAX_LENGTH = 60

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t\r\n"),
    " ",
)
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"), None)
_SIGNS = {ord(sign): "-" for sign in "\u2212\u2012\u2013\ufe63\uff0d\u2010\u2011"} | {
    ord("\u2019"): "'",
    ord("\u02bc"): "'",
    ord("\uff0c"): ",",
    ord("\uff0e"): ".",
    ord("\uff05"): "%",
}
_WIDE_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
_PLAIN = {**_SPACES, **_NOTHING, **_SIGNS, **_WIDE_DIGITS}

_ABOUT = re.compile(r"^(?:=|≈|~|ca\.?(?![a-z])|about(?![a-z]))\s*")
_GROUPED = re.compile(
    r"\d{1,3}(?P<group>[ '.,])\d{3}(?:(?P=group)\d{3})*(?:(?P<decimal>[.,])(?P<fraction>\d+))?"
)
_SIMPLE = re.compile(r"(?P<whole>\d*)(?:[.,](?P<fraction>\d*))?")
_FRACTION = re.compile(r"(?P<top>\d+) ?/ ?(?P<bottom>\d+)")

SAME_UNITS = (
    frozenset({"%", "percent", "per cent", "pct", "procent", "prosent", "prozent"}),
    frozenset({"€", "eur", "euro", "euros"}),
)
"""Different ways to write one unit."""

PER_CENT = SAME_UNITS[0]


def readings(text: str, units: frozenset[str] = frozenset()) -> tuple[Fraction, ...]:
    """The numbers that a text may stand for; none where it can't be read.

    `units` are the ways in which the unit may be named, one for each language. Where none is named,
    `33 %` may stand for 33 as well as for 0.33.
    """
    plain = " ".join(text.translate(_PLAIN).casefold().split())
    if not plain or len(plain) > MAX_LENGTH:
        return ()
    number, is_per_cent = _without_unit(_ABOUT.sub("", plain), _all_ways(units))
    values = _signed(number)
    if is_per_cent and not units:
        return (*values, *(value / 100 for value in values))
    return values


def _all_ways(units: frozenset[str]) -> frozenset[str]:
    plain = frozenset(" ".join(unit.translate(_PLAIN).casefold().split()) for unit in units)
    return plain.union(*(ways for ways in SAME_UNITS if ways & plain)) or PER_CENT


def _without_unit(text: str, ways: frozenset[str]) -> tuple[str, bool]:
    for unit in sorted(ways, key=len, reverse=True):
        if text.endswith(unit) and not text.removesuffix(unit)[-1:].isalpha():
            return text.removesuffix(unit).rstrip(), unit in PER_CENT
        if text.startswith(unit) and not text.removeprefix(unit)[:1].isalpha():
            return text.removeprefix(unit).lstrip(), unit in PER_CENT
    return text, False


def _signed(text: str) -> tuple[Fraction, ...]:
    if text[:1] in {"-", "+"}:
        values = _unsigned(text[1:].lstrip())
        return tuple(-value for value in values) if text[0] == "-" else values
    return _unsigned(text)


def _unsigned(text: str) -> tuple[Fraction, ...]:
    if not text.isascii():
        return ()
    if fraction := _FRACTION.fullmatch(text):
        bottom = int(fraction["bottom"])
        return (Fraction(int(fraction["top"]), bottom),) if bottom else ()
    return tuple(dict.fromkeys((*_as_decimal(text), *_as_groups(text))))


def _as_decimal(text: str) -> tuple[Fraction, ...]:
    simple = _SIMPLE.fullmatch(text)
    if simple is None or not (simple["whole"] or simple["fraction"]):
        return ()
    return (_value(simple["whole"], simple["fraction"]),)


def _as_groups(text: str) -> tuple[Fraction, ...]:
    grouped = _GROUPED.fullmatch(text)
    if grouped is None or text.startswith("0") or grouped["group"] == grouped["decimal"]:
        return ()
    whole, _, _ = text.partition(grouped["decimal"]) if grouped["decimal"] else (text, "", "")
    return (_value(re.sub(r"\D", "", whole), grouped["fraction"]),)


def _value(whole: str, fraction: str | None) -> Fraction:
    return Fraction(Decimal(f"{whole or 0}.{fraction or 0}"))
