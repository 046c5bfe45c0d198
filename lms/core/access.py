"""Who may do what: roles, permissions and the one table that joins them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the installation; everybody who registers is a participant."""

    PARTICIPANT = "participant"
    TRAINER = "trainer"
    PROGRAMME_OWNER = "programme-owner"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What a page asks for."""

    PUBLIC = "public"
    """Anyone, signed in or not."""
    MANAGE_OWN_ACCOUNT = "manage-own-account"
    LEARN = "learn"
    """Join modules, learn, take tests, hold certificates."""
    SEE_FACILITATOR_PAGES = "see-facilitator-pages"
    SEE_BANKS = "see-banks"
    """Read the banks of tests with their keys, try items, see what statistics say of them."""
    GRADE = "grade"
    """Read what people hand in, and grade it."""
    GIVE_EXTRA_TIME = "give-extra-time"
    RECOGNISE_LEARNING = "recognise-learning"
    """Decide that somebody's prior learning counts, or that a part is waived."""
    REGRADE = "regrade"
    """Judge tests anew by a mended key."""
    SEE_LEARNING_GAIN = "see-learning-gain"
    """See what people gain in each module, as means over many."""
    ISSUE_CREDENTIALS = "issue-credentials"
    """See who waits for a certificate, remind them, issue for many; preview certificates."""
    REVOKE_CREDENTIALS = "revoke-credentials"
    GRANT_ROLES = "grant-roles"


_PARTICIPANT = frozenset({Permission.PUBLIC, Permission.MANAGE_OWN_ACCOUNT, Permission.LEARN})
_TRAINER = _PARTICIPANT | {
    Permission.SEE_FACILITATOR_PAGES,
    Permission.SEE_BANKS,
    Permission.GRADE,
    Permission.GIVE_EXTRA_TIME,
    Permission.RECOGNISE_LEARNING,
}
_OWNER = _TRAINER | {
    Permission.REGRADE,
    Permission.SEE_LEARNING_GAIN,
    Permission.ISSUE_CREDENTIALS,
    Permission.REVOKE_CREDENTIALS,
}
_ADMINISTRATOR = _OWNER | {Permission.GRANT_ROLES}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.PARTICIPANT: _PARTICIPANT,
    Role.TRAINER: _TRAINER,
    Role.PROGRAMME_OWNER: _OWNER,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
}

ANONYMOUS = frozenset({Permission.PUBLIC})
"""What somebody may do who is not signed in."""


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """All that the roles allow together."""
    return ANONYMOUS.union(*(GRANTS[role] for role in roles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person behind a request, as far as pages need to know."""

    id: str
    sign_in_id: str
    sign_in_seen_at: datetime
    email: str
    name: str
    roles: frozenset[Role]
    language: str | None
    time_zone: str

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def may(self, permission: Permission) -> bool:
        """The permission table allows it."""
        return permission in permissions_of(self.roles)

    def get_id(self) -> str:
        """Flask-Login asks for it; the cookie holds the sign-in's token, never this id."""
        return self.sign_in_id


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is not signed in; has what templates ask of an `Actor`."""

    id: None = None
    email: str = ""
    name: str = ""
    roles: frozenset[Role] = frozenset()
    language: None = None
    time_zone: str = "UTC"

    is_authenticated = False
    is_active = False
    is_anonymous = True

    def may(self, permission: Permission) -> bool:
        """Only what is public."""
        return permission in ANONYMOUS

    def get_id(self) -> None:
        """Nobody has no id."""
        return None
