"""Who may do what: roles, permissions and the one table that joins them. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lms.core.scopes import EVERYWHERE, Reach, Scope, ScopeKind, reach_over


class Role(StrEnum):
    """What a person is to the installation; everybody who registers is a participant."""

    PARTICIPANT = "participant"
    OFFICIAL = "official"
    """Sees what people achieved who agreed to it, of an organisation, a region or a country."""
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
    SEE_ACHIEVEMENTS = "see-achievements"
    """See totals of what people achieved, and by name who agreed to it."""
    SEE_PARTICIPANTS = "see-participants"
    """See who is in a module and how far they are, and write to them."""
    MANAGE_PEOPLE = "manage-people"
    """Find people, invite them, help them sign in, close and merge accounts."""
    MANAGE_ORGANISATIONS = "manage-organisations"
    MANAGE_ENROLMENTS = "manage-enrolments"
    """Enrol people and let them have another try or more time."""
    MANAGE_MAIL = "manage-mail"
    """See the outbox; hold, release, try again; see the texts of mails."""
    SEE_STATE = "see-state"
    """See how the installation does, and what was done by whom."""
    GRANT_ROLES = "grant-roles"
    """Give and take roles, never more than one's own."""
    CHANGE_SETTINGS = "change-settings"


_PARTICIPANT = frozenset({Permission.PUBLIC, Permission.MANAGE_OWN_ACCOUNT, Permission.LEARN})
_OFFICIAL = _PARTICIPANT | {Permission.SEE_ACHIEVEMENTS}
_TRAINER = _PARTICIPANT | {
    Permission.SEE_FACILITATOR_PAGES,
    Permission.SEE_BANKS,
    Permission.SEE_PARTICIPANTS,
    Permission.GRADE,
    Permission.GIVE_EXTRA_TIME,
    Permission.RECOGNISE_LEARNING,
}
_OWNER = (
    _TRAINER
    | _OFFICIAL
    | {
        Permission.REGRADE,
        Permission.SEE_LEARNING_GAIN,
        Permission.ISSUE_CREDENTIALS,
        Permission.REVOKE_CREDENTIALS,
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_ORGANISATIONS,
        Permission.MANAGE_ENROLMENTS,
        Permission.MANAGE_MAIL,
        Permission.SEE_STATE,
        Permission.GRANT_ROLES,
    }
)
_ADMINISTRATOR = _OWNER | {Permission.CHANGE_SETTINGS}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.PARTICIPANT: _PARTICIPANT,
    Role.OFFICIAL: _OFFICIAL,
    Role.TRAINER: _TRAINER,
    Role.PROGRAMME_OWNER: _OWNER,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
}

_OF_MODULES = frozenset({ScopeKind.PROGRAMME, ScopeKind.COURSE, ScopeKind.MODULE})
_OF_PEOPLE = frozenset({ScopeKind.PROGRAMME, ScopeKind.COUNTRY, ScopeKind.REGION, ScopeKind.ORGANISATION})

SCOPES: Mapping[Role, frozenset[ScopeKind]] = {
    Role.OFFICIAL: _OF_PEOPLE,
    Role.TRAINER: _OF_MODULES,
    Role.PROGRAMME_OWNER: _OF_MODULES | _OF_PEOPLE,
    Role.ADMINISTRATOR: frozenset({ScopeKind.PROGRAMME}),
}
"""What each role that is granted can be limited to."""

OF_THE_INSTALLATION = frozenset(
    {Permission.MANAGE_MAIL, Permission.SEE_STATE, Permission.CHANGE_SETTINGS, Permission.REGRADE}
)
"""What concerns everybody at once: a role limited to a part does not give it."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody holds, over a scope."""

    role: Role
    scope: Scope = EVERYWHERE


PARTICIPANT = Grant(Role.PARTICIPANT)
"""What everybody holds who is signed in."""


def reach_of(grants: Iterable[Grant], permission: Permission) -> Reach:
    """Over what these grants together give a permission."""
    return reach_over(grant.scope for grant in grants if _gives(grant, permission))


def _gives(grant: Grant, permission: Permission) -> bool:
    if permission in OF_THE_INSTALLATION and grant.scope != EVERYWHERE:
        return False
    return permission in GRANTS[grant.role]


def may_grant(
    held: Collection[Grant], wanted: Grant, *, within: Collection[Scope] = (), own: bool = False
) -> bool:
    """Somebody who holds these grants may give or take that one: never more than they hold themselves.

    `within` are the wider scopes that the wanted one is part of; nobody gives a role to themselves (`own`).
    """
    if own or wanted.scope.kind not in SCOPES.get(wanted.role, frozenset()):
        return False
    asked = GRANTS[wanted.role] - _PARTICIPANT | {Permission.GRANT_ROLES}
    if wanted.scope != EVERYWHERE:
        asked -= OF_THE_INSTALLATION  # limited, the role does not give it either
    return all(reach_of(held, one).covers(wanted.scope, within=within) for one in asked)


FOR_EVERYBODY = _PARTICIPANT
"""What is limited by whose an object is, not by the scope of a role."""

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
    grants: frozenset[Grant]
    language: str | None
    time_zone: str
    erasure_due_at: datetime | None = None
    """When the account will be erased, if that is waiting."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def roles(self) -> frozenset[Role]:
        """All roles held, over whatever scope."""
        return frozenset(grant.role for grant in self.grants)

    def may(self, permission: Permission) -> bool:
        """The permission table allows it, over some scope at least."""
        return bool(self.reach(permission))

    def reach(self, permission: Permission) -> Reach:
        """Over what the permission table allows it: what lies outside is not there for this person."""
        return reach_of(self.grants, permission)

    def get_id(self) -> str:
        """Flask-Login asks for it; the cookie holds the sign-in's token, never this id."""
        return self.sign_in_id


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is not signed in; has what templates ask of an `Actor`."""

    id: None = None
    email: str = ""
    name: str = ""
    grants: frozenset[Grant] = frozenset()
    roles: frozenset[Role] = frozenset()
    language: None = None
    time_zone: str = "UTC"
    erasure_due_at: None = None

    is_authenticated = False
    is_active = False
    is_anonymous = True

    def may(self, permission: Permission) -> bool:
        """Only what is public."""
        return permission in ANONYMOUS

    def reach(self, permission: Permission) -> Reach:
        """Everywhere, for what is public; nowhere else."""
        return reach_over({EVERYWHERE} if self.may(permission) else ())

    def get_id(self) -> None:
        """Nobody has no id."""
        return None
