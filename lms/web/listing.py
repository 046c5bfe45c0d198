"""Lists of hundreds or of hundred thousands: filters that live in the address, an order, pages, exports.

A list page asks what its address wants (`ask`), finds one page of it, and shows both (`listing`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, Self, TypeAlias, TypeVar
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    DateField,
    Field,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import Select

from lms.core.folding import in_order
from lms.core.paging import Cursor, Page
from lms.web.filters import show_day, show_number
from lms.web.forms import CampusForm, strip
from lms.web.i18n import language

Entry = TypeVar("Entry")
Said: TypeAlias = str | LazyString

ALL = lazy_gettext("All")
LONGEST_TEXT = 100
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
EMPTY: Page[Any] = Page(rows=(), total=0)


class TextFilter(StringField):
    """Words to look for."""

    def __init__(self, label: Said, **options: Any) -> None:
        too_long = lazy_gettext("Look for at most %(max)d signs.", max=LONGEST_TEXT)
        super().__init__(label, [Length(max=LONGEST_TEXT, message=too_long)], filters=[strip], **options)


class PlainSelect(Select):
    """A select whose options have no attributes of their own: there are 250 countries on most list pages."""

    @classmethod
    def render_option(cls, choice: Any) -> Markup:  # type: ignore[override]
        """As WTForms does, without asking each for attributes."""
        chosen = " selected" if choice.selected else ""
        return Markup(f'<option{chosen} value="{escape(choice.value)}">{escape(choice.label)}</option>')


class ChoiceFilter(SelectField):
    """One of several; nothing chosen is all. What is none of them stays as it came, and is refused."""

    widget = PlainSelect()

    def __init__(self, label: Said, *, everything: Said = ALL, **options: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **options)
        self.everything = everything
        self.known: Mapping[str, Said] = {}

    def offer(self, known: Mapping[str, Said]) -> None:
        """Say what there is to choose from: value → words."""
        self.known = known
        offered = {"": self.everything, **known}
        if self.data:
            offered.setdefault(self.data, self.data)
        self.choices = [SelectChoice(value, words) for value, words in offered.items()]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no choice."""
        if self.data and self.data not in self.known:
            raise ValidationError(_("“%(value)s” cannot be chosen here.", value=self.data[:LONGEST_TEXT]))

    @property
    def shown(self) -> str:
        """The choice in words."""
        return str(self.known.get(self.data or "", self.data or ""))


