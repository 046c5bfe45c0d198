"""How a compilation is written down as JSON and read again: between processes, and in the cache."""

from decimal import Decimal
from typing import Any

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from lms.content.compiler import Compilation
from lms.content.items import Gap, Item, Word
from lms.content.outline import LessonPart, Module
from lms.content.tools.model import Column


class DamagedError(Exception):
    """What was kept is not what was written."""


def pack(compilation: Compilation) -> bytes:
    """A compilation as JSON."""
    return _CONVERTER.dumps(compilation, ensure_ascii=False).encode()


def unpack(data: bytes) -> Compilation:
    """A compilation from JSON; raises DamagedError."""
    try:
        return _CONVERTER.loads(data, Compilation)
    except Exception as error:  # cattrs raises many kinds, all of which mean the same here
        raise DamagedError(str(error)[:200]) from None


def pack_module(module: Module) -> bytes:
    """A module as JSON."""
    return _CONVERTER.dumps(module, ensure_ascii=False).encode()


def unpack_module(data: bytes) -> Module:
    """A module from JSON; raises DamagedError."""
    try:
        return _CONVERTER.loads(data, Module)
    except Exception as error:
        raise DamagedError(str(error)[:200]) from None


def _converter() -> JsonConverter:
    converter = make_converter()
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    configure_tagged_union(Item, converter)
    configure_tagged_union(LessonPart, converter)
    configure_tagged_union(Column, converter)
    _register_segments(converter, str | Gap, Gap)
    _register_segments(converter, str | Word, Word)
    return converter


def _register_segments(converter: JsonConverter, segment: Any, marked: type[Gap | Word]) -> None:
    """A text in pieces: HTML, and what stands between."""
    converter.register_unstructure_hook(
        segment, lambda value: value if isinstance(value, str) else converter.unstructure(value, marked)
    )
    converter.register_structure_hook(
        segment, lambda value, _: value if isinstance(value, str) else converter.structure(value, marked)
    )


_CONVERTER = _converter()
