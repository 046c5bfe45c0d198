"""What the platform serves: the programme, its modules as they are now, and older editions on demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lms.content.outline import Module, Term
from lms.content.problems import Problem
from lms.content.programme import Programme


class UnknownModuleError(LookupError):
    """There is no module with this slug."""


class UnknownEditionError(LookupError):
    """No edition of the module with this digest was ever kept."""


class UnknownAssetError(LookupError):
    """No file with this digest belongs to the programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An edition of a module, and since when it is kept: just before it was served for the first time."""

    digest: str
    published_at: datetime


class Shelf(Protocol):
    """Where older editions and the bytes of assets come from."""

    def edition(self, slug: str, digest: str) -> Module:
        """An edition; raises UnknownEditionError."""

    def sources(self, slug: str, digest: str) -> Mapping[str, bytes]:
        """The files that an edition was made from; raises UnknownEditionError."""

    def publications(self, slug: str) -> tuple[Publication, ...]:
        """Every edition of a module, the latest first."""

    def asset_bytes(self, digest: str) -> bytes:
        """The bytes of an asset; raises UnknownAssetError."""


class Catalogue:
    """Everything compiled, immutable, known by its digest."""

    def __init__(
        self,
        *,
        programme: Programme,
        modules: Mapping[str, Module],
        glossary: Mapping[str, tuple[Term, ...]],
        digest: str,
        shelf: Shelf,
        warnings: tuple[Problem, ...] = (),
    ) -> None:
        self.programme = programme
        self.modules = modules
        """By slug, in the order of the courses."""
        self.glossary = glossary
        """Language → terms, in alphabetical order."""
        self.digest = digest
        self.warnings = warnings
        """What should be put right, though it can be served."""
        self._shelf = shelf

    def module(self, slug: str) -> Module:
        """The current edition of a module; raises UnknownModuleError."""
        try:
            return self.modules[slug]
        except KeyError:
            raise UnknownModuleError(slug) from None

    def edition(self, slug: str, digest: str) -> Module:
        """The current edition or an older one; raises UnknownEditionError."""
        module = self.modules.get(slug)
        if module is not None and module.digest == digest:
            return module
        return self._shelf.edition(slug, digest)

    def sources(self, module: Module) -> Mapping[str, bytes]:
        """The files that an edition was made from, as they were last served; raises UnknownEditionError."""
        return self._shelf.sources(module.slug, module.digest)

    def publications(self, slug: str) -> tuple[Publication, ...]:
        """Every edition of a module that was served here, the latest first; none where nothing is kept."""
        return self._shelf.publications(slug)

    def asset_bytes(self, digest: str) -> bytes:
        """The bytes of an asset, of older editions too; raises UnknownAssetError."""
        return self._shelf.asset_bytes(digest)

    def terms(self, language: str) -> tuple[Term, ...]:
        """The glossary in a language, or in the source language."""
        return self.glossary.get(language) or self.glossary.get(self.programme.languages[0], ())
