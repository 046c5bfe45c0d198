"""The filter of the list of those who wait for certificates."""

from flask_babel import lazy_gettext as _

from lms.web.listing import ChoiceFilter, FilterForm


class WaitingFilter(FilterForm):
    """Who of them."""

    module = ChoiceFilter(_("Module"), everything=_("All modules"))
