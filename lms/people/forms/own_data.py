"""What people type to take their data away, or to leave."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField, ValidationError
from wtforms.fields import Field
from wtforms.form import BaseForm

from lms.people.forms.accounts import password_field
from lms.web.forms import CampusForm


class DownloadForm(CampusForm):
    """Prove to be the owner before everything is handed out at once."""

    password = password_field(_("Your password"))


class Word:
    """Validator: the word that shows that it is meant, in the language of the page."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Refuse anything else."""
        if str(field.data or "").strip().casefold() != gettext("erase").casefold():
            raise ValidationError(gettext("Type the word “%(word)s”.", word=gettext("erase")))


class LeaveForm(CampusForm):
    """Have the account erased."""

    password = password_field(_("Your password"))
    word = StringField(_("Type the word “erase”"), validators=[Word()])
