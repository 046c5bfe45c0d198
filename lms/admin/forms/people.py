"""Filters of the list of people, and what is done with one account."""

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    EmailField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, ValidationError

from lms.people.emails import normalised_email
from lms.people.forms import Address
from lms.people.rules import ClosingReason
from lms.people.rules.erasures import WayOfAsking
from lms.people.wording import ASKING_NAMES, CLOSING_NAMES
from lms.web.forms import CampusForm, strip
from lms.web.listing import ChoiceFilter, FilterForm, TextFilter

LONGEST_NAME = 300
"""A name with its country."""


class PeopleFilter(FilterForm):
    """Which people."""

    q = TextFilter(_("Name, address or organisation"))
    role = ChoiceFilter(_("Role"))
    country = ChoiceFilter(_("Country"), everything=_("All countries"))
    occupation = ChoiceFilter(_("What they do"))
    state = ChoiceFilter(_("Account"))
    seen = ChoiceFilter(_("Last signed in"))


class GrantForm(CampusForm):
    """A role over a scope, in one choice: only what may be given is offered.

    Where organisations are many, one is named in a field of its own.
    """

    grant = SelectField(
        _("Role, and over what"), validate_choice=False, validators=[InputRequired(_("Choose a role."))]
    )
    organisation = StringField(
        _("Name of the organisation"),
        filters=[strip],
        validators=[Length(max=LONGEST_NAME, message=_("Shorten the name of the organisation."))],
    )


class NamingForm(GrantForm):
    """The same for whoever has an address."""

    email = EmailField(
        _("E-mail address of the person"),
        filters=[strip],
        validators=[InputRequired(_("Write the address of the person.")), Address()],
    )


class TakingForm(CampusForm):
    """A role of somebody, as it stands in a list."""

    person = HiddenField(validators=[InputRequired()])
    grant = HiddenField(validators=[InputRequired()])


class ClosingForm(CampusForm):
    """Why an account is closed."""

    reason = RadioField(
        _("Why is it closed?"),
        choices=[SelectChoice(reason.value, words) for reason, words in CLOSING_NAMES.items()],
        validators=[InputRequired(_("Choose a reason."))],
    )

    @property
    def chosen(self) -> ClosingReason:
        """The reason, once the form is valid."""
        return ClosingReason(self.reason.data)


class ErasingForm(CampusForm):
    """That the person asked for it."""

    way = RadioField(
        _("How did the person ask for it?"),
        choices=[SelectChoice(way.value, words) for way, words in ASKING_NAMES.items()],
        validators=[InputRequired(_("Choose how they asked."))],
    )

    @property
    def chosen(self) -> WayOfAsking:
        """How they asked, once the form is valid."""
        return WayOfAsking(self.way.data)


class MovingForm(CampusForm):
    """The address of somebody who lost theirs."""

    email = EmailField(
        _("New e-mail address"),
        filters=[strip],
        validators=[InputRequired(_("Write the new e-mail address.")), Address()],
    )


class SearchForm(FilterForm):
    """Whose other account it is."""

    q = TextFilter(_("Name, address or organisation"))


class JoiningForm(CampusForm):
    """Two accounts are joined by somebody who types which of them goes."""

    address = EmailField(
        _("Address of the account that goes"),
        filters=[strip],
        validators=[InputRequired(_("Type the address of the account that goes."))],
    )
    expected = ""

    def validate_address(self, field: EmailField) -> None:
        """It has to be that one, so that nobody joins the wrong two."""
        if normalised_email(field.data or "") != self.expected:
            raise ValidationError(_("This is not the address of the account that goes."))
