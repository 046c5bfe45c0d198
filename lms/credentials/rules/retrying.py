"""When a file that could not be made is tried again."""

FAILURES_BEFORE_GIVING_UP = 8
_PAUSES = (10, 60, 300, 1800, 7200, 21600, 86400)
_WAITS = (30, 60, 120, 300, 600, 900)


def pause_after(attempt_count: int) -> int | None:
    """Seconds to wait after so many failed attempts at a file; None: it is given up."""
    if attempt_count >= FAILURES_BEFORE_GIVING_UP:
        return None
    return _PAUSES[min(attempt_count, len(_PAUSES)) - 1]


def wait_after(wait_count: int) -> int:
    """Seconds to wait when something beside the file stood in its way so many times; it is not given up."""
    return _WAITS[min(wait_count, len(_WAITS)) - 1]
