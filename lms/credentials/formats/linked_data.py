"""A JSON-LD document as the text that a proof covers, in safe mode. Pure.

PyLD drops terms that no context defines without a word, so that a proof would not cover them.
Therefore a document is expanded, compacted and compared first: what does not come back is refused.
Canonicalising somebody else's document can take for ever; ours never need the part of the
algorithm where that happens, so that it is closed.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, cast

from pyld import jsonld
from pyld.canon import URDNA2015

from lms.credentials.formats.contexts import ForeignContextError, load_document, pinned_parts

MAX_VALUES = 3_000
"""Objects, lists and scalars together; a certificate of ours has a few hundred."""
MAX_LIST = 200
MAX_DEPTH = 20
MAX_TEXT = 300_000
"""Characters of all strings together."""

MOST_KEPT = 100
"""What contexts mean within one another; the credentials of ours need some thirty."""

_lock = threading.Lock()
"""PyLD keeps caches that threads must not share."""


class LinkedDataError(ValueError):
    """The document cannot be covered by a proof."""


class UndefinedTermError(LinkedDataError):
    """Something in the document has no meaning in its contexts, or another one than it seems."""


class TooComplexError(LinkedDataError):
    """The document is larger or more tangled than any of ours."""


def canonical_quads(document: Mapping[str, Any]) -> str:
    """The document as canonical N-Quads (RDFC-1.0); raises LinkedDataError."""
    _check_size(document)
    try:
        with _lock:
            options = {"documentLoader": load_document, "base": ""}
            expanded = _processor.expand(dict(document), options)
            compacted = _processor.compact(expanded, document["@context"], {**options, "skipExpansion": True})
            _check_meaning(document, compacted)
            dataset = _processor.to_rdf(_Expanded(expanded), options)
            return str(_Canonicalisation().main(dataset, {"format": "application/n-quads"}))
    except jsonld.JsonLdError as error:
        raise LinkedDataError(_first_cause(error)) from None
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LinkedDataError(f"not a JSON-LD document: {type(error).__name__}") from None


class _Expanded(list[Any]):
    """A document that has been expanded already."""


class _Processor(jsonld.JsonLdProcessor):  # type: ignore[misc]
    """PyLD, without doing again what comes out the same each time.

    It would read the contexts of types anew for every object, since it takes each for another one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def expand(self, input_: object, options: Mapping[str, Any]) -> list[Any]:
        """The document with full names; where it has them already, as it is."""
        return input_ if isinstance(input_, _Expanded) else cast(list[Any], super().expand(input_, options))

    def _process_context(
        self, active_ctx: Mapping[str, Any], local_ctx: object, options: object, **how: Any
    ) -> Any:
        def make() -> Any:
            return super(_Processor, self)._process_context(active_ctx, local_ctx, options, **how)

        name = active_ctx.get("_uuid")
        if name is None or "cycles" in how or id(local_ctx) not in pinned_parts():
            return make()
        return self._once(("within", name, id(local_ctx), *sorted(how.items())), make)

    def _get_inverse_context(self, active_ctx: Mapping[str, Any]) -> Any:
        def make() -> Any:
            return super(_Processor, self)._get_inverse_context(active_ctx)

        return self._once(("inverse", active_ctx["_uuid"]), make)

    def _once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]


_processor = _Processor()


class _Canonicalisation(URDNA2015):  # type: ignore[misc]
    """The algorithm for documents whose unnamed nodes all differ at first sight."""

    def hash_n_degree_quads(self, id_: str, issuer: object) -> object:
        raise TooComplexError("unnamed nodes of the document cannot be told apart")

    def modify_first_degree_component(self, id_: str, component: dict[str, Any], key: str) -> dict[str, Any]:
        if component["type"] != "blank node":
            return component
        return {**component, "value": "_:a" if component["value"] == id_ else "_:z"}


def _first_cause(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, ForeignContextError):
        return str(error)
    return f"not a JSON-LD document: {str(error)[:200]}"


def _check_size(document: object) -> None:
    waiting: list[tuple[object, int]] = [(document, 0)]
    values = letters = 0
    while waiting:
        value, depth = waiting.pop()
        values += 1
        if isinstance(value, Mapping):
            letters += sum(len(key) for key in value if isinstance(key, str))
            waiting += [(one, depth + 1) for one in value.values()]
        elif isinstance(value, list):
            if len(value) > MAX_LIST:
                raise TooComplexError("a list of the document is too long")
            waiting += [(one, depth + 1) for one in value]
        elif isinstance(value, str):
            letters += len(value)
        if values + len(waiting) > MAX_VALUES or depth > MAX_DEPTH or letters > MAX_TEXT:
            raise TooComplexError("the document is larger than any certificate")


def _check_meaning(document: Mapping[str, Any], compacted: object) -> None:
    if _normal(document) != _normal(compacted):
        raise UndefinedTermError("not everything in the document is defined by its contexts")


def _normal(value: object) -> object:
    """A list of one is the same as what is in it; everything else must be as it is."""
    if isinstance(value, Mapping):
        return {key: _normal(one) for key, one in value.items()}
    if isinstance(value, list):
        inner = [_normal(one) for one in value]
        return inner[0] if len(inner) == 1 else inner
    return value
