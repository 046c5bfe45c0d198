"""A module whose questions were mended while people's tests are on the edition before."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from lms.content.catalogue import Catalogue, UnknownEditionError
from lms.content.items import Item
from lms.content.outline import Module
from lms.web.catalogue import EXTENSION
from tests.support.quiz import SLUG

Mend = Callable[..., Module]


class Shelf:
    """All editions of this test."""

    def __init__(self, *modules: Module) -> None:
        self._modules = {module.digest: module for module in modules}

    def edition(self, slug: str, digest: str) -> Module:
        try:
            return self._modules[digest]
        except KeyError:
            raise UnknownEditionError(slug) from None

    def asset_bytes(self, digest: str) -> bytes:
        raise LookupError(digest)


def serve_mended(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, Callable[[Item], Item]],
    *,
    number: int = 1,
    slug: str = SLUG,
) -> Module:
    """Serve the module with some items changed, in every language, as a new edition."""
    live = app.extensions[EXTENSION].live
    old: Catalogue = live.current
    module = old.module(slug)
    texts = {
        language: replace(
            text,
            test_items={
                item_id: changes.get(item_id, lambda item: item)(item)
                for item_id, item in text.test_items.items()
            },
        )
        for language, text in module.texts.items()
    }
    new = replace(module, digest=f"{number:x}" * 64, texts=texts)
    kept = [new, module, *getattr(getattr(old, "_shelf", None), "_modules", {}).values()]
    current = Catalogue(
        programme=old.programme,
        modules={**old.modules, slug: new},
        glossary=old.glossary,
        digest=new.digest,
        shelf=Shelf(*kept),  # type: ignore[arg-type]
    )
    monkeypatch.setattr(live, "current", current)
    return new
