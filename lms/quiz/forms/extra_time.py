"""What a trainer types to grant somebody extra time: shape and limits."""

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    DateField,
    EmailField,
    RadioField,
    SelectChoice,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, Optional

from lms.core import clock
from lms.quiz.rules.extra_time import ExtraTime
from lms.web.forms import CampusForm, strip

UNTIMED = "untimed"
AMOUNTS = {
    "25": _("A quarter more"),
    "50": _("Half as much again"),
    "100": _("Twice the time"),
    UNTIMED: _("As long as they like"),
}
"""What can be granted: per cent on top → words."""
LONGEST_ADDRESS = 254


class ExtraTimeForm(CampusForm):
    """Who gets how much more time, and until when."""

    email = EmailField(
        _("E-mail address"),
        filters=[strip],
        validators=[InputRequired(_("Write the address of the person.")), Length(max=LONGEST_ADDRESS)],
    )
    amount = RadioField(
        _("More time"),
        choices=[SelectChoice(key, words) for key, words in AMOUNTS.items()],
        validators=[InputRequired(_("Choose how much time."))],
    )
    valid_until = DateField(_("Last day"), validators=[Optional()])

    def validate_valid_until(self, field: Field) -> None:
        """Refuse a day that has passed."""
        if field.data is not None and field.data < clock.now().date():
            raise ValidationError(_("Choose today or a later day, or leave it empty."))

    @property
    def address(self) -> str:
        """The address typed."""
        return self.email.data or ""

    def granted(self) -> ExtraTime:
        """What the form says, once it is valid."""
        amount = str(self.amount.data)
        return ExtraTime(
            percent=None if amount == UNTIMED else int(amount), valid_until=self.valid_until.data
        )
