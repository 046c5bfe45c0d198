"""What strangers hand in to have a certificate verified: shape and limits."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, ValidationError
from wtforms.fields import Field
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length

from lms.credentials.codes import CodeProblem, MalformedCodeError, normalise_code
from lms.credentials.wording.refusals import CODE_TEXTS
from lms.web.forms import CampusForm, strip

PASTED = 300
KINDS = ".pdf,.png,.svg,.json,.jwt,application/pdf,image/png,image/svg+xml,application/json"
"""What a browser offers to choose; what is sent is told by its bytes."""


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


class CertificateFileForm(CampusForm):
    """A certificate as a file."""

    file = FileField(
        _("File of the certificate"),
        validators=[FileRequired(_("Choose the file of the certificate."))],
        render_kw={"accept": KINDS},
    )

    def content(self) -> bytes:
        """The bytes that were sent."""
        content: bytes = self.file.data.read()
        return content
