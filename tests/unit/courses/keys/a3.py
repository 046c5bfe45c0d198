"""The numbers that module A3 asks for, worked out a second time by other ways than its keys."""

KEYS = {
    "l2-twin-visit": lambda c, v, m: c * 100 / v / m,
    "l3-pooled-volume": lambda n, a, b, c, d: n - ((a + b + c + d) - max(a, b, c, d)),
    "l4-follow-up-ratio": lambda e, k, v, p: k * v / e + p / e,
    "l5-dependence": lambda p, t, n: p / (t + n) * 100,
    "l6-exposure": lambda s, r, x: max(0, r - (s + x)),
    "l7-without-us": lambda c, m, k, s: (k * m - s * m) / c * 100 - 100,
    "points-to-thirty-six": lambda a, b, c, d: (
        36 - sum([4] * int(a) + [3] * int(b) + [2] * int(c) + [1] * int(d))
    ),
    "contracts-to-break-even": lambda c, v, m: c * 100 / v / m,
    "return-on-a-mission": lambda c, g: g / c * 100 - 100,
    "cost-per-lead": lambda c, n, k, r: c / n / k / r * 100,
    "public-part-of-one-firm": lambda c, n, s: c / n - c / n * s / 100,
    "budget-after-the-event": lambda e, k, v: e - sum([v] * int(k)),
    "index-of-three-suppliers": lambda a, b, c: sum((share / 100) ** 2 for share in (a, b, c)),
    "days-without-input": lambda s, r: max(0, r - s),
    "resin-in-the-store": lambda u, k, r: (r * u - k) / u,
    "index-after-a-shift": lambda a, b, c, x: sum((share / 100) ** 2 for share in (a - x, b, c + x)),
    "share-kept-from-waste": lambda w, d: 100 - (w - d) / w * 100,
    "net-effect-in-kilograms": lambda d, f, n, g: f * d - g * n,
    "tangvik-return": lambda: 5 * 15_000 * 40 / 24_000 - 100,
}
