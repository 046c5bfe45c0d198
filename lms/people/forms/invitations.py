"""What somebody who was invited says of themselves: as it was proposed, or otherwise."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    BooleanField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length

from lms.people import passwords
from lms.people.choices import country_choices
from lms.people.forms.accounts import ORGANISATION_LENGTH, UNSAID, GoodPassword, NameForm
from lms.people.rules import Occupation
from lms.people.services.inviting import Answer
from lms.people.texts import OCCUPATION_TEXTS
from lms.web.forms import strip
from lms.web.i18n import language


class InvitationForm(NameForm):
    """The account that an invitation makes."""

    password = PasswordField(
        _("Choose a password"),
        validators=[
            InputRequired(_("Write a password.")),
            Length(max=passwords.MAX_LENGTH * 8, message=_("This password is far too long.")),
            GoodPassword(),
        ],
    )
    occupation = SelectField(_("What do you do?"), validators=[UNSAID])
    organisation = StringField(
        _("Organisation"),
        filters=[strip],
        validators=[Length(max=ORGANISATION_LENGTH, message=_("Shorten the name of the organisation."))],
    )
    country = SelectField(_("Country you work in"), validators=[UNSAID])
    joins = BooleanField(_("Join the modules that were chosen for me"), default=True)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        unsaid = SelectChoice("", gettext("I would rather not say"))
        near, elsewhere = gettext("Around the Baltic Sea"), gettext("Elsewhere")
        occupations = (SelectChoice(kind.value, str(OCCUPATION_TEXTS[kind])) for kind in Occupation)
        self.occupation.choices = [unsaid, *occupations]
        self.country.choices = [unsaid, *country_choices(language(), near=near, elsewhere=elsewhere)]

    def answer(self) -> Answer:
        """What was typed, as the service takes it."""
        return Answer(
            name=self.certificate_name.data or "",
            password=self.password.data or "",
            country=self.country.data or None,
            organisation=self.organisation.data or None,
            occupation=Occupation(self.occupation.data) if self.occupation.data else None,
            joins_modules=self.joins.data,
        )
