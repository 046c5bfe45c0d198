"""Of two pages of figures, and the list by name, nothing follows about few people who have not agreed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from lms.reports.rules.asked import Counted, Wanted
from lms.reports.rules.figures import FEWEST, Tally
from lms.reports.rules.pages import Numbers, numbers_of
from lms.reports.rules.quarters import Quarter

MODULES, COUNTRIES, GROUPS = ("m", "n", "o"), ("EE", "LV", "SE"), ("officials", "trainers")
QUARTERS = (Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1))
NOW = QUARTERS[-1]
Place = tuple[str, str, str, Quarter]
"""Module, country, group, quarter."""
PLACES = tuple(product(MODULES, COUNTRIES, GROUPS, QUARTERS))


@dataclass(frozen=True, slots=True)
class Done:
    """One completion."""

    person: str
    place: Place
    has_agreed: bool = False


def counted(done: Iterable[Done]) -> list[Counted]:
    places: dict[Place, list[Done]] = {}
    for one in done:
        places.setdefault(one.place, []).append(one)
    return [
        Counted(
            module_slug=module,
            country=country,
            group=group,
            is_member=True,
            is_in_region=True,
            quarter=quarter,
            tally=Tally.of(
                len(several),
                sum(one.has_agreed for one in several),
                {one.person for one in several if not one.has_agreed},
            ),
        )
        for (module, country, group, quarter), several in places.items()
    ]


def page(done: Iterable[Done], wanted: Wanted) -> Numbers:
    asked = [one for one in MODULES if wanted.modules is None or one in wanted.modules]
    return numbers_of(counted(done), wanted, modules=asked, now=NOW)


def people(count: int, place: Place, *, agreed: int = 0) -> list[Done]:
    """So many in one place, and so many of them who agreed."""
    return [
        Done(f"{'-'.join(place[:3])}-{place[3].key}-{number}", place, number < agreed)
        for number in range(count)
    ]


def in_country(country: str, count: int, *, agreed: int = 0) -> list[Done]:
    return people(count, ("m", country, "officials", NOW), agreed=agreed)


def test_a_country_that_is_hidden_beside_another_is_not_shown_alone() -> None:
    done = [*in_country("LV", 3), *in_country("EE", 9), *in_country("SE", 20)]
    assert page(done, Wanted()).countries == {"LV": None, "EE": None, "SE": 20}
    assert page(done, Wanted(country="LV")).whole is None
    assert page(done, Wanted(country="EE")).whole is None, "Latvia would be what is left over"
    assert page(done, Wanted(country="SE")).whole == 20


def test_a_group_is_not_shown_beside_few_others() -> None:
    done = [*in_country("LV", 12), *people(3, ("m", "LV", "trainers", NOW))]
    assert page(done, Wanted()).whole == 15
    assert page(done, Wanted(group="officials")).whole is None
    more = [*done, *people(2, ("n", "LV", "trainers", NOW))]
    assert page(more, Wanted(group="officials")).whole == 12, "five trainers are enough"


def test_what_few_did_in_many_modules_is_not_what_is_left_over() -> None:
    busy = [Done("one", (module, "LV", "officials", NOW)) for module in MODULES]
    done = [*busy, *[replace(one, person="two", place=("m", "EE", *one.place[2:])) for one in busy]]
    done += in_country("SE", 30)
    found = page(done, Wanted())
    assert found.whole == 36
    assert found.countries == {"LV": None, "EE": None, "SE": None}, "six completions, though of two people"


def test_a_period_is_not_shown_beside_few_completions_before_or_after_it() -> None:
    done = [*people(9, ("m", "LV", "officials", QUARTERS[0])), *people(2, ("m", "LV", "officials", NOW))]
    assert page(done, Wanted()).whole == 11
    assert page(done, Wanted(until=QUARTERS[1])).whole is None
    more = [*done, *people(3, ("n", "LV", "officials", NOW))]
    assert page(more, Wanted(until=QUARTERS[1])).whole == 9
    assert page(more, Wanted(since=NOW)).whole == 5


def test_parts_of_a_hidden_whole_are_hidden() -> None:
    found = page([*in_country("LV", 3, agreed=3), *in_country("EE", 3)], Wanted())
    assert found.whole is None
    assert set(found.countries.values()) == {None}


def test_a_large_group_is_answered_exactly() -> None:
    done = [*in_country("LV", 12, agreed=6), *in_country("EE", 3), *in_country("SE", 2)]
    done += people(7, ("n", "LV", "officials", QUARTERS[0]))
    asked = Wanted(modules=frozenset("m"), country="LV", group="officials", since=NOW)
    assert page(done, asked).whole == 12


@pytest.mark.parametrize("seed", [*range(300), 1269])
def test_nothing_about_few_follows_from_two_pages_and_the_list_by_name(seed: int) -> None:
    chance = Random(seed)
    done = crowd(chance)
    wanted = some_page(chance)
    narrow = page(done, wanted)
    for wider in with_a_filter_less(wanted):
        wide = page(done, wider)
        known = Known(done)
        known.learn(narrow, wanted)
        known.learn(wide, wider)
        for places in [*parts(wanted), *parts(wider), *rests(wanted, wider)]:
            few = {one.person for one in done if one.place in places and not one.has_agreed}
            assert not 0 < len(few) < FEWEST or not known.tells(places), (wanted, wider, sorted(few))


def crowd(chance: Random) -> list[Done]:
    """People of one country and occupation each, who completed something."""
    done = []
    for number in range(chance.choice((12, 25, 50, 100))):
        country = chance.choices(COUNTRIES, (1, 3, 6))[0]
        group = chance.choices(GROUPS, (3, 1))[0]
        has_agreed = chance.random() < 0.3
        for module in chance.sample(MODULES, chance.choice((1, 1, 2, 3))):
            quarter = chance.choices(QUARTERS, (1, 2, 3))[0]
            done.append(Done(str(number), (module, country, group, quarter), has_agreed))
    return done


def some_page(chance: Random) -> Wanted:
    since, until = sorted(chance.choices(QUARTERS, k=2))
    return Wanted(
        modules=frozenset({chance.choice(MODULES)}) if chance.random() < 0.5 else None,
        country=chance.choice(COUNTRIES) if chance.random() < 0.5 else "",
        group=chance.choice(GROUPS) if chance.random() < 0.5 else "",
        since=since if chance.random() < 0.4 else None,
        until=until if chance.random() < 0.4 else None,
    )


def with_a_filter_less(wanted: Wanted) -> Iterator[Wanted]:
    for one in fields(wanted):
        if getattr(wanted, one.name) != one.default:
            yield replace(wanted, **{one.name: one.default})


def places_of(wanted: Wanted) -> frozenset[Place]:
    return frozenset(
        (module, country, group, quarter)
        for module, country, group, quarter in PLACES
        if (wanted.modules is None or module in wanted.modules)
        and wanted.country in {"", country}
        and wanted.group in {"", group}
        and wanted.is_in_time(quarter)
    )


def parts(wanted: Wanted) -> Iterator[frozenset[Place]]:
    """The whole of a page and its parts."""
    whole = places_of(wanted)
    yield whole
    for index, names in ((0, MODULES), (1, COUNTRIES), (3, QUARTERS)):
        for name in names:
            yield frozenset(place for place in whole if place[index] == name)


def rests(narrow: Wanted, wide: Wanted) -> Iterator[frozenset[Place]]:
    """What each number of the wider page counts beside that of the narrower one."""
    for less, more in zip(parts(narrow), parts(wide), strict=True):
        yield more - less


class Known:
    """What somebody can work out who sees the numbers, and by name who agreed."""

    def __init__(self, done: Sequence[Done]) -> None:
        self._done = done
        self._rows: dict[Place, dict[Place, Fraction]] = {}
        """A place → what is known of it and others, as an equation solved for it."""

    def learn(self, numbers: Numbers, wanted: Wanted) -> None:
        shown: list[tuple[Mapping[object, int | None], int]] = [
            (numbers.modules, 0),
            (numbers.countries, 1),
            (numbers.quarters, 3),
        ]
        whole = places_of(wanted)
        found = [whole] if numbers.whole is not None else []
        for cells, index in shown:
            found += [
                frozenset(place for place in whole if place[index] == name)
                for name, count in cells.items()
                if count is not None
            ]
        for places in found:
            others = [one for one in self._done if one.place in places and not one.has_agreed]
            if others:
                self._add(dict.fromkeys(places, Fraction(1)))
            for place in places if not others else ():
                self._add({place: Fraction(1)})

    def tells(self, places: Iterable[Place]) -> bool:
        """How many completed in these places follows from what is known."""
        return not self._left(dict.fromkeys(places, Fraction(1)))

    def _add(self, row: dict[Place, Fraction]) -> None:
        left = self._left(row)
        if not left:
            return
        pivot = min(left, key=str)
        self._rows[pivot] = {place: value / left[pivot] for place, value in left.items()}

    def _left(self, row: dict[Place, Fraction]) -> dict[Place, Fraction]:
        left = dict(row)
        for pivot, known in self._rows.items():
            factor = left.get(pivot, Fraction(0))
            if factor:
                for place, value in known.items():
                    left[place] = left.get(place, Fraction(0)) - factor * value
        return {place: value for place, value in left.items() if value}
