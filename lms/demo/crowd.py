"""The other people of a demonstration, made up by rule: the same ones in every installation. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from random import Random

from lms.core.access import Grant, Role
from lms.core.folding import fold
from lms.core.scopes import Scope, ScopeKind
from lms.demo.names import NAMES
from lms.demo.organisations import ORGANISATIONS
from lms.demo.people import Journey, Membership, Person
from lms.people.rules import ConsentKind, Occupation, OrganisationKind

SEED = 2026
LONGEST = 88
"""Days ago that the first of them came."""

_COUNTRIES = ("LV", "SE", "DE", "LV", "FI", "PL", "EE", "LT", "DK", "NO", "LV", "FI", "DE", "SE", "PL")
_OCCUPATIONS = (
    Occupation.CLUSTER_MANAGER,
    Occupation.OFFICIAL_REGIONAL,
    Occupation.BUSINESS_SUPPORT,
    Occupation.CLUSTER_MANAGER,
    Occupation.OFFICIAL_NATIONAL,
    Occupation.CLUSTER_MANAGER,
    Occupation.BUSINESS_SUPPORT,
    Occupation.OFFICIAL_LOCAL,
    Occupation.CLUSTER_MANAGER,
    Occupation.OTHER,
    Occupation.TRAINER,
)
_OFFICIALS = frozenset(
    {Occupation.OFFICIAL_LOCAL, Occupation.OFFICIAL_REGIONAL, Occupation.OFFICIAL_NATIONAL}
)
_KIND_OF = {
    Occupation.CLUSTER_MANAGER: OrganisationKind.CLUSTER,
    Occupation.BUSINESS_SUPPORT: OrganisationKind.BUSINESS_SUPPORT,
    **dict.fromkeys(_OFFICIALS, OrganisationKind.PUBLIC_BODY),
}
_MEMBERSHIPS = (*(Membership.AGREED,) * 7, Membership.PROPOSED, Membership.NONE, Membership.ENDED)
_OFFICIALS_MAY_SEE = (ConsentKind.ACHIEVEMENTS_TO_OFFICIALS,)
_TRAINERS_MAY_SEE = (ConsentKind.PATH_TO_TRAINERS,)
_CONSENTS = (_OFFICIALS_MAY_SEE + _TRAINERS_MAY_SEE, (), _TRAINERS_MAY_SEE)
"""A third agree that officials see them: were it most, the few others would keep most figures hidden."""

_B1 = Journey(module="B1", tests=(0.9,))
_MANAGERS = (
    (_B1,),
    (Journey(module="B1", lessons=0.4),),
    (Journey(module="B1", tests=(0.85,), prepared=3), Journey(module="B2", tests=(0.8,))),
    (Journey(module="B1", lessons=0.7),),
    (Journey(module="B1", tests=(0.4,)),),
    (Journey(module="B1", tests=(0.95,), works=True, is_marked=True), Journey(module="B2", lessons=0.6)),
    (Journey(module="B1", lessons=0.2),),
    (
        Journey(module="B1", tests=(0.9,)),
        Journey(module="B2", tests=(0.95,)),
        Journey(module="A1", tests=(0.85,)),
        Journey(module="A2", tests=(0.9,)),
        Journey(module="A3", lessons=0.8),
    ),
    (Journey(module="B1", tests=(0.45, 0.85)),),
    (),
    (Journey(module="B1", works=True),),
    (Journey(module="A1", tests=(0.8,)), Journey(module="A2", lessons=0.5)),
    (Journey(module="B1", lessons=0.3, leaves=True),),
    (
        Journey(module="B1", recognised=True),
        Journey(module="B2", tests=(0.9,)),
        Journey(module="A2", lessons=0.4, works=True),
        Journey(module="A3", tests=(0.9,)),
    ),
    (Journey(module="B1", lessons=0.0),),
    (Journey(module="B1", lessons=0.9),),
    (_B1, Journey(module="B2", lessons=0.3)),
    (Journey(module="B1", lessons=0.6, prepared=2),),
    (),
    (
        Journey(module="B1", tests=(0.85,)),
        Journey(module="B2", tests=(0.5,)),
        Journey(module="A1", lessons=0.5),
    ),
    (
        Journey(module="B1", lessons_waived=True, tests=(0.95,)),
        Journey(module="B2", tests=(0.9,)),
        Journey(module="A3", tests=(0.45,)),
        Journey(module="A2", tests=(0.4,)),
        Journey(module="A1", tests=(0.5, 0.9)),
    ),
    (Journey(module="B2", lessons=0.5),),
)
_P1 = Journey(module="P1", tests=(0.9,))
_OF_OFFICIALS = (
    (_B1, _P1, Journey(module="P2", lessons=0.5)),
    (Journey(module="B1", lessons=0.8), _P1),
    (_B1, Journey(module="P1", lessons=0.4)),
    (Journey(module="B1", tests=(0.85,), prepared=4), _P1, Journey(module="P2", tests=(0.9,))),
    (_B1, _P1, Journey(module="P3", tests=(0.9,))),
    (Journey(module="B1", lessons=0.3),),
    (Journey(module="B1", lessons=0.8), Journey(module="P1", lessons=0.6)),
    (),
    (Journey(module="P2", lessons=0.4),),
    (
        Journey(module="B1", lessons=0.8),
        Journey(module="P1", tests=(0.4,)),
        Journey(module="P2", tests=(0.4,)),
    ),
    (_B1, _P1, Journey(module="P2", tests=(0.85,)), Journey(module="P3", tests=(0.8,))),
    (Journey(module="B1", lessons=0.0),),
    (_B1, Journey(module="P1", recognised=True), Journey(module="P3", lessons=0.6)),
    (Journey(module="P2", lessons=0.7, works=True),),
    (_B1, Journey(module="P1", tests=(0.5, 0.9)), Journey(module="P3", tests=(0.45,))),
    (_B1, Journey(module="P1", works=True, is_marked=True, tests=(0.85,))),
)
_OF_LATVIA = tuple(way for way in _OF_OFFICIALS if any(one.module == "P1" for one in way))
"""Latvia sends its officials to the module about programmes."""
_AGAIN = (60, 200)
"""Instead of a new person, one from so many places before came again (`_BEFORE`), by another address."""
_BEFORE = 40
_TAUGHT = (Scope(ScopeKind.COURSE, "basic"), Scope(ScopeKind.MODULE, "programme-design"))
_WATCHED = (ScopeKind.REGION, ScopeKind.ORGANISATION, ScopeKind.COUNTRY)


def crowd(count: int) -> tuple[Person, ...]:
    """So many people; a smaller crowd is the beginning of a larger one."""
    chance = Random(SEED)
    ways: dict[str, Iterator[Sequence[Journey]]]
    ways = {"officials": cycle(_OF_OFFICIALS), "LV": cycle(_OF_LATVIA), "others": cycle(_MANAGERS)}
    places = {country: cycle(_places(country)) for country in NAMES}
    seen: dict[str, int] = dict.fromkeys(NAMES, 0)
    people: list[Person] = []
    for number in range(count):
        country = _COUNTRIES[number % len(_COUNTRIES)]
        occupation = _OCCUPATIONS[number % len(_OCCUPATIONS)]
        person = _person(
            number, country, occupation, NAMES[country].pick(seen[country]), ways, places, chance
        )
        seen[country] += 1
        people.append(_again(people[number - _BEFORE]) if number in _AGAIN else person)
    return tuple(people)


def _places(country: str) -> list[int]:
    return [place for place, one in enumerate(ORGANISATIONS) if one.country == country]


def _person(
    number: int,
    country: str,
    occupation: Occupation,
    name: str,
    ways: Mapping[str, Iterator[Sequence[Journey]]],
    places: Mapping[str, Iterator[int]],
    chance: Random,
) -> Person:
    confirms_address = number % 67 != 40
    days_ago = 0.2 + LONGEST * chance.random() ** 0.8
    if not confirms_address:
        days_ago %= 25  # such an account is removed after a month
    return Person(
        email=f"{fold(name).replace(' ', '.')}.{number + 1}@example.org",
        name=name,
        country=country,
        occupation=occupation,
        language="sv" if country == "SE" else "en",
        organisation=_organisation(country, occupation, places),
        membership=_MEMBERSHIPS[number * 3 % len(_MEMBERSHIPS)],
        consents=_CONSENTS[(number + number // len(_COUNTRIES)) % len(_CONSENTS)],
        came=timedelta(days=days_ago, minutes=chance.randrange(600)),
        pace=chance.uniform(0.4, 1.9),
        journeys=tuple(next(ways[_way(country, occupation)])),
        grants=_grants(number, occupation),
        official_of=_official_of(number, occupation),
        confirms_address=confirms_address,
        confirms_name=number % 19 != 11,
        is_closed=number % 83 == 50,
    )


def _again(person: Person) -> Person:
    """The same person, who forgot that they have an account: a likely double."""
    local = person.email.partition("@")[0].rpartition(".")[0]
    return replace(
        person,
        email=f"{local}@example.org",
        came=person.came / 2,
        membership=Membership.NONE,
        journeys=(Journey(module="B1", lessons=0.2),),
        grants=(),
        official_of=None,
    )


def _way(country: str, occupation: Occupation) -> str:
    if occupation not in _OFFICIALS:
        return "others"
    return country if country == "LV" else "officials"


def _organisation(country: str, occupation: Occupation, places: Mapping[str, Iterator[int]]) -> int:
    """One of the country, of the kind that suits the occupation where there is one."""
    wanted = _KIND_OF.get(occupation)
    fitting = [place for place in _places(country) if ORGANISATIONS[place].kind is wanted]
    for _turn in range(len(ORGANISATIONS)):
        place = next(places[country])
        if not fitting or place in fitting:
            return place
    return fitting[0]


def _grants(number: int, occupation: Occupation) -> tuple[Grant, ...]:
    """The first who train others are trainers here, of a part of the programme."""
    is_trainer = occupation is Occupation.TRAINER and number < 4 * len(_OCCUPATIONS)
    return (Grant(Role.TRAINER, _TAUGHT[number % len(_TAUGHT)]),) if is_trainer else ()


def _official_of(number: int, occupation: Occupation) -> ScopeKind | None:
    """The first officials hold that role here, over what they work for."""
    turn = number // len(_OCCUPATIONS)
    is_official = occupation is Occupation.OFFICIAL_REGIONAL and turn < len(_WATCHED)
    return _WATCHED[turn] if is_official else None
