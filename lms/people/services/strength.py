"""The one place where a new password is refused for being weak."""

from lms.people.errors import WeakPasswordError
from lms.people.passwords import weakness_of


def require_strong(password: str, *about_you: str | None) -> None:
    """Raise WeakPasswordError for a password that would be guessed too soon."""
    weakness = weakness_of(password, [text for text in about_you if text])
    if weakness:
        raise WeakPasswordError(weakness)
