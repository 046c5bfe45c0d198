"""How examples and findings of a template are said to owners of a programme."""

from flask_babel import lazy_gettext as _

from lms.credentials.rules.preflight import Check
from lms.credentials.templates.examples import Example

EXAMPLE_TEXTS = {
    Example.SHORTEST: _("as short as certificates get"),
    Example.LONGEST: _("the longest name, title and outcomes, all logos"),
    Example.LETTERS: _("all letters of the language"),
    Example.RESULTS: _("a second page with results by outcome"),
    Example.PARTS: _("a diploma with all its parts on a second page"),
}

CHECK_TEXTS = {
    Check.PAGES: _("Two pages at most"),
    Check.WIDTH: _("Nothing reaches beyond the paper"),
    Check.OVERLAP: _("No text lies over another text or a picture"),
    Check.CONTRAST: _("Contrast of all text is 4.5 : 1 at least, and nothing covers it"),
    Check.SIZE: _("Letters of 6 points at least"),
    Check.LETTERS: _("The fonts have every letter"),
    Check.FONTS: _("All fonts are ours and embedded"),
    Check.SAID: _("Every mandatory text can be seen"),
    Check.QR: _("One QR code, 20 mm wide at least"),
    Check.TAGS: _("Title, language, tags, one heading and texts for pictures (PDF/UA)"),
    Check.FILLING: _("Every example can be filled in and laid out"),
    Check.VERSION: _("No other template was issued by under this version number"),
}
"""What is promised when nothing is found."""

PART_TEXTS = {
    "title": _("the title of the file"),
    "language": _("the language of the file"),
    "tags": _("tags"),
    "heading": _("one heading of the first level, before all others"),
    "alternative text": _("texts for pictures"),
}
"""What the tags of a file can lack."""
