"""Long lists in pages: every row once, forwards and backwards, on both databases."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.core import clock, paging
from lms.core.db import db
from lms.core.paging import FIRST, Cursor, Key, Order, Page, page_of, sorted_by
from lms.core.paging_at_hand import page_at_hand
from lms.people.models import User
from tests.factories.people import make_user

BY_COUNTRY = Order("country", (Key(func.coalesce(User.country, "")), Key(User.id)))
NEWEST = Order("-created", (Key(User.created_at, descending=True), Key(User.id)))
PEOPLE = select(User.id, User.country).where(User.email.like("p%"))
COUNTRIES = ("LV", "SE", None, "FI")


@pytest.fixture
def people(context: Flask) -> list[str]:
    """Eleven people of whom many have the same country and the same moment."""
    now = clock.now()
    for number in range(11):
        created_at = now - timedelta(days=number // 3)
        make_user(email=f"p{number}@example.org", country=COUNTRIES[number % 4], created_at=created_at)
    make_user(email="else@example.org")
    return [row.id for row in db.session.execute(sorted_by(PEOPLE, BY_COUNTRY))]


def ids(page: Page[Any]) -> list[str]:
    return [row.id for row in page.rows]


@pytest.mark.parametrize("counted_up_to", [10, 11], ids=["many", "few"])
@pytest.mark.parametrize("order", [BY_COUNTRY, NEWEST])
def test_every_row_is_on_one_page_there_and_back(people: list[str], order: Order, counted_up_to: int) -> None:
    page_of = partial(paging.page_of, count_up_to=counted_up_to)
    pages = [page_of(PEOPLE, order, size=4)]
    while pages[-1].after and len(pages) < 9:
        pages.append(page_of(PEOPLE, order, Cursor(after=pages[-1].after), size=4))
    assert [len(page.rows) for page in pages] == [4, 4, 3]
    assert [one for page in pages for one in ids(page)] == [
        row.id for row in db.session.execute(sorted_by(PEOPLE, order))
    ]
    assert not pages[0].before
    back = page_of(PEOPLE, order, Cursor(before=pages[2].before), size=4)
    assert ids(back) == ids(pages[1])
    first = page_of(PEOPLE, order, Cursor(before=back.before), size=4)
    assert (ids(first), first.before) == (ids(pages[0]), "")


@pytest.mark.parametrize("order", [BY_COUNTRY, NEWEST])
def test_what_is_at_hand_is_cut_as_a_database_cuts_it(people: list[str], order: Order) -> None:
    columns = [key.expression for key in order.keys]
    at_hand = [tuple(row) for row in db.session.execute(select(*columns).where(PEOPLE.whereclause))]
    pages = _all_pages(order)
    ends = ["x", *(one.after for one in pages), *(one.before for one in pages)]
    for cursor in [*(Cursor(after=end) for end in ends), *(Cursor(before=end) for end in ends)]:
        asked = page_of(PEOPLE, order, cursor, size=4)
        cut = page_at_hand(at_hand, order, tuple, cursor, size=4)
        assert [row[-1] for row in cut.rows] == ids(asked)
        assert (cut.total, cut.after, cut.before) == (asked.total, asked.after, asked.before)
    assert page_at_hand([], order, tuple) == Page(rows=(), total=0)


def _all_pages(order: Order) -> list[Page[Any]]:
    first = page_of(PEOPLE, order, size=4)
    second = page_of(PEOPLE, order, Cursor(after=first.after), size=4)
    return [first, second, page_of(PEOPLE, order, Cursor(after=second.after), size=4)]


def test_rows_that_came_meanwhile_move_nothing(people: list[str]) -> None:
    first = page_of(PEOPLE, BY_COUNTRY, size=4)
    make_user(email="p99@example.org", country="AA")
    second = page_of(PEOPLE, BY_COUNTRY, Cursor(after=first.after), size=4)
    assert ids(first) + ids(second) == people[:8]
    back = page_of(PEOPLE, BY_COUNTRY, Cursor(before=second.before), size=4)
    assert set(people[1:4]) < set(ids(back))


@pytest.mark.parametrize(
    "text",
    ["x", "é", "=" * 9, "W10", "WyJjb3VudHJ5Il0", "A" * 3000, "WyJjb3VudHJ5IiwgbnVsbCwgMV0", "WzEsIFtdXQ",
     "WyJjb3VudHJ5IiwgIlx1MDAwMCIsICJ4Il0", "WyJjb3VudHJ5IiwgIlx1ZDgwMCIsICJ4Il0"],
)  # fmt: skip
def test_a_cursor_that_is_none_gives_the_first_page(people: list[str], text: str) -> None:
    assert ids(page_of(PEOPLE, BY_COUNTRY, Cursor(after=text), size=4)) == people[:4]
    assert ids(page_of(PEOPLE, BY_COUNTRY, Cursor(before=text), size=4)) == people[:4]


def test_a_cursor_of_another_order_gives_the_first_page(people: list[str]) -> None:
    other = page_of(PEOPLE, NEWEST, size=4).after
    assert ids(page_of(PEOPLE, BY_COUNTRY, Cursor(after=other), size=4)) == people[:4]


def test_what_is_behind_the_end_gives_the_first_page(people: list[str]) -> None:
    cursor = page_of(PEOPLE, BY_COUNTRY, size=4).after
    nobody_else = PEOPLE.where(User.id.in_(people[:3]))
    assert ids(page_of(nobody_else, BY_COUNTRY, Cursor(after=cursor), size=4)) == people[:3]


def test_it_counts_no_further_than_it_is_told(people: list[str]) -> None:
    page = page_of(PEOPLE, BY_COUNTRY, FIRST, size=4, count_up_to=10)
    assert (page.total, page.is_total_exact) == (10, False)
    page = page_of(PEOPLE, BY_COUNTRY, FIRST, size=4)
    assert (page.total, page.is_total_exact) == (11, True)


def test_nothing_is_a_page_too(context: Flask) -> None:
    page = page_of(PEOPLE, BY_COUNTRY)
    assert (page.rows, page.total, page.after, page.before) == ((), 0, "", "")
