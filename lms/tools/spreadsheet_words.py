"""The words of a spreadsheet in the reader's language."""

from flask_babel import gettext as _

from lms.tools.spreadsheet import SheetWords


def spreadsheet_words() -> SheetWords:
    """What a spreadsheet says beside the words of the tool."""
    return SheetWords(
        read_me=_("Read me"),
        charts=_("Charts"),
        example=_("Example"),
        results=_("Results"),
        how=_("How to use it"),
        inputs=_("Cells of this colour are for you to fill in."),
        computed=_("Cells of this colour work themselves out."),
        protected=_(
            "Everything else is protected, so that no formula is lost by accident. There is no password: "
            "your program lifts the protection under Tools or Review."
        ),
        blank=_("Leave blank what you do not know. Zero means that you know it is zero."),
        sheets=_("The sheets"),
        invented=_("The sheets whose names begin with “Example” hold a filled-in example. It is invented."),
        legal=_("Training material, not legal advice."),
        not_possible=_("This cell takes: "),
        number=_("a number"),
        date=_("a date"),
        one_of=_("one of the list"),
        tick=_("1 for yes, or nothing"),
    )
