"""The keys of every numeric item of module P2, worked out a second time from the tables of the items."""

import re
from collections.abc import Callable
from pathlib import Path

FACTS = Path(__file__).parents[4] / "courses" / "facts.yaml"


def fact(name: str) -> float:
    """The value of an ageing fact, so that a key follows when the fact changes."""
    found = re.search(rf"^  {name}:\n    value: ([\d.]+)$", FACTS.read_text("utf-8"), re.MULTILINE)
    assert found, name
    return float(found[1])


def share(cost: float, *rates: str) -> float:
    """The part of a cost that several rates in per cent allow together."""
    return sum(cost * (fact(rate) / 100) for rate in rates)


KEYS: dict[str, Callable[..., float]] = {
    # self-checks
    "l1-days-saved": lambda n, f, c, k: (n - k) * f - n * c,
    "l2-total": lambda a, b, c, d: a * 0.3 + b * 0.3 + c * 0.25 + d * 0.15,
    "l3-value-per-firm": lambda m, p, d: m * d - p * d,
    "l5-in-kind": lambda h, v, p, k: h * v - k * (p / 100),
    # the bank
    "weighted-total": lambda a, b, c, d, e: (a + b) / 4 + (c + d) / 5 + e / 10,
    "score-that-would-have-sufficed": lambda t, s: s + (60 - t) / 0.2,
    "headroom-with-a-linked-firm": lambda a, b, c: fact("de-minimis-ceiling") - sum((a, b, c)),
    "operating-aid-at-most": lambda c: share(c, "art27-operating-rate"),
    "same-invoice-two-sources": lambda c, d: share(c, "art18-rate") - d,
    "largest-voucher-on-the-day": lambda a, c: fact("de-minimis-ceiling") - (a + c),
    "part-that-is-not-passed-on": lambda g, m, p, d: g + p * d - m * d,
    "total-with-a-flat-rate": lambda s, r, t: s * (1 + r / 100) + t,
    "still-to-be-paid": lambda g, p1, p2: g - g * p1 / 100 - g * p2 / 100,
    "budget-for-coaching": lambda n1, d1, n2, d2, p: n1 * d1 * p + n2 * d2 * p,
    "share-of-active-members": lambda n, a: a / n * 100,
    "cash-without-the-giant": lambda t, l, n: t / n - l / n,  # noqa: E741 - the table names the column
    "halvik-winner": lambda: 0.4 * (70 + 80) + 0.2 * 60,
}
