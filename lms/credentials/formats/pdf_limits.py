"""A stranger's PDF, opened within limits: what its streams unpack to, and trees that have no end. Pure."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

LARGEST_TO_MEND = 1_000_000
"""Bytes; putting a damaged file in order takes time that grows with the square of its size."""
MOST_NODES = 100
"""Of a tree of names; ours has one."""

# For the whole process: nothing is nested deeper, and a file that is wrong throughout is given up.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=64_000_000,
    parser_max_nesting=100,
    parser_max_container_size=100_000,
    doc_max_warnings=100,
)

UNREADABLE = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RuntimeError,
    MemoryError,
)
"""What comes of a file that is not in order."""


@contextmanager
def opened(data: bytes, *, mended: bool = False) -> Iterator[pikepdf.Pdf]:
    """The file; raises one of `UNREADABLE`. `mended`: put in order first, where it is damaged and small."""
    recovers = mended and len(data) <= LARGEST_TO_MEND
    with pikepdf.open(io.BytesIO(data), attempt_recovery=recovers) as pdf:
        yield pdf


def unpacked(stream: pikepdf.Object, most: int) -> bytes:
    """What a stream holds; raises ValueError where that is more, or packed in a way that is not ours."""
    data = stream.read_raw_bytes()
    given = stream.get("/Filter", ())
    ways = [given] if isinstance(given, pikepdf.Name) else list(given)
    if ways == [pikepdf.Name.FlateDecode] and "/DecodeParms" not in stream:
        try:
            data = zlib.decompressobj().decompress(data, most + 1)
        except zlib.error as problem:
            raise ValueError("the stream cannot be unpacked") from problem
    elif ways:
        raise ValueError("the stream is packed in an unusual way")
    if len(data) > most:
        raise ValueError("the stream is too long")
    return bytes(data)


def check_names(tree: pikepdf.Object, most: int) -> None:
    """Raise ValueError unless a tree of names is small; one whose branches meet again has no end."""
    waiting, nodes, names = [tree], 0, 0
    while waiting:
        node = waiting.pop()
        kids, own = node.get("/Kids", ()), node.get("/Names", ())
        nodes, names = nodes + 1, names + len(own) // 2
        if nodes + len(kids) > MOST_NODES or names > most:
            raise ValueError("too many names")
        waiting += list(kids)
