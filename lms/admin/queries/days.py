"""Days as moments, in the time zone of whoever asks."""

from datetime import date, datetime, time, tzinfo


def beginning_of(day: date, zone: tzinfo) -> datetime:
    """The first moment of a day in a time zone."""
    return datetime.combine(day, time(), zone)
