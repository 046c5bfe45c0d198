"""Over what a role reaches: the whole programme, or a course, a module, a country, a region, an organisation.

Pure.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class ScopeKind(StrEnum):
    """What a role can be limited to."""

    PROGRAMME = "programme"
    """Not limited."""
    COURSE = "course"
    MODULE = "module"
    COUNTRY = "country"
    REGION = "region"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Scope:
    """One such limit."""

    kind: ScopeKind
    id: str = ""
    """Slug of the course or module, ISO 3166-1 alpha-2, NUTS code, or id of the organisation."""


EVERYWHERE = Scope(ScopeKind.PROGRAMME)
_OF_MODULES = frozenset({ScopeKind.COURSE, ScopeKind.MODULE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a person belongs, as far as scopes ask."""

    country: str | None = None
    organisations: frozenset[str] = frozenset()
    """Ids of the organisations that the person has agreed to be a member of."""
    regions: frozenset[str] = frozenset()
    """NUTS codes of those organisations."""


@dataclass(frozen=True, slots=True)
class Reach:
    """All scopes over which somebody holds one permission; empty where they do not hold it."""

    scopes: frozenset[Scope] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.scopes)

    @property
    def is_everywhere(self) -> bool:
        """Nothing lies outside."""
        return EVERYWHERE in self.scopes

    @property
    def reaches_people(self) -> bool:
        """It names more than courses and modules, through which nobody's account is reached."""
        return any(scope.kind not in _OF_MODULES for scope in self.scopes)

    @property
    def reaches_places(self) -> bool:
        """A place can lie within, with whoever may come to belong there: it names more than organisations."""
        return any(scope.kind not in _OF_MODULES | {ScopeKind.ORGANISATION} for scope in self.scopes)

    def ids(self, kind: ScopeKind) -> frozenset[str]:
        """The courses, modules, countries … that it names."""
        return frozenset(scope.id for scope in self.scopes if scope.kind is kind)

    def spelt_out(self, course_of: Mapping[str, str]) -> "Reach":
        """The same with the modules of its courses named one by one; slug of a module → its course."""
        courses = self.ids(ScopeKind.COURSE)
        modules = {Scope(ScopeKind.MODULE, slug) for slug, course in course_of.items() if course in courses}
        return Reach(self.scopes | modules)

    def covers_module(self, *, course: str, module: str) -> bool:
        """The module lies within."""
        return self.covers(Scope(ScopeKind.MODULE, module), within=(Scope(ScopeKind.COURSE, course),))

    def meets_module(self, *, course: str, module: str) -> bool:
        """The module lies within, or people do, who may be in any module."""
        return self.reaches_people or self.covers_module(course=course, module=module)

    def covers_person(self, person: Whereabouts) -> bool:
        """The person belongs to a country, a region or an organisation that lies within."""
        return (
            self.is_everywhere
            or person.country in self.ids(ScopeKind.COUNTRY)
            or bool(person.organisations & self.ids(ScopeKind.ORGANISATION))
            or any(
                lies_in(region, named) for region in person.regions for named in self.ids(ScopeKind.REGION)
            )
        )

    def covers(self, scope: Scope, *, within: Collection[Scope] = ()) -> bool:
        """The scope lies within; `within` are the wider ones that it is part of."""
        return self.is_everywhere or scope in self.scopes or not self.scopes.isdisjoint(within)


UNLIMITED = Reach(frozenset({EVERYWHERE}))
"""Nothing lies outside."""


def reach_over(scopes: Iterable[Scope]) -> Reach:
    """The scopes together; one that is everywhere makes the others superfluous."""
    named = frozenset(scopes)
    return UNLIMITED if EVERYWHERE in named else Reach(named)


def lies_in(region: str, wider: str) -> bool:
    """A NUTS code lies in another: each level adds a letter or figure to the one above."""
    return region.startswith(wider)
