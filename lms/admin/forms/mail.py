"""The filters of the outbox."""

from flask_babel import lazy_gettext as _

from lms.web.listing import ChoiceFilter, FilterForm, TextFilter


class MailFilter(FilterForm):
    """To whom, in which state, about what."""

    recipient = TextFilter(_("How the address begins"))
    state = ChoiceFilter(_("State"))
    kind = ChoiceFilter(_("Kind of mail"))
