"""What the languages of content are called in the language of the interface."""

from flask_babel import lazy_gettext as _

LANGUAGES = {
    "da": _("Danish"),
    "de": _("German"),
    "en": _("English"),
    "et": _("Estonian"),
    "fi": _("Finnish"),
    "lt": _("Lithuanian"),
    "lv": _("Latvian"),
    "pl": _("Polish"),
    "sv": _("Swedish"),
}


def language_name(code: str) -> str:
    """A language's name in the language of the interface."""
    return str(LANGUAGES.get(code, code))
