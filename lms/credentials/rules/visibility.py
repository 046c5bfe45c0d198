"""How much of the holder's name whoever verifies by a code sees: the holder chooses."""

from enum import StrEnum


class NameShown(StrEnum):
    """What is shown. Whoever hands in the file itself sees what stands in it."""

    FULL = "full"
    MASKED = "masked"
    """First letters, and how long each part is."""
    HIDDEN = "hidden"
    """Nothing; a printed name can still be compared."""
