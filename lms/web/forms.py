"""The base of all forms: CSRF protection that lives as long as the sign-in, texts without stray spaces."""

import unicodedata
from typing import Any

from flask_babel.speaklater import LazyString
from flask_wtf import CSRFProtect, FlaskForm

csrf = CSRFProtect()


class CampusForm(FlaskForm):  # type: ignore[misc]
    """A form of this house."""

    def validate(self, extra_validators: Any = None) -> bool:
        """As WTForms does. Lazy texts become plain, so that templates can tell them from errors within."""
        is_valid = bool(super().validate(extra_validators))
        for field in self:
            field.errors = [str(one) if isinstance(one, LazyString) else one for one in field.errors]
        return is_valid


def strip(value: Any) -> Any:
    """Filter for text fields: no space at the ends, inner space single, no control characters."""
    return " ".join(_without_controls(value).split()) if isinstance(value, str) else value


def _without_controls(text: str) -> str:
    # PostgreSQL refuses a NUL in a text with an error that no form could explain.
    return "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cs"})


class EmptyForm(CampusForm):
    """A button: nothing but the CSRF token."""
