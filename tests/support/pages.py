"""Reading pages in tests: forms with their tokens, links, headings, query counts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from lms.core.db import db

LIGHT_PAGE = "/verify"
"""A page for everybody that costs little; its header has a form."""
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def token_of(client: FlaskClient, path: str = LIGHT_PAGE) -> str:
    """The CSRF token that forms on a page carry."""
    found = TOKEN.search(client.get(path).text)
    assert found, f"no form on {path}"
    return unescape(found[1])


def post(
    client: FlaskClient,
    path: str,
    data: dict[str, Any] | None = None,
    *,
    page: str = LIGHT_PAGE,
    **options: Any,
) -> TestResponse:
    """Send a form as a browser would, with the token of `page`."""
    return client.post(path, data={"csrf_token": token_of(client, page), **(data or {})}, **options)


@contextmanager
def counted_queries(app: Flask) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile, without BEGIN and COMMIT.

    Nor is what a process reads once in some seconds for all its pages: the settings.
    """
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.upper().startswith(("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA", "SELECT SETTING.")):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
