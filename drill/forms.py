"""A question's form as a browser would fill it in, whatever type the question has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random

ORIGIN = ("page", "sequence", "revision")
NOT_ANSWERS = ("csrf_token", "flagged", *ORIGIN)

Pairs = tuple[tuple[str, str], ...]
"""Names and values as a form sends them."""


@dataclass(slots=True)
class ItemForm(HTMLParser):
    """What the form of a question's page offers."""

    origin: dict[str, str] = field(default_factory=dict)
    """Page, sequence and revision."""
    _choices: dict[str, list[str]] = field(default_factory=dict)
    """Name → values to choose one of."""
    _ticks: dict[str, list[str]] = field(default_factory=dict)
    """Name → values to choose some of."""
    _texts: list[str] = field(default_factory=list)
    _is_inside: bool = False
    _select: str = ""

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what can be filled in."""
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = values.get("id") == "answer-form"
        if not self._is_inside:
            return
        name = values.get("name", "")
        if tag == "input" and name in ORIGIN:
            self.origin[name] = values.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and values.get("value"):
            self._choices.setdefault(self._select, []).append(values["value"])
        elif tag in ("input", "textarea") and name not in NOT_ANSWERS:
            self._note(values.get("type", "text"), name, values.get("value", ""))

    def _note(self, kind: str, name: str, value: str) -> None:
        if kind == "radio":
            self._choices.setdefault(name, []).append(value)
        elif kind == "checkbox":
            self._ticks.setdefault(name, []).append(value)
        elif kind != "hidden":
            self._texts.append(name)

    def handle_endtag(self, tag: str) -> None:
        """The form may end."""
        if tag == "form":
            self._is_inside = False

    def filled_in(self, random: Random, word: str) -> Pairs:
        """Something for every input: a choice, some ticks, a word."""
        return (*self._chosen(random), *self._ticked(random), *((name, word) for name in self._texts))

    def _chosen(self, random: Random) -> Iterator[tuple[str, str]]:
        places = [name for name in self._choices if name.startswith("place-")]
        order = random.sample(range(1, len(places) + 1), len(places))
        yield from ((name, str(place)) for name, place in zip(places, order, strict=True))
        for name, values in self._choices.items():
            if name not in places:
                yield name, random.choice(values)

    def _ticked(self, random: Random) -> Iterator[tuple[str, str]]:
        for name, values in self._ticks.items():
            yield from ((name, value) for value in random.sample(values, random.randint(1, len(values))))


def read_form(page: str) -> ItemForm:
    """The form of a question on its page."""
    form = ItemForm()
    form.feed(page)
    return form


def with_origin(pairs: Pairs, origin: Mapping[str, str], sequence: int) -> Pairs:
    """The same, as the page sends it for the so manieth time."""
    return (*pairs, ("page", origin["page"]), ("revision", origin["revision"]), ("sequence", str(sequence)))
