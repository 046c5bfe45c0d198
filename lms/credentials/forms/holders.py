"""What people type into the pages of certificates: shape and limits."""

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    BooleanField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from lms.credentials.rules import RevocationReason
from lms.credentials.wording.refusals import REASON_TEXTS
from lms.people.choices import NAME_SHOWN_CHOICES
from lms.people.rules import NameShown
from lms.web.forms import CampusForm, strip
from lms.web.language_names import LANGUAGES


class VisibilityForm(CampusForm):
    """How much of the holder's name the page that verifies shows."""

    name_shown = RadioField(
        _("What do people see who verify this certificate by its code?"),
        choices=NAME_SHOWN_CHOICES,
        validators=[InputRequired(_("Choose what they see."))],
    )

    @property
    def chosen(self) -> NameShown:
        """What was chosen."""
        return NameShown(self.name_shown.data)


class RevocationForm(CampusForm):
    """Withdraw a certificate."""

    reason = RadioField(
        _("Why is it withdrawn?"),
        choices=[
            SelectChoice(reason.value, text)
            for reason, text in REASON_TEXTS.items()
            if reason is not RevocationReason.PART_WITHDRAWN
        ],
        validators=[InputRequired(_("Choose a reason."))],
    )
    is_sure = BooleanField(
        _("I know that this cannot be undone"),
        validators=[InputRequired(_("Confirm that you know this cannot be undone."))],
    )

    @property
    def chosen_reason(self) -> RevocationReason:
        """What was chosen."""
        return RevocationReason(self.reason.data)


class LanguageForm(CampusForm):
    """A language in which a certificate is wanted."""

    language = SelectField(
        _("Language"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        validators=[InputRequired(_("Choose a language."))],
    )


class ShareForm(CampusForm):
    """What a link shows, and whom it is for."""

    credentials = SelectMultipleField(
        _("Certificates to show"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[InputRequired(_("Choose at least one certificate."))],
    )
    label = StringField(
        _("Note to yourself"),
        filters=[strip],
        validators=[Length(max=80, message=_("Write at most %(max)d characters."))],
    )
