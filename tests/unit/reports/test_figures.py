"""Small groups are not shown, and do not follow from what is shown."""

from itertools import product

import pytest

from lms.reports.rules.figures import FEWEST, Tally, joined, shown, summed, total
from lms.reports.rules.quarters import Quarter, quarters


@pytest.mark.parametrize(
    ("tally", "expected"),
    [(Tally(), 0), (Tally(4, 3), None), (Tally(1, 1), 1), (Tally(4, 4), 4), (Tally(5, 0), 5)],
)
def test_a_small_group_is_shown_only_where_all_in_it_agreed(tally: Tally, expected: int | None) -> None:
    assert tally.shown == expected


def test_one_hidden_part_hides_the_smallest_other_too() -> None:
    cells = {"LV": Tally(3), "EE": Tally(9), "SE": Tally(7), "FI": Tally()}
    assert shown(cells) == {"LV": None, "EE": 9, "SE": None, "FI": 0}


def test_two_hidden_parts_that_are_few_together_hide_a_third() -> None:
    cells = {"LV": Tally(1), "EE": Tally(2), "SE": Tally(30)}
    assert shown(cells) == {"LV": None, "EE": None, "SE": None}
    assert shown({**cells, "EE": Tally(4)}) == {"LV": None, "EE": None, "SE": 30}


def test_what_all_agreed_to_hides_nothing() -> None:
    assert shown({"LV": Tally(3, 3), "EE": Tally(9)}) == {"LV": 3, "EE": 9}


def test_parts_of_a_hidden_whole_are_shown_where_they_may_be() -> None:
    cells = {"LV": Tally(2, 2), "EE": Tally(2, 1)}
    assert total(cells.values()).shown is None
    assert shown(cells) == {"LV": 2, "EE": None}


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
        cells = {name: Tally(count) for name, count in zip("abc", counts, strict=True)}
        whole, parts = total(cells.values()), shown(cells)
        if whole.shown is None:
            assert all(parts[name] in {None, 0} for name in cells if cells[name].count < FEWEST), counts
            continue
        hidden = [name for name in cells if parts[name] is None]
        assert all(parts[name] is None for name in cells if 0 < cells[name].count < FEWEST), counts
        # What the rest leaves over is of several parts, and of as many people as a group needs.
        left = whole.count - sum(count for count in parts.values() if count)
        assert not hidden or (len(hidden) > 1 and left >= FEWEST), counts


def test_two_people_in_many_modules_are_a_small_group() -> None:
    both = joined((module, Tally(2)) for module in "xyz")
    assert (both.count, both.different, both.shown, both.needs_people) == (6, 2, None, True)
    assert joined([("x", Tally(3)), ("x", Tally(4)), ("y", Tally(1))]).shown == 8, (
        "seven people in one module"
    )
    assert not joined([("x", Tally(2, 2)), ("y", Tally(4, 4))]).needs_people, "all of them agreed"
