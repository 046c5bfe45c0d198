"""Walking through a desk as somebody would who follows every link: each kind of page once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

LINKS = "main a[href], nav[aria-label] a[href]"
NOT_A_PAGE = re.compile(r"\.(pdf|csv|xlsx|zip|json|png|svg|xml)$")


@dataclass(slots=True)
class Walk:
    """Pages below some paths, one for each endpoint; of settings one for each group."""

    app: Flask
    page: Page
    below: tuple[str, ...]
    seen: set[tuple[str, str]] = field(default_factory=set)
    """Kinds of pages that were opened or wait."""

    def pages(self, start: str) -> Iterator[str]:
        """Open one page after the other; what is yielded is open in the browser."""
        waiting = [start]
        self._is_new(start)
        while waiting:
            address = waiting.pop(0)
            answer = self.page.goto(address)
            if answer is None or "text/html" not in answer.headers.get("content-type", ""):
                continue
            assert answer.status == 200, f"{address}: {answer.status}"
            yield address
            waiting += [one for one in self._links() if self._is_new(one)]

    def _links(self) -> list[str]:
        """Addresses on the page that lie below the paths, without their fragments."""
        script = "links => links.filter(a => !a.hasAttribute('download')).map(a => a.pathname + a.search)"
        found: list[str] = self.page.locator(LINKS).evaluate_all(script)
        return [one for one in dict.fromkeys(found) if self._is_below(urlsplit(one).path)]

    def _is_below(self, path: str) -> bool:
        return path.startswith(self.below) and not NOT_A_PAGE.search(path)

    def _is_new(self, address: str) -> bool:
        """No page of its kind was come by yet; every link leads somewhere."""
        try:
            endpoint, values = self.app.url_map.bind("localhost").match(urlsplit(address).path)
        except HTTPException as error:
            raise AssertionError(f"{self.page.url} leads to {address}") from error
        kind = (endpoint, str(values.get("key", "")).partition(".")[0])
        if kind in self.seen:
            return False
        self.seen.add(kind)
        return True
