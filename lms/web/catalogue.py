"""The catalogue that requests are answered from; in development it follows its files."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from lms.content.catalogue import Catalogue
from lms.content.loader import LiveCatalogue

EXTENSION = "campus-catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueInUse:
    """A catalogue, and whether changed files are taken up at once."""

    live: LiveCatalogue
    follows_files: bool

    def current(self) -> Catalogue:
        """The catalogue to answer with."""
        return self.live.refreshed() if self.follows_files else self.live.current


def register(app: Flask, live: LiveCatalogue, *, follows_files: bool) -> None:
    """Attach to the application."""
    app.extensions[EXTENSION] = CatalogueInUse(live=live, follows_files=follows_files)


def current_catalogue() -> Catalogue:
    """The catalogue of the running application."""
    return cast(CatalogueInUse, current_app.extensions[EXTENSION]).current()
