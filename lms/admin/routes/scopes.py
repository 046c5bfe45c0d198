"""Roles and scopes in the reader's words, and which of them whoever asks may give and take."""

from collections.abc import Iterable, Mapping

from flask import abort
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.admin.queries.scopes import KnownScope, scopes_of, scopes_to_offer
from lms.admin.routes.choices import countries, courses, titles
from lms.core.access import Grant, Permission, Role, may_grant
from lms.core.scopes import EVERYWHERE, Scope, ScopeKind
from lms.people.choices import country_name
from lms.people.rules.regions import REGIONS, region_name, wider_regions
from lms.people.texts import ROLE_NAMES
from lms.people.wording import SCOPE_KINDS
from lms.web.access import signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language
from lms.web.listing import Said

APART = ":"
"""Between role, kind and id in the value of a choice."""


def scope_in_words(scope: Scope, organisations: Mapping[str, str] | None = None) -> str:
    """What a role is limited to."""
    if scope.kind is ScopeKind.PROGRAMME:
        return str(SCOPE_KINDS[scope.kind])
    if scope.kind is ScopeKind.REGION:
        return region_name(scope.id)
    if scope.kind is ScopeKind.COUNTRY:
        return country_name(scope.id, language())
    return str(_names(scope.kind, organisations or {}).get(scope.id, scope.id))


def over_in_words(one: KnownScope) -> str:
    """The same of a scope that is known, by its name where it has one."""
    return one.name or scope_in_words(one.scope)


def _names(kind: ScopeKind, organisations: Mapping[str, str]) -> Mapping[str, Said]:
    if kind is ScopeKind.COURSE:
        return courses()
    if kind is ScopeKind.MODULE:
        return titles()
    return organisations if kind is ScopeKind.ORGANISATION else {}


def scopes_in_words() -> dict[str, str]:
    """What a role can be limited to but organisations: id → words; nothing for the whole programme."""
    regions = {wider for code in REGIONS for wider in (code, *wider_regions(code))}
    named = {**countries(), **courses(), **titles()}
    return {id_: str(name) for id_, name in named.items()} | {code: region_name(code) for code in regions}


def grants_in_words(grants: Iterable[Grant], organisations: Mapping[str, str]) -> list[str]:
    """For a list: the role, and the limit where there is one; organisations are named by their id."""
    return [f"{ROLE_NAMES[one.role]}{_limit_in_words(one.scope, organisations)}" for one in grants]


def _limit_in_words(scope: Scope, organisations: Mapping[str, str]) -> str:
    return f" ({scope_in_words(scope, organisations)})" if scope != EVERYWHERE else ""


def organisations_in(grants: Iterable[Grant]) -> dict[str, str]:
    """Id → name of the organisations that these are limited to; one round trip at most."""
    over = scopes_of(grants, current_catalogue())
    return {scope.id: one.name for scope, one in over.items() if one.name}


def sees_people() -> bool:
    """Accounts are shown to whoever looks after people, not to those who look after modules alone."""
    return signed_in().reach(Permission.MANAGE_PEOPLE).reaches_people


def offered_scopes(*organisations: str) -> list[KnownScope]:
    """What whoever asks can choose from to give roles over; these organisations are among it, if open."""
    reach = signed_in().reach(Permission.GRANT_ROLES)
    return scopes_to_offer(current_catalogue(), reach, countries=countries(), also=organisations)


def require_may_give(grant: Grant, *, is_own: bool = False) -> None:
    """Answer 403 unless whoever asks may give this role, over something that is there to choose."""
    offered = offered_scopes(*organisation_of(grant))
    over = next((one for one in offered if one.scope == grant.scope), None)
    if over is None or not _may_grant(grant, over, is_own=is_own):
        abort(403)


def require_may_take(grant: Grant, *, is_own: bool) -> None:
    """The same for taking it, whether or not it could be given anew: an organisation may have closed."""
    over = scopes_of([grant], current_catalogue())[grant.scope]
    if not _may_grant(grant, over, is_own=is_own):
        abort(403)


def _may_grant(grant: Grant, over: KnownScope, *, is_own: bool) -> bool:
    return may_grant(signed_in().grants, grant, within=over.within, own=is_own)


def organisation_of(grant: Grant | None) -> tuple[str, ...]:
    """Id of the organisation that it is limited to, if it is to one."""
    if grant is None or grant.scope.kind is not ScopeKind.ORGANISATION or not grant.scope.id:
        return ()
    return (grant.scope.id,)


def grant_choices(offered: Iterable[tuple[Role, KnownScope]]) -> list[SelectChoice]:
    """Each role over each scope as a choice, grouped by role."""
    return [
        SelectChoice(value_of(Grant(role, one.scope)), _choice(role, one), optgroup=str(ROLE_NAMES[role]))
        for role, one in offered
    ]


def _choice(role: Role, one: KnownScope) -> str:
    """With the role: the heading above is out of sight once something is chosen."""
    return f"{ROLE_NAMES[role]}: {over_in_words(one)}"


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
