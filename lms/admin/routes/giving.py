"""The form that gives a role: what its menu offers, and which organisation is meant by a name typed below."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.admin.forms.people import GrantForm
from lms.admin.queries.scopes import KnownScope, scopes_called, scopes_holding
from lms.admin.routes.scopes import grant_choices, grant_from
from lms.core.access import Grant, Permission, Role, may_grant
from lms.core.folding import fold
from lms.core.scopes import Scope, ScopeKind
from lms.people.choices import country_name
from lms.people.rules.finding import organisation_key
from lms.web.access import signed_in
from lms.web.i18n import language

MOST_IN_MENU = 30
"""Of more organisations than these, one is named in a field of its own: nobody scrolls through hundreds."""
TO_BE_NAMED = Scope(ScopeKind.ORGANISATION)
"""Stands in the menu for an organisation that is named below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the form offers."""

    choices: list[SelectChoice]
    names: tuple[str, ...] = ()
    """Of the first organisations, to be typed or chosen."""
    has_names: bool = False
    """An organisation is named in its own field."""


def offer(
    pairs: Iterable[tuple[Role, KnownScope]], chosen: str | None, *, always: Collection[str] = ()
) -> Offer:
    """Each role over each scope in a menu; many organisations are named below it, but for those of `always`.

    `chosen` is what was sent, so that a form that is shown again has the same fields.
    """
    given = list(pairs)
    named = dict.fromkeys(one for _role, one in given if _is_named(one, always))
    grant = grant_from(chosen or "")
    if len(named) <= MOST_IN_MENU and (grant is None or grant.scope != TO_BE_NAMED):
        return Offer(choices=grant_choices(given))
    choices = grant_choices(_with_one_for_all(given, always))
    return Offer(choices=choices, names=tuple(map(_label, named)), has_names=True)


def _is_named(one: KnownScope, always: Collection[str]) -> bool:
    return one.scope.kind is ScopeKind.ORGANISATION and one.scope.id not in always


def _with_one_for_all(
    pairs: Iterable[tuple[Role, KnownScope]], always: Collection[str]
) -> Iterator[tuple[Role, KnownScope]]:
    """In the place of the first organisation of each role, one that stands for all."""
    for_all = KnownScope(scope=TO_BE_NAMED, name=_("an organisation, named below"))
    seen: set[Role] = set()
    for role, one in pairs:
        if not _is_named(one, always):
            yield role, one
        elif role not in seen:
            seen.add(role)
            yield role, for_all


def _label(one: KnownScope) -> str:
    """With the country: a name is given once in each."""
    return f"{one.name} ({country_name(_country(one), language())})"


def _country(one: KnownScope) -> str:
    return next(scope.id for scope in one.within if scope.kind is ScopeKind.COUNTRY)


def grant_meant(form: GrantForm) -> Grant | None:
    """What was chosen, over the organisation that was named; or None, and the form says what is wrong.

    Who cannot give a role over an organisation learns no more of it than of one that is not there.
    """
    grant = grant_from(form.grant.data or "")
    if not form.validate():
        return None
    if grant is None:
        form.grant.errors = [_("Choose a role.")]
        return None
    typed = form.organisation.data or ""
    if grant.scope != TO_BE_NAMED:
        if typed:
            form.organisation.errors = [
                _("The role that you chose is not over an organisation named here. Leave one of the two out.")
            ]
            return None
        return grant
    found = _called(grant.role, typed)
    if len(found) == 1:
        return Grant(grant.role, found[0].scope)
    form.organisation.errors = [_several(found) if found else _nothing(grant.role, typed)]
    return None


def _called(role: Role, typed: str) -> list[KnownScope]:
    """Those of that name, or of that name and country, over which the role may be given."""
    name = typed.rpartition("(")[0]
    keys = {organisation_key(one) for one in (typed, name)} - {""}
    meant = fold(typed)
    found = scopes_called(keys, signed_in().reach(Permission.GRANT_ROLES)) if meant else []
    return [one for one in _to_give(role, found) if meant in _ways_to_say(one)]


def _ways_to_say(one: KnownScope) -> set[str]:
    return {fold(one.name), fold(_label(one)), fold(f"{one.name} ({_country(one)})")}


def _to_give(role: Role, found: Iterable[KnownScope]) -> list[KnownScope]:
    held = signed_in().grants
    return [one for one in found if may_grant(held, Grant(role, one.scope), within=one.within)]


def _several(found: Iterable[KnownScope]) -> str:
    said = _(
        "Several organisations have this name: %(names)s. Write the country as well; where it is the same, "
        "begin on the page of the organisation.",
        names=_listed(found),
    )
    return str(said)


def _nothing(role: Role, typed: str) -> str:
    if not typed:
        return str(_("Write the name of the organisation."))
    alike = _to_give(role, scopes_holding(typed, signed_in().reach(Permission.GRANT_ROLES)))
    said = _("No open organisation over which you may give this role has the name “%(name)s”.", name=typed)
    also = [_("These are alike: %(names)s.", names=_listed(alike))] if alike else []
    return " ".join((said, *also))


def _listed(found: Iterable[KnownScope]) -> str:
    return ", ".join(dict.fromkeys(f"“{_label(one)}”" for one in found))
