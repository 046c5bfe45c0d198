"""Which edition of a module counts: the one begun with; and whether there is a newer one."""

from typing import Protocol

from lms.content.catalogue import Catalogue, UnknownEditionError, UnknownModuleError
from lms.content.outline import Module
from lms.core.errors import NotFoundError


class Begun(Protocol):
    """What was begun with an edition of a module: an enrolment, its facts, an attempt."""

    @property
    def module_slug(self) -> str:
        """The module."""

    @property
    def edition_digest(self) -> str:
        """The edition of it."""


def edition_of(catalogue: Catalogue, begun: Begun) -> Module:
    """The edition that something was begun with, also after the module has left the catalogue.

    Raises NotFoundError.
    """
    try:
        return catalogue.edition(begun.module_slug, begun.edition_digest)
    except (UnknownEditionError, UnknownModuleError):
        raise NotFoundError from None


def seen_edition(catalogue: Catalogue, slug: str, begun: Begun | None) -> Module:
    """What a person sees of a module: the edition begun with, else the present one.

    Raises NotFoundError.
    """
    if begun is not None:
        return edition_of(catalogue, begun)
    try:
        return catalogue.module(slug)
    except UnknownModuleError:
        raise NotFoundError from None


def newer_edition(catalogue: Catalogue, module: Module) -> Module | None:
    """The present edition, where it is not the one given."""
    present = catalogue.modules.get(module.slug)
    return present if present is not None and present.digest != module.digest else None
