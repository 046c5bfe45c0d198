"""The keys of every numeric item of module P3, worked out a second time from the tables of the items."""

from collections.abc import Callable


def net(gross: float, deadweight: float, displacement: float) -> float:
    """What remains of a gross result: first what would have come anyway goes, then what others lost."""
    additional = gross - gross * deadweight / 100
    return additional - additional * displacement / 100


def pairs(actors: float) -> float:
    """Ties that are possible where a tie holds in both directions."""
    return sum(range(1, int(actors)))


KEYS: dict[str, Callable[..., float]] = {
    # self-checks
    "l2-progress": lambda b, t, v: (v - b) / (t - b) * 100,
    "l3-did": lambda t0, t1, c0, c1: (t1 - c1) - (t0 - c0),
    "l4-density": lambda n, t: t / pairs(n),
    "l7-discrimination": lambda a, b: a / 20 - b / 20,
    # the bank
    "rate-of-answers": lambda n, b, a: a / (n - b) * 100,
    "way-to-the-target": lambda b, t, v: (v - b) / (t - b) * 100,
    "share-of-all-firms": lambda ns, nl, ps, pl: (ns * ps / 100 + nl * pl / 100) / (ns + nl) * 100,
    "quality-of-a-test-item": lambda n, a, b: a / n - b / n,
    "effect-by-two-differences": lambda t0, t1, c0, c1: (t1 - c1) - (t0 - c0),
    "effect-in-per-cent": lambda t0, t1, c0, c1: (t1 - (t0 + c1 - c0)) / t0 * 100,
    "world-without-the-programme": lambda t0, t1, c0, c1: t1 - ((t1 - t0) - (c1 - c0)),
    "jobs-that-remain": lambda g, d, s: net(g, d, s),
    "price-of-a-net-job": lambda c, g, d, s: c / net(g, d, s),
    "ties-without-direction": lambda n, t: t / pairs(n),
    "ties-with-direction": lambda n, t: t / (2 * pairs(n)),
    "network-without-its-manager": lambda n, t, m: (t - m) / pairs(n - 1),
    "points-and-per-cent": lambda p, b: ((b + p) / b - 1) * 100,
    "solvik-two-differences": lambda: (64 - 56) - (54 - 51),
}
