"""How sheets of tools are laid out in the files that people take away."""

from flask_babel import lazy_gettext as _

from lms.core.privacy import Document, PlainWords, given, part

WORDS = PlainWords(
    title=_("Your sheets in tools"),
    kept=_("What you filled in in the tools of modules."),
    goes=_("All of it."),
)

_SHEET = {
    "module": given("text", "Module that the tool belongs to."),
    "name": given("text", "Name that you gave it."),
    "is_example": given("yes-no", "It began as an invented example."),
    "content": given("object", "What is filled in, field by field."),
    "created_at": given("moment", "When it was begun."),
    "changed_at": given("moment", "When it was changed last."),
}

DOCUMENTS = (
    Document(
        path="tools/sheets.json",
        about=_("What you filled in in tools"),
        fields=_SHEET,
        rows=part("sheets"),
    ),
)
