"""What roles can be limited to, what that is part of, and so who may give what to whom."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select

from lms.content.catalogue import Catalogue
from lms.core.access import Grant, Role, may_grant
from lms.core.db import db
from lms.core.folding import fold
from lms.core.scopes import EVERYWHERE, Reach, Scope, ScopeKind
from lms.people.choices import BALTIC_COUNTRIES
from lms.people.models import Organisation
from lms.people.queries.organisations import organisations_within, regions_within

MOST_ORGANISATIONS = 500
"""So many are offered or suggested; every other one is found by its name, or has a page of its own."""
MOST_ALIKE = 3
_COUNTRIES_OF_NUTS = {"EL": "GR", "UK": "GB"}
"""Where the first letters of a NUTS code are not those of ISO 3166-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownScope:
    """Something that a role can be limited to, and the wider scopes it is part of."""

    scope: Scope
    name: str = ""
    """Of an organisation; all others have a name in each language, or a code."""
    within: tuple[Scope, ...] = ()
    is_closed: bool = False
    """An organisation that is no more: roles over it hold until they are taken, and no more are given."""


def scopes_to_offer(
    catalogue: Catalogue, reach: Reach, *, countries: Iterable[str], also: Collection[str] = ()
) -> list[KnownScope]:
    """What somebody who gives roles within this reach can choose from; two round trips.

    `countries` are the codes of all there are; `also` are ids of organisations that are offered however many
    come before them.
    """
    codes = list(countries)
    return [
        KnownScope(scope=EVERYWHERE),
        *_of_programme(catalogue),
        *(_country(code) for code in codes if code in BALTIC_COUNTRIES),
        *_of_people(reach, also),
        # Hundreds: last, so that nobody has to scroll past them.
        *(_country(code) for code in codes if code not in BALTIC_COUNTRIES),
    ]


def scopes_called(keys: Collection[str], reach: Reach) -> list[KnownScope]:
    """Open organisations within reach that have one of these folded names, however many there are."""
    return list(_organisations(_NAMED.where(*_offered(reach), Organisation.name_key.in_(keys))))


def scopes_holding(text: str, reach: Reach) -> list[KnownScope]:
    """The first few open organisations within reach whose name holds this."""
    holding = Organisation.name_key.contains(fold(text), autoescape=True)
    query = _NAMED.where(*_offered(reach), holding).order_by(*_BY_NAME)
    return list(_organisations(query.limit(MOST_ALIKE)))


def scopes_of(grants: Iterable[Grant], catalogue: Catalogue) -> dict[Scope, KnownScope]:
    """Over what these are held, whether or not it is offered any more; one round trip at most."""
    scopes = {grant.scope for grant in grants}
    ids = {scope.id for scope in scopes if scope.kind is ScopeKind.ORGANISATION}
    there = {one.scope: one for one in _organisations(_NAMED.where(Organisation.id.in_(ids)))} if ids else {}
    return {scope: there.get(scope) or _by_itself(scope, catalogue) for scope in scopes}


def _by_itself(scope: Scope, catalogue: Catalogue) -> KnownScope:
    """What a scope is part of, as far as its id says it."""
    if scope.kind is ScopeKind.REGION:
        return _region(scope.id)
    if scope.kind is ScopeKind.MODULE and scope.id in catalogue.modules:
        return _module(scope.id, catalogue.modules[scope.id].course)
    return KnownScope(scope=scope)


def _of_people(reach: Reach, also: Collection[str]) -> Iterator[KnownScope]:
    """Regions and organisations within reach."""
    if not reach.reaches_people:
        return
    for code in sorted({*regions_within(reach), *reach.ids(ScopeKind.REGION)}):
        yield _region(code)
    yield from _organisations(_first_and(also, reach))


_NAMED = select(
    Organisation.id, Organisation.name, Organisation.country, Organisation.region, Organisation.closed_at
)


_BY_NAME = (Organisation.name_key, Organisation.id)


def _offered(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    is_open = (Organisation.closed_at.is_(None), Organisation.merged_into_id.is_(None))
    return (*is_open, organisations_within(reach))


def _first_and(also: Collection[str], reach: Reach) -> Select[*tuple[object, ...]]:
    offered = _offered(reach)
    first = select(Organisation.id).where(*offered).order_by(*_BY_NAME).limit(MOST_ORGANISATIONS)
    chosen = or_(Organisation.id.in_(first), Organisation.id.in_(also))
    return _NAMED.where(*offered, chosen).order_by(*_BY_NAME)


def _of_programme(catalogue: Catalogue) -> Iterator[KnownScope]:
    for course in catalogue.programme.courses:
        yield KnownScope(scope=Scope(ScopeKind.COURSE, course.slug))
    for module in catalogue.modules.values():
        yield _module(module.slug, module.course)


def _module(slug: str, course: str) -> KnownScope:
    return KnownScope(scope=Scope(ScopeKind.MODULE, slug), within=(Scope(ScopeKind.COURSE, course),))


def _country(code: str) -> KnownScope:
    return KnownScope(scope=Scope(ScopeKind.COUNTRY, code))


def _region(code: str) -> KnownScope:
    return KnownScope(scope=Scope(ScopeKind.REGION, code), within=_around(code))


def _around(code: str) -> tuple[Scope, ...]:
    """The wider regions of a NUTS code, and its country."""
    country = _COUNTRIES_OF_NUTS.get(code[:2], code[:2])
    wider = (code[:length] for length in range(3, len(code)))
    return (Scope(ScopeKind.COUNTRY, country), *(Scope(ScopeKind.REGION, one) for one in wider))


def _organisations(query: Select[*tuple[object, ...]]) -> Iterator[KnownScope]:
    for row in db.session.execute(query):
        around = (Scope(ScopeKind.REGION, row.region), *_around(row.region)) if row.region else ()
        yield KnownScope(
            scope=Scope(ScopeKind.ORGANISATION, row.id),
            name=row.name,
            within=tuple(dict.fromkeys((Scope(ScopeKind.COUNTRY, row.country), *around))),
            is_closed=row.closed_at is not None,
        )


def is_within_ones_own(
    held: frozenset[Grant], theirs: Sequence[Grant], over: Mapping[Scope, KnownScope]
) -> bool:
    """Whoever holds these grants could give all of theirs: only then they may act on that account.

    `over` has what theirs are over.
    """
    return all(may_grant(held, grant, within=over[grant.scope].within) for grant in theirs)


def grants_to_give(held: frozenset[Grant], known: Sequence[KnownScope]) -> Iterator[tuple[Role, KnownScope]]:
    """Each role over each scope that somebody who holds these grants may give."""
    for role in Role:
        for one in known:
            if may_grant(held, Grant(role, one.scope), within=one.within):
                yield role, one
