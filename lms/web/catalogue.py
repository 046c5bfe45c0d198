"""The current catalogue in a request, and when a process takes up a newer one."""

import threading
import time
from collections.abc import Callable

from flask import Flask, current_app

from lms.content.catalogue import Catalogue

EXTENSION = "campus-catalogue"


class CatalogueHolder:
    """Holds one catalogue; in development it looks now and then whether a file has changed."""

    def __init__(self, load: Callable[[], Catalogue], fingerprint: Callable[[], str] | None = None) -> None:
        self._load = load
        self._fingerprint = fingerprint
        self._lock = threading.Lock()
        self._looked_at = time.monotonic()
        self._seen = fingerprint() if fingerprint else ""
        self._catalogue = load()

    def current(self) -> Catalogue:
        """The catalogue to answer with."""
        if self._fingerprint and time.monotonic() - self._looked_at > 1:
            self._reload_if_changed(self._fingerprint)
        return self._catalogue

    def _reload_if_changed(self, fingerprint: Callable[[], str]) -> None:
        with self._lock:
            self._looked_at = time.monotonic()
            seen = fingerprint()
            if seen != self._seen:
                self._seen = seen
                self._catalogue = self._load()


def register(app: Flask, holder: CatalogueHolder) -> None:
    """Attach to the application."""
    app.extensions[EXTENSION] = holder


def current_catalogue() -> Catalogue:
    """The catalogue of the running application."""
    holder: CatalogueHolder = current_app.extensions[EXTENSION]
    return holder.current()
