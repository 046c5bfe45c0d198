"""What people type into the account pages, by noun."""

from lms.people.forms.accounts import (
    INTERFACE_CHOICES,
    ORGANISATION_LENGTH,
    UNSAID,
    Address,
    ConfirmationForm,
    EmailForm,
    FirstAdministratorForm,
    ForgottenPasswordForm,
    GoodPassword,
    NameForm,
    NewPasswordForm,
    PasswordForm,
    PrintableName,
    ProfileForm,
    RegistrationForm,
    SignInForm,
    password_field,
    typed,
)
from lms.people.forms.own_data import DownloadForm, LeaveForm
from lms.people.forms.preferences import PreferencesForm

__all__ = [
    "INTERFACE_CHOICES",
    "ORGANISATION_LENGTH",
    "UNSAID",
    "Address",
    "ConfirmationForm",
    "DownloadForm",
    "EmailForm",
    "FirstAdministratorForm",
    "ForgottenPasswordForm",
    "GoodPassword",
    "LeaveForm",
    "NameForm",
    "NewPasswordForm",
    "PasswordForm",
    "PreferencesForm",
    "PrintableName",
    "ProfileForm",
    "RegistrationForm",
    "SignInForm",
    "password_field",
    "typed",
]
