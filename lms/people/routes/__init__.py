"""The pages of accounts, by noun; importing this package attaches them all to `bp`."""

from lms.people.routes import (
    account,
    address,
    data_exports,
    erasures,
    first_administrator,
    invitations,
    looks,
    memberships,
    password,
    preferences,
    registration,
    sharing,
    sign_ins,
    unsubscribing,
)
from lms.people.routes.blueprint import (
    bp,
)

__all__ = [
    "account",
    "address",
    "bp",
    "data_exports",
    "erasures",
    "first_administrator",
    "invitations",
    "looks",
    "memberships",
    "password",
    "preferences",
    "registration",
    "sharing",
    "sign_ins",
    "unsubscribing",
]
