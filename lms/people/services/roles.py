"""Giving and taking roles, closing and opening accounts. Each ends the person's sign-ins at once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from lms.core import audit, clock
from lms.core.access import SCOPES, Grant, Role
from lms.core.db import db
from lms.core.errors import RefusedError
from lms.core.scopes import ScopeKind
from lms.people import queries
from lms.people.errors import LastAdministratorError
from lms.people.models import RoleGrant
from lms.people.rules import ClosingReason, may_lose_administrator
from lms.people.rules.erasures import ErasureCause
from lms.people.services.links import void_all_links
from lms.people.services.sign_ins import end_sign_ins, hold_sign_ins

NOTHING: Mapping[str, str] = MappingProxyType({})

ClosingHandler = Callable[[str, datetime], None]
"""Whose account, and when it was closed."""

_closed_handlers: list[ClosingHandler] = []
_reopened_handlers: list[ClosingHandler] = []


def on_closed(handler: ClosingHandler) -> None:
    """Have `handler` called in the same transaction whenever an account is closed. Filled in by `app`."""
    if handler not in _closed_handlers:
        _closed_handlers.append(handler)


def on_reopened(handler: ClosingHandler) -> None:
    """The same whenever a closed account is open again, with the moment at which it was closed."""
    if handler not in _reopened_handlers:
        _reopened_handlers.append(handler)


def grant_role(user_id: str, grant: Grant, *, by: str | None) -> bool:
    """Give a role over a scope; False where the person has it already. `by` is None for the command line.

    Who may give what is for the caller to ask (`lms.core.access.may_grant`).
    """
    if grant.scope.kind not in SCOPES.get(grant.role, frozenset()):
        raise RefusedError("This role is not granted over that.")
    hold_sign_ins(user_id)
    queries.user_to_change(user_id)
    if db.session.get(RoleGrant, _key(user_id, grant)) is not None:
        return False
    db.session.add(
        RoleGrant(
            user_id=user_id,
            role=grant.role,
            scope_kind=grant.scope.kind,
            scope_id=grant.scope.id,
            granted_at=clock.now(),
            granted_by=by,
        )
    )
    _record(user_id, "role.granted", _detail(grant), by=by)
    return True


def withdraw_role(user_id: str, grant: Grant, *, by: str | None) -> bool:
    """Take a role over a scope; False where the person did not have it. Raises LastAdministratorError."""
    hold_sign_ins(user_id)
    if grant.role is Role.ADMINISTRATOR:
        _require_another_administrator(user_id)
    row = db.session.get(RoleGrant, _key(user_id, grant))
    if row is None:
        return False
    db.session.delete(row)
    _record(user_id, "role.withdrawn", _detail(grant), by=by)
    return True


def _key(user_id: str, grant: Grant) -> tuple[str, Role, ScopeKind, str]:
    return (user_id, grant.role, grant.scope.kind, grant.scope.id)


def disable_user(user_id: str, *, by: str | None, reason: ClosingReason | None = None) -> bool:
    """Close an account; False where it was closed already. Raises LastAdministratorError."""
    hold_sign_ins(user_id)
    _require_another_administrator(user_id)
    user = queries.user_to_change(user_id)
    if user.disabled_at is not None:
        return False
    user.disabled_at = closed_at = clock.now()
    void_all_links(user_id)
    for handler in _closed_handlers:
        handler(user_id, closed_at)
    _record(user_id, "person.disabled", {"reason": reason.value} if reason else {}, by=by)
    return True


def enable_user(user_id: str, *, by: str | None) -> bool:
    """Open a closed account again; False where it was not closed."""
    user = queries.user_to_change(user_id)
    if user.disabled_at is None:
        return False
    closed_at, user.disabled_at = user.disabled_at, None
    waits = queries.erasure_of(user_id, lock=True)
    if waits is not None and waits.cause is ErasureCause.CLOSED:
        db.session.delete(waits)
    for handler in _reopened_handlers:
        handler(user_id, closed_at)
    _record(user_id, "person.enabled", by=by)
    return True


def _require_another_administrator(user_id: str) -> None:
    administrators = queries.administrator_ids(lock=True)
    if user_id in administrators and not may_lose_administrator(
        administrator_ids=administrators, user_id=user_id
    ):
        raise LastAdministratorError


def _record(user_id: str, action: str, detail: Mapping[str, str] = NOTHING, *, by: str | None) -> None:
    end_sign_ins(user_id)
    audit.record(action, actor_id=by, subject=f"person:{user_id}", detail=detail)
    db.session.flush()


def _detail(grant: Grant) -> dict[str, str]:
    return {"role": grant.role.value, "scope": grant.scope.kind.value, "scope_id": grant.scope.id}
