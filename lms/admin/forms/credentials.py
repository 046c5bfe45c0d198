"""Filters of the list of certificates, and what is decided about issuing one again."""

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    BooleanField,
    RadioField,
    SelectChoice,
)
from wtforms.validators import InputRequired

from lms.web.forms import CampusForm
from lms.web.listing import ChoiceFilter, DayFilter, FilterForm, TextFilter

AS_COMPLETED = "as-completed"
AS_NOW = "as-now"


class CredentialFilter(FilterForm):
    """Which certificates."""

    q = TextFilter(_("Name, address, organisation or code"))
    achievement = ChoiceFilter(_("Module or course"))
    kind = ChoiceFilter(_("Kind"))
    standing = ChoiceFilter(_("State"))
    files = ChoiceFilter(_("Files"))
    country = ChoiceFilter(_("Country of the holder"), everything=_("All countries"))
    since = DayFilter(_("Issued from"))
    until = DayFilter(_("Issued until"))


class ReissueForm(CampusForm):
    """By which edition of the module a certificate is worded anew."""

    wording = RadioField(
        _("Titles and learning outcomes"),
        choices=[
            SelectChoice(AS_COMPLETED, _("as they were when the module was completed")),
            SelectChoice(AS_NOW, _("as they are now")),
        ],
        default=AS_COMPLETED,
        validators=[InputRequired(_("Choose one."))],
    )
    is_sure = BooleanField(
        _("Yes, issue it again. The certificate until now is then replaced, which cannot be undone."),
        validators=[InputRequired(_("Confirm that you mean it."))],
    )
