"""People as tables: accounts and what they may do, organisations and their members, consents, who looked."""

from lms.people.models.accounts import (
    OneTimeToken,
    RoleGrant,
    SignIn,
    User,
)
from lms.people.models.consents import (
    Consent,
    ConsentText,
)
from lms.people.models.data_exports import (
    DataExport,
)
from lms.people.models.erasures import (
    ErasureRequest,
)
from lms.people.models.finding import (
    PersonWord,
)
from lms.people.models.invitations import (
    Invitation,
)
from lms.people.models.looks import (
    Look,
)
from lms.people.models.mail_choices import (
    MailChoice,
)
from lms.people.models.merged import (
    MergedAccount,
)
from lms.people.models.organisations import (
    Affiliation,
    Organisation,
)
from lms.people.models.retention import (
    RetentionRun,
)

__all__ = [
    "Affiliation",
    "Consent",
    "ConsentText",
    "DataExport",
    "ErasureRequest",
    "Invitation",
    "Look",
    "MailChoice",
    "MergedAccount",
    "OneTimeToken",
    "Organisation",
    "PersonWord",
    "RetentionRun",
    "RoleGrant",
    "SignIn",
    "User",
]
