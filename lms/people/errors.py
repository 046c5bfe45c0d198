"""What people's services refuse, in words for the person."""

from flask_babel import lazy_gettext as _

from lms.core.errors import RefusedError
from lms.people.names import NameProblem
from lms.people.passwords import Weakness


class LinkClosedError(RefusedError):
    """The link was used, is too old, or never was one."""

    def __init__(self) -> None:
        super().__init__(_("This link was used already, or it is too old."))


class NoSuchPersonError(RefusedError):
    """Nobody has an account with this address."""

    def __init__(self) -> None:
        super().__init__(_("Nobody has registered with this address."))


class WrongPasswordError(RefusedError):
    """The password given as proof is not the account's."""

    def __init__(self) -> None:
        super().__init__(_("This is not the password of your account."))


class WeakPasswordError(RefusedError):
    """A new password would be guessed too soon."""

    def __init__(self, weakness: Weakness) -> None:
        super().__init__(_("This password is too easy to guess."))
        self.weakness = weakness


class EmailTakenError(RefusedError):
    """Another account has this address. Only said where it gives nothing away."""

    def __init__(self) -> None:
        super().__init__(_("Another account already uses this address."))


class InvalidNameError(RefusedError):
    """The name cannot be printed on a certificate."""

    def __init__(self, problem: NameProblem) -> None:
        super().__init__(_("This name cannot be printed on a certificate."))
        self.problem = problem


class LastAdministratorError(RefusedError):
    """Nobody would be left to administer the installation."""

    def __init__(self) -> None:
        super().__init__(_("This is the last administrator. Make somebody else an administrator first."))


class OrganisationHereError(RefusedError):
    """Another organisation of the country has this name."""

    def __init__(self, organisation_id: str) -> None:
        super().__init__(_("An organisation of this name is here already."))
        self.organisation_id = organisation_id


class OrganisationClosedError(RefusedError):
    """The organisation is no more, so that nobody becomes its member."""

    def __init__(self) -> None:
        super().__init__(_("This organisation is closed: it takes no new members until it is opened again."))


class AlreadyHereError(RefusedError):
    """Whoever was invited has an account by now."""

    def __init__(self) -> None:
        super().__init__(_("You have an account already. Sign in with it."))
