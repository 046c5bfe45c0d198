"""What a page of figures shows: no more of few people than what the page with a filter less shows. Pure."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lms.reports.rules.asked import Counted, Wanted
from lms.reports.rules.figures import Tally, joined, shown
from lms.reports.rules.periods import Periods, periods_of
from lms.reports.rules.quarters import Quarter, quarters

Name = TypeVar("Name", bound=Hashable)

_PARTED: Mapping[str, Callable[[Counted], Any]] = {
    "module": lambda one: one.module_slug,
    "country": lambda one: one.country,
    "group": lambda one: one.group,
    "organisation": lambda one: one.is_member,
    "region": lambda one: one.is_in_region,
}
"""Into what each filter parts the page without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers of a page; None where one is not shown."""

    whole: int | None
    is_of_few: bool
    """Fewer people than a group needs have completed it all."""
    agreed: int
    """So many of the whole are of people who agreed to be seen by name."""
    modules: Mapping[str, int | None]
    countries: Mapping[str, int | None]
    quarters: Mapping[Quarter, int | None]


@dataclass(frozen=True, slots=True)
class _Sums:
    wanted: Wanted
    now: Quarter
    ever: list[Counted] = field(default_factory=list)
    """What is asked, of all times."""
    asked: list[Counted] = field(default_factory=list)
    """What is asked."""
    beside: dict[str, list[Counted]] = field(default_factory=dict)
    """Filter → what is asked but for this one filter."""


def numbers_of(
    counted: Iterable[Counted], wanted: Wanted, *, modules: Collection[str], now: Quarter
) -> Numbers:
    """What a page shows; `modules` are named whether or not somebody has completed them."""
    sums = _sorted(counted, wanted, now)
    whole = joined(one.tally for one in sums.asked)
    times = _periods(sums.ever, now)
    is_shown = whole.is_open and times.may_show(wanted.since, wanted.until) and _may_show(sums)
    by_module = _cells(sums, _PARTED["module"], _timely(sums, _PARTED["module"]), modules)
    by_country = _cells(sums, _PARTED["country"], _timely(sums, _PARTED["country"]))
    by_quarter = _cells(sums, lambda one: one.quarter, lambda one: times.may_show(one, one), _quarters(sums))
    return Numbers(
        whole=whole.count if is_shown else None,
        is_of_few=whole.is_of_few,
        agreed=whole.agreed,
        # Of a whole that is not shown no part is: it could be the sum of them.
        modules=by_module if is_shown else dict.fromkeys(by_module),
        countries=by_country if is_shown else dict.fromkeys(by_country),
        quarters=by_quarter if is_shown else dict.fromkeys(by_quarter),
    )


def _chosen(wanted: Wanted) -> dict[str, Collection[Hashable]]:
    """Filter → the parts that it leaves."""
    found: dict[str, Collection[Hashable]] = {}
    if wanted.modules is not None:
        found["module"] = wanted.modules
    if wanted.country:
        found["country"] = {wanted.country}
    if wanted.group:
        found["group"] = {wanted.group}
    if wanted.organisation:
        found["organisation"] = {True}
    if wanted.region:
        found["region"] = {True}
    return found


def _sorted(counted: Iterable[Counted], wanted: Wanted, now: Quarter) -> _Sums:
    sums, chosen = _Sums(wanted, now), _chosen(wanted)
    for one in counted:
        missed = [name for name, parts in chosen.items() if _PARTED[name](one) not in parts]
        is_in_time = wanted.is_in_time(one.quarter)
        if not missed:
            sums.ever.append(one)
        if is_in_time and not missed:
            sums.asked.append(one)
        if is_in_time and len(missed) == 1:
            sums.beside.setdefault(missed[0], []).append(one)
    return sums


def _may_show(sums: _Sums) -> bool:
    """Each page with a filter less would show the whole among its parts."""
    return all(
        _is_shown_among(_parted([*sums.asked, *sums.beside.get(name, [])], _PARTED[name]), parts)
        for name, parts in _chosen(sums.wanted).items()
    )


def _is_shown_among(cells: Mapping[Hashable, Tally], parts: Collection[Hashable]) -> bool:
    found = shown(cells)
    return all(found.get(part, 0) is not None for part in parts)


def _cells(
    sums: _Sums,
    name: Callable[[Counted], Name],
    is_timely: Callable[[Name], bool],
    named: Collection[Name] = (),
) -> dict[Name, int | None]:
    """The parts of the whole, each as the whole of a page of its own that asks for it as well."""
    found = _parted(sums.asked, name)
    cells = {one: found.get(one, Tally()) for one in (*named, *sorted(found.keys() - set(named), key=str))}
    rests = [_parted(beside, name) for beside in sums.beside.values()]
    closed = {
        part
        for part, tally in cells.items()
        if not is_timely(part) or any(tally.leaves(rest.get(part, Tally())) for rest in rests)
    }
    return shown(cells, closed, rests)


def _timely(sums: _Sums, name: Callable[[Counted], Name]) -> Callable[[Name], bool]:
    """Whether a part may be shown for the period that is asked for."""
    ever: dict[Name, list[Counted]] = {}
    for one in sums.ever:
        ever.setdefault(name(one), []).append(one)
    wanted = sums.wanted
    return lambda part: _periods(ever.get(part, ()), sums.now).may_show(wanted.since, wanted.until)


def _periods(counted: Iterable[Counted], now: Quarter) -> Periods:
    return periods_of(_parted(counted, lambda one: one.quarter), now)


def _quarters(sums: _Sums) -> list[Quarter]:
    first = min((one.quarter for one in sums.asked), default=sums.now)
    return [*quarters(sums.wanted.since or first, sums.wanted.until or sums.now)]


def _parted(counted: Iterable[Counted], name: Callable[[Counted], Name]) -> dict[Name, Tally]:
    found: dict[Name, list[Tally]] = {}
    for one in counted:
        found.setdefault(name(one), []).append(one.tally)
    return {part: joined(several) for part, several in found.items()}
