"""When a file that could not be made is tried again."""

FAILURES_BEFORE_GIVING_UP = 8
_PAUSES = (10, 60, 300, 1800, 7200, 21600, 86400)


def pause_after(attempt_count: int) -> int | None:
    """Seconds to wait after so many failed attempts at the PDF; None: it is given up."""
    if attempt_count >= FAILURES_BEFORE_GIVING_UP:
        return None
    return _PAUSES[min(attempt_count, len(_PAUSES)) - 1]
