"""What people type into the account pages: shape and limits."""

from collections.abc import Callable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    EmailField,
    HiddenField,
    PasswordField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lms.people import passwords
from lms.people.choices import country_choices, language_choices
from lms.people.emails import normalised_email
from lms.people.errors import InvalidNameError, WeakPasswordError
from lms.people.rules import Occupation
from lms.people.services import Profile, require_name, require_strong
from lms.people.texts import OCCUPATION_TEXTS, say_name_problem, say_weakness
from lms.web.forms import CampusForm, strip
from lms.web.i18n import INTERFACE_LANGUAGES, language

ORGANISATION_LENGTH = 120
UNSAID = Optional(strip_whitespace=False)
"""Lets a choice be left open; spaces are no such choice and would reach the database."""
INTERFACE_CHOICES = [SelectChoice(code, name) for code, name in INTERFACE_LANGUAGES.items()]


def typed(field: Field) -> str:
    """What was typed into a field of text."""
    return str(field.data or "")


class Address:
    """Validator: something that mail can reach."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Refuse what is no address."""
        if normalised_email(field.data or "") is None:
            raise ValidationError(_("Write an e-mail address as in name@example.org."))


class GoodPassword:
    """Validator: would not be guessed soon, as far as the form knows its owner; the service asks again."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Refuse what is weak."""
        about = [typed(form[name]) for name in ("email", "certificate_name") if name in form]
        try:
            require_strong(typed(field), *about)
        except WeakPasswordError as error:
            raise ValidationError(say_weakness(error)) from None


class PrintableName:
    """Validator: a certificate can carry the name. An empty one is another validator's matter."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Refuse what cannot be printed."""
        if not typed(field):
            return
        try:
            require_name(typed(field))
        except InvalidNameError as error:
            raise ValidationError(say_name_problem(error)) from None


def _email(label: str) -> EmailField:
    needed = InputRequired(_("Write your e-mail address."))
    return EmailField(label, filters=[strip], validators=[needed, Address()])


def password_field(label: str, *rules: Callable[[BaseForm, Field], None]) -> PasswordField:
    """A field for a password that has to be given."""
    # This only keeps whole books out of the hash; how long a password may be is said by its rules.
    much = Length(max=passwords.MAX_LENGTH * 8, message=_("This password is far too long."))
    return PasswordField(label, validators=[InputRequired(_("Write a password.")), much, *rules])


class RegistrationForm(CampusForm):
    """A new account."""

    email = _email(_("E-mail address"))
    password = password_field(_("Choose a password"), GoodPassword())
    certificate_name = StringField(
        _("Your name as it shall stand on certificates"),
        filters=[strip],
        validators=[PrintableName()],
    )
    next = HiddenField()


class SignInForm(CampusForm):
    """Address and password."""

    email = EmailField(
        _("E-mail address"), filters=[strip], validators=[InputRequired(_("Write your e-mail address."))]
    )
    password = password_field(_("Password"))
    next = HiddenField()


class ConfirmationForm(CampusForm):
    """Confirm in a browser other than the one where the account was made."""

    password = password_field(_("The password you chose"))


class ForgottenPasswordForm(CampusForm):
    """Where to send the link."""

    email = _email(_("E-mail address"))


class NewPasswordForm(CampusForm):
    """A new password, with a link from a mail."""

    password = password_field(_("Choose a new password"), GoodPassword())


class PasswordForm(CampusForm):
    """Change the password, knowing the present one."""

    current = password_field(_("Your present password"))
    password = password_field(_("Choose a new password"), GoodPassword())


class EmailForm(CampusForm):
    """Move the account to another address."""

    email = _email(_("New e-mail address"))
    password = password_field(_("Your password"))


class NameForm(CampusForm):
    """The name on certificates."""

    certificate_name = StringField(
        _("Your name as it shall stand on certificates"),
        filters=[strip],
        validators=[InputRequired(_("Write your name.")), PrintableName()],
    )


class FirstAdministratorForm(NameForm):
    """The account that administers a new installation."""

    email = _email(_("E-mail address"))
    password = password_field(_("Choose a password"), GoodPassword())


class ProfileForm(CampusForm):
    """What a person says about their work."""

    occupation = SelectField(_("What do you do?"), validators=[UNSAID], validate_choice=True)
    organisation = StringField(
        _("Organisation"),
        filters=[strip],
        validators=[Length(max=ORGANISATION_LENGTH, message=_("Shorten the name of the organisation."))],
    )
    country = SelectField(_("Country you work in"), validators=[UNSAID])
    languages = SelectMultipleField(
        _("Languages you work in"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        spoken = language()
        unsaid = SelectChoice("", gettext("I would rather not say"))
        occupations = (SelectChoice(kind.value, str(OCCUPATION_TEXTS[kind])) for kind in Occupation)
        near, elsewhere = gettext("Around the Baltic Sea"), gettext("Elsewhere")
        self.occupation.choices = [unsaid, *occupations]
        self.country.choices = [unsaid, *country_choices(spoken, near=near, elsewhere=elsewhere)]
        self.languages.choices = language_choices(spoken)

    def profile(self) -> Profile:
        """What was typed, as the service takes it."""
        return Profile(
            country=self.country.data or None,
            organisation=self.organisation.data or None,
            occupation=Occupation(self.occupation.data) if self.occupation.data else None,
            languages=tuple(sorted(set(self.languages.data or ()))),
        )
