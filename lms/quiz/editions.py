"""Which edition and which words a question comes from: the edition begun with, the language of the page."""

from typing import Protocol

from lms.content.catalogue import Catalogue, UnknownEditionError, UnknownModuleError
from lms.content.items import Item
from lms.content.outline import Module
from lms.core.errors import NotFoundError


class Begun(Protocol):
    """What was begun with an edition of a module: an enrolment, an attempt."""

    @property
    def module_slug(self) -> str:
        """The module."""

    @property
    def edition_digest(self) -> str:
        """The edition of it."""


def edition_of(catalogue: Catalogue, begun: Begun) -> Module:
    """The edition that something was begun with; raises NotFoundError."""
    try:
        return catalogue.edition(begun.module_slug, begun.edition_digest)
    except (UnknownEditionError, UnknownModuleError):
        raise NotFoundError from None


def bank_item(module: Module, item_id: str, language: str) -> Item:
    """An item of the final test in a language, or in the source language where it has no text there."""
    items = module.text(language).test_items
    return items.get(item_id) or module.text(module.source_language).test_items[item_id]
