"""How much a request may carry: little, but for the views that say they take more."""

import io
from collections.abc import Callable
from typing import IO, Any, TypeVar

from flask import Flask, Request, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

MEGABYTE = 1024 * 1024


def takes_megabytes(most: int, *, in_memory: bool = False) -> Callable[[View], View]:
    """Mark a view with how much a request to it may carry, and whether its files never touch the disk."""

    def mark(view: View) -> View:
        view.most_bytes = most * MEGABYTE  # type: ignore[attr-defined]
        view.keeps_files_in_memory = in_memory  # type: ignore[attr-defined]
        return view

    return mark


class CampusRequest(Request):
    """A request whose files stay in memory where its view says so."""

    def _get_file_stream(self, *arguments: Any, **options: Any) -> IO[bytes]:
        view = current_app.view_functions.get(self.endpoint or "")
        if getattr(view, "keeps_files_in_memory", False):
            return io.BytesIO()
        return super()._get_file_stream(*arguments, **options)


def register(app: Flask) -> None:
    """Attach to the application. Must come before whatever reads forms."""
    app.request_class = CampusRequest
    app.before_request(_allow)


def _allow() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, "most_bytes", None)
    if most is not None:
        request.max_content_length = most
