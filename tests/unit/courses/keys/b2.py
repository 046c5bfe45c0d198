"""Module B2 computed a second time: every numeric item from its parameters, in plain Python."""

import re
from collections.abc import Callable
from pathlib import Path

COURSES = Path(__file__).parents[4] / "courses"


def fact(name: str) -> float:
    """The value of an ageing fact, so that a key follows when the fact changes."""
    found = re.search(
        rf"^  {name}:\n    value: ([\d.]+)$", (COURSES / "facts.yaml").read_text("utf-8"), re.MULTILINE
    )
    assert found, name
    return float(found[1])


KEYS: dict[str, Callable[..., float]] = {
    "l3-active-share": lambda m, z, o: 100 * (1 - (z + o) / m),
    "l4-unit-cost": lambda h, r, x, p: (h * r - p) + x,
    "l5-runway": lambda c, y: 12 * c / y,
    "hours-missing-with-firms": lambda w, h: w * 40 / 100 - h,
    "churn-of-the-year": lambda s, l, j: 100 * l / s,  # noqa: E741 - the table names the column
    "price-of-a-seat": lambda h, r, x, n: h * r / n + x / n,
    "private-share": lambda f, s, t: 100 - 100 * (t - f - s) / t,
    "cost-of-an-hour": lambda a, b, c, h: a / h + b / h + c / h,
    "concentration-of-income": lambda a, b, c: sum(share * share for share in (a, b, c)) / 10_000,
    "leavers-until-nothing-is-won": lambda n, f, g: n * (g - f) / g,
    "what-is-still-open": lambda a, b, d, m, s: (a - b) - (d * m + s),
    "value-in-the-log": lambda c1, p1, c2, p2, t: (c1 + c2 + t) - (p1 + p2),
    "missing-to-gold": lambda p, m: m * fact("gold-score") / 100 - p,
    "linen-largest-funder": lambda: 100 - (28800 + 19200 + 72000) / 2400,
}
