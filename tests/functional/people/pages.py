"""A browser for tests: fetches pages, fills in forms with the token that stands in them."""

import re
from dataclasses import dataclass
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(slots=True)
class Browser:
    """One person's browser."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path)

    def token(self, path: str = "/forgotten-password") -> str:
        """The token of a form on that page."""
        found = TOKEN.search(self.get(path).text)
        assert found, f"no form on {path}"
        return unescape(found.group(1))

    def submit(self, path: str, *, form: str | None = None, **fields: object) -> TestResponse:
        """Send a form that stands on the page `form` (by default: that is opened at `path` itself)."""
        return self.client.post(path, data={"csrf_token": self.token(form or path), **fields})

    def is_signed_in(self) -> bool:
        """A page that asks for a sign-in opens."""
        return self.get("/account").status_code == 200

    def links(self, path: str) -> list[str]:
        """Where the links of a page lead to."""
        return [unescape(link) for link in re.findall(r'<a [^>]*href="([^"]+)"', self.get(path).text)]
