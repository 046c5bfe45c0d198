"""Filters of the list of organisations."""

from flask_babel import lazy_gettext as _

from lms.web.listing import ChoiceFilter, FilterForm, TextFilter


class OrganisationsFilter(FilterForm):
    """Which organisations."""

    q = TextFilter(_("Name"))
    country = ChoiceFilter(_("Country"))
    region = ChoiceFilter(_("Region (NUTS)"))
    kind = ChoiceFilter(_("Kind"))
    stage = ChoiceFilter(_("Stage of the cluster"))
    sector = TextFilter(_("Sector"))
