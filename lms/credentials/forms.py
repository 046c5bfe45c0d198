"""What people type into the pages of certificates: shape and limits."""

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    BooleanField,
    RadioField,
    SelectChoice,
)
from wtforms.validators import InputRequired

from lms.credentials.rules import RevocationReason
from lms.credentials.texts import REASON_TEXTS
from lms.web.forms import CampusForm


class VisibilityForm(CampusForm):
    """Whether the page that verifies shows the holder's name."""

    shows_name = BooleanField(_("Show my name in full to whoever verifies this certificate"))


class RevocationForm(CampusForm):
    """Withdraw a certificate."""

    reason = RadioField(
        _("Why is it withdrawn?"),
        choices=[SelectChoice(reason.value, text) for reason, text in REASON_TEXTS.items()],
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
