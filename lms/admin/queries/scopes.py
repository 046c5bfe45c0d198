"""What roles can be limited to, what that is part of, and so who may give what to whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.content.catalogue import Catalogue
from lms.core.access import Grant, Role, may_grant
from lms.core.db import db
from lms.core.scopes import EVERYWHERE, Scope, ScopeKind
from lms.people.choices import BALTIC_COUNTRIES
from lms.people.models import Organisation

MOST_ORGANISATIONS = 500
"""As many are offered to choose from; by the command line a role can be given over any."""
_COUNTRIES_OF_NUTS = {"EL": "GR", "UK": "GB"}
"""Where the first letters of a NUTS code are not those of ISO 3166-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownScope:
    """Something that a role can be limited to, and the wider scopes it is part of."""

    scope: Scope
    name: str = ""
    """Of an organisation; all others have a name in each language, or a code."""
    within: tuple[Scope, ...] = ()


def known_scopes(catalogue: Catalogue) -> list[KnownScope]:
    """All that a role can be limited to; one round trip."""
    organisations = _organisations()
    regions = sorted({region for _, _, _, region in organisations if region})
    return [
        KnownScope(scope=EVERYWHERE),
        *_of_programme(catalogue),
        *(KnownScope(scope=Scope(ScopeKind.COUNTRY, code)) for code in BALTIC_COUNTRIES),
        *(_region(code) for code in regions),
        *(_organisation(*one) for one in organisations),
    ]


def _organisations() -> Sequence[tuple[str, str, str, str | None]]:
    query = (
        select(Organisation.id, Organisation.name, Organisation.country, Organisation.region)
        .where(Organisation.closed_at.is_(None), Organisation.merged_into_id.is_(None))
        .order_by(Organisation.name_key, Organisation.id)
        .limit(MOST_ORGANISATIONS)
    )
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(query)]


def _of_programme(catalogue: Catalogue) -> Iterator[KnownScope]:
    for course in catalogue.programme.courses:
        yield KnownScope(scope=Scope(ScopeKind.COURSE, course.slug))
    for module in catalogue.modules.values():
        around = (Scope(ScopeKind.COURSE, module.course),)
        yield KnownScope(scope=Scope(ScopeKind.MODULE, module.slug), within=around)


def _region(code: str) -> KnownScope:
    return KnownScope(scope=Scope(ScopeKind.REGION, code), within=_around(code))


def _around(code: str) -> tuple[Scope, ...]:
    """The wider regions of a NUTS code, and its country."""
    country = _COUNTRIES_OF_NUTS.get(code[:2], code[:2])
    wider = (code[:length] for length in range(3, len(code)))
    return (Scope(ScopeKind.COUNTRY, country), *(Scope(ScopeKind.REGION, one) for one in wider))


def _organisation(id_: str, name: str, country: str, region: str | None) -> KnownScope:
    around = (Scope(ScopeKind.REGION, region), *_around(region)) if region else ()
    within = dict.fromkeys((Scope(ScopeKind.COUNTRY, country), *around))
    return KnownScope(scope=Scope(ScopeKind.ORGANISATION, id_), name=name, within=tuple(within))


def is_within_ones_own(held: frozenset[Grant], theirs: Sequence[Grant], known: Sequence[KnownScope]) -> bool:
    """Whoever holds these grants could give all of theirs: only then they may act on that account."""
    within = {one.scope: one.within for one in known}
    return all(may_grant(held, grant, within=within.get(grant.scope, ())) for grant in theirs)


def grants_to_give(held: frozenset[Grant], known: Sequence[KnownScope]) -> Iterator[tuple[Role, KnownScope]]:
    """Each role over each scope that somebody who holds these grants may give."""
    for role in Role:
        for one in known:
            if may_grant(held, Grant(role, one.scope), within=one.within):
                yield role, one
