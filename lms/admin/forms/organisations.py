"""Filters of the list of organisations, and a list to be added."""

from flask_babel import lazy_gettext as _
from wtforms import FileField, TextAreaField

from lms.web.forms import CampusForm
from lms.web.listing import ChoiceFilter, FilterForm, TextFilter


class OrganisationsFilter(FilterForm):
    """Which organisations."""

    q = TextFilter(_("Name"))
    country = ChoiceFilter(_("Country"))
    region = ChoiceFilter(_("Region (NUTS)"))
    kind = ChoiceFilter(_("Kind"))
    stage = ChoiceFilter(_("Stage of the cluster"))
    sector = TextFilter(_("Sector"))


class ImportForm(CampusForm):
    """Which organisations to add: the file counts where both are given."""

    text = TextAreaField(_("The organisations"))
    file = FileField(_("Or the list as a file"))
