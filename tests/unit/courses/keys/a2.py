"""How each numeric item of module A2 is worked out a second time, from the columns of its table."""

import re
from collections.abc import Callable
from pathlib import Path

FACTS = Path(__file__).parents[4] / "courses" / "facts.yaml"


def fact(name: str) -> float:
    """The value of a fact that ages, so that a key follows when it changes."""
    _, _, entry = FACTS.read_text("utf-8").partition(f"\n  {name}:\n")
    value = re.search(r"^    value: ([\d.]+)$", entry, re.MULTILINE)
    assert value, name
    return float(value[1])


def own(cost: float, rate: str) -> float:
    """What a partner pays itself at a rate that is a fact."""
    return cost - cost * fact(rate) / 100


KEYS: dict[str, Callable[..., float]] = {
    # self-checks of the lessons
    "l4-own-money-norway": lambda c, r: c - c * r / 100,
    "l6-odd-hall": lambda p, s: (p // 2) * s,
    "l7-price-for-the-gap": lambda c, f, n: c / n - f / n,
    # bank of the final test
    "weighted-score": lambda a, b, c, d, e: 0.3 * a + 0.25 * b + 0.2 * c + 0.15 * d + 0.1 * e,
    "move-the-weight": lambda b, c, s: c * (20 + s) / 100 + b * (25 - s) / 100 - c * 0.2 - b * 0.25,
    "lots-for-small-firms": lambda b, v: b / v * fact("euroclusters-sme-share") / 100,
    "own-share": lambda c, r: c - c * r / 100,
    "staff-cost": lambda f, m, w: m * (w * f),
    "first-peak": lambda c, m, p, d: c / m * p + c / m * d,
    "second-peak": lambda c, m, p, d, r: c / m * (p + d) + c / m * p * (100 - r) / 100,
    "two-rates": lambda a, b: (
        a + b - a * fact("interreg-rate") / 100 - b * fact("interreg-norway-rate") / 100
    ),
    "tests-to-break-even": lambda c, f, p: c / p - f / p,
    "meetings-in-the-hall": lambda p, s: p / 2 * s,
    "slots-for-a-share": lambda n, q: q / (100 / n),
    "cost-per-result": lambda c, t, a: c / (a + t),
    "vindsala-highest-gap": lambda: max(
        10_000 * min(month, 24) - 0.8 * 60_000 * ((month - 10) // 6) for month in (10, 16, 22, 28)
    ),
}
