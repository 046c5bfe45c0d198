"""How files and elements of certificates are said to holders and owners."""

from flask_babel import lazy_gettext as _

from lms.credentials.rules import Element, FileForm

FORM_NAMES = {FileForm.PDF: _("PDF"), FileForm.BADGE: _("Badge"), FileForm.JWT: _("Token")}

FILE_USES = {
    "*.pdf": _("The certificate to print, mail and show. It is sealed and carries the badge inside."),
    "badge.png": _("The badge as a picture, with the credential in it, for a web page or a signature."),
    "badge.svg": _("The same as a drawing, sharp at any size."),
    "badge.json": _("The badge as data (Open Badges 3.0), for digital wallets and systems that check it."),
    "badge.jwt": _("The same as a signed token, for systems that ask for one."),
    "elm.jsonld": _("The European Learning Model, not sealed, so that a European issuer can seal it."),
}
"""What each file of the archive is for."""

ELEMENT_TEXTS = {
    Element.LEARNER: _("the name of the holder"),
    Element.TITLE: _("a title"),
    Element.COUNTRY: _("the country of the issuer"),
    Element.AWARDING_BODY: _("the issuer"),
    Element.DATE_OF_ISSUE: _("the date of issue"),
    Element.LEARNING_OUTCOMES: _("learning outcomes"),
    Element.WORKLOAD: _("hours of what is required"),
    Element.LEVEL: _("a level"),
    Element.ASSESSMENT: _("how it is assessed: a final test or an assignment that completion asks for"),
    Element.PARTICIPATION: _("the form of participation"),
    Element.QUALITY_ASSURANCE: _("what can be said of quality assurance"),
}
"""What every certificate must state."""
