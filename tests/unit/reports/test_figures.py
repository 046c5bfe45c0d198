"""Small groups are not shown, and do not follow from what is shown."""

from itertools import product

import pytest

from lms.reports.rules.figures import FEWEST, Tally, joined, shown, summed
from lms.reports.rules.periods import periods_of
from lms.reports.rules.quarters import Quarter, quarters


def of(count: int, agreed: int = 0, *, name: str = "") -> Tally:
    """So many people, each with one completion."""
    return Tally.of(count, agreed, {f"{name}{number}" for number in range(count - agreed)})


def named(**counts: int) -> dict[str, Tally]:
    return {name: of(count, name=name) for name, count in counts.items()}


@pytest.mark.parametrize("tally", [Tally(), of(1, 1), of(4, 4), of(5), of(9, 4)])
def test_a_number_is_shown_where_none_or_enough_of_them_did_not_agree(tally: Tally) -> None:
    assert tally.is_open


@pytest.mark.parametrize("tally", [of(1), of(4, 3), of(9, 5)])
def test_a_number_is_hidden_where_few_of_them_did_not_agree(tally: Tally) -> None:
    assert not tally.is_open


def test_the_only_one_who_did_not_agree_is_not_what_the_list_by_name_leaves_out() -> None:
    assert not of(6, 5).is_open


def test_one_hidden_part_hides_the_smallest_other_too() -> None:
    assert shown(named(LV=3, EE=9, SE=7, FI=0)) == {"LV": None, "EE": 9, "SE": None, "FI": 0}


def test_two_hidden_parts_that_are_few_together_hide_a_third() -> None:
    assert shown(named(LV=1, EE=2, SE=30)) == {"LV": None, "EE": None, "SE": None}
    assert shown(named(LV=1, EE=4, SE=30)) == {"LV": None, "EE": None, "SE": 30}


def test_hidden_parts_are_counted_by_people_and_not_by_completions() -> None:
    cells = {"LV": Tally.of(8, 0, {"one"}), "EE": Tally.of(1, 0, {"two"}), "SE": of(30)}
    assert shown(cells) == {"LV": None, "EE": None, "SE": None}


def test_what_all_agreed_to_hides_nothing() -> None:
    assert shown({"LV": of(3, 3), "EE": of(9)}) == {"LV": 3, "EE": 9}
    cells = {"LV": of(3), "EE": of(4, 4), "SE": of(9, name="SE")}
    assert shown(cells) == {"LV": None, "EE": 4, "SE": None}, "Estonia can be counted by name"


def test_parts_of_a_hidden_whole_are_shown_where_they_may_be() -> None:
    assert shown({"LV": of(2, 2), "EE": of(2, 1)}) == {"LV": 2, "EE": None}


def test_hidden_parts_have_enough_people_elsewhere_together() -> None:
    cells, rest = named(LV=9, EE=10, SE=11), {"LV": of(3), "EE": of(1), "SE": of(40)}
    assert shown(cells, {"LV"}) == {"LV": None, "EE": None, "SE": 11}
    assert set(shown(cells, {"LV"}, [rest]).values()) == {None}, "four people elsewhere would follow"


def test_a_sum_tells_no_more_than_its_parts() -> None:
    assert summed([3, 4]) == 7
    assert summed([3, None]) is None
    assert summed([]) == 0


def test_quarters_are_read_and_follow_each_other() -> None:
    assert [one.key for one in quarters(Quarter(2025, 3), Quarter(2026, 2))] == [
        "2025-3", "2025-4", "2026-1", "2026-2",
    ]  # fmt: skip
    assert Quarter.read("2026-4").begins.month == 10
    assert [Quarter.of(Quarter(2026, n).begins.date()).number for n in (1, 2, 3, 4)] == [1, 2, 3, 4]
    for wrong in ("2026-5", "26-1", "2026", "x-1"):
        with pytest.raises(ValueError, match=wrong):
            Quarter.read(wrong)


def test_no_small_group_follows_from_the_numbers_of_one_page() -> None:
    sizes = range(8)
    for counts in product(sizes, repeat=3):
        cells = named(**dict(zip("abc", counts, strict=True)))
        whole, parts = joined(cells.values()), shown(cells)
        if not whole.is_open:
            assert all(parts[name] in {None, 0} for name in cells if cells[name].count < FEWEST), counts
            continue
        hidden = [name for name in cells if parts[name] is None]
        assert all(parts[name] is None for name in cells if 0 < cells[name].count < FEWEST), counts
        # What the rest leaves over is of several parts, and of as many people as a group needs.
        left = whole.count - sum(count for count in parts.values() if count)
        assert not hidden or (len(hidden) > 1 and left >= FEWEST), counts


def test_two_people_in_many_modules_are_a_small_group() -> None:
    both = joined(Tally.of(2, 0, {"one", "two"}) for _module in "xyz")
    assert (both.count, both.is_open, both.is_of_few) == (6, False, True)
    assert joined([both, Tally.of(3, 0, {"three", "four", "five"})]).is_open
    assert joined([of(2, 2), of(4, 4)]).is_open, "all of them agreed"
    assert not of(9, 5).is_of_few, "nine people, of whom four have not agreed"


def test_a_period_begins_and_ends_where_enough_people_lie_between() -> None:
    quarters_ = [Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2)]
    sizes = dict(zip(quarters_, (2, 9, 6, 3), strict=True))
    periods = periods_of({one: of(size, name=one.key) for one, size in sizes.items()}, Quarter(2026, 2))
    may_be = {(a, b) for a, b in product(quarters_, repeat=2) if a <= b and periods.may_show(a, b)}
    assert may_be == {
        (quarters_[0], quarters_[1]),
        (quarters_[2], quarters_[3]),
        (quarters_[0], quarters_[3]),
    }
    assert periods.may_show(None, None)
    assert periods.may_show(Quarter(2026, 1), None)
    assert not periods.may_show(Quarter(2026, 2), None)
