"""How much a request may carry: little, but for the views that say they take more."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

MEGABYTE = 1024 * 1024


def takes_megabytes(most: int) -> Callable[[View], View]:
    """Mark a view with how much a request to it may carry."""

    def mark(view: View) -> View:
        view.most_bytes = most * MEGABYTE  # type: ignore[attr-defined]
        return view

    return mark


def register(app: Flask) -> None:
    """Attach to the application. Must come before whatever reads forms."""
    app.before_request(_allow)


def _allow() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, "most_bytes", None)
    if most is not None:
        request.max_content_length = most
