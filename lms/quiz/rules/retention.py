"""For how long answers are kept of people who have left, where nobody has set another number. Pure."""

from datetime import timedelta

ANSWERS_KEPT = timedelta(days=365)
"""Counted from leaving the module: somebody may come back, or ask how they were judged."""
ANSWERS_KEPT_LEAST = timedelta(days=30)
"""Nobody can set it shorter."""
