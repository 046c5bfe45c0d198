"""Which pages are measured, and as whom. A test sees to it that no list page is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lms.core.access import Grant, Role
from lms.core.scopes import Scope, ScopeKind

MOST_MS = 100
MOST_QUERIES = 6
COUNTRY, REGION = "PL", "PL63"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Somebody who opens pages."""

    name: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A page, who opens it, and what stands in its address."""

    endpoint: str
    roles: tuple[Role, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    most_queries: int = MOST_QUERIES
    most_ms: int = MOST_MS
    """More for a page that is no list."""


_OWNER = (Role.PROGRAMME_OWNER,)
_OWNS_ALL = (Role.ADMINISTRATOR,)
_TRAINER = (Role.TRAINER,)
_OFFICIAL = (Role.OFFICIAL, Role.PROGRAMME_OWNER)


def list_pages(module: str) -> Sequence[ListPage]:
    """All of them; `module` is the one with most participants."""
    of_module = {"module_slug": module}
    return (
        # Searches, and shows counts of what there is.
        ListPage(endpoint="admin.show_desk", roles=_OWNER),
        # No list, but where an administrator begins: it looks at a dozen different things, and at the schema.
        ListPage(endpoint="admin.show_state", roles=_OWNS_ALL, most_queries=13, most_ms=300),
        ListPage(endpoint="admin.show_people", roles=_OWNER),
        ListPage(endpoint="admin.show_enrolments", roles=_OWNER),
        ListPage(endpoint="admin.show_credentials", roles=_OWNER),
        ListPage(endpoint="admin.show_organisations", roles=_OWNER),
        ListPage(endpoint="admin.show_invitations", roles=_OWNER),
        ListPage(endpoint="admin.show_mail", roles=_OWNS_ALL),
        ListPage(endpoint="admin.show_audit", roles=_OWNS_ALL),
        ListPage(endpoint="teaching.show_desk", roles=_TRAINER),
        ListPage(endpoint="teaching.show_module", roles=_TRAINER, values=of_module),
        ListPage(endpoint="teaching.show_participants", roles=_TRAINER, values=of_module),
        # No list: it sums up every step of everybody in the module.
        ListPage(endpoint="teaching.show_where_they_stop", roles=_TRAINER, values=of_module, most_ms=2_000),
        ListPage(endpoint="quiz.show_grading", roles=_TRAINER),
        ListPage(endpoint="credentials.show_waiting", roles=_OWNER),
        # No list: it sums up every completion that is asked for.
        ListPage(endpoint="reports.show_figures", roles=_OFFICIAL, most_ms=3_000),
        ListPage(endpoint="reports.show_people", roles=_OFFICIAL),
        ListPage(endpoint="people.show_looks", roles=_OFFICIAL),
    )


def watchers(organisation: str) -> Sequence[Watcher]:
    """Everybody who opens pages: of each role one without a limit, and of some one for each kind of limit."""
    limits = {
        "everything": Scope(ScopeKind.PROGRAMME),
        "a country": Scope(ScopeKind.COUNTRY, COUNTRY),
        "a region": Scope(ScopeKind.REGION, REGION),
        "an organisation": Scope(ScopeKind.ORGANISATION, organisation),
    }
    reaching = {
        Role.ADMINISTRATOR: ("everything",),
        Role.TRAINER: ("everything",),
        Role.PROGRAMME_OWNER: tuple(limits),
        Role.OFFICIAL: tuple(limits),
    }
    return [
        Watcher(name=f"{role.value}, {limit}", grants=(Grant(role, limits[limit]),))
        for role, names in reaching.items()
        for limit in names
    ]
