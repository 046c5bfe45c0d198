"""How each numeric item of module A1 is worked out a second time, from the columns of its table."""

from collections.abc import Callable


def pairs(n: float) -> float:
    """How many pairs n actors can form: the first meets n - 1 others, the next one fewer."""
    return sum(range(int(n)))


KEYS: dict[str, Callable[..., float]] = {
    # self-checks of the lessons
    "l2-density-count": lambda n, t: t / pairs(n),
    "l5-hours-left": lambda f, h, p: f * h - f * h / 10 - p,
    "l6-better-alone": lambda c, t, v, b: b - v * (c / t),
    # bank of the final test
    "density-of-a-group": lambda n, t: t / pairs(n),
    "ties-still-missing": lambda n, t, d: pairs(n) * d - t,
    "minutes-to-decide": lambda m, b: (m - b) - (m - b) * 3 / 10 - (m - b) * 4 / 10,
    "owner-listens": lambda t: t / (10 + 15 + 20 + 10 + 5) * 20,
    "tests-for-the-contracts": lambda c, q, p: c / (p / q),
    "share-of-the-hours": lambda f, h, p: p / f / h * 100,
    "three-weights": lambda a, b, c: (50 * a + 30 * b + 20 * c) / 100,
    "hours-that-must-go": lambda f, h, p: p - (f * h - f * h / 10),
    "spring-of-the-plan": lambda h, s, e: sum(
        h / len(range(int(s), int(e) + 1)) for month in range(int(s), int(e) + 1) if month in (4, 5, 6)
    ),
    "by-number-of-employees": lambda c, t, v: v * (c / t),
    "ferry-ties-across": lambda: 100 * (12 - 10 - 1) / (5 * 3),
}
