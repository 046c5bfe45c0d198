"""Roles and scopes in the reader's words."""

from collections.abc import Iterable, Mapping

from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.admin.queries.scopes import KnownScope
from lms.admin.routes.choices import countries, courses, titles
from lms.core.access import Grant, Role
from lms.core.scopes import EVERYWHERE, Scope, ScopeKind
from lms.people.rules.regions import REGIONS, region_name, wider_regions
from lms.people.texts import ROLE_NAMES
from lms.people.wording import SCOPE_KINDS
from lms.web.listing import Said

APART = ":"
"""Between role, kind and id in the value of a choice."""


def scope_in_words(scope: Scope, organisations: Mapping[str, str] | None = None) -> str:
    """What a role is limited to."""
    if scope.kind is ScopeKind.PROGRAMME:
        return str(SCOPE_KINDS[scope.kind])
    if scope.kind is ScopeKind.REGION:
        return region_name(scope.id)
    return str(_names(scope.kind, organisations or {}).get(scope.id, scope.id))


def _names(kind: ScopeKind, organisations: Mapping[str, str]) -> Mapping[str, Said]:
    if kind is ScopeKind.COURSE:
        return courses()
    if kind is ScopeKind.MODULE:
        return titles()
    if kind is ScopeKind.COUNTRY:
        return countries()
    return organisations if kind is ScopeKind.ORGANISATION else {}


def scopes_in_words() -> dict[str, str]:
    """What a role can be limited to but organisations: id → words; nothing for the whole programme."""
    regions = {wider for code in REGIONS for wider in (code, *wider_regions(code))}
    named = {**countries(), **courses(), **titles()}
    return {id_: str(name) for id_, name in named.items()} | {code: region_name(code) for code in regions}


def grants_in_words(grants: Iterable[Grant]) -> list[str]:
    """For a list: the role, and the limit where there is one; of an organisation its id."""
    return [
        str(ROLE_NAMES[one.role]) + (f" ({scope_in_words(one.scope)})" if one.scope != EVERYWHERE else "")
        for one in grants
    ]


def grant_choices(offered: Iterable[tuple[Role, KnownScope]]) -> list[SelectChoice]:
    """Each role over each scope as a choice, grouped by role."""
    return [
        SelectChoice(value_of(Grant(role, one.scope)), _choice(role, one), optgroup=str(ROLE_NAMES[role]))
        for role, one in offered
    ]


def _choice(role: Role, one: KnownScope) -> str:
    """With the role: the heading above is out of sight once something is chosen."""
    return f"{ROLE_NAMES[role]}: {one.name or scope_in_words(one.scope)}"


def value_of(grant: Grant) -> str:
    """A grant as the value of a choice."""
    return APART.join((grant.role.value, grant.scope.kind.value, grant.scope.id))


def grant_from(value: str) -> Grant | None:
    """What such a value stands for; None for anything else."""
    role, _, rest = value.partition(APART)
    kind, _, id_ = rest.partition(APART)
    if role not in set(Role) or kind not in set(ScopeKind):
        return None
    return Grant(Role(role), Scope(ScopeKind(kind), id_))
