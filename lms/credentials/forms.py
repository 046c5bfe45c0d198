"""What people type into the pages of certificates: shape and limits."""

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    BooleanField,
    RadioField,
    SelectChoice,
    StringField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length

from lms.credentials.codes import CodeProblem, MalformedCodeError, normalise_code
from lms.credentials.rules import RevocationReason
from lms.credentials.texts import CODE_TEXTS, REASON_TEXTS
from lms.web.forms import CampusForm, strip

PASTED = 300


class _IsCode:
    """Validator: it can be a code."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        try:
            normalise_code(field.data or "")
        except MalformedCodeError as error:
            raise ValidationError(CODE_TEXTS[error.problem]) from None


class CodeForm(CampusForm):
    """The code on a certificate."""

    code = StringField(
        _("Code on the certificate"),
        filters=[strip],
        validators=[
            InputRequired(_("Write the code that stands beside the square pattern.")),
            Length(max=PASTED, message=CODE_TEXTS[CodeProblem.LENGTH]),
            _IsCode(),
        ],
    )


class PrintedNameForm(CampusForm):
    """The name that stands on the certificate in somebody's hand."""

    name = StringField(
        _("Name on the certificate you have"),
        filters=[strip],
        validators=[
            InputRequired(_("Write the name that stands on the certificate.")),
            Length(max=PASTED, message=_("No certificate has a name this long.")),
        ],
    )


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