class DayFilter(DateField):
    """A day."""

    def __init__(self, label: Said, **options: Any) -> None:
        super().__init__(label, [Optional()], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """As WTForms does, but say which value is no day: a date field does not show it."""
        try:
            super().process_formdata(valuelist)
            if self.data is not None and not FIRST_DAY <= self.data <= LAST_DAY:
                raise ValueError
        except ValueError:
            self.data = None
            text = _("“%(value)s” is no day. Write it as 2026-11-22.", value=valuelist[0][:LONGEST_TEXT])
            raise ValueError(text) from None

    @property
    def shown(self) -> str:
        """The day written out."""
        return show_day(self.data) if self.data else ""


class FilterForm(CampusForm):
    """The filters of a list; their values stand in the address."""

    class Meta:
        """No token: nothing is changed."""

        csrf = False

    sort = ChoiceFilter(lazy_gettext("Sort by"))

    @classmethod
    def from_address(cls) -> Self:
        """The form as the address of this request fills it in."""
        return cls(formdata=request.args)

    @property
    def filters(self) -> list[Field]:
        """Its fields, without the order."""
        return [field for field in self if field.name != "sort"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter in force, and the address without it."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks of a list."""

    form: FilterForm
    is_valid: bool
    sort: str
    cursor: Cursor

    @cached_property
    def values(self) -> tuple[tuple[str, str], ...]:
        """What stands in the address of filters and order: name and value."""
        names = [field.name for field in self.form]
        return tuple((name, value) for name in names for value in request.args.getlist(name) if value)

    @property
    def noted(self) -> dict[str, str]:
        """What the audit log keeps of it: of typed words only that there were some."""
        typed = {field.name for field in self.form if isinstance(field, TextFilter)}
        return {name: "…" if name in typed else value for name, value in self.values}

    def url(self, *without: str, **changes: str) -> str:
        """The address of the same list with other values; a page begins anew."""
        pairs = [(name, value) for name, value in self.values if name not in without and name not in changes]
        query = urlencode([*pairs, *((name, value) for name, value in changes.items() if value)])
        return f"{request.path}?{query}" if query else request.path


@dataclass(frozen=True, kw_only=True)
class Listing(Generic[Entry]):
    """What a list page shows."""

    asked: Asked
    page: Page[Entry]
    total: str
    """How much there is, in words."""

    @property
    def form(self) -> FilterForm:
        """The filters."""
        return self.asked.form

    @property
    def rows(self) -> tuple[Entry, ...]:
        """What stands on this page."""
        return self.page.rows

    @property
    def status(self) -> int:
        """422 where a filter is impossible: then nothing is listed."""
        return 200 if self.asked.is_valid else 422

    @property
    def is_filtered(self) -> bool:
        """It is not the whole list."""
        return any(name != "sort" for name, _value in self.asked.values)

    @property
    def sort(self) -> str:
        """Name of the order it is in."""
        return self.asked.sort

    @property
    def wanted(self) -> str:
        """Filters and order as they stand behind an address."""
        return urlencode(self.asked.values)

    @property
    def chips(self) -> list[Chip]:
        """The filters in force, each with a way to take it off."""
        names = {name for name, _value in self.asked.values}
        return [self._chip(field) for field in self.form.filters if field.name in names]

    def _chip(self, field: Field) -> Chip:
        shown = getattr(field, "shown", None) or field.data
        text = f"{field.label.text}: {shown}" if shown else str(field.label.text)
        return Chip(text=text, url=self.asked.url(field.name))

    @property
    def whole_url(self) -> str:
        """The list without filters."""
        return self.asked.url(*(field.name for field in self.form.filters))

    def sorted_url(self, name: str) -> str:
        """The same list in another order."""
        return self.asked.url(sort=name)

    @property
    def pager(self) -> dict[str, str | None]:
        """What `_components.html` asks of a pager."""
        return {
            "previous_url": self.asked.url(before=self.page.before) if self.page.before else None,
            "next_url": self.asked.url(after=self.page.after) if self.page.after else None,
            "text": self.total,
        }


def ask(form: FilterForm, sorts: Mapping[str, Said]) -> Asked:
    """What this request's address asks; `sorts` are the orders, name → words, the usual one first."""
    usual = next(iter(sorts))
    form.sort.everything = sorts[usual]
    form.sort.offer({name: words for name, words in sorts.items() if name != usual})
    if form.sort.data == usual:
        form.sort.data = ""
    return Asked(
        form=form,
        is_valid=form.validate(),
        sort=form.sort.data if form.sort.data in sorts else usual,
        cursor=Cursor(after=request.args.get("after", ""), before=request.args.get("before", "")),
    )


def listing(
    asked: Asked, find: Callable[[], Page[Entry]], *, in_words: Callable[[int, str], str]
) -> Listing[Entry]:
    """The list page; `in_words` says a number of its rows, which it gets as number and as shown."""
    page = find() if asked.is_valid else EMPTY
    total = in_words(page.total, show_number(page.total))
    if not page.is_total_exact:
        total = _("more than %(total)s", total=total)
    return Listing(asked=asked, page=page, total=total)


def choices(pairs: Iterable[tuple[str, Said]]) -> dict[str, Said]:
    """Choices for a filter, sorted by their words as the reader's language does."""
    spoken = language()
    return dict(sorted(pairs, key=lambda pair: in_order(str(pair[1]), spoken)))
