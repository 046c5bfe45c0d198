"""Roles that an invitation offers, as it keeps them until it is accepted. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lms.core.access import Grant, Role
from lms.core.scopes import Scope, ScopeKind


@dataclass(frozen=True, slots=True)
class OfferedRole:
    """A role that whoever invites may give, with the wider scopes that show that they may."""

    grant: Grant
    within: tuple[Scope, ...] = ()

    def as_json(self) -> dict[str, object]:
        """As an invitation keeps it."""
        wider = [[scope.kind.value, scope.id] for scope in self.within]
        scope = self.grant.scope
        return {"role": self.grant.role.value, "kind": scope.kind.value, "id": scope.id, "within": wider}


def offered_from(kept: Mapping[str, Any]) -> OfferedRole:
    """What an invitation keeps."""
    within = tuple(Scope(ScopeKind(kind), id_) for kind, id_ in kept["within"])
    return OfferedRole(Grant(Role(kept["role"]), Scope(ScopeKind(kept["kind"]), kept["id"])), within)
