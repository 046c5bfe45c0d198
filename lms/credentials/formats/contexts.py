"""The JSON-LD contexts that credentials are read with: pinned copies, never fetched.

A credential that names any other context is refused, so that nobody can make the server fetch an
address, and no host that goes dark or changes its mind can change what a proof covers.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from openbadgeslib.ob3.contexts import UnknownContextError, load_context

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
MULTIKEY = "https://w3id.org/security/multikey/v1"

BADGE_CONTEXTS = (CREDENTIALS, OPEN_BADGES, OPEN_BADGES_EXTENSIONS)
"""In this order; the schema of Open Badges asks for it."""
PINNED = frozenset({*BADGE_CONTEXTS, DATA_INTEGRITY, MULTIKEY})


class ForeignContextError(ValueError):
    """A document names a context that is not pinned."""


@cache
def pinned(url: str) -> dict[str, Any]:
    """The context of that address, as it was released; raises ForeignContextError."""
    if url not in PINNED:
        raise ForeignContextError(f"the context {url[:200]!r} is not one of those pinned here")
    try:
        context: dict[str, Any] = load_context(url)
    except UnknownContextError as error:
        raise ForeignContextError(str(error)) from None
    return context


@cache
def pinned_parts() -> frozenset[int]:
    """The ids of all objects in pinned contexts, which stay in memory as they are."""
    return frozenset(id(part) for url in PINNED for part in _parts(pinned(url)))


def _parts(value: object) -> Iterator[object]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _parts(one)
    if isinstance(value, dict):
        yield value


def load_document(url: str, _options: object = None) -> dict[str, Any]:
    """What PyLD asks for documents: answers for pinned contexts only."""
    return {"contextUrl": None, "documentUrl": url, "document": pinned(url), "tag": "static"}
