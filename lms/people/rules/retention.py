"""For how long what is kept of people, where nobody has set another number of days. Pure."""

from datetime import timedelta

from lms.people.rules.accounts import LINKS_KEPT, LOOKS_KEPT, SIGN_INS_KEPT, UNCONFIRMED_KEPT
from lms.people.rules.invitations import INVITATIONS_KEPT

MAILS_KEPT = timedelta(days=180)
"""To answer whether somebody was told."""
LOG_KEPT = timedelta(days=400)
"""Over a year, so that what is done once a year can be compared with the last time."""
INACTIVE_AFTER = timedelta(days=1095)
"""Somebody who has not signed in for so long is asked whether the account is needed."""
CLOSED_FOR = INACTIVE_AFTER
"""Nobody can sign in to a closed account, so its people are asked as late as all others."""
INACTIVE_WAIT = timedelta(days=60)
"""Between that first mail and the end."""

KEPT = {
    "links": LINKS_KEPT,
    "sign-ins": SIGN_INS_KEPT,
    "looks": LOOKS_KEPT,
    "invitations": INVITATIONS_KEPT,
    "unconfirmed-accounts": UNCONFIRMED_KEPT,
    "mails": MAILS_KEPT,
    "log": LOG_KEPT,
    "inactive-accounts": INACTIVE_AFTER,
    "closed-accounts": CLOSED_FOR,
}
"""Category → how long its rows are kept."""
LEAST = {
    "links": timedelta(days=1),
    "sign-ins": timedelta(days=1),
    "looks": timedelta(days=30),
    "invitations": timedelta(days=1),
    "unconfirmed-accounts": UNCONFIRMED_KEPT,
    "mails": timedelta(days=7),
    "log": timedelta(days=180),
    "inactive-accounts": timedelta(days=365),
    "closed-accounts": timedelta(days=365),
}
"""Category → nobody can set it shorter."""
