"""The numbers that module B1 asks for, worked out a second time by other ways than its keys."""

KEYS = {
    "l4-lq": lambda a, b, c, d: a * d / (b * 1000 * c),
    "l4-regional-effect": lambda e0, e1, g: e0 * ((e1 - e0) / e0 - g / 100),
    "lq-from-jobs": lambda e, er, ei, n: e * n / (er * ei),
    "focus-of-the-region": lambda e, er: e / er * 100,
    "share-of-the-national-industry": lambda e, ei: e / ei * 100,
    "jobs-at-lq-one": lambda er, s: (s / 100) * er,
    "missing-to-the-star": lambda er, s, e: er * 2 * (s / 100) - e,
    "shift-share-national-effect": lambda e0, g: e0 * (1 + g / 100) - e0,
    "shift-share-industry-mix": lambda e0, g, gi: e0 * gi / 100 - e0 * g / 100,
    "shift-share-regional-effect": lambda e0, e1, gi: e0 * ((e1 - e0) / e0 - gi / 100),
    "shift-share-missing-part": lambda d, a, m: d - (a + m),
    "growth-of-the-regional-industry": lambda e0, e1: (e1 / e0 - 1) * 100,
    "share-behind-the-quotient": lambda lq, s: s * lq,
    "jobs-booked-at-head-office": lambda e, er, h, s: 100 * (e - h) / ((er - h) * s),
    "havsby-regional-effect": lambda: 1200 - 1000 * 20000 / 16000,
}
