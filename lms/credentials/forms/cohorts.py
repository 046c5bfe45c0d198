"""Which module, and for whom: what an owner fills in who has many certificates issued."""

from datetime import datetime, time, timedelta

from flask_babel import format_decimal, gettext
from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from lms.credentials.rules.cohorts import LONGEST_LIST, MOST_PEOPLE, Choice
from lms.credentials.wording.cohorts import CHOICE_TEXTS
from lms.web.forms import CampusForm
from lms.web.i18n import time_zone


class CohortForm(CampusForm):
    """A module, and how its people are chosen."""

    module = SelectField(_("Module"))
    choice = RadioField(
        _("Who is meant?"),
        choices=[SelectChoice(choice.value, text) for choice, text in CHOICE_TEXTS.items()],
        default=Choice.EVERYONE.value,
        validators=[InputRequired(_("Choose who is meant."))],
    )
    first_day = DateField(_("First day"), validators=[Optional()])
    last_day = DateField(_("Last day"), validators=[Optional()])
    addresses = TextAreaField(
        _("Addresses, one on each line"),
        validators=[Length(max=LONGEST_LIST, message=_("This list is too long. Split it."))],
    )
    seen = HiddenField()
    """What the plan said that is started."""

    def is_whole(self) -> bool:
        """It says who is meant; else the fields say what is missing."""
        if not self.validate():
            return False
        if self.chosen is Choice.DATES and not (self.first_day.data or self.last_day.data):
            self.first_day.errors = [gettext("Give the first day, the last day or both.")]
        elif self.chosen is Choice.DATES and self._is_backwards():
            self.last_day.errors = [gettext("The last day comes before the first.")]
        elif self.chosen is Choice.ADDRESSES and not (self.addresses.data or "").strip():
            self.addresses.errors = [gettext("Write at least one address.")]
        return not self.errors

    def _is_backwards(self) -> bool:
        first, last = self.first_day.data, self.last_day.data
        return bool(first and last and last < first)

    @property
    def chosen(self) -> Choice:
        """How the people are chosen."""
        return Choice(self.choice.data)

    @property
    def since(self) -> datetime | None:
        """The beginning of the first day, where the owner is."""
        day = self.first_day.data
        return datetime.combine(day, time.min, time_zone()) if day else None

    @property
    def before(self) -> datetime | None:
        """The end of the last day, where the owner is."""
        day = self.last_day.data
        return datetime.combine(day + timedelta(days=1), time.min, time_zone()) if day else None

    def refuse_size(self) -> None:
        """Say that these are too many for one cohort."""
        field = self.addresses if self.chosen is Choice.ADDRESSES else self.choice
        field.errors = [
            gettext(
                "These are more than %(most)s people. Choose fewer at once.", most=format_decimal(MOST_PEOPLE)
            )
        ]
