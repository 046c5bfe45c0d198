"""What identifies content: digests over source objects, written as canonical JSON.

Fields that have their default are left out, so that a field added to a source class in a later release
changes no digest of what was published before. Positions (`compare=False`) never count.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from lms.content.item_writing import write_unit
from lms.content.lesson_syntax import digest_of
from lms.content.sources import (
    BodyBlock,
    LanguageSource,
    ModulePage,
    ModuleSource,
    PageSource,
    ProseBlock,
)

_SCHEME = "content-1"
"""How digests are made; another scheme would give every edition a new digest."""


def module_digest(module: ModuleSource) -> str:
    """The edition: SHA-256 over structure, source language and assets."""
    return _sha256(
        {
            "structure": plain(module.structure),
            "source": plain(module.source),
            "assets": {name: hashlib.sha256(data).hexdigest() for name, data in module.assets.items()},
            **({"tool": plain(module.tool)} if module.tool else {}),
        }
    )


def text_digest(text: LanguageSource) -> str:
    """SHA-256 of one language's text."""
    return _sha256(plain(text))


def block_digests(body: tuple[BodyBlock, ...]) -> tuple[str, ...]:
    """The digest of every unit of translation, in order: prose blocks, cases and items."""
    digests: list[str] = []
    for block in body:
        if isinstance(block, ProseBlock):
            digests.append(digest_of(block.written or block.text))
        else:
            digests += [digest_of(write_unit(unit)) for unit in block.units]
    return tuple(digests)


def head_digest(page: PageSource) -> str:
    """The digest of what a translator translates in a page's head."""
    if page.written_head is not None:
        return page.written_head
    texts: list[object] = [page.title]
    if isinstance(page, ModulePage):
        texts += [page.summary, plain(page.learning_outcomes), plain(page.declarations)]
    return _sha256(texts)[:12]


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def plain(value: Any) -> Any:
    """Source objects as JSON data, without positions and without defaults."""
    if is_dataclass(value):
        counted = ((f.name, getattr(value, f.name), f) for f in fields(value) if f.compare)
        named = {name: plain(part) for name, part, f in counted if part != _default_of(f)}
        return {"kind": type(value).__name__, **named}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.value if isinstance(value, StrEnum) else value


def _default_of(field: "Field[Any]") -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def _sha256(value: object) -> str:
    return hashlib.sha256(f"{_SCHEME}:{canonical_json(value)}".encode()).hexdigest()
