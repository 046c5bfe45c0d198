"""What a browser receives that follows every link, and what its pages are made of."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

LINK = re.compile(r'(?:href|action|src|data-[a-z-]*url)="(/[^"#]*)')
MOST = 300


def crawl(client: FlaskClient, starts: Iterable[str]) -> dict[str, TestResponse]:
    """Every answer to a GET that links lead to from these pages; addresses of forms are looked at as well."""
    seen: dict[str, TestResponse] = {}
    waiting = list(starts)
    while waiting and len(seen) < MOST:
        path = waiting.pop(0).replace("&amp;", "&")
        if path in seen:
            continue
        seen[path] = answer = client.get(path)
        if answer.mimetype == "text/html":
            waiting += LINK.findall(answer.text)
        if answer.location:
            waiting.append(answer.location)
    return seen


class Parts(HTMLParser):
    """What in a page could run, or be fetched from elsewhere."""

    FETCHED = {
        "img": "src",
        "script": "src",
        "link": "href",
        "source": "src",
        "use": "href",
        "form": "action",
    }

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self._is_in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._is_in_script = tag == "script"
        if tag in {"style", "iframe", "object", "embed", "base"}:
            self.inline.append(f"<{tag}>")
        self.inline += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]
        self.inline += [f"{name}={value}" for name, value in attrs if (value or "").startswith("javascript:")]
        if address := given.get(self.FETCHED.get(tag, "")):
            self.addresses.append(address)

    def handle_endtag(self, tag: str) -> None:
        self._is_in_script = False

    def handle_data(self, data: str) -> None:
        if self._is_in_script and data.strip():
            self.inline.append(f"<script>{data[:40]}")

    @property
    def foreign(self) -> list[str]:
        """Addresses that do not lie here."""
        return [one for one in self.addresses if not one.startswith(("/", "#")) or one.startswith("//")]
