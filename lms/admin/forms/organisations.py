"""Filters of the list of organisations, a list to be added, and doubles that are merged."""

from flask_babel import lazy_gettext as _
from wtforms import FileField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from lms.core.folding import fold
from lms.web.forms import CampusForm, strip
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


class DoubleForm(FilterForm):
    """Which organisation stays; nothing is changed by choosing it."""

    into = SelectField(_("The one that stays"), validators=[InputRequired(_("Choose the one that stays."))])


class MergingForm(CampusForm):
    """Two organisations are merged by somebody who types which of them goes."""

    name = StringField(
        _("Name of the organisation that goes"),
        filters=[strip],
        validators=[InputRequired(_("Type the name of the organisation that goes."))],
    )
    expected = ""

    def validate_name(self, field: StringField) -> None:
        """It has to be that one, so that nobody merges the wrong two."""
        if fold(field.data or "") != fold(self.expected):
            raise ValidationError(_("This is not the name of the organisation that goes."))
