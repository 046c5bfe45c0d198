"""Filters of the list of enrolments, and what is decided about one of them."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from lms.web.forms import CampusForm, strip
from lms.web.listing import ChoiceFilter, DayFilter, FilterForm, TextFilter

LONGEST_ADDRESS = 254
LONGEST_REASON = 500
MOST_MINUTES = 240


class EnrolmentFilter(FilterForm):
    """Which enrolments."""

    q = TextFilter(_("Name, address or organisation"))
    module = ChoiceFilter(_("Module"), everything=_("All modules"))
    course = ChoiceFilter(_("Course"), everything=_("All courses"))
    state = ChoiceFilter(_("State"))
    test = ChoiceFilter(_("Final test"))
    country = ChoiceFilter(_("Country"), everything=_("All countries"))
    since = DayFilter(_("Joined from"))
    until = DayFilter(_("Joined until"))


class EnrolForm(CampusForm):
    """Whom to enrol, and in which module."""

    email = EmailField(
        _("E-mail address"),
        filters=[strip],
        validators=[InputRequired(_("Write the address of the person.")), Length(max=LONGEST_ADDRESS)],
    )
    module = SelectField(_("Module"), validators=[InputRequired(_("Choose a module."))])
    meets_prerequisites = BooleanField(_("I have made sure that the person meets what the module asks for"))


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
    """By how much tests that are under way are extended."""

    minutes = IntegerField(
        _("Minutes more"),
        validators=[
            InputRequired(_("Write a number of minutes.")),
            NumberRange(1, MOST_MINUTES, message=_("Write a number from %(min)d to %(max)d.")),
        ],
    )
