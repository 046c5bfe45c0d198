"""Which addresses a list page has: its first page, one far behind, each filter, words, orders, pairs of them.

What there is to choose from is read from the page itself, so that a new filter is measured too.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

MOST_OPTIONS = 8
WORDS = ("anna", "example", "cluster", "a", "anna holm", "wiebke bergdalsen", "nobody-is-called-so", "user")
"""Borne by one in thirty, by everybody, by most organisations; one sign, two words, a few people, nobody."""


@dataclass(slots=True)
class Form:
    """The filters of a page."""

    choices: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Finds the form with the filters, and where the next page is."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self.form = Form()
        self.next_url = ""
        self._is_inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note fields and links."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = given.get("method") == "get" and given.get("action") == self._path
        elif tag == "a" and "after=" in given.get("href", ""):
            self.next_url = given["href"]
        elif self._is_inside and tag == "select":
            self._select = given["name"]
            self.form.choices[self._select] = []
        elif self._is_inside and tag == "option" and given.get("value"):
            self.form.choices[self._select].append(given["value"])
        elif self._is_inside and tag == "input" and given.get("type") in ("text", "search", None):
            self.form.words.append(given["name"])
        elif self._is_inside and tag == "input" and given.get("type") == "date":
            self.form.days.append(given["name"])

    def handle_endtag(self, tag: str) -> None:
        """Leave the form."""
        if tag == "form":
            self._is_inside = False


def addresses(path: str, html: str, *, is_short: bool) -> Iterator[str]:
    """All that are measured of a page that looks so; short: without pairs of filters."""
    reader = _Reader(path)
    reader.feed(html)
    form = reader.form
    yield path
    if reader.next_url:
        yield _far_behind(path, reader.next_url)
    singles = list(_singles(form))
    yield from (_with(path, one) for one in singles)
    if not is_short:
        yield from (_with(path, pair) for pair in _pairs(form))


def filters_on(path: str, html: str) -> Form:
    """The filters that the page of this path has, where it looks so."""
    reader = _Reader(path)
    reader.feed(html)
    return reader.form


def _with(path: str, values: dict[str, str]) -> str:
    return f"{path}?{urlencode(values)}"


def _singles(form: Form) -> Iterator[dict[str, str]]:
    for name in form.words:
        yield from ({name: word} for word in WORDS)
    for name, options in form.choices.items():
        yield from ({name: option} for option in _some(options))
    for name in form.days:
        yield {name: (date.today() - timedelta(days=30)).isoformat()}
        yield {name: (date.today() - timedelta(days=600)).isoformat()}


def _some(options: Sequence[str]) -> Sequence[str]:
    """A few of many, the first of them among them."""
    return options if len(options) <= MOST_OPTIONS else [*options[: MOST_OPTIONS - 2], *options[-2:]]


def _pairs(form: Form) -> Iterator[dict[str, str]]:
    """Each choice in each other order; words with each choice; two choices at once."""
    sorts = form.choices.get("sort", [])
    kinds = {name: options for name, options in form.choices.items() if name != "sort" and options}
    for name, options in kinds.items():
        yield from ({name: option, "sort": sort} for option in _some(options)[:5] for sort in sorts)
    for typed in form.words[:1]:
        yield from ({typed: "anna", "sort": sort} for sort in sorts)
        for name, options in kinds.items():
            yield from ({typed: word, name: options[0]} for word in ("anna", "example"))
    names = list(kinds)
    for place, name in enumerate(names):
        for other in names[place + 1 :]:
            yield from ({name: kinds[name][at], other: kinds[other][at]} for at in (0, -1))


def _far_behind(path: str, next_url: str) -> str:
    """The page that a list shows in its middle: the cursor of the second page, moved on."""
    cursor = parse_qs(urlsplit(next_url).query)["after"][0]
    if "~" in cursor or not cursor:
        return next_url
    name, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    values[0] = _moved_on(values[0])
    moved = base64.urlsafe_b64encode(json.dumps([name, *values]).encode()).decode().rstrip("=")
    return _with(path, {"after": moved})


def _moved_on(value: object) -> object:
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return "o"
    return (datetime.now(UTC) - timedelta(days=450)).isoformat()
