"""A list of people to invite, pasted or as a file, and the filters of those who were."""

from flask_babel import lazy_gettext as _
from wtforms import FileField, TextAreaField

from lms.web.forms import CampusForm
from lms.web.listing import ChoiceFilter, FilterForm, TextFilter


class InviteForm(CampusForm):
    """Whom to invite: the file counts where both are given."""

    text = TextAreaField(_("Who is invited"))
    file = FileField(_("Or the list as a file"))


class InvitationFilter(FilterForm):
    """Which invitations."""

    q = TextFilter(_("Address or name"))
    state = ChoiceFilter(_("State"))
