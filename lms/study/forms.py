"""What staff type on pages about participants: shape and limits."""

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    EmailField,
    RadioField,
    SelectChoice,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from lms.learning.rules import RecognisedPart, RecognitionKind
from lms.learning.services.recognitions import Decision
from lms.study.wording import RECOGNISED_PARTS, RECOGNITION_KINDS
from lms.web.forms import CampusForm, strip

LONGEST_ADDRESS = 254
LONGEST_TEXT = 2000
TOO_LONG = _("Write at most %(max)d characters.")


class RecognitionForm(CampusForm):
    """Whose learning counts, for what, on what ground."""

    email = EmailField(
        _("E-mail address"),
        filters=[strip],
        validators=[InputRequired(_("Write the address of the person.")), Length(max=LONGEST_ADDRESS)],
    )
    module = SelectField(_("Module"), validators=[InputRequired(_("Choose a module."))])
    part = RadioField(
        _("What counts?"),
        choices=[SelectChoice(part.value, words) for part, words in RECOGNISED_PARTS.items()],
        validators=[InputRequired(_("Choose what counts."))],
    )
    kind = RadioField(
        _("On what ground?"),
        choices=[SelectChoice(kind.value, words) for kind, words in RECOGNITION_KINDS.items()],
        validators=[InputRequired(_("Choose the ground."))],
    )
    evidence = TextAreaField(
        _("Evidence"),
        filters=[strip],
        validators=[
            InputRequired(_("Write what was shown, and who has seen it.")),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
    )
    reason = TextAreaField(
        _("Why it counts"),
        filters=[strip],
        validators=[InputRequired(_("Write why it counts.")), Length(max=LONGEST_TEXT, message=TOO_LONG)],
    )

    @property
    def address(self) -> str:
        """The address typed."""
        return self.email.data or ""

    def decision(self) -> Decision:
        """What the form says, once it is valid."""
        return Decision(
            module_slug=self.module.data,
            part=RecognisedPart(self.part.data),
            kind=RecognitionKind(self.kind.data),
            evidence=self.evidence.data or "",
            reason=self.reason.data or "",
        )
