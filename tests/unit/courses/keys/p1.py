"""How each numeric item of module P1 is worked out a second time, from the columns of its table."""

from collections.abc import Callable

KEYS: dict[str, Callable[..., float]] = {
    # self-checks of the lessons
    "l3-average-grant": lambda m, k, y: m / (k * y),
    "l5-additional-firms": lambda n, b, t: n * t / 100 - n * b / 100,
    "l6-own-share": lambda g, r: g * (100 - r) / r,
    # bank of the final test
    "promotions-from-the-reserve": lambda e, g, r: r / (g - e),
    "grant-per-additional-firm": lambda g, n, b, t: 100 * g / (n * t - n * b),
    "firms-that-said-so": lambda n, r, s: n * (r / 100) * (s / 100),
    "grants-after-overheads": lambda t, a, v: t - t * a / 100 - t * v / 100,
    "eligible-cost-behind-grants": lambda g, r: 100 * g / r,
    "falling-rate-in-total": lambda c, p, q, r, s: sum(c * rate / 100 for rate in (p, q, r, s)),
    "reserve-that-is-left": lambda g, m, a, k, b: g - (m * a + k * b),
    "grant-per-firm-reached": lambda g, k, f: g * 1000 / k / f,
    "cash-from-firms": lambda c, r, k: (c - c * r / 100) * k / 100,
    "size-at-the-ceiling": lambda p, r: 100 * p / r,
    "brisvik-per-additional-firm": lambda: 3 * 90_000 / (200 * 0.18 - 200 * 0.06),
}
