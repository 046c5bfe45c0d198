"""People as tables: accounts and what they may do, organisations and their members, consents, who looked."""

from lms.people.models.accounts import OneTimeToken, RoleGrant, SignIn, User
from lms.people.models.consents import Consent, ConsentText
from lms.people.models.finding import PersonWord
from lms.people.models.invitations import Invitation
from lms.people.models.looks import Look
from lms.people.models.organisations import Affiliation, Organisation

__all__ = [
    "Affiliation",
    "Consent",
    "ConsentText",
    "Invitation",
    "Look",
    "OneTimeToken",
    "Organisation",
    "PersonWord",
    "RoleGrant",
    "SignIn",
    "User",
]
