"""How kinds, forms, standings and elements of certificates are said to holders and owners."""

from flask_babel import lazy_gettext as _

from lms.credentials.rules import CredentialKind, Element, FileForm, Standing

KIND_TEXTS = {
    CredentialKind.MODULE: _("Module"),
    CredentialKind.COURSE: _("Course certificate"),
    CredentialKind.DIPLOMA: _("Programme diploma"),
}

FORM_TEXTS = {
    FileForm.PDF: _("The certificate to print, mail and show. It also carries the badge inside."),
    FileForm.BADGE: _("The badge as data (Open Badges 3.0), for wallets and systems that read it."),
    FileForm.JWT: _("The same as a signed token, for systems that ask for one."),
}
"""What each file is for."""

STANDING_TEXTS = {
    Standing.VALID: _("Valid"),
    Standing.EXPIRED: _("Expired"),
    Standing.SUPERSEDED: _("Replaced"),
    Standing.REVOKED: _("Withdrawn"),
}

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
