"""What trainers look for in the list of participants."""

from flask_babel import lazy_gettext as _

from lms.learning.rules import EnrolmentState
from lms.people.choices import BALTIC_COUNTRIES
from lms.teaching.wording import STANDINGS, country_name
from lms.web.listing import Asked, ChoiceFilter, FilterForm, TextFilter, ask, choices

SORTS = {
    "step": _("Longest without a step"),
    "-step": _("Latest step"),
    "name": _("Name"),
    "joined": _("Joined, oldest first"),
    "-joined": _("Joined, newest first"),
}


class ParticipantFilter(FilterForm):
    """Who of a module's participants."""

    q = TextFilter(_("Name, address or organisation"))
    state = ChoiceFilter(_("Where they stand"))
    country = ChoiceFilter(_("Country"))

    @property
    def standing(self) -> EnrolmentState | None:
        """The standing asked for."""
        return EnrolmentState(self.state.data) if self.state.data in set(EnrolmentState) else None


def asked_participants() -> tuple[ParticipantFilter, Asked]:
    """What the address of this request asks for."""
    form = ParticipantFilter.from_address()
    form.state.offer({standing.value: words for standing, words in STANDINGS.items()})
    form.country.offer(choices((code, country_name(code)) for code in BALTIC_COUNTRIES))
    return form, ask(form, SORTS)
