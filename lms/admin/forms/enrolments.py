"""Filters of the list of enrolments, and what is decided about one of them."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from lms.web.forms import CampusForm, strip
from lms.web.listing import ChoiceFilter, DayFilter, FilterForm, TextFilter

LONGEST_REASON = 500
MOST_MINUTES = 240


class EnrolmentFilter(FilterForm):
    """Which enrolments."""

    q = TextFilter(_("Name, address or organisation"))
    module = ChoiceFilter(_("Module"), everything=_("All modules"))
    course = ChoiceFilter(_("Course"), everything=_("All courses"))
    state = ChoiceFilter(_("State"))
    country = ChoiceFilter(_("Country"), everything=_("All countries"))
    since = DayFilter(_("Joined from"))
    until = DayFilter(_("Joined until"))


class TryForm(CampusForm):
    """Why somebody gets another try."""

    reason = TextAreaField(
        _("Why?"),
        filters=[strip],
        validators=[
            InputRequired(_("Write why the person gets another try.")),
            Length(max=LONGEST_REASON, message=_("Write at most %(max)d characters.")),
        ],
    )


class ExtensionForm(CampusForm):
    """By how much a test that is under way is extended."""

    minutes = IntegerField(
        _("Minutes more"),
        validators=[
            InputRequired(_("Write a number of minutes.")),
            NumberRange(1, MOST_MINUTES, message=_("Write a number from %(min)d to %(max)d.")),
        ],
    )
