"""The base of all forms: CSRF protection that lives as long as the sign-in, texts without stray spaces."""

from typing import Any

from flask_wtf import CSRFProtect, FlaskForm

csrf = CSRFProtect()


class CampusForm(FlaskForm):  # type: ignore[misc]
    """A form of this house."""


def strip(value: Any) -> Any:
    """Filter for text fields: no space at the ends, inner space single."""
    return " ".join(value.split()) if isinstance(value, str) else value


class EmptyForm(CampusForm):
    """A button: nothing but the CSRF token."""
